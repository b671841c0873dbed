"""The scope of a calendar in; its events out, with those that are cancelled."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from documents.models import Document, Installation, Standing
from policykb.insight.tiers import Tier, tier_of
from policykb.insight.validity import ended
from policykb.machines.calendars.event_values import CalendarEvent
from policykb.machines.calendars.items import MOST, find_places, read_items, read_log, read_past, with_places
from policykb.machines.calendars.occasions import Occasion, Past, Slot, find_occasions, key_of
from policykb.machines.calendars.scopes import Item, Scope
from policykb.machines.last_changes import LastChange, last_changes
from policykb.templatetags.wording import before_title, even
from tasks.models import Deadline, Task

CANCELLED_FOR = timedelta(days=730)
IN_GENERAL = "原文未分到单位"
WITHDRAWN = "已撤回"
OVER = "文件已废止或失效"
ENDED = "文件已废止或失效，不再计期限。"
GONE = "已撤回、并入同日另一项，或不再属于本日历。"


def find_events(scope: Scope, today: date, site: str) -> list[CalendarEvent]:
    """The events of a calendar by day, of too many those nearest to this month; then the cancelled ones, which stay for
    two years: among them those of documents that have ended. `site` is what links begin with."""
    month = today.replace(day=1)
    places = find_places(scope, month)
    log = read_log(places)
    items = with_places(list(read_items(scope, places, log)))
    over = ended_among({item.document_id for item in items}, today)
    live = {key_of(item) for item in items if item.is_live and item.document_id not in over}  # type: ignore[union-attr]
    once = {key_of(item) for item in items if item.was_once}  # type: ignore[union-attr]
    past = read_past(items, log)
    occasions = list(find_occasions(items, live, once, past, lambda slot: is_wanted(scope, slot)))
    revisions = Revisions.of(occasions, over)
    events = []
    for occasion in nearest(occasions, month):
        if occasion.items:
            events.append(make_event(occasion, revisions, site, scope.roles))
        elif was_told(occasion, revisions, past, month - CANCELLED_FOR):
            events.append(make_cancelled(occasion, revisions, site))
    return events


def ended_among(documents: Collection[int], today: date) -> set[int]:
    """Those of the documents that are in force no longer."""
    return set(ended(today).filter(pk__in=list(documents)).values_list("pk", flat=True))


def is_wanted(scope: Scope, slot: Slot) -> bool:
    """Whether what falls due there belongs to the years of a scope."""
    return scope.is_wanted(slot.day, recurs=slot.rule != "{}")


def nearest(occasions: list[Occasion], month: date) -> list[Occasion]:
    """The occasions that a calendar has room for, the others' places being further from a month."""
    live = [occasion for occasion in occasions if occasion.items]
    gone = [occasion for occasion in occasions if not occasion.items]
    return [*first_from(live, month), *first_from(gone, month)]


def first_from(occasions: list[Occasion], month: date) -> list[Occasion]:
    """At most MOST: what recurs, the next ones, then the latest past ones; by day."""
    if len(occasions) <= MOST:
        return occasions
    ranked = sorted(occasions, key=lambda each: (not each.rule, each.day < month, abs(each.day - month)))
    return sorted(ranked[:MOST], key=lambda each: each.day)


@dataclass(frozen=True, slots=True)
class Revisions:
    """The number and time of the last change of each event's task and document, when documents were hidden, and which
    documents are `over`."""

    installation: Installation
    tasks: dict[int, LastChange]
    documents: dict[int, LastChange]
    hidden: dict[int, datetime]
    over: Collection[int] = ()

    @classmethod
    def of(cls, occasions: Collection[Occasion], over: Collection[int] = ()) -> "Revisions":
        """The revisions for these occasions."""
        tasks = {task for occasion in occasions if (task := occasion.first.task_id)}
        documents = {occasion.first.document_id: occasion.first.document for occasion in occasions}
        changes = last_changes(Document, documents)
        unread = {pk: changes[pk] for pk, document in documents.items() if not document.can_be_read}
        return cls(Installation.this(), last_changes(Task, tasks), changes, hidden_at(unread), over)

    def uid(self, occasion: Occasion) -> str:
        """The name of an event: the same for good, and no other installation's."""
        first = occasion.first
        return str(self.installation.name_for(f"event/{first._meta.label_lower}/{first.pk}"))

    def last(self, occasion: Occasion) -> LastChange:
        """The last change of an event, which names its document and its task. Its number is the sum of both numbers:
        neither ever falls, so it rises with each change; and by one when the document ends, which may change no row of
        its own."""
        of_document = self.documents[occasion.first.document_id]
        of_task = self.tasks.get(occasion.first.task_id or 0, of_document)
        number = of_document.revision + of_task.revision + (occasion.first.document_id in self.over)
        return LastChange(number, max(of_document.at, of_task.at))


def hidden_at(documents: dict[int, LastChange]) -> dict[int, datetime]:
    """When each of these hidden documents was hidden, as far as readers ever saw it. In the map, their last changes."""
    columns = ("id", "history_date", "is_published", "standing")
    history = Document.history.filter(id__in=list(documents)).order_by("history_date", "history_id")  # type: ignore[attr-defined]
    read, found = set[int](), dict[int, datetime]()
    for pk, at, is_published, standing in history.values_list(*columns) if documents else ():
        if is_published and standing == Standing.CURRENT:
            read.add(pk)
            found[pk] = documents[pk].at  # until it is told otherwise
        elif pk in read:
            read.remove(pk)
            found[pk] = at
    return found


def was_told(occasion: Occasion, revisions: Revisions, past: Past, since: date) -> bool:
    """Whether subscribers may know a cancelled event, and the change is no older than `since`. What was read from a
    document after it was hidden nobody knows."""
    document = occasion.first.document
    if timezone.localdate(revisions.last(occasion).at) < since:
        return False
    if document.can_be_read:
        return True
    hidden = revisions.hidden.get(document.pk)
    return hidden is not None and past.birth(occasion.first).at <= hidden


def make_event(occasion: Occasion, revisions: Revisions, site: str, roles: Mapping[int, str]) -> CalendarEvent:
    """The event of an occasion."""
    last = revisions.last(occasion)
    return CalendarEvent(
        uid=revisions.uid(occasion),
        day=occasion.day,
        title=title_of(occasion),
        revision=last.revision,
        at=last.at,
        lines=tuple(description_lines(occasion, roles)),
        url=site + occasion.items[0].place.get_absolute_url(),
        rule=occasion.rule,
    )


def make_cancelled(occasion: Occasion, revisions: Revisions, site: str) -> CalendarEvent:
    """The event of an occasion that is no longer. Of what readers may not see it says nothing, and stands on the day on
    which it was withdrawn."""
    last, first = revisions.last(occasion), occasion.first
    if not first.document.can_be_read:
        day, rule = timezone.localdate(revisions.hidden[first.document_id]), {}
    else:
        day, rule = occasion.day, occasion.rule
    is_shown = first.document.can_be_read and (first.task is None or first.task.standing == Standing.CURRENT)
    why = OVER if first.document_id in revisions.over else WITHDRAWN
    return CalendarEvent(
        uid=revisions.uid(occasion),
        day=day,
        title=f"{why}：{title_of(occasion)}" if is_shown else WITHDRAWN,
        revision=last.revision,
        at=last.at,
        lines=(ENDED if why == OVER else GONE,),
        url=site + first.place.get_absolute_url() if is_shown else "",
        rule=rule,
        is_cancelled=True,
    )


def title_of(occasion: Occasion) -> str:
    """The task and its document, or that it is the document's, and whether anybody is named for it."""
    place, document = occasion.place, occasion.first.document
    if isinstance(place, Document):
        given = is_given(occasion)
        what = "例行工作" if occasion.rule else "限期工作" if given else "总体目标"
        return f"《{place.title}》{what}" + ("" if given else f"，{IN_GENERAL}")
    named = f"{before_title(place.numbering)}{place.display_title}" if isinstance(place, Task) else even(str(place))
    return f"{named}（{document.name}）"


def is_given(occasion: Occasion) -> bool:
    """Whether the text names somebody for it."""
    return any(list(parties_of(item)) for item in occasion.items or [occasion.first])


def parties_of(item: Item) -> Iterator[str]:
    """The parties of a deadline as the text names them: 承办：各牵头部门."""
    if isinstance(item, Deadline):
        for party in item.parties.all():  # type: ignore[attr-defined]
            yield f"{party.get_role_display()}：{party.as_written or party.agency or party.get_group_display()}"


def description_lines(occasion: Occasion, roles: Mapping[int, str]) -> Iterator[str]:
    """The lines of the description: the agency's role, where the day is written, the words of each item, and what its
    day does not say."""
    if role := roles.get(occasion.first.task_id or 0):
        yield f"本机构：{role}"
    tier = tier_of(occasion.items[0])
    yield f"期限依据：{Tier.OWN.label if tier is Tier.AIM and is_given(occasion) else tier.label}"
    yield from dict.fromkeys(f"原文：{item}" for item in occasion.items)
    yield from dict.fromkeys(party for item in occasion.items for party in parties_of(item))
    if occasion.rule and not any(
        isinstance(item, Deadline) and (item.due_on or item.on_day) for item in occasion.items
    ):
        months = any(isinstance(item, Deadline) and item.in_month for item in occasion.items)
        yield f"原文未写{'' if months else '月'}日，按{'月' if months else '期'}末列出。"
    elif not occasion.rule:
        labels = {item.get_precision_display() for item in occasion.items if item.precision not in ("", "day")}
        yield from (f"原文只写到{label}，按最后一日列出。" for label in sorted(labels))
