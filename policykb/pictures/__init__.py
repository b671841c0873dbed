"""Values in; the places of lines and shapes out, for templates that draw them as SVG."""
