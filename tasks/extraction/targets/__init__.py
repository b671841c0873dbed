"""How much: quantities, what they measure and what is promised of them in, targets out."""
