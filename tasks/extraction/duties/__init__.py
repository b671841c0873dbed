"""Who does what: responsibility clauses, labels, verbs, inheritance and tables in, duties out."""
