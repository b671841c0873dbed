"""The candidates that the database found, read → in the order a reader wants them; the same on both databases.

Each part of the query adds its rarity times how well the fields speak of it (BM25F: a title counts more than a body,
the tenth mention hardly more than the third); a term that stands as typed, or a good stretch of it, adds to its parts.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from documents.search.closeness import Weighed, closeness
from documents.search.queries.query import Part, Query, QueryTerm
from documents.search.words.folding import fold
from documents.search.words.segmenter import segmenter
from documents.search.words.whole_words import stands_whole

WEIGHTS = {"title": 6.0, "agency": 1.0, "heading": 1.0, "body": 1.0}
SATURATION = 1.0
LENGTH, SLOPE = 350, 0.4  # a body's usual length in characters, and how far a longer one weakens its mentions
LONG = 700  # characters: one longer than this weakens them no further
WITHIN = 0.1  # a mention that is only part of another word or number
SHORT = 2  # characters of a word that may be met across two others
PHRASE = 1.0  # what a term as typed adds, relative to its parts
DUTY = 3.0  # holding a duty, or belonging to a place, on the scale of WEIGHTS
LEAD = 1.5  # holding a duty as lead, relative to holding one
INHERITED = 0.6  # holding one that only an earlier task says
AS_TYPED = 0.3  # what a word as typed adds, where others would do
CLOSE = 0.4  # what standing in one sentence adds
EMPTY = 0.6  # a task without text
EXTRA = 0.5  # what a word that need not be there adds
LOOSE = 0.5  # what pieces of words count, relative to words
WHOLENESS = 0.6  # the power of the share of the query that an entry holds, by which it stands behind
ENOUGH = 0.1  # the share of a query's rarity that an entry without all words must hold to stand beside those with all
NAMED = 50.0  # being the very document or agency that the query names
NAMESAKES = {"d": "document", "a": "agency"}  # the kind of entry that a tag with this letter names
KINDS = {"task": 1.0, "document": 0.7, "target": 0.5, "agency": 0.9}
NUMERIC = re.compile(r"[0-9a-z.%]+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry as ranking reads it."""

    id: int
    kind: str
    tags: frozenset[str]
    fields: Mapping[str, str]  # folded
    text: str  # all of them


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entry, how well it answers, the share of the query that it holds, and how many of its names it lacks."""

    id: int
    score: float
    coverage: float
    lacks: int = 0


def candidate(id: int, kind: str, tags: str, fields: Mapping[str, str]) -> Candidate:
    """An entry with its text folded, whatever its spelling."""
    texts = {name: folded(text) for name, text in fields.items()}
    return Candidate(id, kind, frozenset(tags.split()), texts, "\n".join(texts.values()))


@lru_cache(maxsize=2000)
def folded(text: str) -> str:
    """A field of an entry folded; kept, as searches come back to it."""
    return fold(text)


@dataclass(frozen=True, slots=True)
class Asked:
    """A query made ready for many candidates: its parts and loose parts with their rarity; the terms of several parts,
    with the rarity of these and the length of the longest."""

    parts: Weighed
    loose: Weighed
    extras: Sequence[Part]
    leaves: Sequence[Part]
    terms: Sequence[tuple[QueryTerm, float, int]]


def make_ready(query: Query, rarities: Mapping[Part, float]) -> Asked:
    """The query with its rarities; a part of which none is known counts 1."""

    def weighed(parts: Iterable[Part]) -> Weighed:
        return [(part, rarities.get(part, 1.0)) for part in parts]

    terms = [(term, weighed(term.parts)) for term in query.terms if len(term.parts) > 1]
    return Asked(
        parts=weighed(query.parts),
        loose=weighed(query.loose_parts),
        extras=query.extras,
        leaves=[part for part in query.leaves if part.tags],
        terms=[(term, sum_of(parts), max(len(part.text) for part, _ in parts)) for term, parts in terms],
    )


def sum_of(parts: Weighed) -> float:
    """The rarity of all parts together."""
    return sum(value for _, value in parts)


def rank(query: Query, rarities: Mapping[Part, float], candidates: Iterable[Candidate]) -> list[Ranked]:
    """The candidates, the best first: those with all words, of these those with all names (agencies, documents) and of
    the places asked for; equal ones in the order of ids."""
    asked = make_ready(query, rarities)
    names = [part for part, _ in asked.parts if part.tags]
    ranked = [
        Ranked(each.id, *score(asked, each), lacks=sum(not is_held(part, each) for part in names))
        for each in candidates
    ]
    return sorted(ranked, key=lambda each: (each.coverage < 1, each.lacks, -each.score, each.id))


def is_held(part: Part, found: Candidate) -> bool:
    """Whether an entry has what a name asks for: it belongs to a place by record, not because it mentions it."""
    return bool(found.tags & set(part.tags)) if part.region else strength(part, found) > 0


def score(asked: Asked, found: Candidate) -> tuple[float, float]:
    """How well an entry answers, and how much of the query it holds."""
    strengths = {part: strength(part, found) for part, _ in asked.parts}
    total = sum(rare * saturate(strengths[part]) for part, rare in asked.parts)
    total += EXTRA * sum(saturate(strength(part, found)) for part in asked.extras)
    total += PHRASE * sum(rare * typed(term, longest, found) for term, rare, longest in asked.terms)
    coverage, parts = 1.0, asked.parts
    if not all(strengths.values()):
        coverage, loose = looseness(asked.loose, found, strengths)
        total += LOOSE * loose
        coverage, parts = min(coverage, 0.99), asked.loose
    total += CLOSE * closeness(parts, found.fields["body"])
    total += AS_TYPED * sum(rare for part, rare in asked.parts if stands_as_typed(part, found))
    if found.kind == "task" and not found.fields["body"]:
        total *= EMPTY
    kind = 1.0 if any(is_named(part, found) for part in asked.leaves) else KINDS.get(found.kind, 1.0)
    return round(total * kind * coverage**WHOLENESS, 4), coverage


def stands_as_typed(part: Part, found: Candidate) -> bool:
    """Whether an entry has the very word that was typed, of several that would do."""
    return len(part.words) > 1 and not part.tags and part.text in found.text


def typed(term: QueryTerm, longest: int, found: Candidate) -> float:
    """How strongly an entry speaks of a term as typed, or of the longest stretch of it that is more than a part, of
    which the longest has so many characters."""
    text = term.text
    stretch = longest_stretch(text, found.text)
    if len(stretch) <= longest:
        return 0.0
    return len(stretch) / len(text) * saturate(mentions([(stretch, 1.0)], found))


def longest_stretch(text: str, within: str) -> str:
    """The longest piece of a text that stands within another."""
    best = ""
    for start in range(len(text)):
        while start + len(best) < len(text) and text[start : start + len(best) + 1] in within:
            best = text[start : start + len(best) + 1]
    return best


def looseness(parts: Weighed, found: Candidate, known: Mapping[Part, float]) -> tuple[float, float]:
    """How much of the parts' rarity an entry holds, and how strongly; of some that is `known`."""
    strengths = [(rare, known[part] if part in known else strength(part, found)) for part, rare in parts]
    whole = sum(rare for rare, _ in strengths)
    held = sum(rare for rare, value in strengths if value)
    return held / whole if whole else 0.0, sum(rare * saturate(value) for rare, value in strengths)


def strength(part: Part, found: Candidate) -> float:
    """How strongly an entry speaks of a part, before saturation; of a group, how strongly of its best choice."""
    if part.choices:
        return max(strength_of_choice(choice, found) for choice in part.choices)
    held = [name for name in part.tags if name in found.tags]
    tagged = 0.0
    if held and is_named(part, found):
        tagged = NAMED
    elif held:
        tagged = DUTY * (LEAD if any(f"{name}.lead" in found.tags for name in held) else 1.0)
        if all(f"{name.partition('.')[0]}.inherited" in found.tags for name in held):
            tagged *= INHERITED
    return tagged + (mentions([*part.weighed_words], found) if part.words else 0.0)


def strength_of_choice(choice: Query, found: Candidate) -> float:
    """How strongly an entry speaks of a choice of a group: 0 unless it holds all of it."""
    if any(strength(part, found) for part in choice.excluded):
        return 0.0
    strengths = [strength(part, found) for part in choice.parts]
    return sum(strengths) / len(strengths) if all(strengths) and strengths else float(not strengths)


def is_named(part: Part, found: Candidate) -> bool:
    """Whether the entry is the very document or agency that a part of the query names."""
    return any(NAMESAKES.get(name[0]) == found.kind and name in found.tags for name in part.tags)


def mentions(words: Sequence[tuple[str, float]], found: Candidate) -> float:
    """How much an entry speaks of what these words stand for. Each comes with what a mention of it counts: however
    often and wherever it stands, it comes to no more than that share of what the word typed may come to."""
    return sum(lessened(mentions_of(word, found), weight) for word, weight in words)


def mentions_of(word: str, found: Candidate) -> float:
    """The weighted number of times that a word stands in the fields; long fields count less."""
    if word not in found.text:
        return 0.0
    total = 0.0
    for name, text in found.fields.items():
        if number := times(word, text):
            length = 1 - SLOPE + SLOPE * min(len(text), LONG) / LENGTH if name == "body" else 1.0
            total += WEIGHTS[name] * number / length
    return total


def lessened(amount: float, weight: float) -> float:
    """The amount that saturates to so much of what this one does.

    >>> saturate(lessened(3.0, 0.5)) == 0.5 * saturate(3.0)
    True
    """
    share = weight * saturate(amount)
    return amount if weight == 1 else SATURATION * share / (1 - share)


def times(word: str, text: str) -> float:
    """How often the word stands in the text; a number or Latin word counts where it stands whole, and so does a short
    word that is met hardly ever: 氢能 in 绿氢|能源 is none."""
    number = text.count(word)
    if number and NUMERIC.fullmatch(word):
        return len(re.findall(rf"(?<![0-9a-z.]){re.escape(word)}(?![0-9a-z])", text)) or WITHIN
    if 0 < number <= 2 and len(word) <= SHORT and not stands_whole(word, text, segmenter()):
        return WITHIN
    return number


def saturate(amount: float) -> float:
    """Grows from 0 to 1, ever more slowly."""
    return amount / (amount + SATURATION)


def rarity(frequency: int, entries: int) -> float:
    """The weight of a part found in `frequency` of `entries` entries (idf)."""
    return log(1 + (max(entries, frequency) - frequency + 0.5) / (frequency + 0.5)) + 0.1
