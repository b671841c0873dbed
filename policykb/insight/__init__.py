"""What the records say together: an agency's duties, what is due, what is alike, what differs."""
