"""Words as they may stand in any file: without the characters that XML, spreadsheets or calendars refuse."""

import re

BREAKS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")  # Word's soft line break is a vertical tab
REFUSED = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def printable(words: object) -> str:
    """The words of any value; every kind of line break as a newline, other control characters left out."""
    return REFUSED.sub("", BREAKS.sub("\n", str(words)))
