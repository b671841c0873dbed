"""The timeline: how many targets and deadlines fall due in each year, what they are, what recurs; one year or month."""

from datetime import date
from itertools import islice
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from documents.exchange.typed import shortened
from documents.models import Document
from documents.tag_sets.by_day import newest_first
from documents.tag_sets.current import current_sets
from documents.tag_sets.sets import Sets
from policykb.insight.due_clauses import DueYear, read_clauses, years_ahead
from policykb.insight.due_next import find_recurring
from policykb.insight.due_years import Count, Due, all_due
from policykb.pictures.time_axis import draw
from policykb.views.page import remembered
from tasks.filters import YEAR
from tasks.models import Deadline

DOCUMENTS_DRAWN = 60
RECURRING_SHOWN = 8
DOCUMENTS_PER_PAGE = 10
YEARLY = (Deadline.Recurrence.YEARLY.value, Deadline.Recurrence.YEAR_END.value)


@remembered
def timeline(request: HttpRequest) -> HttpResponse:
    """What falls due along time; ?year= of a year, with ?month= of a month of it."""
    today, sets = timezone.localdate(), current_sets()
    year, month, errors = read_time(request.GET)
    due = all_due(sets)
    context = {"today": today, "errors": errors}
    if year:
        return TemplateResponse(request, "due_time.html", context | one_time(request, due, year, month))
    return TemplateResponse(request, "timeline.html", context | overview(sets, due, today))


def read_time(query: QueryDict) -> tuple[int, int, list[str]]:
    """The year and the month of the query string, 0 where there is none, and what is wrong with them."""
    year, month = (query.get(name, "").replace("\0", "").strip() for name in ("year", "month"))
    errors = []
    if year and not YEAR.fullmatch(year.removesuffix("年")):
        errors.append(f"年份请写四位数字，例如 2030；“{shortened(year)}”不是年份。")
    if month and not (month.isascii() and month.isdecimal() and 1 <= int(month[:4]) <= 12):
        errors.append(f"月份请写 1 到 12；“{shortened(month)}”不是月份。")
    elif month and not year:
        errors.append("请写明是哪一年的月份，例如 ?year=2030&month=6。")
    if errors:
        return 0, 0, errors
    return int(year.removesuffix("年") or 0), int(month or 0), []


def overview(sets: Sets, due: Due, today: date) -> dict[str, Any]:
    """All years: as a picture, as a table with the same numbers; what is to come in its words."""
    counts = {year: due.carrying(f"y{year}").count for year in due.years()}
    ahead = due.from_day(today)
    past = [(year, count) for year, count in counts.items() if year < today.year]
    in_deadlines = sum(count.deadlines for count in counts.values())
    recurring, recurring_count = find_recurring(sets, today, RECURRING_SHOWN)
    return {
        "counts": counts,
        "total": len(due.targets),
        "deadline_total": in_deadlines,
        "past": len(due) - len(ahead),
        "busiest": busiest_year(counts, today),
        "picture": draw(counts, issues(sets), bool(sets.of("deadline").any(f"r{way}" for way in YEARLY)), today),
        "recurring": recurring,
        "recurring_count": recurring_count,
        "opened": years_ahead(ahead),
        "counts_ahead": [(year, count) for year, count in counts.items() if year >= today.year],
        "counts_past": past,
        "past_years_total": sum(count.total for _, count in past),
        "crumbs": [("时间轴", "")],
    }


def busiest_year(counts: dict[int, Count], today: date) -> tuple[int, Count] | None:
    """The year, from this one on, in which most falls due."""
    ahead = {year: count for year, count in counts.items() if year >= today.year}
    return max(ahead.items(), key=lambda item: (item[1].total, -item[0])) if ahead else None


def issues(sets: Sets) -> list[tuple[date, str]]:
    """The dates of the latest documents, with short names."""
    documents = sets.of("document")
    keys = list(islice(newest_first(documents, documents.every - documents["inone"]), DOCUMENTS_DRAWN))
    rows = Document.objects.filter(pk__in=keys).order_by("-issued_on", "pk")
    named = rows.values_list("issued_on", "document_number", "region__short_name", "genre", "title")
    return [
        (day, number or f"{region or ''} {genre}".strip() or title[:12]) for day, number, region, genre, title in named
    ]


def one_time(request: HttpRequest, due: Due, year: int, month: int) -> dict[str, Any]:
    """What falls due in one year or month, by document, the newest first, page by page."""
    found = due.carrying(f"m{year}-{month:02}" if month else f"y{year}")
    page = Paginator(list(found.documents()), DOCUMENTS_PER_PAGE).get_page(request.GET.get("page"))
    here = found.within(page)
    shown = DueYear(year, len(here), read_clauses(here).get(year, []))
    years, name = due.years(), f"{year}年"
    crumbs = [(name, f"?year={year}"), (f"{month}月", "")] if month else [(name, "")]
    return {
        "year": shown,
        "month": month,
        "name": f"{name}{month}月" if month else name,
        "found": found,
        "months": due.months(year),
        "before": max((each for each in years if each < year), default=None),
        "after": min((each for each in years if each > year), default=None),
        "page": page,
        "crumbs": [("时间轴", reverse("timeline")), *crumbs],
    }
