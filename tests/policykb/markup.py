"""The HTML of a page in; the same on one line, or its words, out: tests need not know where templates break lines."""

import re
from html import unescape


def on_one_line(html: str) -> str:
    """Each line break with the blanks around it as one blank, and none before the end of a tag."""
    return re.sub(r" (?=>)", "", re.sub(r" *\n[ \n]*", " ", html))


def words_of(html: str) -> str:
    """What one reads: without tags, each gap one blank."""
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())
