"""What the rows and columns of a table are, before anyone asks what they say."""
