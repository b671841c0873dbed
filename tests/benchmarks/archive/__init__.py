"""An archive to look at and to measure with: the sample policies, as if thousands of places had issued their like."""
