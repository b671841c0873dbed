"""Two interleaved copies of one document in, its lines in order out."""
