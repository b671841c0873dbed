"""Topics: the list of them, and one topic across regions, side by side, in their own words; and as a file."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse

from documents.models import Region, Term
from policykb.insight.comparison import TASKS_SHOWN, RegionColumn, in_time, make_columns, regions_of
from policykb.insight.differences import Differences, find_differences
from policykb.insight.topic_counts import topic_counts
from policykb.insight.topic_fields import by_field
from policykb.machines.comparison_table import COMPARED, ROWS, comparison_table
from policykb.machines.tables import TABLES, table_file
from policykb.views.page import read_only, remembered
from tasks.models import Task
from tasks.topics import narrower_topics, topic_words

COLUMNS = 3
MOST_COLUMNS = 6


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
    out what all have."""

    topic: Term
    columns: list[RegionColumn]
    differences: Differences | None
    left_out: list[Region]

    @property
    def shown(self) -> list[RegionColumn]:
        """The columns as they are shown."""
        return self.differences.columns if self.differences else self.columns

    @property
    def rows(self) -> list[str]:
        """The names of the rows that are shown."""
        return [row for row in ROWS if not self.differences or row in self.differences.rows or row not in COMPARED]


def compare(request: HttpRequest, slug: str) -> Comparison:
    """The comparison that a request asks for."""
    topic = get_object_or_404(Term.objects.topics(), slug=slug)
    tasks = Task.objects.published().about([topic])
    regions = regions_of(tasks)
    asked = set(request.GET.getlist("region"))
    chosen = [region for region in regions if region.code in asked][:MOST_COLUMNS] or regions[:COLUMNS]
    columns = make_columns(topic, topic_words(), tasks, in_time(chosen)) if chosen else []
    is_narrowed = request.GET.get("only") == "differences" and len(columns) > 1
    differences = find_differences(columns) if is_narrowed else None
    return Comparison(topic, columns, differences, [region for region in regions if region not in chosen])


@remembered
def topic_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One topic, with a column for each region."""
    comparison = compare(request, slug)
    topic, columns = comparison.topic, comparison.shown
    context = {
        "topic": topic,
        "columns": columns,
        "rows": comparison.rows,
        "differences": comparison.differences,
        "longest": TASKS_SHOWN,
        "is_cut": any(column.task_count > TASKS_SHOWN for column in columns),
        "left_out": comparison.left_out,
        "narrower": narrower_topics(topic),
        "document_count": sum(len(column.documents) for column in columns),
        "task_count": sum(column.task_count for column in columns),
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
