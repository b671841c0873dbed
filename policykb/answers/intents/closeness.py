"""A text and what was asked about → how the text is about it: in its title, in one sentence, or not."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from enum import IntEnum

from documents.search.queries.query import Part, Query, QueryTerm
from documents.search.ranking import NUMERIC
from documents.search.words.folding import fold
from documents.search.words.segmenter import segmenter
from documents.search.words.whole_words import find_whole_words
from documents.text.sentences import find_sentences
from tasks.indicators import normal

SHORT = 2  # characters of a word that may be a piece of others
FEW = 2  # characters that alone ask for little
FIRM = 0.7  # a word that counts less than this in the place of the one typed does not make a record an answer
ENOUGH = 0.7  # of the characters asked about, that a record must hold where none holds all words
NEAR, NEAR_EACH = 30, 4  # within so many characters, or so many for each one asked about, a sentence says it
# Words and characters that an answer need not hold.
LIGHT = frozenset(
    re.findall(
        r"\w+",
        "全部 基本 总共 一共 所有 各个 进一步 明显 今后 未来 大概 大约 换成 变成 方案 规划 意见 文件",
    )
)
LIGHT_CHARACTERS = frozenset(
    "建做占到用办搞抓管开修减降增提升设来去给让里外上下中内前后大小新老多少高低好可以能会就还也各个类种项条这"
    "那其本某并或从向于之而等须不要再只才又很最比较被所"
)
HAN = re.compile(r"[\u3400-\u9fff]")
DIGIT = re.compile(r"\d")
NO_TAGS: frozenset[str] = frozenset()


class Closeness(IntEnum):
    """How a record is about something."""

    NOT = 0
    LOOSE = 1  # most of the words, names and numbers among them
    PASSAGE = 2  # all words, most of them in a sentence
    SENTENCE = 3  # all words in a sentence
    TITLE = 4  # all words in the title
    SAME = 5  # the title is the very words


def demanded(query: Query) -> list[Part]:
    """What a record must hold to be an answer: the words asked for, under firm names, with common ones where there is
    little else (保障措施); and single characters in the company that they were typed in (标准地)."""
    parts = [firm(part) for part in query.parts if part.text not in LIGHT and (len(part.text) > 1 or part.tags)]
    if sum(len(part.text) for part in parts) <= FEW:
        parts += map(firm, query.extras)
    return [*parts, *(each for term in query.terms for each in bound_characters(term))]


def firm(part: Part) -> Part:
    """The part without words that are only near the one typed."""
    kept = [(word, weight) for word, weight in part.weighed_words if weight >= FIRM]
    return replace(part, words=tuple(word for word, _ in kept), weights=tuple(weight for _, weight in kept))


def typed(part: Part) -> Part:
    """The part under no other name than the one typed."""
    return replace(part, words=(part.text,), weights=())


def bound_characters(term: QueryTerm) -> Iterator[Part]:
    """The single characters of a term, each with the character before or behind it."""
    for part in term.parts:
        if len(part.text) == 1 and not part.tags and HAN.match(part.text) and part.text not in LIGHT_CHARACTERS:
            place = term.text.find(part.text)
            pairs = (term.text[max(0, place - 1) : place + 1], term.text[place : place + 2])
            if words := tuple(pair for pair in pairs if len(pair) > 1):
                yield Part(part.text, words)


def closeness(title: str, body: str, tags: frozenset[str], parts: Sequence[Part]) -> Closeness:
    """How a folded title and text hold the parts. Names and numbers must always be held."""
    if holds_all(parts, title, tags):
        return Closeness.TITLE
    words = [part for part in parts if not any(name in tags for name in part.tags)]
    sentences = [span.quote(body) for span in find_sentences(body)]
    if any(says(sentence, title, words) for sentence in sentences):
        return Closeness.SENTENCE
    if holds_all(words, f"{title}\n{body}", tags) and any(says_most(sentence, title, words) for sentence in sentences):
        return Closeness.PASSAGE
    names = [part for part in parts if part.tags or DIGIT.search(part.text)]
    near = [f"{title}\n{each}" for each in sentences or [""] if is_near(each, title, words)]
    enough = (holds_all(names, text, tags) and share_held(parts, text, tags) >= ENOUGH for text in near)
    return Closeness.LOOSE if any(enough) else Closeness.NOT


def says(sentence: str, title: str, parts: Sequence[Part]) -> bool:
    """Whether a sentence under its title holds the parts: either more than half of them, and its own near enough."""
    if not holds_all(parts, f"{title}\n{sentence}", NO_TAGS):
        return False
    whole, within, above = (length_held(parts, text) for text in (f"{title}\n{sentence}", sentence, title))
    return (within == whole or 2 * max(within, above) > whole) and is_near(sentence, title, parts)


def says_most(sentence: str, title: str, parts: Sequence[Part]) -> bool:
    """Whether a sentence holds most of the parts, near enough."""
    return share_held(parts, sentence, NO_TAGS) >= ENOUGH and is_near(sentence, title, parts)


def is_near(sentence: str, title: str, parts: Sequence[Part]) -> bool:
    """Whether the parts that a sentence holds stand near each other; under a title that has some they may be apart."""
    within = [part for part in parts if holds(part, sentence, NO_TAGS)]
    length = sum(len(part.text) for part in parts)
    return length_held(parts, title) > 0 or stretch(within, sentence) <= max(NEAR, NEAR_EACH * length)


def length_held(parts: Sequence[Part], text: str) -> int:
    """The number of characters of those parts that a text holds."""
    return sum(len(part.text) for part in parts if holds(part, text, NO_TAGS))


def stretch(parts: Sequence[Part], text: str) -> int:
    """The length of the shortest piece of a text that holds one word of each of these parts, which it holds."""
    places = sorted(
        (match.start(), match.end(), number)
        for number, part in enumerate(parts)
        for word in part.words
        for match in re.finditer(re.escape(word), text)
    )
    last: dict[int, int] = {}
    shortest = len(text) if places else 0
    for start, end, number in places:
        last[number] = start
        if len(last) == len(parts):
            shortest = min(shortest, end - min(last.values()))
    return shortest


def are_whole(parts: Iterable[Part], text: str) -> bool:
    """Whether the short words that a text holds stand in it as words: 绿氢能源 does not speak of 氢能."""
    short = [part for part in parts if len(part.text) == SHORT and HAN.match(part.text)]
    short = [part for part in short if holds(part, fold(text), NO_TAGS)]
    return all(find_whole_words(text, part.words, segmenter()) for part in short)


def is_same(title: str, subject: str) -> bool:
    """Whether a folded title is the very words of the subject, or the same indicator."""
    return title == fold(subject) or (bool(normal(title)) and normal(title) == normal(subject))


def holds_all(parts: Iterable[Part], text: str, tags: frozenset[str]) -> bool:
    """Whether a text holds each part, or the record has its tag."""
    return all(holds(part, text, tags) for part in parts)


def holds(part: Part, text: str, tags: frozenset[str]) -> bool:
    """Whether a text holds the part under one of its names, a number or Latin word as a whole."""
    return any(name in tags for name in part.tags) or any(stands(word, text) for word in part.words)


def stands(word: str, text: str) -> bool:
    """Whether a word stands in a text, a number or Latin word as a whole."""
    if NUMERIC.fullmatch(word):
        return bool(re.search(rf"(?<![0-9a-z.]){re.escape(word)}(?![0-9a-z])", text))
    return word in text


def share_held(parts: Sequence[Part], text: str, tags: frozenset[str]) -> float:
    """How much of the parts a text holds, by their characters; of a long word its shorter ones count."""
    loose = [each for part in parts for each in (part.pieces or [part])]
    whole = sum(len(part.text) for part in loose)
    return sum(len(part.text) for part in loose if holds(part, text, tags)) / whole if whole else 0.0
