"""Which records carry which tag, as sets of primary keys kept up to date: what lists, facets and totals count from."""
