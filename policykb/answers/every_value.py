"""A condition of a list and how many records each of its values leaves in; the values as rows of a page of their own,
found by typing, each with the way to the list under it, out."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from django.http import QueryDict

OWN: Final = ("facet", "find", "page")  # what the page of values says in the query string beside the list's conditions
Names = Mapping[str, tuple[str, str]]  # by key what a value is called in the query string and on the page


@dataclass(frozen=True, slots=True)
class Row:
    """A value with the query string of the list under it, or without it where it is chosen."""

    label: str
    count: int
    is_chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class EveryValue:
    """All values of one condition: `name` in the query string, `label` on the page; the number of records that each
    leaves under the other conditions, by key; the keys that are chosen. `call` says how values are called, `find` which
    keys have certain words in their names, "" for those found by what they are called. `kept` is what the query string
    has to say besides. `crumb` is the list with its address, `unit` its counting word."""

    name: str
    label: str
    counts: Mapping[str, int]
    chosen: Collection[str]
    call: Callable[[Iterable[str]], Names]
    crumb: tuple[str, str]
    unit: str
    find: Callable[[str], Iterable[str]] | None = None
    is_by_key: bool = False
    kept: Mapping[str, str] = field(default_factory=dict)

    def keys(self, typed: str) -> list[str]:
        """The keys of the values whose names have these words, those that leave most first, or the latest years."""
        found = set(self.counts)
        if typed:
            found &= set(self.find(typed) if self.find else self.called(typed))
        if self.is_by_key:
            return sorted(found, reverse=True)
        return sorted(found, key=lambda key: (-self.counts[key], key))

    def called(self, typed: str) -> Iterable[str]:
        """The keys of the values that are called so."""
        return (key for key, (_, label) in self.call(self.counts).items() if typed in label)

    def rows(self, keys: Iterable[str], query: QueryDict) -> list[Row]:
        """These values as rows; `query` is the list's."""
        keys = list(keys)
        names = self.call(keys)
        return [self.row(key, *names[key], query) for key in keys if key in names]

    def row(self, key: str, value: str, label: str, query: QueryDict) -> Row:
        """A value as a row."""
        query, is_chosen = query.copy(), key in self.chosen
        values = [other for other in query.getlist(self.name) if other and other != value]
        query.setlist(self.name, values if is_chosen else [*values, value])
        return Row(label, self.counts[key], is_chosen, f"?{query.urlencode()}")

    def query(self, query: QueryDict) -> QueryDict:
        """The query string of the list, from that of the page of values."""
        query = query.copy()
        for name in OWN:
            query.pop(name, None)
        for name, value in self.kept.items():
            query.setdefault(name, value)
        return query
