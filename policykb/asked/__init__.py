"""What readers search and what they open of it → counts by day for staff, which tell nothing of who it was."""
