"""The home page: what is stored here, what is due next, and the ways to find things."""

from collections import Counter
from datetime import date
from typing import Any

from django.db.models import Count, Max, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from documents.models import Document, Region, Term
from policykb.insight import upcoming
from policykb.insight.agency_directory import Listed, all_listed, busiest
from policykb.insight.totals import topic_regions
from policykb.insight.validity import ended
from policykb.machines.linked_data import site_data
from policykb.views.page import remembered, site_of
from tasks.models import Deadline, Responsibility, Target, Task

SHOWN = 5
TOPICS_SHOWN = 6
AGENCIES_OFFERED = 100


@remembered
def home(request: HttpRequest) -> HttpResponse:
    """The site on one page."""
    today = timezone.localdate()
    agencies, topics = busiest(all_listed()), commonest_topics()
    documents = list(Document.objects.for_listing().with_task_counts()[:SHOWN])
    context = {
        "today": today,
        "data": site_data(site_of(request)),
        "examples": examples(agencies, documents, topics),
        "figures": figures(),
        "due": due_next(today),
        "years": target_years(today),
        "documents": documents,
        "agencies": by_region(agencies),
        "document_regions": documents_by_region(),
        "offered": agencies[:AGENCIES_OFFERED],
        "topics": topics,
    }
    return TemplateResponse(request, "home.html", context)


def commonest_topics() -> list[tuple[Term, int]]:
    """The topics with most tasks, each with their number."""
    counts = {topic: sum(regions.values()) for topic, regions in topic_regions().items()}
    topics = Term.objects.topics().in_bulk(sorted(counts, key=lambda topic: (-counts[topic], topic))[:TOPICS_SHOWN])
    return sorted(((topic, counts[pk]) for pk, topic in topics.items()), key=lambda item: (-item[1], item[0].name))


def examples(agencies: list[Listed], documents: list[Document], topics: list[tuple[Term, int]]) -> list[str]:
    """Example searches: an agency, a document number and two topics that are stored."""
    numbers = [document.document_number for document in documents if document.document_number]
    return [*(agency.name for agency in agencies[:1]), *numbers[:1], *(topic.name for topic, _ in topics[:2])]


def figures() -> dict[str, int]:
    """The number of records of each kind."""
    targets = Target.objects.published().aggregate(every=Count("pk"), quantified=Count("value"))
    duties = Responsibility.objects.published().aggregate(
        every=Count("pk"), agencies=Count("agency", distinct=True), documents=Count("task__document", distinct=True)
    )
    documents = Document.objects.published().aggregate(every=Count("pk"), updated=Max("updated_at"))
    return {
        "documents": documents["every"],
        "tasks": Task.objects.published().count(),
        "duties": duties["every"],
        "agencies": duties["agencies"],
        "targets": targets["every"],
        "quantified": targets["quantified"],
        "unassigned": documents["every"] - duties["documents"],
        "updated": documents["updated"],
    }


def due_next(today: date) -> list[upcoming.DueEntry]:
    """The next recurring duties, then the next days on which something is due."""
    over = ended(today).order_by().values("pk")
    targets = Target.objects.published().exclude(document__in=over)
    deadlines = Deadline.objects.published().exclude(document__in=over)
    entries = [
        *upcoming.next_recurring(deadlines, today, SHOWN - 2),
        *upcoming.next_days(targets, deadlines, today, SHOWN),
    ]
    entries = entries[: SHOWN + 1]
    prefetch_related_objects([entry.first for entry in entries if entry.first.task], "task__responsibilities__agency")
    return upcoming.with_parties(entries)


def target_years(today: date) -> list[dict[str, Any]]:
    """The number of targets of each year, the undated last."""
    return [
        {"year": year, "count": valued + unvalued, "is_past": bool(year and year < today.year)}
        for year, valued, unvalued in Target.objects.published().by_year()
    ]


def by_region(agencies: list[Listed]) -> dict[str, list[Listed]]:
    """The agencies with most tasks, under their regions."""
    regions: dict[str, list[Listed]] = {}
    for agency in agencies:
        if agency.region and not agency.is_group:
            regions.setdefault(agency.region, []).append(agency)
    most = sorted(regions, key=lambda code: -sum(agency.task_count for agency in regions[code]))[:2]
    names = dict(Region.objects.filter(code__in=most).values_list("code", "name"))
    return {names[code]: regions[code][:SHOWN] for code in most}


def documents_by_region() -> list[tuple[str, int]]:
    """How many documents each region has, the most first."""
    counts = Counter(Document.objects.published().values_list("region__name", flat=True).order_by())
    return [(name or "未载地区", count) for name, count in counts.most_common()]
