"""A searched text → whether it looks as if it told of a person: such a text is not kept."""

import re
from typing import Final

LONGEST_NUMBER: Final = 7  # digits in a row that no year, amount or document number has
MOST_DIGITS: Final = 14  # in one stretch, however it is divided: an identity or bank card
# 13912345678 · 630102199001011234 · 6222 0212 3456 7890 · 139-1234-5678 · 0971-1234567
STRETCH: Final = re.compile(r"\d(?:[\s\-–—.]?\d)*")
MOBILE: Final = re.compile(r"(?:86)?1[3-9]\d{9}")
DIGITS: Final = re.compile(r"\d+")
MAIL: Final = re.compile(r"\S@\S")


def looks_personal(text: str) -> bool:
    """Whether a folded text holds an e-mail address, or a number as of telephones, identity and bank cards.

    >>> [looks_personal(text) for text in ("139 1234 5678", "wang@example.org", "青政办(2024)35号", "2021-2025年")]
    [True, True, False, False]
    """
    if MAIL.search(text):
        return True
    for stretch in STRETCH.findall(text):
        runs = DIGITS.findall(stretch)
        digits = "".join(runs)
        if max(map(len, runs)) >= LONGEST_NUMBER or len(digits) >= MOST_DIGITS or MOBILE.fullmatch(digits):
            return True
    return False
