"""An agency and today in; by when it has to do what out, in tiers: its tasks' dates and those of the parts above them,
what returns, and the aims and years of its documents, which the text gives to nobody."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import Final

from pyroaring import BitMap

from documents.models import Agency, Document
from documents.tag_sets.sets import Kind
from policykb.insight.agency_scope import AgencyScope
from policykb.insight.by_when import ByWhen, General, aims_or_period, find_general
from policykb.insight.deadline_parts import ROLES
from policykb.insight.due_next import (
    before,
    day_entry,
    find_days,
    find_returning,
    look_up,
    newest_of,
    returning_entry,
    returning_of,
    soonest,
)
from policykb.insight.tiers import Tier
from policykb.insight.upcoming import DueEntry, sentence_in
from policykb.insight.validity import ended_keys
from tasks.models import Deadline

AHEAD_SHOWN: Final = 8
RETURNING_ASKED: Final = 5  # of which the next are told
DOCUMENTS_SHOWN: Final = 8


@dataclass(frozen=True, slots=True)
class DocumentTimes:
    """What one document says of time outside its tasks: its aims by day, else the years it plans for."""

    document: Document
    times: tuple[ByWhen, ...]

    @property
    def tier(self) -> Tier:
        return self.times[0].tier


@dataclass(frozen=True, slots=True)
class AgencyTimes:
    """By when, for one agency. `ahead` is what is due from today on, the next first; `past` the number of its dated
    duties whose day has passed; `returning` that of its deadlines that return, of which those in the same words are
    told once; `general` what its documents say without giving it to anyone, of very many
    (`is_cut`) the latest; `ended_keys` those of its documents that are in force no longer, of which nothing is due,
    the latest of them in `ended`."""

    ahead: Sequence[DueEntry] = ()
    past: int = 0
    returning: int = 0
    general: Sequence[DocumentTimes] = field(default=())
    ended: Sequence[Document] = field(default=())
    ended_keys: BitMap = field(default_factory=BitMap)
    is_cut: bool = False

    @property
    def returning_told(self) -> int:
        """How many of those that return are told."""
        return sum(bool(entry.recurrence) for entry in self.ahead)

    @property
    def tiers(self) -> set[Tier]:
        """The tiers that it has anything in."""
        of_past = {Tier.OWN} if self.past else set()
        return {entry.tier for entry in self.ahead} | {each.tier for each in self.general} | of_past


@dataclass(frozen=True, slots=True)
class Duties:
    """What is dated of an agency in documents in force: targets, deadlines, and those of parts with the number of its
    tasks that each holds for; which deadlines concern it by what names or means it."""

    targets: BitMap
    deadlines: BitMap
    reached: Mapping[int, int]
    named: BitMap
    groups: Mapping[str, BitMap]  # the documents in which it has such a role


def times_of(
    scope: AgencyScope,
    collectives: Iterable[Agency],
    today: date,
    known: Mapping[int, General] | None = None,
    limit: int = DOCUMENTS_SHOWN,
) -> AgencyTimes:
    """By when, for an agency and the collectives that certainly include it. `known` is what documents say in general,
    where that has been found already; at most `limit` documents are told."""
    over = ended_keys(scope.sets, today)
    ids = {scope.agency.pk, *(each.pk for each in collectives)}
    duties = dated(scope, ids, over)
    latest = [key for key in scope.newest if key not in over]
    ended = [key for key in scope.newest if key in over]
    found = Document.objects.select_related("region").in_bulk([*latest[:limit], *ended[:limit]])
    shown = {key: found[key] for key in latest[:limit] if key in found}
    return AgencyTimes(
        ahead_of(scope, duties, ids, today),
        past_of(scope, duties, today),
        len(returning_of(scope.sets.of("deadline"), duties.deadlines)),
        general_of(shown, known or {}, today),
        [found[key] for key in ended[:limit] if key in found],
        BitMap(ended),
        is_cut=len(latest) > limit,
    )


def dated(scope: AgencyScope, ids: Iterable[int], over: BitMap) -> Duties:
    """What is dated of an agency, outside of these documents."""
    due, target, task = scope.sets.of("deadline"), scope.sets.of("target"), scope.sets.of("task")
    ended = due.any(f"d{key}" for key in over)
    named = due.any(f"p{key}" for key in ids)
    groups: dict[str, BitMap] = {}
    for group, roles in ROLES.items():
        if meant := due[f"P{group.value}"]:
            groups[group.value] = scope.documents_with(roles)
            named |= meant & due.any(f"d{key}" for key in groups[group.value])
    reached = {int(key): count for key, count in task.counts("w", scope.tasks).items() if int(key) not in ended}
    targets = target[scope.tag] - target.any(f"d{key}" for key in over & scope.documents)
    return Duties(targets, (due[scope.tag] | named) - ended, reached, named, groups)


def ahead_of(scope: AgencyScope, duties: Duties, ids: set[int], today: date) -> list[DueEntry]:
    """What is due from today on, the next first."""
    due = scope.sets.of("deadline")
    days = find_days(scope.sets, duties.targets, duties.deadlines, today, AHEAD_SHOWN, scope.newest)
    returning = find_returning(due, duties.deadlines, RETURNING_ASKED, scope.newest)
    coming = list(islice(coming_parts(due, BitMap(duties.reached), today), AHEAD_SHOWN))
    terms = list(islice(newest_of(due, duties.deadlines & due["sterm"], scope.newest), AHEAD_SHOWN))
    found = look_up(days, [*returning, *coming, *terms], with_duties=False)
    entries = [
        *sorted((returning_entry(found.deadlines[key], today) for key in returning), key=soonest),
        *(day_entry(day, found) for day in days),
        *(part_entry(found.deadlines[key], duties.reached[key]) for key in coming),
        *(DueEntry(found.deadlines[key], None, "", sentence=sentence_in(found.deadlines[key])) for key in terms),
    ]
    entries.sort(key=lambda entry: entry.day or date.max)
    return [with_parts(entry, ids, duties) for entry in said_once(entries)[:AHEAD_SHOWN]]


def said_once(entries: Iterable[DueEntry]) -> list[DueEntry]:
    """The entries; of those that return in the same words only the first."""
    found: dict[tuple[str, str], DueEntry] = {}
    for place, entry in enumerate(entries):
        found.setdefault((entry.recurrence, entry.words) if entry.recurrence else ("", str(place)), entry)
    return list(found.values())


def coming_parts(due: Kind, reached: BitMap, today: date) -> Iterator[int]:
    """Those of these deadlines that fall due from today on, the next first."""
    for day in sorted(due.values("u")):
        if today.isoformat() <= day != "none":
            yield from reached & due[f"u{day}"]


def part_entry(deadline: Deadline, count: int) -> DueEntry:
    """The date of a part, that holds for so many of the agency's tasks."""
    words = sentence_in(deadline)
    return DueEntry(deadline, deadline.due_on, deadline.precision, sentence=words, tier=Tier.PART, tasks=count)


def with_parts(entry: DueEntry, ids: set[int], duties: Duties) -> DueEntry:
    """The entry, told what part the agency has in its deadline, where the words say so."""
    if not entry.is_one_deadline or entry.first.pk not in duties.named:
        return entry
    parts = [
        party
        for party in entry.first.parties.all()  # type: ignore[union-attr]
        if party.agency_id in ids or party.document_id in duties.groups.get(party.group, ())
    ]
    return replace(entry, parts=tuple(parts))


def past_of(scope: AgencyScope, duties: Duties, today: date) -> int:
    """The number of dated duties whose day has passed."""
    due, target = scope.sets.of("deadline"), scope.sets.of("target")
    reached = before(due, BitMap(duties.reached), today)
    own = len(before(target, duties.targets, today)) + len(before(due, duties.deadlines, today))
    return own + sum(duties.reached[key] for key in reached)


def general_of(documents: Mapping[int, Document], known: Mapping[int, General], today: date) -> list[DocumentTimes]:
    """What these documents say without giving it to anyone: the next aims of each first, then those past, then the
    years of documents without aims."""
    others = {pk: document for pk, document in documents.items() if pk not in known}
    general = {**known, **(find_general(others)[1] if others else {})}
    told = [DocumentTimes(each, aims_or_period(general[pk])) for pk, each in documents.items()]
    return sorted((each for each in told if each.times), key=lambda each: nearness(each, today))


def nearness(times: DocumentTimes, today: date) -> tuple[bool, bool, date]:
    """A sort key: aims before years, what is ahead before what is past, the next first."""
    days = [each.day for each in times.times if each.day]
    ahead = [day for day in days if day >= today]
    return times.tier is Tier.PERIOD, not ahead, min(ahead, default=max(days, default=date.max))
