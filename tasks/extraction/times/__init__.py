"""By when: dates, terms and recurrences in, deadlines out."""
