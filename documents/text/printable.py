"""Words in; the same words without invisible characters (control characters, marks of direction, zero-width ones) out.

What comes out can be written as XML, in a workbook, in UTF-8.
"""

import re
from typing import Final

# What ends a line for some program: Word's soft line break (U+000B), a page break (U+000C), NEL, Unicode's own two.
LINE_END: Final = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
UNSEEN: Final = re.compile(
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls, but tab and line ends
    "\xad\u061c\u180e\u200b-\u200f\u2060-\u2064\ufeff"  # a soft hyphen, blanks without width, byte order marks
    "\u202a-\u202e\u2066-\u206f"  # what turns the direction of reading
    "\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f"  # annotations, no characters at all, tags
    "\ud800-\udfff"  # halves of a pair
    "]"
)
BREAK: Final = re.compile(r"[ \t]*\n\s*|\t")


def printable(words: str) -> str:
    r"""The words without invisible characters; every kind of line end becomes "\n", and tabs stay.

    >>> printable("风\u200b电\r\n")
    '风电\n'
    """
    return UNSEEN.sub("", LINE_END.sub("\n", words))


def one_line(words: str) -> str:
    r"""The words as `printable` gives them, on one line: a line end or a tab becomes a blank.

    >>> one_line("风电\n  光伏")
    '风电 光伏'
    """
    return BREAK.sub(" ", printable(words)).strip()
