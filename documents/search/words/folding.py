"""A text in; the form in which it is indexed and looked for, with the places its characters came from, out.

Full width becomes half width, capitals become small, traditional characters become simplified, all brackets become
round ones. Quotation marks are left out, and so is white space beside a Chinese character: 能效“领跑者” is found by
能效领跑者. The text itself is never rewritten; this is a copy for comparison.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate

from documents.text.traditional import SIMPLIFIED, SIMPLIFIED_TOO

SEARCHED_AS = {code: plain for code, plain in SIMPLIFIED.items() if code not in SIMPLIFIED_TOO}
# Forms of Hong Kong and older print, beside the traditional ones: 衞生, 汚水, 淸潔
VARIANTS = "衞卫 汚污 淸清 靑青 値值 効效 硏研 鑛矿 榖谷 鹻碱 槪概 砲炮 粧妆 曁暨 姉姊 竪竖 脣唇 喫吃 覈核"
SEARCHED_AS |= {ord(pair[0]): pair[1] for pair in VARIANTS.split()}
BRACKETS = str.maketrans("〔〕[]【】〖〗{}«»", "()()()()()()")
LONG = 20_000  # characters of a text of which few are kept folded
SILENT = frozenset("“”‘’\"'「」『』＂＇\u200b\u200c\u200d\u2060\ufeff\u00ad")
HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
INNER_SPACE = re.compile(rf"(?=\s)(?:(?<=[{HAN}])\s+|\s+(?=[{HAN}]))")
# 绿电 · 5g · 12.5% · 2030: letters, digits and characters, a point between digits, a percent sign
RUN = re.compile(r"(?:[^\W_]|%|(?<=\d)\.(?=\d))+")


class FoldTable(dict[int, str]):
    """A table for str.translate: code point → folded characters, filled as characters are met. `uneven` are those of
    them that become none or several."""

    def __init__(self) -> None:
        super().__init__()
        self.uneven: set[str] = set()

    def __missing__(self, code: int) -> str:
        folded = self[code] = fold_character(chr(code))
        if len(folded) != 1:
            self.uneven.add(chr(code))
        return folded


def fold_character(character: str) -> str:
    """What one character becomes: none, one or several characters.

    >>> fold_character("Ａ"), fold_character("〔"), fold_character("“")
    ('a', '(', '')
    """
    if character in SILENT:
        return ""
    if unicodedata.category(character) in ("Cc", "Cs", "Cf"):
        return " "
    folded = unicodedata.normalize("NFKC", character).lower().translate(BRACKETS)
    return folded.translate(SEARCHED_AS)


FOLDED = FoldTable()


def fold(text: str) -> str:
    """The text in the form for comparison.

    >>> fold("能效“領跑者” ＡＢ〔2024〕")
    '能效领跑者ab(2024)'
    """
    return INNER_SPACE.sub("", text.translate(FOLDED))


@dataclass(frozen=True, slots=True)
class WayBack:
    """Where the characters of a derived text came from. Its stretches begin at `starts` and came from `sources`, one
    character from each where `steps` is 1, all from one where it is 0."""

    starts: list[int]
    sources: list[int]
    steps: list[int]

    def add(self, start: int, source: int, step: int) -> None:
        """A stretch more; one before it that begins at the same place is empty."""
        self.starts.append(start)
        self.sources.append(source)
        self.steps.append(step)

    def source(self, position: int) -> int:
        """The place that the character at `position` came from."""
        index = bisect_right(self.starts, position) - 1
        return self.sources[index] + self.steps[index] * (position - self.starts[index])


@dataclass(frozen=True)
class FoldedText:
    """A text folded, and where its characters came from, which is worked out where it is asked for: `spaces` leads to
    the text before white space was removed, `loose`, `characters` from there to the original."""

    source: str
    loose: str
    text: str

    @cached_property
    def spaces(self) -> WayBack:
        gaps = [gap.span() for gap in INNER_SPACE.finditer(self.loose)]
        removed = accumulate(end - start for start, end in gaps)
        starts = [end - so_far for (_, end), so_far in zip(gaps, removed, strict=True)]
        return WayBack([0, *starts], [0, *(end for _, end in gaps)], [1] * (len(gaps) + 1))

    @cached_property
    def characters(self) -> WayBack:
        return way_of_characters(self.source)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The range (start, end) of the original that the folded characters from `start` to `end` came from."""
        first, last = (self.characters.source(self.spaces.source(place)) for place in (start, end - 1))
        return first, last + 1


def fold_with_places(text: str) -> FoldedText:
    """The text as `fold` gives it, with the places its characters came from. Those of late are kept, of long ones a
    few: one page looks through a text for several things, and searches come back to it.

    >>> folded = fold_with_places("能效 “领跑者”")
    >>> folded.text, folded.original(2, 5)
    ('能效领跑者', (4, 7))
    """
    return (kept if len(text) < LONG else kept_long)(text)


def folded_with_places(text: str) -> FoldedText:
    """The same, worked out."""
    loose = text.translate(FOLDED)
    return FoldedText(text, loose, INNER_SPACE.sub("", loose))


def way_of_characters(text: str) -> WayBack:
    """The way back from a text whose characters are folded, one by one, to the text."""
    uneven = re.escape(
        "".join(character for character in FOLDED.uneven if character in text)
    )  # few, quickly looked for
    way = WayBack([0], [0], [1])
    longer = 0  # than the text, the folded one is so far
    for match in re.finditer(f"[{uneven}]", text) if uneven else ():
        start = match.start()
        length = len(FOLDED[ord(match[0])])
        if length:
            way.add(start + longer, start, 0)
        longer += length - 1
        way.add(start + 1 + longer, start + 1, 1)
    return way


kept = lru_cache(maxsize=500)(folded_with_places)
kept_long = lru_cache(maxsize=20)(folded_with_places)


def runs(folded: str) -> list[str]:
    """The stretches of letters, digits and characters between the marks of a folded text.

    >>> runs("绿电,5g(园区)")
    ['绿电', '5g', '园区']
    """
    return RUN.findall(folded)
