"""What was typed and what may have been meant: by sound, by shape, by a slip of the hand, in pinyin."""
