"""A text and the marks on it in; its words cut into segments out. Marks may overlap; nothing is escaped here."""

import itertools
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from documents.text.spans import Span

CIRCLED = "".join(
    chr(first + place) for first, count in ((0x2460, 20), (0x3251, 15), (0x32B1, 15)) for place in range(count)
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark on words of the text. `kind` is how it is drawn: fact, duty, defect or cite. `sign` is raised after the
    last word and leads to `target`; `anchor` is its own id, `name` what the sign is called where it is read aloud.
    `url` makes the words a link."""

    span: Span
    kind: str
    sign: str = ""
    anchor: str = ""
    target: str = ""
    name: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """Words with the same marks over them, and the marks that end with them."""

    words: str
    marks: tuple[Mark, ...] = ()
    ending: tuple[Mark, ...] = ()

    @property
    def kinds(self) -> str:
        """The kinds of its marks, each once."""
        return " ".join(dict.fromkeys(mark.kind for mark in self.marks))

    @property
    def url(self) -> str:
        """The address of the innermost link on the words."""
        links = [mark for mark in self.marks if mark.url]
        return min(links, key=lambda mark: len(mark.span)).url if links else ""


def circled(number: int) -> str:
    """1 → ①, up to ㊿; above that plain digits."""
    return CIRCLED[number - 1] if 1 <= number <= len(CIRCLED) else str(number)


def cut_marked(text: str, within: Span, marks: Iterable[Mark]) -> list[Segment]:
    """The words of `within` as segments, which joined give exactly these words. A mark across its edge is clipped;
    its sign stands where the mark ends."""
    inside = [mark for mark in marks if mark.span.overlaps(within)]
    edges = {within.start, within.end}
    for mark in inside:
        edges |= {max(mark.span.start, within.start), min(mark.span.end, within.end)}
    places = sorted(edges)
    return [segment(text, Span(*pair), inside) for pair in itertools.pairwise(places)]


def segment(text: str, span: Span, marks: Sequence[Mark]) -> Segment:
    """The words between two edges, with the marks over them."""
    covering = tuple(mark for mark in marks if mark.span.overlaps(span))
    ending = tuple(mark for mark in covering if mark.sign and mark.span.end == span.end)
    return Segment(span.quote(text), covering, ending)


class MarkedText:
    """A text with all its marks, to be cut in many pieces; the time for each does not grow with the number of marks."""

    def __init__(self, text: str, marks: Iterable[Mark]) -> None:
        self.text = text
        self.marks = sorted((mark for mark in marks if len(mark.span)), key=lambda mark: (mark.span, mark.kind))
        self.starts = [mark.span.start for mark in self.marks]
        self.longest = max((len(mark.span) for mark in self.marks), default=0)

    def cut(self, within: Span) -> list[Segment]:
        """The words of `within` as segments."""
        return cut_marked(self.text, within, self.near(within))

    def near(self, within: Span) -> Iterator[Mark]:
        """The marks that may overlap `within`."""
        first = bisect_left(self.starts, within.start - self.longest)
        yield from self.marks[first : bisect_left(self.starts, within.end)]
