"""Regions with their numbers in; the tree of those that a filter panel shows out: provinces, and of a chosen one the
cities and counties."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from documents.models import Region, RegionLevel

DEPTHS = {RegionLevel.CITY.value: 1, RegionLevel.COUNTY.value: 2}
Node = tuple[str, str, int]  # code, name, depth


def outermost(code: str) -> str:
    """The code of the province that a region lies in, its own for a province and the country (GB/T 2260).

    >>> outermost("630102"), outermost("000000")
    ('630000', '000000')
    """
    return f"{code[:2]}0000"


def is_outermost(code: str) -> bool:
    """Whether it is that of a province or the country."""
    return code.endswith("0000")


def depth_of(code: str) -> int:
    """How deep a region lies, as its code says.

    >>> depth_of("630000"), depth_of("630100"), depth_of("630102")
    (0, 1, 2)
    """
    return 0 if is_outermost(code) else 1 if code.endswith("00") else 2


def within(codes: Iterable[str], chosen: Collection[str]) -> set[str]:
    """Those of the codes that lie in the provinces of the chosen ones, and the cities of these."""
    provinces = {code[:2] for code in chosen}
    return {code for code in codes if code[:2] in provinces} | {f"{code[:4]}00" for code in chosen}


def region_tree(codes: Iterable[str], chosen: Collection[str], counts: Mapping[str, int]) -> Iterator[Node]:
    """Those of these regions that are outermost, those with the highest numbers first; one that is chosen, or in which
    a chosen one lies, with what is directly within it."""
    rows = Region.objects.filter(pk__in=list(codes)).values_list("pk", "name", "parent")
    names = {code: name for code, name, _ in rows}
    above = {code: parent or "" for code, _, parent in rows if not is_outermost(code)}
    opened = {*chosen}
    for code in chosen:
        while code := above.get(code, ""):
            opened.add(code)
    return branches("", 0, names, above, opened, counts)


def branches(
    parent: str, depth: int, names: Mapping[str, str], above: Mapping[str, str], opened: Collection[str],
    counts: Mapping[str, int],
) -> Iterator[Node]:  # fmt: skip
    """The regions directly within one, "" for the outermost, each that is opened with those within it."""
    here = [code for code in names if above.get(code, "") == parent]
    for code in sorted(here, key=lambda code: (-counts.get(code, 0), code)):
        yield code, names[code], depth
        if code in opened:
            yield from branches(code, depth + 1, names, above, opened, counts)


def region_options(counts: Mapping[str, int], chosen: Region | None) -> list[tuple[str, str, int, int]]:
    """All regions that have any, for a choice list: code, name, depth and number, each province followed by its cities
    and counties; the chosen one though it has none."""
    codes = {code for code, number in counts.items() if number} | ({chosen.pk} if chosen else set())
    rows = Region.objects.filter(pk__in=codes).order_by("pk").values_list("pk", "name", "level")
    return [(code, name, DEPTHS.get(level, 0), counts.get(code, 0)) for code, name, level in rows]
