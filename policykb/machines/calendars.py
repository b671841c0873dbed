"""Deadlines and targets in; a calendar (RFC 5545) out: an all-day event for each task and day, a recurring one for
each series."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event, Timezone, TimezoneStandard

from documents.models import Document, Installation
from documents.text.printable import printable
from policykb.machines.last_changes import LastChange, last_changes
from policykb.machines.series import Rule, series_of
from tasks.models import Deadline, Target, Task

IN_GENERAL = "文件总体目标，未分到单位"


@dataclass(slots=True)
class Occasion:
    """What falls due at one place of a document on one day, or repeatedly from that day on."""

    day: date
    items: list[Deadline | Target]
    rule: Rule = field(default_factory=dict)

    @property
    def first(self) -> Deadline | Target:
        """The item whose key identifies the event, also after others are moved to another day."""
        return min(self.items, key=lambda item: (item._meta.model_name, item.pk))

    @property
    def place(self) -> Task | Document:
        """The task, or the document where there is none."""
        return self.first.task or self.first.document


def make_calendar(name: str, items: Iterable[Deadline | Target], site: str, roles: dict[int, str]) -> bytes:
    """A calendar of these deadlines and targets, in their order. `site` is what links begin with; `roles` gives for a
    task's key the role of the agency that the calendar is for."""
    calendar = Calendar()
    calendar.add("prodid", "-//policykb//zh-CN")
    calendar.add("version", "2.0")
    for property in ("name", "x-wr-calname"):
        calendar.add(property, printable(name))
    calendar.add_component(chinese_time())  # no calendar may be without any component
    occasions = find_occasions(items)
    revisions = Revisions.of(occasions)
    for occasion in occasions:
        calendar.add_component(make_event(occasion, revisions, site, roles))
    return calendar.to_ical()


def find_occasions(items: Iterable[Deadline | Target]) -> list[Occasion]:
    """The occasions: what falls due on one day in one task, or in one document outside its tasks, makes one. Items
    without a day (长期坚持) are left out."""
    found: dict[tuple[object, ...], Occasion] = {}
    for item in items:
        series = series_of(item) if isinstance(item, Deadline) else None
        day = series.first if series else item.due_on if isinstance(item, Deadline) else item.deadline
        if day:
            rule = series.rule if series else {}
            key = (item.task_id, item.document_id, day, repr(rule))
            found.setdefault(key, Occasion(day, [], rule)).items.append(item)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Revisions:
    """The number and time of the last change of each event's task and document."""

    installation: Installation
    tasks: dict[int, LastChange]
    documents: dict[int, LastChange]

    @classmethod
    def of(cls, occasions: list[Occasion]) -> "Revisions":
        """The revisions for these occasions."""
        tasks = {task for occasion in occasions if (task := occasion.first.task_id)}
        documents = {occasion.first.document_id for occasion in occasions}
        return cls(Installation.this(), last_changes(Task, tasks), last_changes(Document, documents))

    def last(self, occasion: Occasion) -> LastChange:
        """The last change of an event, which names its document and its task. Its number is the sum of both numbers:
        neither ever falls, so it rises with each change."""
        of_document = self.documents[occasion.first.document_id]
        of_task = self.tasks.get(occasion.first.task_id or 0, of_document)
        return LastChange(of_document.revision + of_task.revision, max(of_document.at, of_task.at))


def make_event(occasion: Occasion, revisions: Revisions, site: str, roles: dict[int, str]) -> Event:
    """The all-day event of an occasion; without an end it lasts one day."""
    first, last = occasion.first, revisions.last(occasion)
    at = last.at.astimezone(UTC).replace(microsecond=0)
    event = Event()
    event.add("uid", str(revisions.installation.name_for(f"event/{first._meta.label_lower}/{first.pk}")))
    event.add("dtstamp", at)
    event.add("last-modified", at)
    event.add("sequence", last.revision)
    event.add("dtstart", occasion.day)
    event.add("transp", "TRANSPARENT")
    event.add("summary", printable(title_of(occasion)))
    event.add("description", printable("\n".join(describe(occasion, roles))))
    event.add("url", site + (first.task or first.section or first.document).get_absolute_url())
    if occasion.rule:
        event.add("rrule", occasion.rule)
    return event


def title_of(occasion: Occasion) -> str:
    """The task and its document, or the document as a whole."""
    place = occasion.place
    return f"{place}（{place.document.name}）" if isinstance(place, Task) else f"{place}（{IN_GENERAL}）"


def describe(occasion: Occasion, roles: dict[int, str]) -> Iterator[str]:
    """The lines of the description: the agency's role, the words of each item, and what its day does not say."""
    if role := roles.get(occasion.first.task_id or 0):
        yield f"本机构：{role}"
    yield from dict.fromkeys(f"原文：{item}" for item in occasion.items)
    if occasion.rule and not (
        isinstance(occasion.first, Deadline) and (occasion.first.due_on or occasion.first.on_day)
    ):
        yield "原文未写月日，按期末列出。"
    elif not occasion.rule:
        labels = {item.get_precision_display() for item in occasion.items if item.precision not in ("", "day")}
        yield from (f"原文只写到{label}，按最后一日列出。" for label in sorted(labels))


def chinese_time() -> Timezone:
    """China's time zone, without summer time. All-day events need none, but a calendar must contain one."""
    standard = TimezoneStandard()
    standard.add("dtstart", datetime(1991, 9, 15))
    standard.add("tzoffsetfrom", timedelta(hours=8))
    standard.add("tzoffsetto", timedelta(hours=8))
    standard.add("tzname", "CST")
    zone = Timezone()
    zone.add("tzid", "Asia/Shanghai")
    zone.add_component(standard)
    return zone
