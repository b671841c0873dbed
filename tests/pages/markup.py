"""The HTML of a page in; the same on one line, so that a test need not know where a template breaks its lines, out."""

import re


def on_one_line(html: str) -> str:
    """Each line break with the blanks around it as one blank, and none before the end of a tag."""
    return re.sub(r" (?=>)", "", re.sub(r" *\n[ \n]*", " ", html))
