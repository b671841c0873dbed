"""Lines in; their sentences out, each with its line, and the headings at its front set apart."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from documents.text.aligned import AlignedText
from documents.text.layout.lines import Line
from documents.text.scrambled.contents_list import ContentsLine, find_rows

SENTENCE = re.compile(r"[^。！？]*(?:[。！？][”’」』）)》]{0,3}|$)")


@dataclass(frozen=True, slots=True)
class GluedHeading:
    """A heading in the text: its place in the table of contents, and its words as they stand in the text."""

    entry: int
    words: AlignedText


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a scrambled text, and the headings that stood before it."""

    words: AlignedText
    line: int
    place: int  # its place in the line, from 0
    headings: tuple[GluedHeading, ...] = ()
    is_cell: bool = False  # a cell of a table, which may repeat the text

    @property
    def key(self) -> str:
        """The words without white space: equal for two copies of one sentence."""
        return "".join(self.words.text.split())


class Headings:
    """Finds the headings of a table of contents at the front of a text."""

    def __init__(self, entries: Sequence[ContentsLine]) -> None:
        self.places: dict[str, int] = {}
        for place, entry in enumerate(entries):
            self.places.setdefault(entry.key, place)
        longest_first = sorted(entries, key=lambda entry: -len(entry.key))
        choices = "|".join(rf"{re.escape(entry.number)}\s{{0,4}}{re.escape(entry.title)}" for entry in longest_first)
        # 前言、… is no heading, 前言……(6) is a row of the table
        self.pattern = re.compile(rf"(?:{choices})(?![，、：；的和…·.])\s{{0,4}}") if choices else None

    def free(self, sentence: Sentence) -> Sentence:
        """The sentence with the headings at its front moved to `headings`."""
        words, found = sentence.words, []
        while self.pattern and (match := self.pattern.match(words.text)):
            place = self.places["".join(match.group().split())]
            found.append(GluedHeading(place, words.cut(0, match.end()).strip()))
            words = words.cut(match.end())
        return replace(sentence, words=words, headings=tuple(found)) if found else sentence


def split_sentences(lines: Sequence[Line], entries: Sequence[ContentsLine] = ()) -> list[Sentence]:
    r"""The sentences of all lines, in the order of the source, freed of the headings of `entries`.

    >>> from documents.text.layout.lines import split_lines
    >>> from documents.text.readings import SourceText
    >>> [sentence.words.text for sentence in split_sentences(split_lines(SourceText("发展风电。推进光伏。\n抓好保障")))]
    ['发展风电。', '推进光伏。', '抓好保障']
    """
    headings = Headings(entries)
    return [
        headings.free(Sentence(words, index, place, is_cell=line.is_fixed))
        for index, line in enumerate(lines)
        for place, words in enumerate(_sentences(line.words))
    ]


def _sentences(words: AlignedText) -> Iterator[AlignedText]:
    for match in SENTENCE.finditer(words.text):
        if match.group().strip():
            yield from _without_contents(words.cut(*match.span()))


def _without_contents(words: AlignedText) -> Iterator[AlignedText]:
    """The sentence; if a table of contents runs into it, in parts: before the table, the table, after it."""
    rows = find_rows(words)
    if not rows:
        yield words
        return
    start = words.text.index(rows[0].text)
    end = start + sum(len(row.text) for row in rows)
    yield from (part for part in (words.cut(0, start), words.cut(start, end), words.cut(end)) if part.text)
