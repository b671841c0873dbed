"""The timeline: how many targets are due in each year, what recurs, what is due next."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from documents.models import Document
from policykb.insight import upcoming
from policykb.pictures.time_axis import Count, draw
from policykb.views.page import remembered
from tasks.models import Deadline, Target
from tasks.models.deadlines import DeadlineQuerySet

DOCUMENTS_DRAWN = 200
ENTRIES_SHOWN = 60
YEARLY = (Deadline.Recurrence.YEARLY, Deadline.Recurrence.YEAR_END)


@remembered
def timeline(request: HttpRequest) -> HttpResponse:
    """The deadlines along time, as a picture and as tables with the same numbers."""
    today = timezone.localdate()
    counts = {year: Count(*numbers) for year, *numbers in Target.objects.published().by_year() if year}
    deadlines = Deadline.objects.published()
    recurring = upcoming.next_recurring(deadlines, today, ENTRIES_SHOWN)
    dated = deadlines.filter(due_on__isnull=False, recurrence="")
    context = {
        "today": today,
        "counts": counts,
        "total": sum(count.total for count in counts.values()),
        "past": Target.objects.published().counts(today)["past"],
        "busiest": busiest_year(counts, today),
        "picture": draw(counts, issues(), deadlines.filter(recurrence__in=YEARLY).exists(), today),
        "recurring": upcoming.with_sentences(recurring),
        "deadlines": nearest(dated, today),
        "deadline_count": dated.count(),
        "crumbs": [("时间轴", "")],
    }
    return TemplateResponse(request, "timeline.html", context)


def busiest_year(counts: dict[int, Count], today: date) -> tuple[int, Count] | None:
    """The year, from this one on, in which most is due."""
    ahead = {year: count for year, count in counts.items() if year >= today.year}
    return max(ahead.items(), key=lambda item: (item[1].total, -item[0])) if ahead else None


def issues() -> list[tuple[date, str]]:
    """The dates of the latest documents, with short names."""
    documents = Document.objects.published().filter(issued_on__isnull=False).select_related("region")
    latest = documents.order_by("-issued_on", "pk")[:DOCUMENTS_DRAWN]
    return [(document.issued_on, short_name(document)) for document in latest if document.issued_on]


def short_name(document: Document) -> str:
    """A document's number, else its region and genre: 青海 规划."""
    region = document.region.short_name if document.region else ""
    return document.document_number or f"{region} {document.genre}".strip() or document.title[:12]


def nearest(deadlines: DeadlineQuerySet, today: date) -> list[Deadline]:
    """At most ENTRIES_SHOWN deadlines in order of time: the next ones, then the latest past ones as far as there is
    room."""
    ahead = list(
        deadlines.filter(due_on__gte=today).with_place().order_by("due_on", "document", "order")[:ENTRIES_SHOWN]
    )
    past = deadlines.filter(due_on__lt=today).with_place().order_by("-due_on", "document", "order")
    return sorted([*past[: ENTRIES_SHOWN - len(ahead)], *ahead], key=lambda deadline: deadline.due_on or today)
