"""A query that names regions in; the same query as the base can answer it, and which regions it lacks, out.

A region that has documents is asked for by record: what belongs to it or lies in it, not what mentions it. One that has
none is no demand. Of a city or county whose province has documents, what mentions it is asked for.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from documents.models import Document, Region
from documents.search.queries.query import Part, Query
from policykb.answers.named_parts import named_parts, with_parts, with_words

MOST_NAMESAKES = 3


@dataclass(frozen=True, slots=True)
class AbsentRegion:
    """A region of which there is no document, and the query with the name of another in its place: of the nearest
    region around it that has some (`above`), and of those that share its name (海南州 for 海南)."""

    region: Region
    above: tuple[Region, str] | None
    namesakes: Sequence[tuple[Region, str]]
    is_sought: bool  # what mentions it is listed

    @property
    def name(self) -> str:
        return self.region.name


def settle_regions(query: Query, held: set[str] | None = None) -> tuple[Query, list[AbsentRegion]]:
    """The query with each region that it names asked for by record where the base has documents of it; `held` are the
    codes of those regions, where they are known."""
    named = {part.region: part for part in named_parts(query) if part.region}
    if not named:
        return query, []
    held = regions_held() if held is None else held
    absent = [code for code in named if not inside(code, held)]
    above = {code: next((outer for outer in around(code) if outer in held), "") for code in absent}
    asked_as = {
        part: as_mention(part, is_demand=bool(above[code])) if code in absent else as_record(part, named, held)
        for code, part in named.items()
    }
    settled = with_parts(query, asked_as)
    is_alone = len(query.every_part) == len(named)
    return settled, list(told_absent(query, {code: named[code] for code in absent}, above, is_alone))


def regions_held() -> set[str]:
    """The codes of the regions that have a published document."""
    return set(Document.objects.published().exclude(region=None).order_by().values_list("region", flat=True).distinct())


def lies_in(code: str, outer: str) -> bool:
    """Whether a region is the other one or lies in it, as their codes say: 630100 in 630000."""
    return code.startswith(outer.removesuffix("00").removesuffix("00"))


def inside(code: str, held: Collection[str]) -> list[str]:
    """Those of these regions that lie in a region."""
    return sorted(each for each in held if lies_in(each, code))


def around(code: str) -> list[str]:
    """The regions that a region may lie in, the nearest first."""
    return [outer for outer in (f"{code[:4]}00", f"{code[:2]}0000") if outer != code]


def as_record(part: Part, named: Mapping[str, Part], held: Collection[str]) -> Part:
    """The region by record; beside others, none of which lies in another, any of them: 青海 甘肃 asks for both."""
    codes = [code for code in named if inside(code, held)]
    are_apart = not any(lies_in(one, other) for one in codes for other in codes if one != other)
    wanted = codes if are_apart else [part.region]
    return replace(part, words=(), tags=tuple(f"g{code}" for code in wanted))


def as_mention(part: Part, *, is_demand: bool) -> Part:
    """The region as a word: what mentions it is asked for, or only comes first."""
    return replace(part, tags=part.tags if is_demand else (), is_common=not is_demand)


def told_absent(
    query: Query, absent: Mapping[str, Part], above: Mapping[str, str], is_alone: bool
) -> Iterator[AbsentRegion]:
    """What is said of the regions that have no documents."""
    regions = Region.objects.in_bulk([*absent, *filter(None, above.values())]) if absent else {}
    for code, part in absent.items():
        if any(lies_in(code, other) for other in absent if other != code):
            continue  # 杭州余杭区: that 杭州 is lacking says it
        outer = regions.get(above[code])
        yield AbsentRegion(
            region=regions[code],
            above=(outer, with_words(query, part, outer.short_name)) if outer else None,
            namesakes=[(other, with_words(query, part, plain_name(other))) for other in namesakes(part, code)],
            is_sought=is_alone or outer is not None,
        )


def namesakes(part: Part, code: str) -> Iterable[Region]:
    """The regions elsewhere that go by the short name that was typed: 海南州 for 海南."""
    others = Region.objects.filter(short_name=part.text).exclude(code=code)[:MOST_NAMESAKES]
    return [other for other in others if not lies_in(other.code, code)]


def plain_name(region: Region) -> str:
    """The shortest name that means this region alone: 海南州, 吉林市."""
    return min([region.name, *region.names], key=len)
