"""Search by meaning, an optional last step: texts → vectors, kept beside the entries; a query → the nearest ones."""
