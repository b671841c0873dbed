"""What passes between people and records: labels to read, words typed, tables taken away and brought back."""
