"""Stored tasks and those of a new reading in; which of them are the same, and where the words of the others went, out.

An item is known by its title, else by its place; a paragraph of an item only by its words, so that one put in before it
or taken away moves nothing that a person set. An item may become a heading over paragraphs that are tasks, and such
paragraphs one item again: then the first paragraph is the item.
"""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import product
from typing import Any

from documents.collation.clauses import Clause
from documents.collation.fates import Pairs, left, pair_by, pair_by_likeness
from documents.collation.likeness import LONG, letters, shingles
from documents.models import Origin, Standing
from documents.records.matching import Values, follow_moved, set_key
from documents.records.reconcile import as_extracted
from tasks.models import Task
from tasks.paragraph_keys import item_of, place_of

Tasks = dict[str, Task]

SHORT = 40  # letters, in which hardly eight in a row stay the same
LIKE = 0.5
FEW = 20_000  # stored items times new paragraphs, up to which items are looked for in other places
MOST = 60  # paragraphs of one item that are compared one by one


@dataclass(slots=True)
class Regrouped:
    """Paragraphs whose words stood in a stored task before, by the key of each with that task (`parted`); and stored
    tasks whose words stand in another now, with its key (`joined`)."""

    parted: dict[str, Task] = field(default_factory=dict)
    joined: list[tuple[Task, str]] = field(default_factory=list)


def follow_tasks(existing: Tasks, wanted: Mapping[str, Values]) -> Regrouped:
    """Give the stored tasks, in `existing` and in the database, the keys of the wanted ones that they are."""
    follow_moved(existing, wanted, opening_of)
    if not any(item_of(key) for key in (*existing, *wanted)):
        return Regrouped()
    moves = pair_paragraphs(existing, wanted)
    moves |= pair_headings(existing, wanted, moves)
    moves |= pair_items(existing, wanted, moves)
    give_keys(existing, wanted, moves)
    return regroup(existing, wanted)


def opening_of(task: Values) -> Hashable:
    """What an item is recognised by where its key has changed: its title, else its first 60 characters."""
    return "" if item_of(task["key"]) else task["title"] or task["body"][:60]


def pair_paragraphs(existing: Tasks, wanted: Mapping[str, Values]) -> dict[str, str]:
    """The new key of each stored paragraph that is found again: by all its words, its own title, or its likeness. What
    counts comes before what was given up."""
    moves: dict[str, str] = {}
    for standings in ((Standing.CURRENT, Standing.WITHDRAWN), (Standing.SUPERSEDED,)):
        rows = [row for row in extracted(existing) if item_of(row.key) and row.standing in standings]
        old = [clause_of(as_extracted(row)) for row in sorted(rows, key=lambda row: (row.order, row.pk))]
        new = [clause_of(values) for key, values in wanted.items() if item_of(key) and key not in moves.values()]
        pairs: Pairs = {}
        pair_by(lambda clause: (clause.parent, clause.whole) if clause.whole else None, old, new, pairs)
        pair_by(lambda clause: clause.whole or None, old, new, pairs)
        if standings[0] == Standing.CURRENT:
            pair_by(lambda clause: (clause.parent, clause.title) if clause.title else None, old, new, pairs, once=True)
            pair_by_likeness(old, new, pairs)
            pair_short(old, new, pairs)
        moves |= {old[was].key: new[now].key for now, was in pairs.items()}
    return moves


def pair_short(old: list[Clause], new: list[Clause], pairs: Pairs) -> None:
    """Add pairs of paragraphs of one item that are too short for their likeness to tell, the most alike first."""
    olds = [place for place in left(old, pairs.values()) if len(old[place].whole) <= SHORT][:MOST]
    news = [place for place in left(new, pairs) if len(new[place].whole) <= SHORT][:MOST]
    scores = [
        (SequenceMatcher(None, old[was].whole, new[now].whole, autojunk=False).ratio(), now, was)
        for was, now in product(olds, news)
        if old[was].parent == new[now].parent
    ]
    taken: set[int] = set()
    for score, now, was in sorted(scores, key=lambda each: (-each[0], each[1:])):
        if score > LIKE and now not in pairs and was not in taken:
            pairs[now] = was
            taken.add(was)


def pair_headings(existing: Tasks, wanted: Mapping[str, Values], moves: Mapping[str, str]) -> dict[str, str]:
    """Stored items that are headings of paragraphs now: each is the first of these that has words of it."""
    found: dict[str, str] = {}
    free = {key: whole_of(values) for key, values in wanted.items() if item_of(key) and key not in moves.values()}
    gone = [row for row in extracted(existing) if not item_of(row.key) and row.key not in wanted and counts(row)]
    is_small = len(free) * len(gone) < FEW
    for row in gone:
        words = whole_of(as_extracted(row))
        parts = [key for key, part in free.items() if item_of(key) == row.key and holds(words, part)]
        if not parts and is_small:
            parts = [key for key, part in free.items() if len(part) > LONG and holds(words, part)]
        if parts:
            found[row.key] = parts[0]
            del free[parts[0]]
    return found


def pair_items(existing: Tasks, wanted: Mapping[str, Values], moves: Mapping[str, str]) -> dict[str, str]:
    """Stored paragraphs that are one item now: their first one is the item."""
    found: dict[str, str] = {}
    parts: dict[str, list[Task]] = {}
    for row in sorted(extracted(existing), key=lambda row: (row.order, row.pk)):
        if item_of(row.key) and row.key not in moves and counts(row):
            parts.setdefault(item_of(row.key), []).append(row)
    for key, rows in parts.items():
        known = existing.get(key)
        if key in wanted and (known is None or known.standing == Standing.SUPERSEDED):
            words = whole_of(wanted[key])
            first = next((row for row in rows if holds(words, whole_of(as_extracted(row)))), None)
            if first is not None:
                found[first.key] = key
    return found


def give_keys(existing: Tasks, wanted: Mapping[str, Values], moves: Mapping[str, str]) -> None:
    """Save the new keys. A stored paragraph whose place another one takes gets a key of its own."""
    persons = {key for key, row in existing.items() if row.origin != Origin.EXTRACTED}
    moved = {old: new for old, new in moves.items() if old != new and new not in persons}
    taken = {key for key in wanted if item_of(key) and key in existing and key not in moves and key not in persons}
    taken |= {new for new in moved.values() if new in existing and new not in moves}
    movers = {new: existing.pop(old) for old, new in moved.items()}
    displaced = [existing.pop(key) for key in sorted(taken - moved.keys())]
    for row in (*movers.values(), *displaced):
        set_key(row, f"{row.key.partition('-')[0]}-{row.pk}")
    for key, row in movers.items():
        set_key(row, key)
    existing |= movers | {row.key: row for row in displaced}


def regroup(existing: Tasks, wanted: Mapping[str, Values]) -> Regrouped:
    """Which new paragraphs were a part of a stored task of their item, and which stored ones are a part of one now."""
    found = Regrouped()
    families: dict[str, list[str]] = {}
    for key in wanted:
        families.setdefault(item_of(key) or key, []).append(key)
    families = {item: keys for item, keys in families.items() if len(keys) <= MOST}
    for key in wanted:
        if item_of(key) in families and key not in existing:
            kept = (existing[other] for other in families[item_of(key)] if other in existing)
            words = whole_of(wanted[key])
            source = next((row for row in kept if holds(whole_of(as_extracted(row)), words)), None)
            if source is not None:
                found.parted[key] = source
    for key, row in existing.items():
        if item_of(key) and key not in wanted and row.standing == Standing.CURRENT and row.origin == Origin.EXTRACTED:
            words = whole_of(as_extracted(row))
            homes = families.get(item_of(key), ())
            home = next((other for other in homes if holds(whole_of(wanted[other]), words)), None)
            if home is not None:
                found.joined.append((row, home))
    return found


def holds(words: str, part: str) -> bool:
    """Whether the words of a task are, but for some, within those of another."""
    if len(part) <= LONG:
        return bool(part) and part in words
    mine = shingles(part)
    return part in words or len(mine & shingles(words)) > LIKE * len(mine)


def extracted(existing: Tasks) -> Iterator[Task]:
    """The stored tasks that extraction made."""
    return (row for row in existing.values() if row.origin == Origin.EXTRACTED)


def counts(row: Task) -> bool:
    return bool(row.standing != Standing.SUPERSEDED)


def clause_of(task: Values) -> Clause:
    """A paragraph as a clause, to be compared by its words; its title only where it is its own and not the item's."""
    path = task["heading_path"] or [""]
    own = "" if task["title"] and str(path[-1]).endswith(task["title"]) else task["title"]
    return Clause(task["key"], task["number"], own, "", task["body"] or task["title"], parent=item_of(task["key"]))


def whole_of(task: Values) -> str:
    """The letters of a task's words."""
    return letters(task["body"]) or letters(task["title"])


def give_addresses(existing: Tasks, wanted: dict[str, dict[str, Any]]) -> None:
    """Add to the wanted tasks their addresses. That of an item is its key. A paragraph keeps the one it has; a new one
    gets that of its place, if no other ever had it, else the next."""
    last: dict[str, int] = {}
    taken = {row.address for row in existing.values()}
    for each in taken:
        last[item_of(each)] = max(last.get(item_of(each), 0), place_of(each))
    for key, values in wanted.items():
        known = existing[key].address if key in existing else ""
        if not (item := item_of(key)):
            values["address"] = ""
        elif known:
            values["address"] = known
        else:
            values["address"] = key if key not in taken else f"{item}.p{last.get(item, 0) + 1}"
            taken.add(values["address"])
            last[item] = max(last.get(item, 0), place_of(values["address"]))
