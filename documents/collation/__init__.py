"""Two texts of one document in; what differs between them (比对), clause by clause and word by word, out."""
