"""Entries found in; hits as a page shows them out: the record, its address, an excerpt, and why it was found."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Prefetch

from documents.models import Agency, Document, SearchEntry
from documents.search.queries.query import Part, Query
from documents.search.ranking import candidate, strength
from documents.search.snippets import Segment, calm, find_marks, has_any, marked
from policykb.answers.excerpts import SoughtWords, excerpt_of, sought_words
from tasks.models import Responsibility, Target, Task

Kind = SearchEntry.Kind
FIELD_NAMES = {"title": "标题", "agency": "责任分工", "heading": "上级标题", "body": "正文"}
FACT_NAMES = {"d": "所在文件", "n": "所在文件", "y": "期限", "g": "地区", "a": "机构"}  # by the letter of their tags
NAMES: Mapping[tuple[str, str], str] = {
    (Kind.DOCUMENT, "d"): "所查文件",
    (Kind.DOCUMENT, "n"): "所查文件",
    (Kind.AGENCY, "a"): "所查机构",
}


Known = Mapping[int, tuple[SearchEntry, Any]]  # entries by key, each with its record


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found. `document` is the slug of the document it is in. `excerpt` and `marked_title` are segments
    (words, whether marked) of the original text. `why` names the fields, facts and duties that match, `lacks` the
    words of the query that it lacks."""

    kind: str
    record: Any
    title: str
    number: str
    document: str
    document_title: str
    url: str
    score: float
    excerpt: Sequence[Segment]
    marked_title: Sequence[Segment]
    why: Sequence[str]
    lacks: Sequence[str] = ()

    @property
    def is_marked(self) -> bool:
        """Whether any word of title or excerpt is marked."""
        return any(is_marked for _, is_marked in (*self.excerpt, *self.marked_title))


def make_hits(
    found: Sequence[tuple[int, float]], known: Known, query: Query, rarities: Mapping[Part, float], *, lacking: bool
) -> list[Hit]:
    """The hits for (entry, score), in their order, without what readers may no longer see. `lacking`: each of them
    lacks some of the query, and says what."""
    sought = sought_words(query, rarities)
    hits = []
    for pk, score in found:
        if pk in known:
            entry, record = known[pk]
            hit = make_hit(entry, record, score, sought, query)
            hits.append(replace(hit, lacks=lacks(query, entry)) if lacking else hit)
    return hits


def entries_with_records(pks: Sequence[int], query: Query) -> Known:
    """Those of these entries whose records readers may see, with them. A task has the duties of the agencies that the
    query names; where it names none, of those that lead."""
    entries = SearchEntry.objects.in_bulk(pks)
    records = fetch_records(entries.values(), agencies_of(query))
    found = ((pk, entry, records.get((entry.kind, entry.object_id))) for pk, entry in entries.items())
    return {pk: (entry, record) for pk, entry, record in found if record}


def lacks(query: Query, entry: SearchEntry) -> list[str]:
    """The parts of the query that the entry lacks."""
    fields = {name: getattr(entry, name) for name in FIELD_NAMES}
    found = candidate(entry.pk, entry.kind, entry.tags, fields)
    return [part.text for part in query.parts if not strength(part, found)]


def agencies_of(query: Query) -> set[int]:
    """The keys of the agencies that a query names."""
    return {pk for part in query.leaves for pk in part.agencies}


def fetch_records(entries: Iterable[SearchEntry], named: Collection[int] = ()) -> Mapping[tuple[str, int], Any]:
    """The records of the entries, by kind and key: one query a kind. Tasks have the duties of the agencies `named`, or
    of those that lead, as `shown_duties`."""
    duties = Responsibility.objects.current().select_related("agency").order_by("order")
    shown = duties.filter(agency__in=named) if named else duties.filter(role=Responsibility.Role.LEAD)
    querysets: dict[str, Any] = {
        Kind.TASK: Task.objects.published()
        .select_related("document__region")
        .prefetch_related(Prefetch("responsibilities", shown, to_attr="shown_duties")),
        Kind.DOCUMENT: Document.objects.published().select_related("region"),
        Kind.TARGET: Target.objects.published().select_related("document__region", "task__document"),
        Kind.AGENCY: Agency.objects.select_related("region"),
    }
    wanted: dict[str, list[int]] = {}
    for entry in entries:
        wanted.setdefault(entry.kind, []).append(entry.object_id)
    return {(kind, pk): record for kind, pks in wanted.items() for pk, record in querysets[kind].in_bulk(pks).items()}


def make_hit(entry: SearchEntry, record: Any, score: float, sought: SoughtWords, query: Query) -> Hit:
    """An entry and its record as a hit."""
    document = record if entry.kind == Kind.DOCUMENT else getattr(record, "document", None)
    title = title_of(entry.kind, record)
    words = list(sought)
    return Hit(
        kind=entry.kind,
        record=record,
        title=title,
        number=number_of(entry.kind, record),
        document=document.slug if document else "",
        document_title=document.title if document else "",
        url=url_of(entry.kind, record),
        score=score,
        excerpt=excerpt_of(entry, record, query, sought, find_marks(entry.body, words)),
        marked_title=marked(title, calm(find_marks(title, words), sought)),
        why=reasons(entry, record, words, query),
    )


def facts_of(entry: SearchEntry, query: Query) -> list[str]:
    """The names of the facts in the query that the entry has. Agencies are left out for a task, whose duties
    `reasons` names."""
    held = {tag for part in query.leaves for tag in part.tags} & set(entry.tags.split())
    named = {NAMES.get((entry.kind, tag[0]), FACT_NAMES[tag[0]]) for tag in held}
    return sorted(named - {FACT_NAMES["a"]} if entry.kind == Kind.TASK else named)


def title_of(kind: str, record: Any) -> str:
    """The heading of a hit."""
    if kind == Kind.TASK:
        return str(record.display_title)
    if kind == Kind.TARGET:
        return str(record.indicator)
    return str(record.title if kind == Kind.DOCUMENT else record.name)


def number_of(kind: str, record: Any) -> str:
    """The printed number of a task, the document number of a document."""
    names = {Kind.TASK: "numbering", Kind.DOCUMENT: "document_number"}
    return str(getattr(record, names[Kind(kind)])) if Kind(kind) in names else ""


def url_of(kind: str, record: Any) -> str:
    """The page of a record; a target is shown with its task, else with its document."""
    if kind == Kind.TARGET:
        record = record.task or record.document
    return str(record.get_absolute_url()) if hasattr(record, "get_absolute_url") else f"/agencies/{record.slug}/"


def reasons(entry: SearchEntry, record: Any, words: Sequence[str], query: Query) -> list[str]:
    """Why it was found: the fields with words of the query, and the facts and duties that the query names."""
    found = [label for name, label in FIELD_NAMES.items() if has_any(getattr(entry, name), words)]
    found += facts_of(entry, query)
    if entry.kind == Kind.TASK and agencies_of(query):
        found += [f"{duty.get_role_display()} {duty.agency.name}" for duty in record.shown_duties]
    return found
