"""Text as search sees it: folded characters, words, tokens."""
