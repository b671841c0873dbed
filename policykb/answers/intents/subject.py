"""What a question is about → the tasks, targets and documents that really are about it, the closest first.

A record that merely has all words somewhere is none: they must stand in its title or in one sentence.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from documents.models import SearchEntry
from documents.search.lookups import best_entries
from documents.search.queries.query import Lexicon, Part
from documents.search.ranking import longest_stretch, times
from documents.search.words.folding import fold
from policykb.answers.intents.answered import SHOWN
from policykb.answers.intents.closeness import Closeness, are_whole, closeness, demanded, is_same, typed
from policykb.answers.intents.question import Question
from policykb.answers.searching import understand
from tasks.models import Target

READ = 60  # entries whose words are read
CHECKED = 20  # of those that are close, whether they hold words, not pieces of words
MENTION, MOST_MENTIONS = 0.1, 3  # what each time that a text says it counts, and how many times at most

Kind = SearchEntry.Kind


@dataclass(frozen=True, slots=True)
class Match:
    """A record that is about the subject: which, of which document and regions (`tags` of the index), and how."""

    kind: str
    pk: int
    document: int
    tags: frozenset[str]
    closeness: Closeness
    nearness: float  # among those that are as close: how much of its title the subject says, and it of the subject
    is_exact: bool  # whether it holds the words as typed


@dataclass(frozen=True, slots=True)
class About:
    """What is asked about: the text, the parts that a record must hold, and with them those that it may."""

    subject: str
    parts: Sequence[Part]
    words: Sequence[Part]


def find_matches(
    subject: str, kinds: Sequence[str], tags: Mapping[str, Sequence[str]], lexicon: Lexicon | None = None
) -> list[Match]:
    """The records of these kinds about the subject, the closest first, under the tags of each facet. One under other
    words than those typed counts only where it is closer than all of its kind under these."""
    query = understand(subject, lexicon)
    parts = demanded(query)
    if not parts:
        return []
    entries = best_entries(query, {**tags, "kind": [f"k{kind}" for kind in kinds]}, READ)
    places = places_of_targets(entries) if any(part.region for part in parts) else {}
    asked = About(subject, parts, [*parts, *query.extras])
    found = [match_of(entry, asked, places.get(entry.pk, "")) for entry in entries]
    exact = {kind: max((each.closeness for each in found if each.is_exact and each.kind == kind), default=0)
             for kind in kinds}  # fmt: skip
    close = [each for each in found if each.closeness > (0 if each.is_exact else exact[each.kind])]
    close.sort(key=lambda match: (-match.closeness, not match.is_exact, -match.nearness))
    texts = {(entry.kind, entry.object_id): f"{entry.title}\n{entry.body}" for entry in entries}
    whole = [each for each in close[:CHECKED] if are_whole(parts, texts[each.kind, each.pk])]
    return [*whole, *close[CHECKED:]]


def places_of_targets(entries: Iterable[SearchEntry]) -> dict[int, str]:
    """The titles of the tasks that the targets among the entries stand in, by the keys of the entries, folded: a place
    is seldom named again in a target."""
    keys = {entry.object_id: entry.pk for entry in entries if entry.kind == Kind.TARGET}
    titles = Target.objects.filter(pk__in=keys, task__isnull=False).values_list("pk", "task__title")
    return {keys[pk]: fold(title) for pk, title in titles} if keys else {}


def match_of(entry: SearchEntry, asked: About, place: str) -> Match:
    """How close an entry, which stands in a place, is to what was asked about."""
    title, body, tags = fold(entry.title), fold(entry.body), frozenset(entry.tags.split())
    is_same_title, with_place = is_same(title, asked.subject), f"{place}\n{title}"
    how = Closeness.SAME if is_same_title else closeness(with_place, body, tags, asked.parts)
    is_exact = closeness(with_place, body, tags, [*map(typed, asked.parts)]) >= Closeness.PASSAGE
    nearness = share_said(asked, title) + longest_share(asked, f"{title}\n{body}") if how else 0.0
    nearness += MENTION * min(MOST_MENTIONS, min(mentions(part, body) for part in asked.parts))
    return Match(entry.kind, entry.object_id, entry.document_id or 0, tags, how, round(nearness, 1), is_exact)


def mentions(part: Part, text: str) -> float:
    """How often a text has a part."""
    return sum(times(word, text) for word in part.words)


def share_said(asked: About, title: str) -> float:
    """How much of a title the words asked about say."""
    words = {word for part in asked.words for word in part.words if word in title}
    return min(1.0, sum(map(len, words)) / max(1, len(title)))


def longest_share(asked: About, text: str) -> float:
    """How much of what was asked about stands in a text letter for letter, in one piece."""
    subject = fold(asked.subject)
    return len(longest_stretch(subject, text)) / len(subject)


def matches_of(question: Question, kinds: Sequence[str]) -> list[Match]:
    """What a question is about, in the regions and of the agencies that it names."""
    return find_matches(question.subject, kinds, tags_of_place(question), question.lexicon)


def tags_of_place(question: Question) -> dict[str, list[str]]:
    """The tags that the regions and agencies of a question ask for, by facet."""
    return {
        "region": [f"g{code}" for code in question.regions],
        "agency": [f"a{pk}" for pk in question.agencies],
    }


def nearest(matches: Sequence[Match]) -> tuple[list[Match], int]:
    """Those to be shown, and how many more there are: the closest of all, of other documents only the closest each.
    Those that hold only most of the words count where none holds all, if they are targets: their words are few."""
    close = [match for match in matches if match.closeness >= Closeness.PASSAGE]
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
