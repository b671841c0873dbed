"""What the records show together: an agency's duties, what is due next, similar tasks, differences between regions."""
