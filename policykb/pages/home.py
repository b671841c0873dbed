"""The home page: what is in here, what falls due next, and the ways in."""

from collections import Counter
from datetime import date
from typing import Any

from django.db.models import Count, Max, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from documents.models import Agency, AgencyKind, Document, Term
from policykb.pages import upcoming
from policykb.pages.page import remembered
from tasks.models import Responsibility, Target, Task

SHOWN = 5


@remembered
def home(request: HttpRequest) -> HttpResponse:
    """The site on one page."""
    today = timezone.localdate()
    agencies = list(Agency.objects.with_duties())
    topics = list(Term.objects.topics().with_task_counts().filter(task_count__gt=0).order_by("-task_count", "name")[:6])
    documents = list(Document.objects.for_listing().with_task_counts()[:SHOWN])
    context = {
        "today": today,
        "examples": examples(agencies, documents, topics),
        "figures": figures(),
        "due": due_next(today),
        "years": target_years(today),
        "documents": documents,
        "agencies": by_region(agencies),
        "document_regions": documents_by_region(),
        "all_agencies": agencies,
        "topics": topics,
    }
    return TemplateResponse(request, "home.html", context)


def examples(agencies: list[Agency], documents: list[Document], topics: list[Term]) -> list[str]:
    """What one may search for: an agency, a document number and two topics that are really here."""
    busiest = sorted(agencies, key=lambda agency: -agency.task_count)[:1]  # type: ignore[attr-defined]
    numbers = [document.document_number for document in documents if document.document_number]
    return [*(agency.name for agency in busiest), *numbers[:1], *(topic.name for topic in topics[:2])]


def figures() -> dict[str, int]:
    """How much there is of each record."""
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


def due_next(today: date) -> list[upcoming.Entry]:
    """The recurring duties that come first, then the days on which something falls due."""
    entries = [*upcoming.next_recurring(today, SHOWN - 2), *upcoming.next_days(today, SHOWN)][: SHOWN + 1]
    prefetch_related_objects([entry.first for entry in entries if entry.first.task], "task__responsibilities__agency")
    return upcoming.with_sentences(entries)


def target_years(today: date) -> list[dict[str, Any]]:
    """How many targets each year has, the undated last."""
    years = Counter(Target.objects.published().values_list("deadline__year", flat=True).order_by())
    return [
        {"year": year, "count": years[year], "is_past": bool(year and year < today.year)}
        for year in sorted(years, key=lambda year: (year is None, year))
    ]


def by_region(agencies: list[Agency]) -> dict[str, list[Agency]]:
    """The agencies with most tasks, under their regions."""
    regions: dict[str, list[Agency]] = {}
    for agency in sorted(agencies, key=lambda agency: -agency.task_count):  # type: ignore[attr-defined]
        if agency.region and agency.kind != AgencyKind.GROUP:
            regions.setdefault(agency.region.name, []).append(agency)
    most = sorted(regions, key=lambda name: -sum(agency.task_count for agency in regions[name]))[:2]  # type: ignore[attr-defined]
    return {name: regions[name][:SHOWN] for name in most}


def documents_by_region() -> list[tuple[str, int]]:
    """How many documents each region has, the most first."""
    counts = Counter(Document.objects.published().values_list("region__name", flat=True).order_by())
    return [(name or "未载地区", count) for name, count in counts.most_common()]
