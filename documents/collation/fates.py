"""The clauses of an old and a new text in; which of them are the same clause, and whether it changed, out.

Two clauses are paired if all their words are the same, then by their title, by how much of their wording is the same,
and by their place; in this order, so that a clause that only has another number is not taken for a changed one.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import chain

from documents.collation.clauses import Clause
from documents.collation.likeness import LONG, shingles
from documents.collation.rewording import Effort, WordRun, reword

LIKE = 0.5  # of the shorter clause
STILL_LIKE = 0.2  # of the shorter clause, under the same number
SHORT = 40  # characters, in which hardly eight in a row stay the same
COMMON = 8  # clauses: words that stand in more of them tell nothing
MOST = 2_000  # clauses that are looked for by their likeness

WIDE = str.maketrans("()", "（）")
Pairs = dict[int, int]  # place in the new text → place in the old one


class Fate(StrEnum):
    """What became of a clause; MOVED is one that only has another number or stands under another heading."""

    SAME = "same"
    MOVED = "moved"
    CHANGED = "changed"
    ADDED = "added"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class ClauseFate:
    """A clause of the old text, of the new one or of both, and what became of it.

    `heading` and `body` are the differences in its words, empty unless it is CHANGED.
    """

    fate: Fate
    old: Clause | None
    new: Clause | None
    heading: tuple[WordRun, ...] = ()
    body: tuple[WordRun, ...] = ()
    is_moved: bool = False

    @property
    def clause(self) -> Clause:
        """The clause of the new text, or of the old one if it was dropped."""
        clause = self.new or self.old
        assert clause is not None
        return clause


def collate(old: Sequence[Clause], new: Sequence[Clause]) -> list[ClauseFate]:
    """What became of each clause, in the order of the new text; a dropped one follows the clause that it followed.

    >>> wind, sun, heat = (Clause(key, key, "", "", words) for key, words in ("1风", "2光", "3热"))
    >>> [entry.fate.value for entry in collate([wind, sun], [wind, heat])]
    ['same', 'dropped', 'added']
    """
    pairs, effort = pair(old, new), Effort()
    moved = moves(old, new, pairs)
    entries = [
        ((place, -1), entry_of(old[pairs[place]] if place in pairs else None, clause, place in moved, effort))
        for place, clause in enumerate(new)
    ]
    homes = sorted((was, now) for now, was in pairs.items())
    for place in sorted(set(range(len(old))) - set(pairs.values())):
        before = bisect_right(homes, (place, 0)) - 1
        entries.append(((homes[before][1] if before >= 0 else -1, place), ClauseFate(Fate.DROPPED, old[place], None)))
    return [entry for _, entry in sorted(entries, key=lambda each: each[0])]


def entry_of(old: Clause | None, new: Clause, is_moved: bool, effort: Effort) -> ClauseFate:
    """What became of a clause of the new text, whose partner in the old text is `old`; comparing uses up `effort`."""
    if old is None:
        return ClauseFate(Fate.ADDED, None, new)
    if old.whole == new.whole:
        return ClauseFate(Fate.MOVED if is_moved else Fate.SAME, old, new, is_moved=is_moved)
    heading, body = (reword(getattr(old, name), getattr(new, name), effort) for name in ("heading", "body"))
    return ClauseFate(Fate.CHANGED, old, new, heading, body, is_moved)


def pair(old: Sequence[Clause], new: Sequence[Clause]) -> Pairs:
    """For each clause of the new text that the old text has, the place of that clause in the old text."""
    pairs: Pairs = {}
    pair_by(lambda clause: clause.whole or None, old, new, pairs)
    pair_by(lambda clause: (clause.title, clause.number and True) if clause.title else None, old, new, pairs, once=True)
    pair_by_likeness(old, new, pairs)
    pair_by_place(old, new, pairs)
    return pairs


def pair_by(
    mark_of: Callable[[Clause], Hashable],
    old: Sequence[Clause],
    new: Sequence[Clause],
    pairs: Pairs,
    *,
    once: bool = False,
) -> None:
    """Add pairs of clauses with the same mark, in order; with `once`, only where each text has it once.

    A clause with the mark None is not paired.
    """
    olds, news = defaultdict(list), defaultdict(list)
    for place in left(old, pairs.values()):
        olds[mark_of(old[place])].append(place)
    for place in left(new, pairs):
        news[mark_of(new[place])].append(place)
    for mark in olds.keys() & news.keys() - {None}:
        if not once or len(olds[mark]) == len(news[mark]) == 1:
            pairs.update(zip(news[mark], olds[mark], strict=False))


def left(clauses: Sequence[Clause], taken: Iterable[int]) -> list[int]:
    """The places of the clauses that are not in `taken`: those without a partner yet."""
    known = set(taken)
    return [place for place in range(len(clauses)) if place not in known]


def pair_by_likeness(old: Sequence[Clause], new: Sequence[Clause], pairs: Pairs) -> None:
    """Add pairs of clauses that share at least half of their wording, the most alike first."""
    mine = marks_of(old, left(old, pairs.values()))
    taken: set[int] = set()
    for score, _, now, was in sorted(scores(mine, marks_of(new, left(new, pairs)))):
        if score <= -LIKE and now not in pairs and was not in taken:
            pairs[now] = was
            taken.add(was)


def marks_of(clauses: Sequence[Clause], places: Sequence[int]) -> dict[int, set[int]]:
    """For each of these places the shingles of its clause; clauses that are too short for them are left out."""
    return {place: shingles(clauses[place].whole) for place in places[:MOST] if len(clauses[place].whole) > LONG}


def scores(old: Mapping[int, set[int]], new: Mapping[int, set[int]]) -> Iterator[tuple[float, int, int, int]]:
    """For each two clauses with shingles in common: minus the share they have in common, the distance of their places,
    their places in the new text and in the old one."""
    holders: dict[int, list[int]] = defaultdict(list)
    for was, marks in old.items():
        for mark in marks:
            holders[mark].append(was)
    for now, marks in new.items():
        telling = (holders[mark] for mark in marks if mark in holders and len(holders[mark]) <= COMMON)
        for was, shared in Counter(chain.from_iterable(telling)).items():
            yield -shared / min(len(marks), len(old[was])), abs(now - was), now, was


def pair_by_place(old: Sequence[Clause], new: Sequence[Clause], pairs: Pairs) -> None:
    """Add pairs of clauses with the same key that are still a little alike, or have no number."""
    places = {old[place].key: place for place in left(old, pairs.values())}
    for place in left(new, pairs):
        was = places.get(new[place].key)
        if was is not None and is_still_like(old[was], new[place]):
            pairs[place] = was


def is_still_like(one: Clause, other: Clause) -> bool:
    """Whether two clauses with the same key are alike enough to be one clause."""
    if bool(one.number) != bool(other.number):
        return False
    if not one.number:
        return True
    if min(len(one.whole), len(other.whole)) <= SHORT:
        return SequenceMatcher(None, one.whole[:SHORT], other.whole[:SHORT], autojunk=False).ratio() >= LIKE
    mine, theirs = shingles(one.whole), shingles(other.whole)
    return len(mine & theirs) / min(len(mine), len(theirs)) >= STILL_LIKE


def moves(old: Sequence[Clause], new: Sequence[Clause], pairs: Pairs) -> set[int]:
    """The places in the new text of clauses that have another number than before, or stand under another heading."""
    homes = {new[now].key: old[was].key for now, was in pairs.items()}
    heads = set(homes.values())

    def is_moved(now: Clause, was: Clause) -> bool:
        if now.number.translate(WIDE) != was.number.translate(WIDE):
            return True
        if now.parent in homes:
            return homes[now.parent] != was.parent
        return was.parent in heads

    return {now for now, was in pairs.items() if is_moved(new[now], old[was])}


def tally(entries: Iterable[ClauseFate]) -> Counter[Fate]:
    """How many numbered clauses there are of each fate.

    >>> wind = Clause("1", "一、", "", "", "发展风电。")
    >>> tally([ClauseFate(Fate.ADDED, None, wind)])[Fate.ADDED]
    1
    """
    return Counter(entry.fate for entry in entries if entry.clause.number)
