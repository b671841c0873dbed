"""What a question is about → the tasks, targets and documents that really are about it, the closest first.

A record that merely has all words somewhere is none: they must stand in its title or in one sentence.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from documents.models import SearchEntry
from documents.search.lookups import best_entries
from documents.search.queries.query import Part
from documents.search.ranking import times
from documents.search.words.folding import fold
from documents.text.sentences import find_sentences
from policykb.answers.intents.answered import SHOWN
from policykb.answers.intents.question import Question
from policykb.answers.searching import understand
from tasks.indicators import normal
from tasks.models import Target

READ = 60  # entries whose words are read
ENOUGH = 0.7  # of the characters asked about, that a record must hold where none holds all words
# Words that an answer need not hold.
LIGHT = frozenset(re.findall(r"\w+", "全部 基本 总共 一共 所有 各个 进一步 明显 今后 未来 大概 大约"))


DIGIT = re.compile(r"\d")

Kind = SearchEntry.Kind


class Closeness(IntEnum):
    """How a record is about something."""

    NOT = 0
    LOOSE = 1  # most of the words, in a title
    SENTENCE = 2  # all words in a sentence
    TITLE = 3  # all words in the title
    SAME = 4  # the title is the very words


@dataclass(frozen=True, slots=True)
class Match:
    """A record that is about the subject: which, of which document and regions (`tags` of the index), and how."""

    kind: str
    pk: int
    document: int
    tags: frozenset[str]
    closeness: Closeness
    covers: float  # how much of its title is said by the subject


def find_matches(subject: str, kinds: Sequence[str], tags: Mapping[str, Sequence[str]]) -> list[Match]:
    """The records of these kinds about the subject, the closest first, under the tags of each facet."""
    query = understand(subject)
    parts = [part for part in query.parts if part.text not in LIGHT]
    if not parts:
        return []
    entries = best_entries(query, {**tags, "kind": [f"k{kind}" for kind in kinds]}, READ)
    places = places_of_targets(entries) if any(part.region for part in parts) else {}
    found = [match_of(entry, parts, subject, places.get(entry.pk, "")) for entry in entries]
    close = [match for match in found if match.closeness]
    return sorted(close, key=lambda match: (-match.closeness, -round(match.covers, 1)))


def places_of_targets(entries: Iterable[SearchEntry]) -> dict[int, str]:
    """The titles of the tasks that the targets among the entries stand in, by the keys of the entries, folded: a place
    is seldom named again in a target."""
    keys = {entry.object_id: entry.pk for entry in entries if entry.kind == Kind.TARGET}
    titles = Target.objects.filter(pk__in=keys, task__isnull=False).values_list("pk", "task__title")
    return {keys[pk]: fold(title) for pk, title in titles} if keys else {}


def match_of(entry: SearchEntry, parts: Sequence[Part], subject: str, place: str) -> Match:
    """How close an entry, which stands in a place, is to what was asked about."""
    title, body, tags = fold(entry.title), fold(entry.body), frozenset(entry.tags.split())
    said = {word: len(word) for part in parts for word in part.words if word in title}
    covers = min(1.0, sum(said.values()) / max(1, len(title)))
    how = Closeness.SAME if same(title, subject) else closeness(f"{place}\n{title}", body, tags, parts)
    return Match(entry.kind, entry.object_id, entry.document_id or 0, tags, how, covers)


def same(title: str, subject: str) -> bool:
    """Whether a folded title is the very words of the subject, or the same indicator."""
    return title == fold(subject) or (bool(normal(title)) and normal(title) == normal(subject))


def closeness(title: str, body: str, tags: frozenset[str], parts: Sequence[Part]) -> Closeness:
    """How a folded title and text hold the parts. Names and numbers must always be held."""
    if holds_all(parts, title, tags):
        return Closeness.TITLE
    sentences = [f"{title}\n{span.quote(body)}" for span in find_sentences(body)] or [title]
    if any(holds_all(parts, sentence, tags) for sentence in sentences):
        return Closeness.SENTENCE
    names = [part for part in parts if part.tags or DIGIT.search(part.text)]
    enough = (
        holds_all(names, sentence, tags) and share_held(parts, sentence, tags) >= ENOUGH for sentence in sentences
    )
    return Closeness.LOOSE if any(enough) else Closeness.NOT


def holds_all(parts: Iterable[Part], text: str, tags: frozenset[str]) -> bool:
    """Whether a text holds each part, or the record has its tag."""
    return all(holds(part, text, tags) for part in parts)


def holds(part: Part, text: str, tags: frozenset[str]) -> bool:
    """Whether a text holds the part under one of its names, a number or Latin word as a whole."""
    return any(name in tags for name in part.tags) or any(times(word, text) >= 1 for word in part.words)


def share_held(parts: Sequence[Part], text: str, tags: frozenset[str]) -> float:
    """How much of the parts a text holds, by their characters; of a long word its shorter ones count."""
    loose = [each for part in parts for each in ([Part(piece, (piece,)) for piece in part.pieces] or [part])]
    whole = sum(len(part.text) for part in loose)
    return sum(len(part.text) for part in loose if holds(part, text, tags)) / whole if whole else 0.0


def tags_of_place(question: Question) -> dict[str, list[str]]:
    """The tags that the regions and agencies of a question ask for, by facet."""
    return {
        "region": [f"g{code}" for code in question.regions],
        "agency": [f"a{pk}" for pk in question.agencies],
    }


def nearest(matches: Sequence[Match]) -> tuple[list[Match], int]:
    """Those to be shown, and how many more there are: the closest of all, of other documents only the closest each.
    Those that hold only most of the words count where none holds all, if they are targets: their words are few."""
    close = [match for match in matches if match.closeness >= Closeness.SENTENCE]
    close = close or [match for match in matches if match.kind == Kind.TARGET]
    if not close:
        return [], 0
    best = close[0].closeness
    seen: set[int] = set()
    shown = []
    for match in close:
        if match.closeness >= min(best, Closeness.TITLE) or match.document not in seen:
            shown.append(match)
            seen.add(match.document)
    return shown[:SHOWN], len(close) - len(shown[:SHOWN])
