"""The sample policies as they are stored → their rows, to be copied."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from documents.models import Document, Section, SourceNote
from tasks.models import Citation, Deadline, DeadlineParty, Responsibility, Target, Task
from tests.benchmarks.archive.tables import Tables

# What belongs to a document, each after what it refers to; duties are made anew
COPIED: tuple[type[Model], ...] = (Section, SourceNote, Task, Target, Deadline, DeadlineParty, Citation)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sample: its values by column, and the same as the database takes them."""

    values: dict[str, Any]
    template: list[Any]


@dataclass(slots=True)
class Sample:
    """A stored sample policy: its names and text; its rows by table; its own and inherited duties; the topics of its
    tasks; and for each task the place of the clause that says who does it, or where one can be put in."""

    key: int
    region: str
    year: int
    title: str
    notice_title: str
    number: str
    reading: str
    rows: dict[type[Model], list[Row]] = field(default_factory=dict)
    duties: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    inherited: list[dict[str, Any]] = field(default_factory=list)
    topics: dict[int, list[int]] = field(default_factory=dict)
    spots: dict[int, tuple[int, int]] = field(default_factory=dict)

    @property
    def has_duties(self) -> bool:
        """Whether it says who does what."""
        return bool(self.duties)


def read_samples(tables: Tables) -> dict[int, Sample]:
    """The documents on record by their keys."""
    return {document.pk: read_sample(document, tables) for document in Document.objects.order_by("pk")}


def read_sample(document: Document, tables: Tables) -> Sample:
    """One of them."""
    assert document.text and document.region_id
    sample = Sample(
        key=document.pk,
        region=document.region_id,
        year=document.issued_on.year if document.issued_on else 2021,
        title=document.title,
        notice_title=document.notice_title,
        number=document.document_number,
        reading=document.text.reading,
    )
    for model in COPIED:
        rows = model._default_manager.filter(document=document).order_by("pk").values()
        sample.rows[model] = [Row(row, tables[model].template(row)) for row in rows]
    for duty in Responsibility.objects.filter(task__document=document).order_by("task", "order", "pk").values():
        if duty["inherited_from_id"]:
            sample.inherited.append(duty)
        else:
            sample.duties.setdefault(duty["task_id"], []).append(duty)
    links = Task.topics.through._default_manager.filter(task__document=document).order_by("pk")
    for task, term in links.values_list("task_id", "term_id"):
        sample.topics.setdefault(task, []).append(term)
    sample.spots = dict(spots(sample))
    return sample


def spots(sample: Sample) -> list[tuple[int, tuple[int, int]]]:
    """Each task with the place of its clause; in a sample without any, the end of its own text, before the line end."""
    found: list[tuple[int, tuple[int, int]]] = []
    for row in sample.rows[Task]:
        task = row.values
        if sample.has_duties:
            if task["responsibility_start"] is not None and task["id"] in sample.duties:
                found.append((task["id"], (task["responsibility_start"], task["responsibility_end"])))
        elif task["body"]:
            end = task["start"] + len(sample.reading[task["start"] : task["end"]].rstrip())
            if all(end != other for _, (_, other) in found):  # an item and its last paragraph end together
                found.append((task["id"], (end, end)))
    return found
