"""Entries of the index in; how many of them carry each tag, out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pyroaring import BitMap

from documents.tag_sets.current import current_sets

KIND = "entry"  # of the sets (documents.tagging)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of some entries carry each tag of one part, by its letter and then what follows it.

    >>> tally = Tally({"a": {"12": 3}, "k": {"task": 5}})
    >>> tally["a12"], tally.of("k"), tally["y2030"]
    (3, {'task': 5}, 0)
    """

    letters: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def of(self, letter: str) -> Mapping[str, int]:
        """The numbers of all tags with this letter, none of them 0."""
        return self.letters.get(letter, {})

    def __getitem__(self, tag: str) -> int:
        return self.of(tag[:1]).get(tag[1:], 0)


def tally_of(ids: BitMap) -> Tally:
    """What these entries carry, counted in the sets of entries by tag."""
    if not ids:
        return Tally()
    entries = current_sets().of(KIND)
    return Tally({letter: entries.counts(letter, ids) for letter, part in entries.drawers if not part})


def tally_from(counts: Mapping[str, int]) -> Tally:
    """What an index outside the database has counted, by tag."""
    letters: dict[str, dict[str, int]] = {}
    for tag, number in counts.items():
        letters.setdefault(tag[:1], {})[tag[1:]] = number
    return Tally(letters)
