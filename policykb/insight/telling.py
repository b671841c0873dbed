"""Changes of records in; what readers are told of them out: by day and document, in words, without names of staff."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, groupby

from django.utils import timezone
from pyroaring import BitMap

from documents.exchange.labels import column_labels, model_called
from documents.models import Agency, Change, Document, DocumentVersion
from tasks.models import Task

Kind = Change.Kind
FACTS = {
    "tasks.task": "项任务",
    "tasks.responsibility": "项责任",
    "tasks.target": "项指标",
    "tasks.deadline": "项期限",
    "tasks.deadlineparty": "处期限当事单位",
    "tasks.citation": "处引文",
}
AGENCY = "documents.agency"
TOLD = ["documents.document", "documents.documentversion", "documents.documentagency", AGENCY, *FACTS]
# Where words stand, how rows are found and what staff have looked at: none of it is news.
SILENT = {
    "start", "end", "heading_end", "own_end", "responsibility_start", "responsibility_end", "order", "key", "section",
    "section_id", "heading_path", "slug", "sort_key", "text", "text_id", "review_state", "is_reviewed", "origin",
    "task_id", "inherited_from_id", "is_published", "address", "period_start",
}  # fmt: skip
BY_HAND = {Change.Cause.EDIT, Change.Cause.REVIEW, Change.Cause.IMPORT}


@dataclass(frozen=True, slots=True)
class ToldLine:
    """What changed, in words, and in which tasks (or what else), each with the address of its page or none."""

    names: tuple[tuple[str, str], ...]
    words: str
    is_by_hand: bool = False


@dataclass(slots=True)
class ToldGroup:
    """What changed on one day in one document, or in the agencies (then `key` and `document` are None); the last
    change first. `tell` finds the document and the words."""

    day: date
    key: int | None
    changes: list[Change] = field(default_factory=list)
    document: Document | None = None
    lines: list[ToldLine] = field(default_factory=list)
    summary: str = ""
    has_new_text: bool = False


def grouped(changes: Iterable[Change], visible: BitMap, agencies: dict[int, Agency]) -> list[ToldGroup]:
    """The changes that readers are told of, by day and document, of which some are `visible`, the latest first."""
    groups: dict[tuple[date, int | None], ToldGroup] = {}
    for change in changes:
        key = change.document_id if (change.document_id or 0) in visible else None
        if is_news(change) and (key is not None or is_of(change, agencies)):
            day = timezone.localdate(change.at)
            groups.setdefault((day, key), ToldGroup(day, key)).changes.append(change)
    return list(groups.values())


def is_news(change: Change) -> bool:
    """Whether readers are told of a change."""
    if change.model not in TOLD or change.cause == Change.Cause.REMOVAL:
        return False
    return (
        change.kind != Kind.UPDATED
        or not change.fields
        or "is_published" in change.fields
        or not SILENT.issuperset(change.fields)
    )


def is_of(change: Change, agencies: dict[int, Agency]) -> bool:
    """Whether a change concerns one of these agencies."""
    return change.model == AGENCY and int(change.object_id) in agencies


def changed_columns(change: Change) -> list[str]:
    """The names of the columns that changed."""
    return column_labels(change.model, [name for name in change.fields if name not in SILENT])


def tell(groups: Sequence[ToldGroup], agencies: dict[int, Agency]) -> None:
    """The groups in words, with three queries for all of them."""
    documents = Document.objects.in_bulk({group.key for group in groups if group.key})
    changes = [change for group in groups for change in group.changes]
    tasks = Task.objects.select_related("document").in_bulk({change.task_id for change in changes if change.task_id})
    keys = {int(change.object_id) for change in changes if change.model == "documents.documentversion"}
    versions = DocumentVersion.objects.only("document_id", "is_copy").in_bulk(keys)
    for group in groups:
        group.document = documents.get(group.key or 0)
        if group.key is None:
            group.lines = list(join_alike(agency_lines(group.changes, agencies)))
        elif group.document:
            group.summary = "；".join([*headlines(group, versions), *counted(group.changes)])
            group.lines = [*document_lines(group), *join_alike(task_lines(group, tasks))]


def headlines(group: ToldGroup, versions: dict[int, DocumentVersion]) -> Iterator[str]:
    """What happened to the document as a whole: it came in, was made public, or has new texts."""
    own = [change for change in group.changes if change.model == "documents.document"]
    if any(change.kind == Kind.CREATED for change in own):
        yield "入库"
    elif any("is_published" in change.fields for change in own):
        yield "公开"
    added = [
        versions[int(change.object_id)]
        for change in group.changes
        if change.model == "documents.documentversion"
        and change.kind == Kind.CREATED
        and int(change.object_id) in versions
    ]
    for words, count in (
        ("有新版本", sum(not version.is_copy for version in added)),
        ("收入副本", sum(version.is_copy for version in added)),
    ):
        if count:
            yield words
    group.has_new_text = bool(added)


def counted(changes: Iterable[Change]) -> Iterator[str]:
    """新增 1 项任务、2 项责任: each record once, by its last change; a new one that was edited counts as new."""
    last: dict[tuple[str, str], str] = {}
    for change in changes:
        key = (change.model, change.object_id)
        if change.model in FACTS and (last.get(key) == Kind.UPDATED or key not in last):
            last[key] = change.kind
    counts = Counter((kind, model) for (model, _), kind in last.items())
    for kind in Kind:
        parts = [f"{counts[kind, model]} {noun}" for model, noun in FACTS.items() if counts[kind, model]]
        if parts:
            yield f"{kind.label} {'、'.join(parts)}"


def join_alike(lines: Iterable[ToldLine]) -> Iterator[ToldLine]:
    """The lines, neighbours that say the same made one."""
    for (words, is_by_hand), same in groupby(lines, key=lambda line: (line.words, line.is_by_hand)):
        yield ToldLine(tuple(chain.from_iterable(line.names for line in same)), words, is_by_hand)


def document_lines(group: ToldGroup) -> Iterator[ToldLine]:
    """What changed in the document itself and in its issuing agencies."""
    for change in group.changes:
        is_by_hand = change.cause in BY_HAND
        if change.model == "documents.document" and (labels := changed_columns(change)):
            yield ToldLine((("文件", ""),), f"更新{'、'.join(labels)}", is_by_hand=is_by_hand)
        if change.model == "documents.documentagency":
            yield ToldLine((("发文机关", ""),), f"{change.get_kind_display()}“{change.name}”", is_by_hand=is_by_hand)


def task_lines(group: ToldGroup, tasks: dict[int, Task]) -> Iterator[ToldLine]:
    """What changed in each task and its records; at the end what changed outside all tasks."""
    by_task: dict[int | None, list[Change]] = {}
    for change in group.changes:
        if change.model in FACTS:
            by_task.setdefault(change.task_id, []).append(change)
    for key, changes in sorted(by_task.items(), key=lambda item: order_of(item[0], tasks)):
        task = tasks.get(key or 0)
        own = next((change.name for change in changes if change.model == "tasks.task"), "")
        is_shown = task is not None and task.standing == "current" and task.document_id == group.document.pk  # type: ignore[union-attr]
        url = task.get_absolute_url() if task and is_shown else ""
        is_by_hand = all(change.cause in BY_HAND for change in changes)
        yield ToldLine(((str(task or "") or own, url),), "；".join(fact_words(changes)), is_by_hand)


def order_of(key: int | None, tasks: dict[int, Task]) -> tuple[bool, int, int]:
    """A sort key for the order of the text; what is in no task or in a deleted one comes last."""
    task = tasks.get(key or 0)
    return task is None, task.order if task else 0, key or 0


def fact_words(changes: Sequence[Change]) -> list[str]:
    """The changes of a task's records in words; those that came or went with the task itself are left out."""
    whole = {change.kind for change in changes if change.model == "tasks.task" and change.kind != Kind.UPDATED}
    if Kind.CREATED in whole:
        return [Kind.CREATED.label]
    told = []
    for change in sorted(changes, key=lambda change: change.model != "tasks.task"):
        if change.model == "tasks.task":
            told.append(
                "更新" + "、".join(changed_columns(change))
                if change.kind == Kind.UPDATED
                else change.get_kind_display()
            )
        elif change.kind not in whole:
            told.append(fact_sentence(change))
    return list(dict.fromkeys(told))


def fact_sentence(change: Change) -> str:
    """责任“牵头 省能源局”：更新机构."""
    model = model_called(change.model)
    noun = model._meta.verbose_name if model else ""
    if change.kind == Kind.UPDATED:
        return f"{noun}“{change.name}”更新{'、'.join(changed_columns(change))}"
    return f"{change.get_kind_display()}{noun}“{change.name}”"


def agency_lines(changes: Iterable[Change], agencies: dict[int, Agency]) -> Iterator[ToldLine]:
    """What changed in each agency."""
    words: dict[int, dict[str, None]] = {}
    for change in changes:
        labels = "、".join(changed_columns(change))
        verb = (
            ("更新" + labels if labels else "并入或分出其他写法")
            if change.kind == Kind.UPDATED
            else change.get_kind_display()
        )
        words.setdefault(int(change.object_id), {})[verb] = None
    for key, verbs in words.items():
        agency = agencies[key]
        yield ToldLine(((agency.name, agency.get_absolute_url()),), "；".join(verbs))
