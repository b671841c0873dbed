"""What a person typed, read: words, names, numbers, years; slips put right."""
