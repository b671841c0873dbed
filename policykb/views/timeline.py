"""The timeline: how many targets and deadlines fall due in each year, what they are, what recurs."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from documents.models import Document
from policykb.insight import upcoming
from policykb.insight.due_years import by_year, due_years, standing_alone
from policykb.insight.validity import ended
from policykb.pictures.time_axis import Count, draw
from policykb.views.page import remembered
from tasks.models import Deadline, Target

DOCUMENTS_DRAWN = 200
RECURRING_SHOWN = 30
CLAUSES_OPEN = 40  # of coming years: so many stand open, of more only this year and the next
YEARLY = (Deadline.Recurrence.YEARLY, Deadline.Recurrence.YEAR_END)


@remembered
def timeline(request: HttpRequest) -> HttpResponse:
    """What falls due along time: as a picture, as a table with the same numbers, and year by year in its words."""
    today = timezone.localdate()
    targets, deadlines = Target.objects.published(), Deadline.objects.published()
    in_force = deadlines.exclude(document__in=ended(today).order_by().values("pk"))
    alone = standing_alone(deadlines, targets)
    of_deadlines, past_deadlines = by_year(alone, today)
    counts = with_deadlines({year: Count(*numbers) for year, *numbers in targets.by_year() if year}, of_deadlines)
    years = due_years(targets, alone, {year: count.total for year, count in counts.items()}, today)
    context = {
        "today": today,
        "counts": counts,
        "total": sum(count.total - count.deadlines for count in counts.values()),
        "deadline_total": of_deadlines.total(),
        "past": targets.counts(today)["past"] + past_deadlines,
        "busiest": busiest_year(counts, today),
        "picture": draw(counts, issues(), deadlines.filter(recurrence__in=YEARLY).exists(), today),
        "recurring": upcoming.with_parties(upcoming.next_recurring(in_force, today, RECURRING_SHOWN)),
        "ahead": [year for year in years if year.year >= today.year],
        "behind": [year for year in reversed(years) if year.year < today.year],
        "is_short": sum(len(year.clauses) for year in years if year.year >= today.year) <= CLAUSES_OPEN,
        "crumbs": [("时间轴", "")],
    }
    return TemplateResponse(request, "timeline.html", context)


def with_deadlines(counts: dict[int, Count], deadlines: Mapping[int, int]) -> dict[int, Count]:
    """The counts by year, with the deadlines beside the targets."""
    years = sorted({*counts, *deadlines})
    return {year: replace(counts.get(year, Count()), deadlines=deadlines.get(year, 0)) for year in years}


def busiest_year(counts: dict[int, Count], today: date) -> tuple[int, Count] | None:
    """The year, from this one on, in which most falls due."""
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
