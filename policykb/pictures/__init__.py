"""Values worked out into lines and places, for templates that draw them as SVG."""
