"""The candidates that the database found, read → in the order a reader wants them; the same on both databases.

Each part of the query adds its rarity times how well the fields speak of it (BM25F: a title counts more than a body,
the tenth mention hardly more than the third); a term that stands as typed adds more than its parts.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from documents.search.normalise import fold
from documents.search.query import Part, Query

WEIGHTS = {"title": 6.0, "agency": 3.0, "heading": 1.0, "body": 1.0}
SATURATION = 1.5
PHRASE = 1.2  # what a term as typed adds, relative to its parts
LEAD = 1.5  # holding a duty as lead, relative to holding one
KINDS = {"task": 1.0, "document": 0.7, "target": 0.5, "agency": 0.9}
NUMERIC = re.compile(r"[0-9a-z.%]+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry as ranking reads it."""

    id: int
    kind: str
    tags: frozenset[str]
    fields: Mapping[str, str]  # folded


def candidate(id: int, kind: str, tags: str, fields: Mapping[str, str]) -> Candidate:
    """An entry with its text folded, whatever its spelling."""
    return Candidate(id, kind, frozenset(tags.split()), {name: fold(text) for name, text in fields.items()})


def rank(query: Query, rarities: Mapping[Part, float], candidates: Iterable[Candidate]) -> list[tuple[int, float]]:
    """(id, score) of the candidates, the best first; equal ones in the order of their ids."""
    scored = [(each.id, round(score(query, rarities, each), 4)) for each in candidates]
    return sorted(scored, key=lambda pair: (-pair[1], pair[0]))


def score(query: Query, rarities: Mapping[Part, float], found: Candidate) -> float:
    """How well an entry answers."""
    total = 0.0
    for part in query.parts:
        total += rarities.get(part, 1.0) * saturate(strength(part, found))
    for term in query.terms:
        if len(term.parts) > 1 and (weight := sum(rarities.get(part, 1.0) for part in term.parts)):
            total += PHRASE * weight * saturate(mentions((term.text,), found))
    return total * KINDS.get(found.kind, 1.0)


def strength(part: Part, found: Candidate) -> float:
    """How strongly an entry speaks of a part, before saturation."""
    held = [name for name in part.tags if name in found.tags]
    tagged = 0.0
    if held:
        tagged = WEIGHTS["agency"] * (LEAD if any(f"{name}.lead" in found.tags for name in held) else 1.0)
    return tagged + mentions(part.words, found)


def mentions(words: Sequence[str], found: Candidate) -> float:
    """The weighted number of times that any of these words stands in the fields; long fields count less."""
    total = 0.0
    for name, text in found.fields.items():
        if text and (number := max(map(counter(text), words), default=0)):
            length = 1.0 if name in ("title", "agency") else max(1.0, sqrt(len(text) / 250))
            total += WEIGHTS[name] * number / length
    return total


def counter(text: str) -> Callable[[str], float]:
    """Counts a word in the text; a number or Latin word only where it stands whole, if it does anywhere."""

    def count(word: str) -> float:
        number = text.count(word)
        if number and NUMERIC.fullmatch(word):
            return len(re.findall(rf"(?<![0-9a-z.]){re.escape(word)}(?![0-9a-z])", text)) or 0.2
        return number

    return count


def saturate(amount: float) -> float:
    """Grows from 0 to 1, ever more slowly."""
    return amount / (amount + SATURATION)


def rarity(frequency: int, entries: int) -> float:
    """The weight of a part found in `frequency` of `entries` entries (idf)."""
    return log(1 + (max(entries, frequency) - frequency + 0.5) / (frequency + 0.5)) + 0.1
