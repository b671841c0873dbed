"""The query string of a list of tasks, which may call records by any name, in; the tasks that it leaves out."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, Final

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from documents.exchange.typed import NotUnderstood
from documents.models import Agency, Document, Region, Term
from documents.search.queries.read_as import Reading
from documents.text.printable import one_line
from policykb.answers.named import LONGEST, agency_named, document_named, region_named, topic_named
from policykb.answers.searching import matching_tasks, understand
from tasks.filters import TARGETS, WITHOUT_YEAR, TaskFilter
from tasks.models import Responsibility

MOST_NAMED: Final = 20  # records of one kind that a query string may call by other names than their addresses
WORDS: Final[dict[str, dict[str, str]]] = {
    "role": {str(role.label): role.value for role in Responsibility.Role},
    "year": {word: value for value, word in WITHOUT_YEAR.items()},
    "target": {word: value for value, word in TARGETS.items()},
}


def narrowed_tasks(data: QueryDict, kind: type[TaskFilter] = TaskFilter) -> TaskFilter:
    """The tasks under the conditions of a query string; what names no record is among its errors. `kind` says which
    documents it may name."""
    plain, misnamed = by_addresses(data, kind.base_filters["document"].queryset)
    matching = partial(matching_tasks, today=timezone.localdate(), plain=is_plain(data))
    return kind(plain, matching, misnamed)


def readings_of(tasks: TaskFilter) -> Sequence[Reading]:
    """What the words of a list are read as otherwise than typed, to be said."""
    words = tasks.conditions.get("q", "")
    return understand(words, today=timezone.localdate()).readings if words and not is_plain(tasks.data) else ()


def is_plain(data: QueryDict) -> bool:
    """Whether a query string asks for its words as they stand."""
    return data.get("plain") == "1"


def by_addresses(data: QueryDict, documents: QuerySet[Document]) -> tuple[QueryDict, dict[str, list[str]]]:
    """The query string with each record called by its address or code, and what names none, by condition. `documents`
    are those that it may name."""
    plain = data.copy()
    for name, words in WORDS.items():
        if name in plain:
            plain.setlist(name, [words.get(value, value) for value in plain.getlist(name)])
    plain.setlist("year", [year_of(value) for value in plain.getlist("year")])
    misnamed: dict[str, list[str]] = {}
    call_by(plain, misnamed, "region", Region.objects.all(), "code", region_named)
    call_by(plain, misnamed, "document", documents, "slug", document_named)
    call_by(plain, misnamed, "topic", Term.objects.all(), "slug", topic_named)
    if any(plain.getlist("agency")):
        within = list(Region.objects.filter(code__in=plain.getlist("region"))) if plain.get("region") else []
        call_by(plain, misnamed, "agency", Agency.objects.all(), "slug", lambda words: agency_named(words, within))
    return plain, misnamed


def year_of(words: str) -> str:
    """2030 for 2030年; other words as they are."""
    return words.removesuffix("年") if words[:-1].isdecimal() else words


def call_by(
    data: QueryDict, misnamed: dict[str, list[str]], name: str, records: Any, key: str, find: Callable[[str], Any]
) -> None:
    """In the query string, call the records of one condition by the field `key`. What names none is taken out, and
    told under `misnamed`."""
    asked = [value.replace("\0", "") for value in data.getlist(name) if value]  # no database takes a NUL
    if not asked:
        return
    known = set(records.filter(**{f"{key}__in": asked}).values_list(key, flat=True))
    called, wrong = [], []
    for words in keep_few(asked, known):
        try:
            called.append(words if words in known else str(getattr(find(one_line(words)[:LONGEST]), key)))
        except NotUnderstood as error:
            wrong.append(str(error))
    data.setlist(name, list(dict.fromkeys(called)))
    if wrong:
        misnamed[name] = wrong


def keep_few(asked: Iterable[str], known: set[str]) -> list[str]:
    """The words, of those that are no known address only the first few."""
    others = [words for words in dict.fromkeys(asked) if words not in known][:MOST_NAMED]
    return [words for words in dict.fromkeys(asked) if words in known or words in others]
