"""The conditions of the document list in; each that is in force, with the way back without it, out."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from django.http import QueryDict

from documents.models import DocumentKind, Region, Validity
from policykb.answers.document_conditions import ALL, DUTIES, LINKS, UNDATED, DocumentConditions

LABELS: Final = {
    "q": "标题、文号", "region": "地区", "year": "成文年份", "kind": "种类", "issuer": "发文机关", "validity": "时效",
    "duties": "责任分工", "link": "官方原文",
}  # fmt: skip
COUNTED: Final = 8


@dataclass(frozen=True, slots=True)
class Chip:
    """A condition in force, the query string without it, and the number of documents without it, if counted."""

    label: str
    value: str
    without: str
    count: int | None = None

    def __str__(self) -> str:
        return self.value


def find_chips(conditions: DocumentConditions, query: QueryDict) -> list[Chip]:
    """A chip for each value; with numbers where the conditions leave nothing."""
    chips = list(chips_of(conditions, query))
    if conditions.keys():
        return chips
    return [replace(chip, count=count_without(chip)) for chip in chips[:COUNTED]] + chips[COUNTED:]


def chips_of(conditions: DocumentConditions, query: QueryDict) -> Iterator[Chip]:
    """A chip for each value."""
    for name, label in LABELS.items():
        values = conditions.given.get(name, ())
        for value in [values] if isinstance(values, str) else values:
            yield Chip(label, words_of(name, value), query_without(conditions, query, name, value))


def words_of(name: str, value: Any) -> str:
    """A value as the page calls it."""
    match name:
        case "year":
            return "未载成文日期" if value == UNDATED else f"{value}年"
        case "kind":
            return str(DocumentKind(value).label)
        case "validity":
            return str(Validity(value).label)
        case "duties":
            return DUTIES[value]
        case "link":
            return LINKS[value]
        case _:
            return value if isinstance(value, str) else str(value.name)


def query_without(conditions: DocumentConditions, query: QueryDict, name: str, value: Any) -> str:
    """The query string without one value, for the first page. It says which group of kinds is shown, so that going
    back leaves out nothing."""
    query = query.copy()
    left = [each for each in conditions.given[name] if each != value] if name != "q" else []
    query.setlist(name, [address_of(each) for each in left])
    query.pop("page", None)
    query["group"] = conditions.group or ALL
    return "?" + query.urlencode()


def address_of(value: Any) -> str:
    """What a value is called in the query string."""
    if isinstance(value, str):
        return value
    return str(value.pk if isinstance(value, Region) else value.slug)


def count_without(chip: Chip) -> int:
    """How many documents there are without it."""
    return len(DocumentConditions.read(QueryDict(chip.without[1:])).keys())
