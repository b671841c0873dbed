"""What a door is: a way to change records, written as steps, and the few things that many doors need."""

from collections.abc import Callable, Iterator
from typing import Any

from django.test import Client
from django.urls import reverse

from documents.models import (
    Agency,
    AgencyPattern,
    Document,
    LineName,
    Region,
    SourceNote,
    Term,
    WordPair,
)
from tasks.models import Citation, Deadline, DeadlineParty, Report, Responsibility, Target, Task
from tests.factories import (
    make_document,
    make_task,
    told,
)

Door = Callable[[Client], Iterator[Any]]
DOORS: dict[str, Door] = {}
FORMS = {
    Document, SourceNote, AgencyPattern, Region, Term, Agency, Task, Responsibility, Target, Deadline, DeadlineParty,
    Citation, Report, WordPair, LineName,
}  # fmt: skip


def door(steps: Door) -> Door:
    """A way to change records, in two steps: first the address of a page that shows them, or None; then what was
    changed, as records (or a model and a key) with what became of them."""
    DOORS[steps.__name__] = steps
    return steps


def url_of(name: str, *args: object) -> str:
    return reverse(f"admin:{name}", args=args)


def add(staff: Client, model: Any, **values: object) -> Any:
    """Add a record by its form; what was added."""
    known = set(model.objects.values_list("pk", flat=True))
    name = f"{model._meta.app_label}_{model._meta.model_name}_add"
    empty = {
        f"{formset.formset.prefix}-{field}": 0
        for formset in staff.get(url_of(name)).context["inline_admin_formsets"]
        for field in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    response = staff.post(url_of(name), empty | values)
    assert response.status_code == 302, response.context["errors"]
    return model.objects.exclude(pk__in=known).get()


def make_note() -> SourceNote:
    document = make_document()
    words = {"kind": "foreign_word", "message": "夹有外文", "quote": "建设风电", "start": 16, "end": 20}
    return told(SourceNote.objects.create(document=document, **words))


def make_citation() -> Citation:
    task = make_task()
    return told(
        Citation.objects.create(document=task.document, task=task, title="国务院意见", number="国发〔2021〕4号")
    )


def decide(staff: Client, key: str, action: str, **values: str) -> None:
    staff.post(url_of("documents_review_decide"), {"key": key, "action": action, **values})
