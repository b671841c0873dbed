"""The pages: a request in, a response out; what they show comes from QuerySets, what they look like from templates."""
