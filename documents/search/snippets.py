"""A text and the words looked for → an excerpt of it, cut and marked by character, as (words, is marked) segments."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from documents.search.words.folding import fold_with_places

Segment = tuple[str, bool]
EXCERPT = 120  # characters
BEFORE = 24  # of these, before the first mark
SENTENCE_ENDS = "。；！？\n"
ELLIPSIS = "…"
MOST_MARKS = 400  # of a text are looked at

Mark = tuple[int, int, str]  # start and end in the original text, and the folded word that stands there


@dataclass(frozen=True, slots=True)
class Sought:
    """What a word looked for is worth in an excerpt; words with one `key` are worth something once. Where a word of
    `wholes`, of which it is a piece, is marked near it, it is not."""

    key: str
    worth: float
    wholes: frozenset[str] = frozenset()


def excerpt(
    text: str, marks: Sequence[Mark], sought: Mapping[str, Sought] | None = None, length: int = EXCERPT
) -> list[Segment]:
    """The stretch of `text` with the worthiest words in it, each of them marked; of words of which nothing is told,
    the longer ones are worthier.

    The segments joined are a piece of `text` word for word, but for an ellipsis at an end that was cut.
    """
    start = best_start(text, marks, sought or {}, length) if marks and len(text) > length else 0
    end = min(len(text), start + length)
    shown = calm([mark for mark in marks if start <= mark[0] and mark[1] <= end], sought or {})
    segments = cut_segments(text, start, end, [(a, b) for a, b, _ in shown])
    if start > 0:
        segments.insert(0, (ELLIPSIS, False))
    if end < len(text):
        segments.append((ELLIPSIS, False))
    return segments


def calm(marks: Sequence[Mark], sought: Mapping[str, Sought]) -> list[Mark]:
    """The marks without those of mere pieces of what is marked whole."""
    said = {word for _, _, word in marks}
    return [mark for mark in marks if not (mark[2] in sought and sought[mark[2]].wholes & said)]


def worth(words: Iterable[str], sought: Mapping[str, Sought]) -> float:
    """What these words are worth together."""
    best: dict[str, float] = {}
    for word in words:
        told = sought.get(word) or Sought(word, len(word))
        best[told.key] = max(best.get(told.key, 0.0), told.worth)
    return sum(best.values())


def marked(text: str, marks: Sequence[Mark]) -> list[Segment]:
    """The whole text with its marks."""
    return cut_segments(text, 0, len(text), [(start, end) for start, end, _ in marks])


def find_marks(text: str, words: Iterable[str]) -> list[Mark]:
    """Where the words (folded) stand in the text: (start, end, word), in order, the longest word at each place."""
    pattern = any_of_words(tuple(words))
    if not pattern:
        return []
    folded = fold_with_places(text)
    return [(*folded.original(*match.span()), match[0]) for match in pattern.finditer(folded.text)]


def has_any(text: str, words: Iterable[str]) -> bool:
    """Whether one of the words (folded) stands in the text."""
    pattern = any_of_words(tuple(words))
    return bool(pattern and pattern.search(fold_with_places(text).text))


@lru_cache(maxsize=64)
def any_of_words(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """What matches any of the words, the longest at each place; None where there is none. Kept for the many texts of a
    page."""
    wanted = sorted({word for word in words if word}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, wanted))) if wanted else None


def best_start(text: str, marks: Sequence[Mark], sought: Mapping[str, Sought], length: int) -> int:
    """Where to begin, so that the excerpt holds the worthiest words: with their sentence, where there is room."""
    room = length - BEFORE
    best, last, best_worth = 0, 0, -1.0
    for index in range(min(len(marks), MOST_MARKS)):
        begin = marks[index][0]
        within = [mark for mark in marks[index : index + 20] if mark[1] <= begin + room]
        if (value := worth((word for _, _, word in within), sought)) > best_worth:
            best, best_worth = index, value
            last = max((end for _, end, _ in within), default=begin)
    begin = marks[best][0]
    sentence = max(text.rfind(end, 0, begin) for end in SENTENCE_ENDS) + 1
    return sentence if last - sentence <= length else clause_start(text, max(0, begin - BEFORE))


def clause_start(text: str, start: int) -> int:
    """The beginning of the sentence or clause, where one begins shortly after this place."""
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
