"""Words of a query string in; the one record that they name out: by code, address, number or any name in use.

Each raises NotUnderstood, with a true sentence, where the words name no record that readers may see, or several.
"""

from collections.abc import Sequence
from typing import Any, Final

from django.db.models import Q
from django.http import HttpRequest

from documents.exchange.typed import NotUnderstood, shortened
from documents.models import Agency, AgencyMerge, Document, Region, Term
from documents.registry.directory import agency_at, find_agency
from documents.search.queries.lexicon import current_lexicon
from documents.search.words.folding import fold
from documents.structure.document_number import number_key
from documents.text.printable import one_line
from documents.text.title_key import title_key
from policykb.insight.publicity import draft_names, is_draft_address, is_public

LONGEST: Final = 300  # characters of a name: no title is longer
NAMED: Final = 4  # of several records that are meant
# Agencies of one name; those of which is told; those of which it is asked whether readers see them
MOST_BEARERS, CANDIDATES, MOST_LOOKED_AT = 10_000, 200, 20


def region_named(words: str) -> Region:
    """630000, 青海省, 青海, 海南州."""
    regions = Region.objects.all()
    found = [*regions.filter(code=words)] or [*regions.filter(name=words)] or [*regions.filter(short_name=words)[:9]]
    if not found:
        codes = [code for code, names in regions.exclude(names=[]).values_list("code", "names") if words in names]
        found = [*regions.filter(code__in=codes)]
    if len(found) > 1:
        meant = "、".join(f"{region.name}（{region.code}）" for region in found[:NAMED])
        raise NotUnderstood(f"“{shortened(words)}”可指{meant}，请写全称或代码。")
    return one(found, f"本库没有“{shortened(words)}”这个地区。")


def asked(request: HttpRequest, name: str) -> str:
    """The words of a condition in the query string, "" without any."""
    return one_line(request.GET.get(name, "").replace("\0", ""))[:LONGEST]


def region_asked(request: HttpRequest) -> Region | None:
    """The region in a query string, None without one."""
    words = asked(request, "region")
    return region_named(words) if words else None


def document_named(words: str) -> Document:
    """青政办-2024-35, 青政办[2024]第35号, the whole title."""
    documents = Document.objects.published()
    number, title = number_key(words), title_key(words)
    found = [*documents.filter(slug=words)]
    found = found or ([*documents.filter(number_key=number)[:9]] if number else [])
    found = found or ([*documents.filter(title_key=title)[:9]] if title else [])
    if len(found) > 1:
        slugs = "、".join(document.slug for document in found[:NAMED])
        raise NotUnderstood(f"“{shortened(words)}”有不止一份文件，请写网址名：{slugs}。")
    return one(found, f"本库没有“{shortened(words)}”这份文件。")


def agency_named(words: str, regions: Sequence[Region] = ()) -> Agency:
    """青海省能源局, 青海省发改委; 省能源局 where these regions, or the names themselves, leave one such agency."""
    found = [agency for agency in bearers_of(words, regions)[:MOST_LOOKED_AT] if is_public(agency)]
    if len(found) > 1:
        meant = "、".join(agency.name for agency in found[:NAMED])
        more = "等" if len(found) > NAMED else ""
        raise NotUnderstood(f"“{shortened(words)}”可指{meant}{more}，请写全称，或同时写地区。")
    return one(found, f"本库没有“{shortened(words)}”这个机构。")


def bearers_of(words: str, regions: Sequence[Region] = ()) -> list[Agency]:
    """The agencies that bear this name, also those that only unpublished documents name; of very many the first."""
    if found := [*Agency.objects.filter(slug=words)]:
        return found
    if known := find_agency(words) or agency_at(words):
        return [known] if not is_draft_address(known, words) else []
    if words in draft_names(AgencyMerge.objects.all()):
        return []
    named = Agency.objects.filter(pk__in=current_lexicon().agencies.get(fold(words), ())[:MOST_BEARERS])
    return [*(named.filter(region__in=regions) if regions else named)[:CANDIDATES]]


def topic_named(words: str) -> Term:
    """绿电直连, or a word of the same meaning."""
    terms = Term.objects.all()
    found = [*terms.filter(Q(slug=words) | Q(name=words))[:1]]
    found = found or [term for term in terms.topics() if words in term.synonyms]
    if len(found) > 1:
        raise NotUnderstood(f"“{shortened(words)}”可指{'、'.join(map(str, found[:NAMED]))}，请写专题的名称。")
    return one(found, f"本库没有“{shortened(words)}”这个专题。")


def one(found: list[Any], otherwise: str) -> Any:
    """The only record found. Raises NotUnderstood with the other words where there is none."""
    if not found:
        raise NotUnderstood(otherwise)
    return found[0]
