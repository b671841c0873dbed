"""A stretch of text in; its paragraphs, sentences and clauses out, as spans."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from documents.text.spans import Span

PARAGRAPH = re.compile(r"[^\n]+")
SENTENCE = re.compile(r"[^。！？!?\n]+")
# a comma or colon between digits belongs to the number, the time or the ratio: 1,234 · 1，234 · 9:30 · 3：1
MARK = re.compile(
    r"(?P<open>[（(《〈“「『【\[〔])|(?P<close>[）)》〉”」』】\]〕])"
    r"|(?P<stop>[；;]|，(?!(?<=\d，)(?<!\d{4}，)\d{3}(?!\d))|[,:](?!\d)|：(?!\d)|(?<!\d)：)"
)
ENCLOSED = re.compile(
    r"《[^《》\n]{1,80}》|〈[^〈〉\n]{1,80}〉|〔\d{4}〕|\[\d{4}\]|“[^“”\n]{1,16}”|「[^「」\n]{1,16}」"
)
# （含试点）, but （其中高校毕业生1万人） goes on with the sentence
BRACKETED = re.compile(r"（(?!其中)[^（）()\n]{1,120}）|\((?!其中)[^（）()\n]{1,120}\)")


def paragraphs(text: str, within: Span) -> Iterator[Span]:
    r"""The lines of a stretch of text, stripped, blank ones left out.

    >>> [line.quote("减排。\n\n 监测。") for line in paragraphs("减排。\n\n 监测。", Span(0, 9))]
    ['减排。', '监测。']
    """
    return (span for span in _matches(PARAGRAPH, text, within) if span)


def sentences(text: str, within: Span) -> Iterator[Span]:
    """The sentences of a stretch of text, stripped, without their full stops.

    >>> text = "推进减排，加强监测。完善政策！"
    >>> [sentence.quote(text) for sentence in sentences(text, Span(0, len(text)))]
    ['推进减排，加强监测', '完善政策']
    """
    return _matches(SENTENCE, text, within)


def clauses(text: str, sentence: Span) -> list[Span]:
    """The parts of a sentence between ，；：, in order, stripped. Marks inside brackets and quotation marks do not
    count, unless these do not pair.

    >>> text = "完善（财税，金融）政策，加强监测"
    >>> [clause.quote(text) for clause in clauses(text, Span(0, len(text)))]
    ['完善（财税，金融）政策', '加强监测']
    """
    stops, depth = [], 0
    for mark in MARK.finditer(text, sentence.start, sentence.end):
        depth += bool(mark["open"]) - bool(mark["close"])
        if mark["stop"] and depth == 0:
            stops.append(mark.start())
        if depth < 0:
            break
    if depth:
        stops = [mark.start() for mark in MARK.finditer(text, sentence.start, sentence.end) if mark["stop"]]
    edges = [sentence.start - 1, *stops, sentence.end]
    parts = (Span(start + 1, end).strip(text) for start, end in pairwise(edges))
    return [part for part in parts if part]


class Cover:
    """Spans of which none overlaps another (of two that do, the first is kept); `span in cover`: whether a span lies in
    one of them."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans: list[Span] = []
        for span in sorted(spans):
            if not self._spans or span.start >= self._spans[-1].end:
                self._spans.append(span)

    def __contains__(self, span: Span) -> bool:
        return self.around(span) is not None

    def around(self, span: Span) -> Span | None:
        """The one in which a span lies."""
        index = bisect_right(self._spans, span.start, key=lambda own: own.start) - 1
        return self._spans[index] if index >= 0 and span in self._spans[index] else None


def beginning_in(spans: Sequence[Span], within: Span) -> Sequence[Span]:
    """Of spans in reading order those that begin in another span; of many they are found without looking at each.

    >>> beginning_in([Span(0, 2), Span(3, 9), Span(9, 11)], Span(2, 9))
    [Span(start=3, end=9)]
    """
    first = bisect_left(spans, within.start, key=lambda span: span.start)
    return spans[first : bisect_left(spans, within.end, lo=first, key=lambda span: span.start)]


def asides(text: str, within: Span) -> Cover:
    """What stands in title marks, short quotation marks and brackets: names and remarks.

    >>> text = "《节能法》规定"
    >>> Span(1, 4) in asides(text, Span(0, len(text))), Span(5, 7) in asides(text, Span(0, len(text)))
    (True, False)
    """
    patterns = ENCLOSED, BRACKETED
    return Cover(Span(*match.span()) for it in patterns for match in it.finditer(text, within.start, within.end))


def titles(text: str, within: Span) -> Cover:
    """What stands in title marks and in the brackets of a document number.

    >>> text = "按照《节能办法》执行"
    >>> Span(3, 7) in titles(text, Span(0, len(text))), Span(8, 10) in titles(text, Span(0, len(text)))
    (True, False)
    """
    return Cover(
        Span(*match.span()) for match in ENCLOSED.finditer(text, within.start, within.end) if match[0][0] in "《〈〔["
    )


def _matches(pattern: re.Pattern[str], text: str, within: Span) -> Iterator[Span]:
    for match in pattern.finditer(text, within.start, within.end):
        span = Span(*match.span()).strip(text)
        if span:
            yield span
