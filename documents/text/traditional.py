"""A text in traditional characters or in radicals in; the same in simplified ones, of the same length, out: to be read.

What is read there is given back in the characters that are printed.
"""

import unicodedata
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from documents.text.readings import ReadingText

TABLE: Final = Path(__file__).with_name("simplified.txt")
SIMPLIFIED: Final = {  # code point of a traditional character → its simplified one
    ord(pair[0]): pair[1]
    for line in TABLE.read_text("utf-8").splitlines()
    if not line.startswith("#")
    for pair in line.split()
}
SIMPLIFIED_TOO: Final = frozenset(map(ord, "乾衹祇搾濬涖"))  # stand in simplified text as they are: 乾县
FEWEST: Final = 8  # a simplified text has fewer, in names
# ⼈ for 人: radicals and compatibility forms that a copy from a PDF has where Han characters belong; ２０２４ for 2024
LOOKALIKES: Final = {
    code: plain
    for first, last in ((0x2E80, 0x2FDF), (0xF900, 0xFAFF), (0xFF10, 0xFF19))
    for code in range(first, last + 1)
    if (plain := unicodedata.normalize("NFKC", chr(code))) != chr(code) and len(plain) == 1
}


def spellings(plain: str) -> str:
    """A simplified character, and the traditional ones that are read as it.

    >>> spellings("责"), spellings("人")
    ('责責', '人')
    """
    return plain + _printed_as().get(plain, "")


@cache
def _printed_as() -> dict[str, str]:
    """Simplified character → the traditional ones that are read as it."""
    printed: dict[str, str] = {}
    for code, plain in SIMPLIFIED.items():
        printed[plain] = printed.get(plain, "") + chr(code)
    return printed


def reading_table(text: str) -> dict[int, str]:
    """What a text's characters are read as: radicals as characters, wide digits as plain ones; in a traditional text,
    all as simplified ones."""
    changed = text.translate(SIMPLIFIED)
    is_traditional = sum(a != b for a, b in zip(text, changed, strict=True)) >= FEWEST
    return {**SIMPLIFIED, **LOOKALIKES} if is_traditional else LOOKALIKES


def in_simplified(reading: ReadingText) -> ReadingText:
    """The reading text as the stages read it, place by place the same; itself where nothing is to be changed.

    >>> from documents.text.spans import Alignment
    >>> in_simplified(ReadingText("⼈⼒资源", Alignment(()))).text
    '人力资源'
    """
    text = simplified(reading.text)
    return reading if text == reading.text else replace(reading, text=text)


def simplified(text: str) -> str:
    """The text as it is read, of the same length; one that is in simplified characters stays as it is."""
    return text.translate(reading_table(text))


def as_printed(words: str, start: int, read: str, text: str) -> str:
    """Words found in `read`, the simplified `text`, from `start` on, in the characters that `text` has there.

    Words between which something was left out are found piece by piece; what is not there stays as it is, and so does
    what is printed as a radical.

    >>> as_printed("关于推进", 0, "关于推进发展", "關於推進發展")
    '關於推進'
    """
    printed, position = [], start
    for character in words:
        place = read.find(character, position) if not character.isspace() else -1
        if place < 0:
            printed.append(character)
            continue
        printed.append(character if ord(text[place]) in LOOKALIKES else text[place])
        position = place + 1
    return "".join(printed)
