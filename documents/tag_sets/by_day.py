"""Documents in the order of their days, from the sets."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from pyroaring import BitMap

from documents.tag_sets.sets import Kind


def newest_first(documents: Kind, among: BitMap) -> Iterator[int]:
    """The keys of those documents, the newest first, undated ones last; of one day in the order of their keys."""
    for day in days_of(documents, among, reverse=True):
        yield from among & documents[f"I{day}"]
    yield from among & documents["inone"]


def first_day(documents: Kind, among: BitMap) -> str:
    """The day of the first of those documents, as 2024-03-27; "" where none has one."""
    return next(days_of(documents, among), "")


def days_of(documents: Kind, among: BitMap, *, reverse: bool = False) -> Iterator[str]:
    """The days of those documents, in order. There are thousands of days: years without any of them are passed over."""
    every = documents.values("I")
    years = by_year(every)
    for year in sorted(years, reverse=reverse):
        if documents[f"i{year}"].intersect(among):
            yield from (day for day in years[year][:: -1 if reverse else 1] if every[day].intersect(among))


_sorted: tuple[Mapping[str, BitMap], dict[str, list[str]]] = ({}, {})


def by_year(days: Mapping[str, BitMap]) -> dict[str, list[str]]:
    """The days in order, by year. They are put in order once for all who ask about the same sets."""
    global _sorted
    known, years = _sorted
    if known is not days:
        years = {year: list(found) for year, found in groupby(sorted(days), key=lambda day: day[:4])}
        _sorted = days, years
    return years
