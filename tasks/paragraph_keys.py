"""Keys of tasks: 1.1.p2 is the second paragraph of the item 1.1 that is a task, others are items or rows of tables."""

import re

# 1.1.p2 · 1.1.p2-77, the key of one that is no longer extracted, before others got its place
PARAGRAPH = re.compile(r"(?P<item>.+)\.p(?P<place>\d+)(?:-\d+)?")


def item_of(key: str) -> str:
    """The key of the item that a paragraph belongs to; "" for a key of something else.

    >>> item_of("1.1.p2"), item_of("1.1")
    ('1.1', '')
    """
    match = PARAGRAPH.fullmatch(key)
    return match["item"] if match else ""


def place_of(key: str) -> int:
    """Which of the paragraphs of its item it is; 0 for a key of something else.

    >>> place_of("1.1.p2"), place_of("1.1")
    (2, 0)
    """
    match = PARAGRAPH.fullmatch(key)
    return int(match["place"]) if match else 0
