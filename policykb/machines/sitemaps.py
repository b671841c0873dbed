"""Sitemaps for search engines: the pages of the site, with the time of their last change."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape

from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from documents.models import Agency, Document, Term
from documents.tag_sets.current import current_sets
from policykb.insight.topic_counts import topic_totals
from policykb.insight.totals import tasks_by_agency
from policykb.machines.last_changes import last_changes, last_in_ranges
from policykb.memory import PAGES, remember
from policykb.templatetags.frame import SECTIONS
from policykb.views.page import read_only, site_of
from tasks.models import Task

PAGE = 1_000  # keys of one page; it has as many addresses at most
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
SCHEMA = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
HEADERS = {"X-Robots-Tag": "noindex, noodp, noarchive"}
MapPlace = tuple[str, datetime | None]  # a path, and when what stands there changed last


@dataclass(frozen=True, slots=True)
class MapSection:
    """One kind of page: the keys of its records, these, the fields in its address, and the name of its view; `changing`
    is set where changes of the records are logged. A page of the sitemap holds a fixed range of keys, so that a record
    never moves to another."""

    keys: Callable[[], Iterable[int]]
    records: Callable[[], QuerySet]
    fields: tuple[str, ...]
    view: str
    changing: type[Task] | type[Document] | None = None

    def pages(self) -> dict[int, datetime | None]:
        """The numbers of the pages that have records, and the last change on each."""
        times = last_in_ranges(self.changing, PAGE) if self.changing else {}
        return {number: times.get(number) for number in sorted({key // PAGE for key in self.keys()})}

    def first_page(self) -> int:
        """The number of the first page that has records, 0 without any."""
        return min(self.keys(), default=0) // PAGE

    def places(self, number: int) -> Iterator[MapPlace]:
        """The addresses on one page, with their last changes."""
        on_page = self.records().filter(pk__gte=number * PAGE, pk__lt=(number + 1) * PAGE)
        rows = list(on_page.order_by("pk").values_list("pk", *self.fields))
        changes = last_changes(self.changing, [pk for pk, *_ in rows]) if self.changing else {}
        for pk, *parts in rows:
            yield reverse(self.view, args=parts), changes[pk].at if pk in changes else None


def agencies() -> QuerySet[Agency]:
    """The agencies that have duties."""
    return Agency.objects.filter(pk__in=tasks_by_agency())


def tasks() -> QuerySet[Task]:
    """The tasks that readers may see, with the last part of their addresses."""
    return Task.objects.published().annotate(own_address=Coalesce(NullIf("address", Value("")), "key"))


def topics() -> QuerySet[Term]:
    """The topics that tasks speak of."""
    return Term.objects.topics().filter(pk__in=topic_totals())


def keys_of(kind: str) -> Callable[[], Iterable[int]]:
    """The keys of all records of a kind that is counted as sets."""
    return lambda: current_sets().of(kind).every


SECTIONS_OF_RECORDS = {
    "documents": MapSection(
        keys_of("document"), Document.objects.published, ("slug",), "documents:detail", changing=Document
    ),
    "tasks": MapSection(keys_of("task"), tasks, ("document__slug", "own_address"), "tasks:detail", changing=Task),
    "agencies": MapSection(tasks_by_agency, agencies, ("slug",), "agencies:detail"),
    "topics": MapSection(lambda: topics().values_list("pk", flat=True), topics, ("slug",), "topics:detail"),
}


@read_only
def index(request: HttpRequest) -> HttpResponse:
    """The index of the sitemaps, with the last change on each."""
    return as_xml(kept_map(("map of maps", site_of(request)), lambda: index_of(site_of(request))))


def index_of(site: str) -> str:
    """The index as XML."""
    maps: list[MapPlace] = [(reverse("sitemap-section", args=["sections"]), None)]
    for name, section in SECTIONS_OF_RECORDS.items():
        address = reverse("sitemap-section", args=[name])
        maps += [(f"{address}?p={number}", time) for number, time in section.pages().items()]
    return map_xml("sitemapindex", "sitemap", maps, site)


@read_only
def section(request: HttpRequest, section: str) -> HttpResponse:
    """One sitemap: the page ?p= of it, else its first. Raises Http404 for one that does not exist."""
    site = site_of(request)
    if section == "sections":
        places = [(reverse(name), None) for name in ("home", *SECTIONS)]
        return as_xml(map_xml("urlset", "url", places, site))
    if section not in SECTIONS_OF_RECORDS:
        raise Http404("没有这张站点地图。")
    asked, records = request.GET.get("p", ""), SECTIONS_OF_RECORDS[section]
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 12 else None
    return as_xml(kept_map(("map", section, number, site), lambda: map_of(records, number, site)))


def map_of(section: MapSection, number: int | None, site: str) -> str:
    """One page of a sitemap. Raises Http404 for an empty one, so that not every number is kept."""
    places = list(section.places(section.first_page() if number is None else number))
    if not places:
        raise Http404("站点地图没有这一页。")
    return map_xml("urlset", "url", places, site)


def map_xml(root: str, entry: str, places: Iterable[MapPlace], site: str) -> str:
    """The addresses as XML (sitemaps.org)."""
    lines = (
        f"<{entry}><loc>{escape(site + path)}</loc>{f'<lastmod>{time.isoformat()}</lastmod>' if time else ''}</{entry}>"
        for path, time in places
    )
    return "\n".join([f"{XML}<{root} {SCHEMA}>", *lines, f"</{root}>\n"])


def kept_map(name: tuple[object, ...], write: Callable[[], str]) -> str:
    """The XML, written again only after the data changed."""
    xml: str = remember(name, write, PAGES)
    return xml


def as_xml(xml: str) -> HttpResponse:
    """The answer with the XML."""
    return HttpResponse(xml, content_type="application/xml", headers=HEADERS)
