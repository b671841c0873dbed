"""Any text → the form in which it is indexed and asked for, and the way back to the characters it came from.

Full width becomes half width, capitals become small, traditional characters become simplified, all brackets become
one kind. Quotation marks vanish, and so does white space beside a Chinese character: 能效“领跑者” is found by
能效领跑者. The text itself is never rewritten; this is a copy for comparing.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SIMPLIFIED = Path(__file__).parent / "data" / "simplified.txt"
BRACKETS = str.maketrans("〔〕[]【】〖〗{}«»", "()()()()()()")
SILENT = frozenset("“”‘’\"'「」『』＂＇\u200b\u200c\u200d\u2060\ufeff\u00ad")
HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
INNER_SPACE = re.compile(rf"(?<=[{HAN}])\s+|\s+(?=[{HAN}])")
# 绿电 · 5g · 12.5% · 2030: letters, digits and characters, a point between digits, a percent sign
RUN = re.compile(r"(?:[^\W_]|%|(?<=\d)\.(?=\d))+")


class FoldTable(dict[int, str]):
    """Code point → folded characters, worked out when first seen."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = fold_character(chr(code))
        return folded


def fold_character(character: str) -> str:
    """One character as it is compared: nothing, one or several characters."""
    if character in SILENT:
        return ""
    if unicodedata.category(character) in ("Cc", "Cs", "Cf"):
        return " "
    folded = unicodedata.normalize("NFKC", character).lower().translate(BRACKETS)
    return "".join(simplified_forms().get(each, each) for each in folded)


@cache
def simplified_forms() -> dict[str, str]:
    """Traditional → simplified character."""
    lines = SIMPLIFIED.read_text("utf-8").splitlines()
    return {pair[0]: pair[1] for line in lines if not line.startswith("#") for pair in line.split()}


FOLDED = FoldTable()


def fold(text: str) -> str:
    """The text as it is compared."""
    return INNER_SPACE.sub("", text.translate(FOLDED))


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A folded text, and for each of its characters the place of the original one."""

    text: str
    places: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The range of the original that these folded characters came from."""
        return self.places[start], self.places[end - 1] + 1


def fold_with_places(text: str) -> FoldedText:
    """The text as `fold` gives it, with the way back."""
    wide = [(each, place) for place, character in enumerate(text) for each in FOLDED[ord(character)]]
    loose = "".join(each for each, _ in wide)
    kept: list[tuple[str, int]] = []
    start = 0
    for gap in INNER_SPACE.finditer(loose):
        kept += wide[start : gap.start()]
        start = gap.end()
    kept += wide[start:]
    return FoldedText("".join(each for each, _ in kept), tuple(place for _, place in kept))


def runs(folded: str) -> list[str]:
    """The stretches of letters, digits and characters between the marks of a folded text."""
    return RUN.findall(folded)
