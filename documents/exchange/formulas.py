"""Words in; the same words guarded against a spreadsheet, which would compute or rewrite them, out.

A guarded cell has a ' in front, as a person would type it. XLSX and CSV are guarded alike, since one becomes the other.
"""

import re
from typing import Final

from documents.text.printable import UNSEEN, printable

# What begins a formula, also in a Chinese spreadsheet; ' is our own mark.
SIGNS: Final = tuple("=+-@\t\r＝＋－＠﹦﹢﹣﹫−'")
BLANK: Final = re.compile(rf"(?:\s|{UNSEEN.pattern})*")
NEGATIVE: Final = re.compile(r"\s*[(（][\d０-９][\d０-９.,]*[)）]\s*")  # (1) is -1 to a spreadsheet
# 1. is 1, 2.10 is 2.1, 007 is 7, 3-1 the first of March, 1e5 is 100000
OTHERWISE: Final = re.compile(
    r"\s*(?:\d+\.(?:\d*0)?|0\d+(?:\.\d+)?|\d{1,4}[-/]\d{1,4}|\d+(?:\.\d+)?[eE]\d+|\d{16,})\s*"
)


def guard(words: str) -> str:
    """The words, with a ' in front where a spreadsheet would compute them: =1+1, (1)."""
    return f"'{words}" if is_computed(words) else words


def guard_text(words: str) -> str:
    """The words, guarded too where a spreadsheet would take them for a number or a day and write them otherwise: 1.
    comes back as 1. For columns of text."""
    return f"'{words}" if is_computed(words) or OTHERWISE.fullmatch(words) else words


def unguard(words: str) -> str:
    """The words without the ' that `guard` or `guard_text` put there."""
    return words[1:] if words.startswith("'") and guard_text(words[1:]) == words else words


def as_cell(words: str) -> str:
    """The words as they may stand in a table that people open: printable and guarded."""
    return guard(printable(words))


def is_computed(words: str) -> bool:
    """Whether a spreadsheet would take the words for a formula or a negative number."""
    begins = words.startswith(SIGNS) or words[BLANK.match(words).end() :].startswith(SIGNS)  # type: ignore[union-attr]
    return begins or bool(NEGATIVE.fullmatch(words))
