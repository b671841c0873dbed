"""A text and the words looked for → an excerpt of it, cut and marked by character, as (words, is marked) segments."""

import re
from collections.abc import Iterable, Sequence

from documents.search.words.folding import fold, fold_with_places

Segment = tuple[str, bool]
EXCERPT = 120  # characters
BEFORE = 24  # of these, before the first mark
SENTENCE_ENDS = "。；！？\n"
ELLIPSIS = "…"


Mark = tuple[int, int, str]  # start and end in the original text, and the folded word that stands there


def excerpt(text: str, marks: Sequence[Mark], length: int = EXCERPT) -> list[Segment]:
    """The stretch of `text` with the most different words in it, each of them marked.

    The segments joined are a piece of `text` word for word, but for an ellipsis at an end that was cut.
    """
    start = best_start(marks, length) if marks else 0
    start = sentence_start(text, start)
    end = min(len(text), start + length)
    segments = cut_segments(text, start, end, [(a, b) for a, b, _ in marks])
    if start > 0:
        segments.insert(0, (ELLIPSIS, False))
    if end < len(text):
        segments.append((ELLIPSIS, False))
    return segments


def marked(text: str, marks: Sequence[Mark]) -> list[Segment]:
    """The whole text with its marks."""
    return cut_segments(text, 0, len(text), [(start, end) for start, end, _ in marks])


def find_marks(text: str, words: Sequence[str]) -> list[Mark]:
    """Where the words (folded) stand in the text: (start, end, word), in order, the longest word at each place."""
    wanted = sorted({word for word in words if word}, key=len, reverse=True)
    if not wanted:
        return []
    pattern = re.compile("|".join(map(re.escape, wanted)))
    if not pattern.search(fold(text)):
        return []
    folded = fold_with_places(text)
    return [(*folded.original(*match.span()), match[0]) for match in pattern.finditer(folded.text)]


def best_start(marks: Sequence[Mark], length: int) -> int:
    """Where to begin, so that the excerpt holds the most different words, longer words before shorter."""
    room = length - BEFORE
    best, best_worth = 0, -1
    for index in range(min(len(marks), 400)):
        begin = marks[index][0]
        within = {word for start, end, word in marks[index : index + 20] if end <= begin + room}
        worth = sum(map(len, within))
        if worth > best_worth:
            best, best_worth = index, worth
    return max(0, marks[best][0] - BEFORE)


def sentence_start(text: str, start: int) -> int:
    """The beginning of the sentence or clause, where one begins shortly before the first mark."""
    if start == 0:
        return 0
    window = text[start : start + BEFORE]
    for ends in (SENTENCE_ENDS, "，、,"):
        place = max(map(window.rfind, ends))
        if place >= 0:
            return start + place + 1
    return start


def cut_segments(text: str, start: int, end: int, marks: Iterable[tuple[int, int]]) -> list[Segment]:
    """The text between start and end in segments."""
    segments: list[Segment] = []
    place = start
    for left, right in marks:
        left, right = max(left, place), min(right, end)
        if left >= right:
            continue
        segments += [(text[place:left], False), (text[left:right], True)]
        place = right
    segments.append((text[place:end], False))
    return [segment for segment in segments if segment[0]]
