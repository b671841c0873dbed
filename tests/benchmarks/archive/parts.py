"""A sample's text and a paper in; the sample's rows as the paper has them out: its place, year and bodies in all words,
every fact where it is written."""

import random
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Model

from documents.models import Section, SourceNote
from documents.structure.document_number import number_key
from documents.text.title_key import title_key
from tasks.models import Citation, Deadline, DeadlineParty, Responsibility, Target, Task
from tests.benchmarks.archive.bodies import Bodies
from tests.benchmarks.archive.clauses import Clause, Duty, composed
from tests.benchmarks.archive.plan import Paper
from tests.benchmarks.archive.samples import Row, Sample
from tests.benchmarks.archive.tables import Tables
from tests.benchmarks.archive.texts import Edit, Rewritten, apart
from tests.benchmarks.archive.wording import Wording

WORDS = {
    Section: ("title",),
    SourceNote: ("message", "quote"),
    Task: ("title", "body"),
    Target: ("indicator", "quote"),
    Deadline: ("quote",),
    DeadlineParty: ("as_written",),
    Citation: ("title", "number"),
}  # fmt: skip
PLACES = ("start", "end", "heading_end", "own_end")
OWNERS: dict[str, type[Model]] = {"section_id": Section, "task_id": Task, "deadline_id": Deadline}
NOTES_KEPT = 0.12
DIVIDED = 0.6  # of the papers whose sample names nobody, so many say who does what


class Part:
    """One of the texts that a paper has. `number` is its place among several, None where it is the only one."""

    def __init__(self, paper: Paper, sample: Sample, number: int | None, bodies: Bodies, chance: random.Random) -> None:
        self.paper, self.sample, self.number, self.bodies, self.chance = paper, sample, number, bodies, chance
        home = bodies.gazetteer.regions.get(sample.region)
        assert home
        self.wording = Wording(bodies.gazetteer.regions, home, paper.region, sample.year, paper.year - sample.year)
        self.clauses = self.made_clauses()
        edits = [*self.head_edits(), *self.clause_edits()]
        self.rewritten = Rewritten(sample.reading, apart(edits, self.wording.edits(sample.reading)))

    @property
    def text(self) -> str:
        """The text as the paper has it."""
        return self.rewritten.text

    def head_edits(self) -> list[Edit]:
        """The paper's own title and number in the place of the sample's."""
        edits: list[Edit] = []
        names = ((self.sample.notice_title, self.paper.notice_title or self.paper.title),)
        names += ((self.sample.title, self.paper.title), (self.sample.number, self.paper.number))
        for old, new in names:
            place = self.sample.reading.find(old) if old else -1
            while place >= 0:
                edits = apart(edits, [Edit(place, place + len(old), new)])
                place = self.sample.reading.find(old, place + len(old))
        return edits

    def clause_edits(self) -> list[Edit]:
        """What says in each task who does what."""
        return [
            Edit(*self.sample.spots[task], clause.text if self.sample.has_duties else f"（{clause.text}）")
            for task, clause in self.clauses.items()
        ]

    def made_clauses(self) -> dict[int, Clause]:
        """The clause of each of the sample's tasks that names bodies of its own."""
        if not self.sample.has_duties and self.chance.random() >= DIVIDED:
            return {}
        made = {}
        for task in self.sample.spots:
            if duties := self.duties(task):
                made[task] = composed(duties)
        return made

    def duties(self, task: int) -> list[Duty]:
        """What bodies of the place do in the task: those that do the same as the sample's, or some that are drawn."""
        region, found = self.paper.region, dict[int, Duty]()
        if not self.sample.has_duties:
            agencies = self.bodies.drawn(region, self.chance)
            for agency in agencies:
                role = "support" if found else "lead"
                found[agency] = Duty(agency, self.bodies.written(agency, region), role, "explicit")
            return list(found.values())
        for values in self.sample.duties.get(task, ()):
            agency = self.bodies.meant(values["agency_id"], region)
            if agency is not None and agency not in found:
                found[agency] = Duty(agency, self.bodies.written(agency, region), values["role"], values["basis"])
        if not found and (leader := self.bodies.of_line("发展改革", region)):
            found[leader] = Duty(leader, self.bodies.written(leader, region), "lead", "first-listed")
        return led(list(found.values()))

    def write(self, tables: Tables, document: int, start: int) -> None:
        """All rows, of a text that begins at `start` of the document's."""
        copied = CopiedRows(self, tables, document, start)
        for model, rows in self.sample.rows.items():
            for row in rows:
                copied.add(model, row)
        copied.add_duties()
        copied.add_topics()


def led(duties: list[Duty]) -> list[Duty]:
    """The duties; where the one that led has no like in the place, the first of those that act leads."""
    acting = [duty for duty in duties if duty.role != "implement"]
    if acting and not any(duty.role == "lead" for duty in acting):
        first = acting[0]
        basis = "first-listed" if first.basis == "listed" else first.basis
        duties[duties.index(first)] = Duty(first.agency, first.name, "lead", basis)
    return duties


class CopiedRows:
    """The rows of a part on their way into the tables."""

    def __init__(self, part: Part, tables: Tables, document: int, start: int) -> None:
        self.part, self.tables, self.document, self.start = part, tables, document, start
        self.said, self.at = part.wording.said, part.rewritten.at
        self.prefix = "" if part.number is None else f"{part.number}."
        self.later = part.paper.year - part.sample.year
        self.keys: dict[type[Model], dict[int, int]] = {model: {} for model in part.sample.rows}
        self.offset = (part.number or 0) * 1000  # of what is in order

    def add(self, model: type[Model], row: Row) -> None:
        """The copy of a row, if it has one."""
        if model is SourceNote and self.part.chance.random() >= NOTES_KEPT:
            return
        values = self.common(model, row.values)
        if model is Section:
            values |= {"key": self.prefix + row.values["key"], "level": row.values["level"] + bool(self.prefix)}
        elif model is Task:
            values |= self.of_task(row.values)
        elif model is Target:
            values |= self.of_target(row.values)
        elif model is Citation:
            values |= {"title_key": title_key(values["title"]), "number_key": number_key(values["number"])}
        elif model is DeadlineParty and row.values["agency_id"]:
            values["agency_id"] = self.part.bodies.meant(row.values["agency_id"], self.part.paper.region)
            if values["agency_id"] is None:
                return
        self.keys[model][row.values["id"]] = self.tables[model].add(row.template, **values)

    def common(self, model: type[Model], values: dict[str, Any]) -> dict[str, Any]:
        """What is otherwise in the copy of a row of any table: owner, place, words, days."""
        own: dict[str, Any] = {"document_id": self.document}
        own |= {name: self.said(values[name]) for name in WORDS[model]}
        own |= {name: self.at(values[name]) + self.start for name in PLACES if values.get(name) is not None}
        if "order" in values:
            own["order"] = values["order"] + self.offset
        for name, owner in OWNERS.items():
            if values.get(name):
                own[name] = self.keys[owner][values[name]]
        own |= {n: moved(values[n], self.later) for n in ("due_on", "deadline") if isinstance(values.get(n), date)}
        return own

    def of_task(self, values: dict[str, Any]) -> dict[str, Any]:
        """Key, headings and clause of a task."""
        heading = [f"第{ordinal(self.part.number)}部分"] if self.part.number is not None else []
        own: dict[str, Any] = {
            "key": self.prefix + values["key"],
            "address": values["address"] and self.prefix + values["address"],
            "heading_path": [*heading, *map(self.said, values["heading_path"])],
            "updated_at": self.part.paper.stored_at,
        }
        if clause := self.part.clauses.get(values["id"]):
            start = self.clause_start(values["id"])
            own |= {"responsibility_text": clause.text, "responsibility_start": start}
            own["responsibility_end"] = start + len(clause.text)
        return own

    def of_target(self, values: dict[str, Any]) -> dict[str, Any]:
        """The value of a target as its quote has it, and its base year."""
        own: dict[str, Any] = {}
        if values["unit"] == "%" and values["value"] is not None:
            for name in ("value", "value_high"):
                if values[name] is not None and values[name] == int(values[name]):
                    own[name] = Decimal(self.part.wording.share(int(values[name])))
            if own.get("value") is not None and "value_high" in own:
                own["value_high"] = max(own["value"], own["value_high"])
        if values["baseline_year"]:
            own["baseline_year"] = values["baseline_year"] + self.later
        return own

    def clause_start(self, task: int) -> int:
        """Where the clause of one of the sample's tasks begins in the document."""
        start, end = self.part.sample.spots[task]
        if start < end:
            return self.start + self.at(start)
        return self.start + self.at(end) - len(self.part.clauses[task].text) - 1  # put in, in brackets

    def add_duties(self) -> None:
        """The duties that the clauses say, and those that later tasks inherit from them."""
        tasks = self.keys[Task]
        own: dict[int, dict[int, tuple[Duty, int]]] = {}
        for task, clause in self.part.clauses.items():
            start = self.clause_start(task)
            own[task] = {}
            for order, (duty, place) in enumerate(zip(clause.duties, clause.places, strict=True)):
                own[task][duty.agency] = (duty, start + place)
                self.add_duty(tasks[task], duty, start + place, duty.basis, order)
        given = {(task, agency) for task, agencies in own.items() for agency in agencies}
        for values in self.part.sample.inherited:
            task, source = values["task_id"], values["inherited_from_id"]
            agency = self.part.bodies.meant(values["agency_id"], self.part.paper.region)
            if agency in own.get(source, {}) and (task, agency) not in given:
                given.add((task, agency))
                duty, place = own[source][agency]
                self.add_duty(tasks[task], duty, place, "inherited", values["order"] + 100, tasks[source])

    def add_duty(self, task: int, duty: Duty, start: int, basis: str, order: int, source: int | None = None) -> None:
        """A duty, with the words that name the body."""
        self.tables[Responsibility].add(
            task_id=task,
            agency_id=duty.agency,
            role=duty.role,
            basis=basis,
            inherited_from_id=source,
            as_written=duty.name,
            order=order,
            start=start,
            end=start + len(duty.name),
        )

    def add_topics(self) -> None:
        """The topics of the tasks."""
        for task, topics in self.part.sample.topics.items():
            for topic in topics:
                self.tables[Task.topics.through].add(task_id=self.keys[Task][task], term_id=topic)


def ordinal(number: int) -> str:
    """A number up to ten in characters."""
    return "一二三四五六七八九十"[number - 1]


def moved(day: date, years: int) -> date:
    """The same day so many years later; the last of February for the 29th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
