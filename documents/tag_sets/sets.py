"""Sets of primary keys by kind of record and tag, and what is counted from them.

A tag is a letter, a value and, for some, after a point, a part: g630000, a7, a7.lead.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from pyroaring import BitMap

EVERY: Final = "*"  # the tag that all records of a kind carry
NOTHING: Final = BitMap()

Drawer = tuple[str, str]  # a letter and a part: all tags that one facet counts


def parts_of(tag: str) -> tuple[Drawer, str]:
    """The drawer that a tag lies in, and its value there.

    >>> parts_of("a7.lead"), parts_of("g630000")
    ((('a', 'lead'), '7'), (('g', ''), '630000'))
    """
    value, _, part = tag[1:].partition(".")
    return (tag[:1], part), value


@dataclass(frozen=True, slots=True)
class Kind:
    """The sets of one kind of record. What it gives is shared: it must not be changed."""

    drawers: Mapping[Drawer, Mapping[str, BitMap]] = field(default_factory=dict)

    def __getitem__(self, tag: str) -> BitMap:
        """The keys of the records that carry the tag."""
        drawer, value = parts_of(tag)
        return self.drawers.get(drawer, {}).get(value, NOTHING)

    @property
    def every(self) -> BitMap:
        """The keys of all records of this kind."""
        return self[EVERY]

    @property
    def tags(self) -> Iterator[tuple[str, BitMap]]:
        """Each tag with its set."""
        for (letter, part), values in self.drawers.items():
            ending = f".{part}" if part else ""
            for value, keys in values.items():
                yield f"{letter}{value}{ending}", keys

    def any(self, tags: Iterable[str]) -> BitMap:
        """The keys of the records that carry one of the tags."""
        return BitMap.union(NOTHING, *map(self.__getitem__, tags))

    def values(self, letter: str, part: str = "") -> Mapping[str, BitMap]:
        """The sets of all tags with this letter and part, by value."""
        return self.drawers.get((letter, part), {})

    def counts(self, letter: str, within: BitMap | None = None, part: str = "") -> dict[str, int]:
        """How many records carry each tag with this letter and part, by value, of all or of those `within`; none is
        left out."""
        sets = self.values(letter, part).items()
        if within is None:
            return {value: len(keys) for value, keys in sets if keys}
        counted = within.intersection_cardinality
        return {value: number for value, keys in sets if (number := counted(keys))}

    def changed(self, sets: Iterable[tuple[str, BitMap]]) -> "Kind":
        """The same with these sets in place of those of the same tags."""
        drawers = dict(self.drawers)
        copied: set[Drawer] = set()
        for tag, keys in sets:
            drawer, value = parts_of(tag)
            if drawer not in copied:
                drawers[drawer] = dict(drawers.get(drawer, {}))
                copied.add(drawer)
            drawers[drawer][value] = keys  # type: ignore[index]
        return Kind(drawers)


@dataclass(frozen=True, slots=True)
class Sets:
    """The sets of all kinds of records."""

    kinds: Mapping[str, Kind] = field(default_factory=dict)

    def of(self, kind: str) -> Kind:
        """The sets of one kind."""
        return self.kinds.get(kind, Kind())

    def changed(self, sets: Iterable[tuple[str, str, BitMap]]) -> "Sets":
        """The same with these sets, each of a kind and tag, in place of what there was."""
        by_kind: dict[str, list[tuple[str, BitMap]]] = {}
        for kind, tag, keys in sets:
            by_kind.setdefault(kind, []).append((tag, keys))
        return Sets({**self.kinds, **{kind: self.of(kind).changed(new) for kind, new in by_kind.items()}})


def gathered(tags: Iterable[tuple[int, Iterable[str]]]) -> dict[str, BitMap]:
    """The sets of records, each with the tags that it carries, by tag.

    >>> gathered([(3, ["a7"]), (4, ["a7", "y2027"])])
    {'*': BitMap([3, 4]), 'a7': BitMap([3, 4]), 'y2027': BitMap([4])}
    """
    found: dict[str, array[int]] = {EVERY: array("I")}
    for key, carried in tags:
        for tag in {EVERY: None, **dict.fromkeys(carried)}:
            found.setdefault(tag, array("I")).append(key)
    return {tag: BitMap(keys) for tag, keys in found.items()}


def replaced(known: Kind, sets: Mapping[str, BitMap], touched: BitMap) -> dict[str, BitMap]:
    """The sets that become others when the `touched` records carry exactly the tags of these `sets`, in which no others
    are, from now on."""
    found = {tag: keys - touched for tag, keys in known.tags if tag in sets or keys.intersect(touched)}
    found |= {tag: found.get(tag, NOTHING) | some for tag, some in sets.items()}
    return {tag: keys for tag, keys in found.items() if keys != known[tag]}
