"""Topics: the list of them, and one topic across regions, side by side, in their own words; and as a file."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from documents.exchange.typed import shortened
from documents.models import Term
from documents.tag_sets.current import current_sets
from documents.tag_sets.sets import Sets
from policykb.insight.comparison import TASKS_SHOWN, WHOLE, RegionColumn, make_columns
from policykb.insight.differences import Differences, find_differences
from policykb.insight.place_offers import find_offers
from policykb.insight.topic_counts import topic_counts
from policykb.insight.topic_fields import by_field
from policykb.insight.topic_places import MOST, TopicPlaces, places_of
from policykb.insight.topic_scope import documents_with, scope_of
from policykb.machines.comparison_table import COMPARED, ROWS, comparison_table
from policykb.machines.tables import TABLES, table_file
from policykb.views.page import read_only, remembered
from tasks.topics import narrower_topics, topic_words

DIFFERENCES = "differences"


@remembered
def topic_list(request: HttpRequest) -> HttpResponse:
    """The topics by field: in each those that can be compared, then the others."""
    counts = topic_counts()
    topics = [topic for topic in Term.objects.topics().only("name", "slug", "field") if topic.pk in counts]
    context = {
        "count": len(topics),
        "shared_count": sum(len(counts[topic.pk].places) > 1 for topic in topics),
        "fields": by_field(topics, counts),
        "crumbs": [("专题", "")],
    }
    return TemplateResponse(request, "topics/topic_list.html", context)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a page of a topic shows, as its query string asks: ?region= chooses the columns, ?only=differences leaves
    out what all have; a wrong value is told in `errors`."""

    topic: Term
    sets: Sets
    places: TopicPlaces
    columns: list[RegionColumn]
    differences: Differences | None
    narrower: list[Term]
    errors: list[str]

    @property
    def shown(self) -> list[RegionColumn]:
        """The columns as they are shown."""
        return self.differences.columns if self.differences else self.columns

    @property
    def rows(self) -> list[str]:
        """The names of the rows that are shown."""
        return [row for row in ROWS if not self.differences or row in self.differences.rows or row not in COMPARED]

    @property
    def codes(self) -> list[str]:
        return [column.region.code for column in self.columns]

    @property
    def only(self) -> list[tuple[str, str]]:
        """What the query string has where only the differences are shown."""
        return [("only", DIFFERENCES)] if self.differences else []

    def address(self) -> Callable[[str], str]:
        """The query string that puts a region beside the columns, in their stead where there is no room."""
        beside = [("region", code) for code in self.codes] if len(self.columns) < MOST else []
        start = urlencode([*beside, *self.only])
        return lambda code: f"?{start}&region={code}" if start else f"?region={code}"


def compare(request: HttpRequest, slug: str) -> Comparison:
    """The comparison that a request asks for."""
    topics, sets = list(Term.objects.topics()), current_sets()
    topic = next((topic for topic in topics if topic.slug == slug), None)
    if topic is None:
        raise Http404
    places = places_of(topic, sets)
    chosen, errors = places.chosen(filter(None, request.GET.getlist("region")))
    scopes = list(map(partial(scope_of, topic, sets=sets), chosen))
    columns = make_columns(topic, topic_words(topics), scopes, timezone.localdate()) if scopes else []
    only = request.GET.get("only", "")
    if only not in ("", DIFFERENCES):
        errors.append(f"没有“{shortened(only)}”这种看法，only 只有 {DIFFERENCES}。")
    is_narrowed = only == DIFFERENCES and len(columns) > 1
    differences = find_differences(columns) if is_narrowed else None
    return Comparison(topic, sets, places, columns, differences, narrower_topics(topic, topics), errors)


@remembered
def topic_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One topic, with a column for each region."""
    comparison = compare(request, slug)
    topic, speaking = comparison.topic, comparison.sets.of("task")[f"t{comparison.topic.pk}"]
    context = {
        "topic": topic,
        "topic_query": f"?{urlencode({'topic': topic.slug})}",
        "errors": comparison.errors,
        "columns": comparison.shown,
        "rows": comparison.rows,
        "differences": comparison.differences,
        "whole": WHOLE,
        "longest": TASKS_SHOWN,
        "is_cut": any(column.is_cut for column in comparison.columns),
        "narrower": comparison.narrower,
        "place_count": len(comparison.places.counted.tops),
        "document_count": len(documents_with(speaking, comparison.sets)),
        "task_count": len(speaking),
        "kept": [*(("region", code) for code in comparison.codes), *comparison.only],
        "offers": find_offers(comparison.places.counted, comparison.codes, comparison.address(), "加上{name}"),
        "crumbs": [("专题", reverse("topics:list")), (topic.name, "")],
    }
    return TemplateResponse(request, "topics/topic_detail.html", context)


@read_only
def comparison_export(request: HttpRequest, slug: str, format: str) -> HttpResponseBase:
    """The table of a topic as it is shown under the same query string, as CSV or XLSX."""
    if format not in TABLES:
        raise Http404
    comparison = compare(request, slug)
    differences, name = comparison.differences, comparison.topic.name
    alike = differences.alike if differences else {}
    table = comparison_table(name, comparison.shown, comparison.rows, alike)
    return table_file(request, table, format, f"专题对照-{name}{'-不同之处' if differences else ''}")
