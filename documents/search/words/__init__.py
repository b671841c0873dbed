"""Text in; what search indexes and looks for out: folded characters, words, tokens."""
