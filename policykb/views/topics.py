"""Topics: the list of them, and one topic across regions, side by side, in their own words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse

from documents.models import Region, Term
from policykb.insight.comparison import TASKS_SHOWN, make_columns
from policykb.insight.differences import find_differences
from policykb.insight.topic_fields import by_field
from policykb.insight.totals import topic_regions
from policykb.views.page import remembered
from tasks.models import Task

COLUMNS = 3
MOST_COLUMNS = 6


@remembered
def topic_list(request: HttpRequest) -> HttpResponse:
    """The topics by field: in each those that can be compared, then the others."""
    regions = topic_regions()
    topics = Term.objects.topics().in_bulk(regions).values()
    context = {
        "count": len(topics),
        "shared_count": sum(len(regions[topic.pk]) > 1 for topic in topics),
        "fields": by_field(topics, regions),
        "crumbs": [("专题", "")],
    }
    return TemplateResponse(request, "topics/topic_list.html", context)


@remembered
def topic_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One topic, with a column for each region. ?region= chooses the columns, ?only=differences leaves out what all
    have."""
    topic = get_object_or_404(Term.objects.topics(), slug=slug)
    tasks = Task.objects.published().about([topic])
    regions = list(Region.objects.filter(documents__tasks__in=tasks).distinct().order_by("code"))
    asked = set(request.GET.getlist("region"))
    chosen = [region for region in regions if region.code in asked][:MOST_COLUMNS] or regions[:COLUMNS]
    columns = make_columns(topic, tasks, chosen)
    is_narrowed = request.GET.get("only") == "differences" and len(columns) > 1
    differences = find_differences(columns) if is_narrowed else None
    context = {
        "topic": topic,
        "columns": differences.columns if differences else columns,
        "differences": differences,
        "longest": TASKS_SHOWN,
        "is_cut": any(column.task_count > TASKS_SHOWN for column in columns),
        "left_out": [region for region in regions if region not in chosen],
        "document_count": sum(len(column.documents) for column in columns),
        "task_count": sum(column.task_count for column in columns),
        "crumbs": [("专题", reverse("topics:list")), (topic.name, "")],
    }
    return TemplateResponse(request, "topics/topic_detail.html", context)
