"""The conditions of a list of tasks in; every value of one that has many, for the page that lists them, out."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from django.db.models import Q
from django.urls import reverse

from documents.models import Document, Term
from policykb.answers.document_facets import issuer_names
from policykb.answers.document_values import find_issuers, region_names
from policykb.answers.every_value import EveryValue, Names
from tasks.filter_panel import LETTERS, counts_of
from tasks.filters import TaskFilter

MANY: Final = frozenset(LETTERS)  # the conditions with many values


def every_value(tasks: TaskFilter, name: str) -> EveryValue:
    """All values of the condition of that name, one of MANY."""
    call: dict[str, Callable[[Iterable[str]], Names]]
    call = {"document": document_names, "region": region_names, "agency": issuer_names, "topic": topic_names}
    find = {"document": find_documents, "agency": find_issuers}
    return EveryValue(
        name=name,
        label=str(tasks.filters[name].label),
        counts=counts_of(tasks, name),
        chosen={str(record.pk) for record in tasks.conditions.get(name, ())},
        call=call[name],
        find=find.get(name),
        crumb=("任务", reverse("tasks:list")),
        unit="项",
    )


def document_names(keys: Iterable[str]) -> dict[str, tuple[str, str]]:
    """By key the addresses and titles of documents, each with its number."""
    rows = Document.objects.published().filter(pk__in=list(keys)).values_list("pk", "slug", "title", "document_number")
    return {str(pk): (slug, f"{title}{f'（{number}）' if number else ''}") for pk, slug, title, number in rows}


def find_documents(words: str) -> Iterable[str]:
    """The keys of the published documents in whose title or number these words stand."""
    named: Any = Q(title__icontains=words) | Q(document_number__icontains=words)
    return map(str, Document.objects.published().filter(named).values_list("pk", flat=True))


def topic_names(keys: Iterable[str]) -> dict[str, tuple[str, str]]:
    """By key the addresses and names of topics."""
    rows = Term.objects.topics().filter(pk__in=list(keys)).values_list("pk", "slug", "name")
    return {str(pk): (slug, name) for pk, slug, name in rows}
