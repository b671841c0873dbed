"""The home page: what is stored here, what is due next, and the ways to find things."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from documents.models import AgencyKind
from documents.tag_sets.by_day import newest_first
from documents.tag_sets.current import current_sets
from documents.tag_sets.sets import Kind, Sets
from policykb.insight.due_next import (
    NextDay,
    day_entry,
    find_days,
    find_returning,
    in_force,
    look_up,
    provinces_of,
    returning_entry,
    soonest,
)
from policykb.insight.lately_changed import ChangedDocument, lately_changed
from policykb.insight.record_names import Named, RecordNames, record_names
from policykb.insight.totals import duty_count, most_tasks
from policykb.insight.upcoming import DueEntry
from policykb.machines.linked_data import site_data
from policykb.views.page import remembered, site_of

SHOWN: Final = 5
CHANGED_SHOWN: Final = 3
NEWEST: Final = 200  # documents among which those to show, and what they set, are looked for first
RETURNING_SHOWN: Final = 3
RETURNING_ASKED: Final = 5  # of which the next are chosen
TOPICS_SHOWN: Final = 6
AGENCIES_ASKED: Final = 40  # the busiest, some of which are shown and all offered
REGIONS_NAMED: Final = 3  # of what falls due on a day
FEW_REGIONS: Final = 3  # of which the agencies are shown apart
PAST_YEARS_SHOWN: Final = 2  # more of them are folded


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the page shows, by keys and codes, the first to be shown first, with numbers; and the names of all of it."""

    documents: Sequence[int]
    changed: Sequence[ChangedDocument]
    days: Sequence[NextDay]
    returning: Sequence[int]
    agencies: Mapping[int, int]
    topics: Mapping[int, int]
    regions: Mapping[str, int]
    names: RecordNames


@remembered
def home(request: HttpRequest) -> HttpResponse:
    """The site on one page."""
    today, sets = timezone.localdate(), current_sets()
    chosen, tasks = choose(sets, today), sets.of("task")
    names = chosen.names
    agencies = [(names.agencies[key], count) for key, count in chosen.agencies.items() if key in names.agencies]
    topics = [(names.topics[key], count) for key, count in chosen.topics.items() if key in names.topics]
    documents = [names.documents[key] for key in chosen.documents if key in names.documents]
    context = {
        "today": today,
        "data": site_data(site_of(request)),
        "examples": examples(agencies, documents, topics),
        "figures": figures(sets),
        "due": told(chosen, sets, today),
        "returning_count": len(tasks["yrecurring"]),
        "documents": [(document, len(tasks[f"d{document.key}"])) for document in documents],
        "changed": [(names.documents[each.key], each) for each in chosen.changed if each.key in names.documents],
        "agencies": by_region(agencies, names),
        "offered": [agency for agency, _ in agencies],
        "document_regions": [(names.regions.get(code, "未载地区"), count) for code, count in chosen.regions.items()],
        "topics": topics[:TOPICS_SHOWN],
    }
    return TemplateResponse(request, "home.html", context | target_years(sets.of("target"), today))


def choose(sets: Sets, today: date) -> Chosen:
    """What to show."""
    tasks, documents = sets.of("task"), sets.of("document")
    by_day = list(islice(newest_first(documents, documents.every), NEWEST))
    newest = sorted(by_day, key=lambda key: not tasks[f"d{key}"])[:SHOWN]  # first those that set tasks
    changed = lately_changed(documents.every, newest, CHANGED_SHOWN)
    targets, deadlines = in_force(sets, today)
    days = find_days(sets, targets, deadlines, today, SHOWN, by_day)
    returning = find_returning(sets.of("deadline"), deadlines, RETURNING_ASKED, by_day)
    agencies, topics = most_tasks(tasks, "a", AGENCIES_ASKED), most_tasks(tasks, "t", 2 * TOPICS_SHOWN)
    regions = documents_by_region(documents)
    first = {code for day in days for code in islice(provinces_of(sets, day), REGIONS_NAMED)}
    names = record_names(
        documents=[*newest, *(each.key for each in changed)],
        agencies=agencies,
        topics=topics,
        regions={*regions, *first},
    )
    return Chosen(newest, changed, days, returning, agencies, topics, regions, names)


def examples(
    agencies: Sequence[tuple[Named, int]], documents: Sequence[Named], topics: Sequence[tuple[Named, int]]
) -> list[str]:
    """Example searches: an agency, a document number and two topics that are stored."""
    numbers = [document.number for document in documents if document.number]
    return [*(agency.name for agency, _ in agencies[:1]), *numbers[:1], *(topic.name for topic, _ in topics[:2])]


def figures(sets: Sets) -> dict[str, int]:
    """The number of records of each kind."""
    tasks, documents, targets = sets.of("task"), sets.of("document"), sets.of("target")
    assigned = tasks.every - tasks["onone"]
    with_duties = sum(keys.intersect(assigned) for keys in tasks.values("d").values())
    return {
        "documents": len(documents.every),
        "tasks": len(tasks.every),
        "duties": duty_count(tasks),
        "agencies": len(tasks.counts("a")),
        "targets": len(targets.every),
        "quantified": len(targets["qquantified"]),
        "unassigned": len(documents.every) - with_duties,
    }


@dataclass(frozen=True, slots=True)
class DueEntries:
    """What falls due next, in words: by day, and what returns."""

    days: Sequence[DueEntry]
    returning: Sequence[DueEntry]

    @property
    def has_leads(self) -> bool:
        """Whether any of the days is named by what somebody leads."""
        return any(entry.leads for entry in self.days)

    @property
    def all(self) -> list[DueEntry]:
        """What returns, then the days."""
        return [*self.returning, *self.days]


def told(chosen: Chosen, sets: Sets, today: date) -> DueEntries:
    """What falls due next, in words."""
    looked = look_up(chosen.days, chosen.returning, with_duties=True)
    days = [with_places(day_entry(day, looked), provinces_of(sets, day), chosen.names) for day in chosen.days]
    returning = sorted((returning_entry(looked.deadlines[key], today) for key in chosen.returning), key=soonest)
    return DueEntries(days, returning[:RETURNING_SHOWN])


def with_places(entry: DueEntry, provinces: Mapping[str, int], names: RecordNames) -> DueEntry:
    """An entry with the numbers of the provinces, of many of the first."""
    first = list(provinces)[:REGIONS_NAMED]
    regions = {names.regions.get(code, code): provinces[code] for code in first}
    return replace(entry, regions=regions, more_regions=len(provinces) - len(first))


def target_years(targets: Kind, today: date) -> dict[str, Any]:
    """The number of targets of each year from this one on, of those without one, and of those past."""
    counts = targets.counts("y")
    years = sorted(int(year) for year in counts if year.isdecimal())
    past = [(year, counts[str(year)]) for year in years if year < today.year]
    return {
        "years": [(year, counts[str(year)]) for year in years if year >= today.year],
        "undated": counts.get("none", 0),
        "past_years": past,
        "are_past_folded": len(past) > PAST_YEARS_SHOWN,
        "past_count": sum(count for _, count in past),
    }


def by_region(agencies: Sequence[tuple[Named, int]], names: RecordNames) -> dict[str, list[tuple[Named, int]]]:
    """The agencies with most tasks: those of few provinces under these, else together, under ""."""
    bodies = [(agency, count) for agency, count in agencies if agency.kind != AgencyKind.GROUP]
    regions: dict[str, list[tuple[Named, int]]] = {}
    for agency, count in bodies:
        if agency.region in names.regions:
            regions.setdefault(agency.region, []).append((agency, count))
    if len(regions) > FEW_REGIONS or not regions:
        return {"": bodies[: 2 * SHOWN]}
    most = sorted(regions, key=lambda code: -sum(count for _, count in regions[code]))[:2]
    return {names.regions[code]: regions[code][:SHOWN] for code in most}


def documents_by_region(documents: Kind) -> Mapping[str, int]:
    """How many documents each province has, by code, the most first; those without a place under ""."""
    counts = {code: count for code, count in documents.counts("g").items() if code.endswith("0000")}
    if without := len(documents.every) - sum(counts.values()):
        counts[""] = without
    return dict(sorted(counts.items(), key=lambda item: -item[1]))
