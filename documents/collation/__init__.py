"""Two texts of one document compared (比对): clause by clause, word by word."""
