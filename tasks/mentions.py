"""Extracted targets, deadlines and citations → rows, each known by its words and its place."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from typing import Any, Protocol

from documents.models import Document, Record, Section
from documents.records.bounds import short_key, storable, values_span
from documents.records.matching import Values, follow, numbered
from documents.records.reconcile import Changes, as_extracted, reconcile
from documents.text.notes import Note, NoteKind
from documents.text.spans import Span
from tasks.models import Task


class Mention(Protocol):
    """What targets, deadlines and citations have in common."""

    @property
    def span(self) -> Span: ...
    @property
    def task(self) -> str | None: ...


class StoredPlaces:
    """Where the mentions of a document stand: its text, its sections and tasks by key."""

    def __init__(
        self, document: Document, text: str, sections: Mapping[str, Section], tasks: Mapping[str, Task]
    ) -> None:
        self.document, self.text, self.sections, self.tasks = document, text, sections, tasks

    def values(self, mention: Mention, order: int) -> dict[str, Any]:
        """The columns that say where a mention stands; `order` is its place among the document's mentions."""
        return {
            "document_id": self.document.pk,
            "task_id": task.pk if (task := self.tasks.get(short_key(mention.task or ""))) else None,
            "order": order,
            "start": mention.span.start,
            "end": mention.span.end,
        }

    def quoted(self, mention: Any, order: int) -> dict[str, Any]:
        """The same columns with section and quote."""
        section = self.sections.get(short_key(mention.section))
        return self.values(mention, order) | {
            "section_id": section.pk if section else None,
            "quote": mention.span.quote(self.text),
        }


def target_values(places: StoredPlaces, target: Any, order: int) -> Values:
    """The columns of a target."""
    return places.quoted(target, order) | {
        "indicator": target.indicator,
        "comparator": target.comparator.value if target.comparator else "",
        "bound": target.bound.value if target.bound else "",
        "value": target.value,
        "value_high": target.value_high,
        "unit": target.unit,
        "baseline_year": target.baseline_year,
        "deadline": target.deadline,
        "precision": target.precision.value if target.precision else "",
    }


def deadline_values(places: StoredPlaces, deadline: Any, order: int) -> Values:
    """The columns of a deadline."""
    return places.quoted(deadline, order) | {
        "due_on": deadline.due_on,
        "precision": deadline.precision.value if deadline.precision else "",
        "recurrence": deadline.recurrence.value if deadline.recurrence else "",
        "interval": deadline.interval,
        "in_month": deadline.in_month,
        "on_day": deadline.on_day,
        "term_count": deadline.term.count if deadline.term else None,
        "term_unit": deadline.term.unit.value if deadline.term else "",
        "term_anchor": deadline.term.anchor.value if deadline.term else "",
        "rule": deadline.rule,
        "reaches": deadline.reaches,
    }


def citation_values(places: StoredPlaces, citation: Any, order: int) -> Values:
    """The columns of a citation."""
    named = {"title": citation.title, "number": citation.number}
    return places.values(citation, order) | named | {"relation": citation.relation or ""}


def store_mentions(
    model: type[Record], places: StoredPlaces, mentions: Iterable[Any], values_of: Any, changes: Changes
) -> list[Any]:
    """Store a document's mentions and add to `changes`; return the row of each, None where it could not be stored.
    `values_of` gives the columns of each. A mention is matched with a stored one by its quote, repeated ones by their
    order."""
    found = [
        coherent(storable(model, values_of(places, mention, order), changes.notes), changes.notes)
        for order, mention in enumerate(mentions)
    ]
    rows = model._default_manager.select_for_update(of=("self",)).filter(document=places.document)
    records = rows.prefetch_related("corrections")
    existing: dict[tuple[Hashable, int], Record] = {}
    seen: Counter[Hashable] = Counter()
    for record in records.order_by("order", "pk"):
        existing[numbered(mention_key(as_extracted(record)), seen)] = record
    seen.clear()
    wanted = {numbered(mention_key(values), seen): values for values in found}
    follow(existing, wanted, subject_of)
    stored = reconcile(model, existing, wanted, changes)
    return [stored.get(key) for key in wanted]


def coherent(values: dict[str, Any], notes: list[Note]) -> dict[str, Any]:
    """The values of a target, without an upper value that has no lower one or lies below it; a note says so."""
    low, high = values.get("value"), values.get("value_high")
    if high is None or (low is not None and low <= high):
        return values
    if low is not None:
        notes.append(Note(NoteKind.SHORTENED, f"指标的上限 {high:f} 小于下限 {low:f}，未保存上限", values_span(values)))
    return values | {"value_high": None}


def subject_of(values: Mapping[str, Any]) -> Hashable:
    """What a mention with changed words is recognised by: task, section and indicator; None for a citation, which has
    only its words."""
    if "quote" not in values:
        return None
    return (values["task_id"], values["section_id"], values.get("indicator"))


def mention_key(values: Mapping[str, Any]) -> Hashable:
    """What a mention is recognised by: its quote and its task, or else section; of a citation its title and number."""
    if "quote" in values:
        return (values["quote"], values["task_id"], None if values["task_id"] else values.get("section_id"))
    return (values["title"], values["number"])
