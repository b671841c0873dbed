"""Calendars of deadlines as files, and for each a page on how to subscribe to it, with its reminders."""

from collections.abc import Callable
from datetime import date, datetime, time
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date, quote_etag

from documents.models import Change, Installation
from policykb.failures.errors import error_page
from policykb.machines.calendars.events import find_events
from policykb.machines.calendars.items import MOST
from policykb.machines.conditions import TASKS, takes
from policykb.machines.downloads import file_header
from policykb.memory import PAGES, QUESTIONS, remember
from policykb.views import calendar_subjects
from policykb.views.calendar_subjects import Refused, Subject
from policykb.views.page import View, read_only, remembered, site_of

LONGEST_NOTICE = 366
MOST_REMINDERS = 5
OFFERED = (0, 1, 3, 7, 14, 30, 60)
WRONG = f"提醒请写提前的天数：0 到 {LONGEST_NOTICE} 的整数，用逗号分开，最多 {MOST_REMINDERS} 个，例如 remind=7,30。"


def read_reminders(values: list[str]) -> tuple[int, ...]:
    """The days before an event on which to remind, of ?remind=7,30 or ?remind=7&remind=30; sorted, each once. Raises
    Refused for what is no such list."""
    written = [part.strip() for value in values for part in value.replace("，", ",").split(",")]
    words = [part for part in written if part] if len(written) > 1 or not any(written) else written
    if not all(word.isascii() and word.isdecimal() and len(word) <= 3 for word in words):
        raise Refused(WRONG)
    days = sorted({int(word) for word in words})
    if len(days) > MOST_REMINDERS or any(day > LONGEST_NOTICE for day in days):
        raise Refused(WRONG)
    return tuple(days)


def as_file(subject_of: Callable[..., Subject], *conditions: str) -> View:
    """The view that sends a calendar, under these conditions. It is kept until a record or the month changes."""

    @read_only
    @takes(*conditions, "remind")
    def answer(request: HttpRequest, **names: str) -> HttpResponse:
        try:
            body, headers = remember(
                ("calendar", request.build_absolute_uri(), month()),
                lambda: written(request, subject_of(request, **names)),
                QUESTIONS if request.GET else PAGES,
            )
        except Refused as refusal:
            return error_page(request, 400, "日历的地址有错。", str(refusal))
        return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)

    return answer


def written(request: HttpRequest, subject: Subject) -> tuple[bytes, dict[str, str]]:
    """A calendar, with the headers by which a subscriber who has it already is spared it (304)."""
    from policykb.machines.calendars.ics import make_calendar  # loads icalendar, which no other page needs

    remind = read_reminders(request.GET.getlist("remind"))
    events = find_events(subject.scope, timezone.localdate(), site_of(request))
    body = make_calendar(subject.name, said_of(subject), events, remind)
    return body, file_header(f"{subject.name.removesuffix('的期限')}-期限.ics") | {
        "ETag": quote_etag(sha256(body).hexdigest()[:32]),
        "Last-Modified": http_date(last_modified().timestamp()),
    }


def last_modified() -> datetime:
    """When anything that a calendar rests on last changed: a record, or the month that it is cut to."""
    began = datetime.combine(month(), time.min, timezone.get_current_timezone())
    last = Change.objects.order_by("-pk").values_list("at", flat=True).first() or Installation.this().made_at
    return max(began, last)


def month() -> date:
    """The first day of this month."""
    return timezone.localdate().replace(day=1)


def said_of(subject: Subject) -> str:
    """What is in a calendar and what is not."""
    said = [
        "各项任务写明的期限与例行事项逐项列出；文件总体目标原文未分到单位，每份文件每日一项，不作为任何单位的期限。",
        "原文更正、改期，日历随之更新；撤回的标为已取消，保留两年。",
    ]
    if subject.scope.since:
        said.append(f"只列 {subject.scope.since.year} 年以来到期的。")
    said.append(f"最多列离本月最近的 {MOST} 项；更多的请按机构、专题、文件或任务列表分别订阅。")
    return "".join([*said, "本库只收文件写了什么，不收完成情况。"])


def as_page(subject_of: Callable[..., Subject], file_name: str) -> View:
    """The view of the page on how to subscribe to a calendar; the reminders are chosen there."""

    @remembered
    def answer(request: HttpRequest, **names: str) -> HttpResponse:
        try:
            subject = subject_of(request, **names)
            remind = read_reminders(request.GET.getlist("remind"))
        except Refused as refusal:
            return error_page(request, 400, "日历的地址有错。", str(refusal))
        if not subject.is_open:
            raise Http404
        address = address_of(request, reverse(file_name, kwargs=names), subject.query, remind)
        context: dict[str, Any] = {
            "subject": subject,
            "said": said_of(subject),
            "address": address,
            "webcal": f"webcal:{address.removeprefix(urlsplit(address).scheme + ':')}",
            "remind": remind,
            "most": MOST_REMINDERS,
            "offered": sorted({*OFFERED, *remind}),
            "conditions": [(name, value) for name, value in request.GET.items() if name != "remind"],
            "crumbs": [*subject.crumbs, ("期限日历", "")],
        }
        return TemplateResponse(request, "calendar.html", context)

    return answer


def address_of(request: HttpRequest, path: str, query: str, remind: tuple[int, ...]) -> str:
    """The address of a calendar with these conditions and reminders."""
    reminders = f"remind={','.join(map(str, remind))}" if remind else ""
    conditions = "&".join(filter(None, (query, reminders)))
    return request.build_absolute_uri(path) + (f"?{conditions}" if conditions else "")


agency_calendar = as_file(calendar_subjects.agency_subject)
agency_page = as_page(calendar_subjects.agency_subject, "agencies:calendar")
document_calendar = as_file(calendar_subjects.document_subject)
document_page = as_page(calendar_subjects.document_subject, "documents:calendar")
topic_calendar = as_file(calendar_subjects.topic_subject)
topic_page = as_page(calendar_subjects.topic_subject, "topics:calendar")
list_calendar = as_file(calendar_subjects.list_subject, *TASKS)
list_page = takes(*TASKS, "remind")(as_page(calendar_subjects.list_subject, "tasks:calendar"))
site_calendar = as_file(calendar_subjects.site_subject)
site_page = as_page(calendar_subjects.site_subject, "calendar")
