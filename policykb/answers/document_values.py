"""The conditions of the document list in; every value of one that has many, for the page that lists them, out."""

from collections.abc import Iterable
from typing import Final

from django.db.models import Q
from django.urls import reverse

from documents.models import Agency, Region, RegionLevel
from policykb.answers.document_conditions import ALL, DocumentConditions
from policykb.answers.document_facets import counts_of, issuer_names, year_names
from policykb.answers.every_value import EveryValue

# Conditions with many values: what they are called, and the letter of the tags that count them
MANY: Final = {"region": ("地区", "g"), "year": ("成文年份", "i"), "issuer": ("发文机关", "a")}


def every_value(conditions: DocumentConditions, name: str) -> EveryValue:
    """All values of the condition of that name, one of MANY."""
    label, letter = MANY[name]
    return EveryValue(
        name=name,
        label=label,
        counts=counts_of(conditions, name, letter),
        chosen={str(getattr(value, "pk", value)) for value in conditions.given.get(name, ())},
        call={"region": region_names, "year": year_names, "issuer": issuer_names}[name],
        find=find_issuers if name == "issuer" else None,
        crumb=("文件", reverse("documents:list")),
        unit="份",
        is_by_key=name == "year",
        kept={"group": conditions.group or ALL},
    )


def region_names(codes: Iterable[str]) -> dict[str, tuple[str, str]]:
    """By code the regions, each within another with the name of that: 西宁市（青海省）."""
    rows = Region.objects.filter(pk__in=list(codes)).values_list("pk", "name", "level", "parent__name")
    outer = (RegionLevel.NATIONAL, RegionLevel.PROVINCE)
    return {code: (code, name if level in outer else f"{name}（{above}）") for code, name, level, above in rows}


def find_issuers(words: str) -> Iterable[str]:
    """The keys of the agencies with one of whose names these words stand."""
    named = Q(name__icontains=words) | Q(names__name__icontains=words)
    return map(str, Agency.objects.filter(named).values_list("pk", flat=True))
