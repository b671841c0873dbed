"""Short functions that make valid records with sensible defaults."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from documents.models import Agency, Change, Document, DocumentVersion, Region, Term
from documents.records.writing import tell, writing
from tasks.models import Deadline, Report, Responsibility, Target, Task

serial = count(1)


def told(record: Any) -> Any:
    """The record, whose making is told as any change is."""
    with writing():
        tell(record, Change.Kind.CREATED)
    return record


QINGHAI = {"code": "630000", "name": "青海省", "short_name": "青海", "level": "province"}


def changed(record: Any) -> Any:
    """The record, saved as it was changed, which is told as any change is."""
    with writing():
        record.save()
        tell(record, Change.Kind.UPDATED)
    return record


def make_region(**overrides: object) -> Region:
    """青海省, or another region."""
    values = QINGHAI | overrides
    return told(Region.objects.get_or_create(code=values.pop("code"), defaults=values)[0])


def make_agency(name: str = "青海省能源局", **overrides: object) -> Agency:
    """An agency of 青海省."""
    values = {"slug": name, "region": overrides.pop("region", None) or make_region()} | overrides
    return told(Agency.objects.get_or_create(name=name, defaults=values)[0])


def make_document(**overrides: object) -> Document:
    """A published document with a short text."""
    number = next(serial)
    source = str(overrides.pop("source", "一、重点任务\n（一）发展风电。建设风电基地。（省能源局负责）\n"))
    values = {
        "slug": f"测试文件-{number}",
        "title": f"青海省测试实施方案{number}",
        "document_number": f"青测发〔2025〕{number}号",
        "genre": "实施方案",
        "region": make_region(),
        "issued_on": date(2025, 9, 1),
    } | overrides
    document = Document.objects.create(**values)
    document.text = DocumentVersion.objects.create(
        document=document,
        file_name=f"{number}.txt",
        sha256=f"{number:064x}",
        format="txt",
        encoding="utf-8",
        source=source,
        reading=source,
        pieces=[[0, 0, len(source)]],
        size=len(source.encode()),
        extractor="test",
    )
    Document.objects.filter(pk=document.pk).update(text=document.text)
    return told(document)


def make_task(document: Document | None = None, **overrides: object) -> Task:
    """A task of `document`, which speaks of the `topics`."""
    number, topics = next(serial), overrides.pop("topics", ())
    values = {
        "key": f"1.{number}",
        "number": "（一）",
        "title": "优化绿电供应模式",
        "heading_path": ["一、重点任务"],
        "body": "统筹发展风电、光伏、水电，探索开展绿电直连。",
        "order": number,
    } | overrides
    task = Task.objects.create(document=document or make_document(), **values)
    task.topics.add(*topics)  # type: ignore[misc]
    return told(task)


def make_duty(task: Task | None = None, agency: Agency | None = None, **overrides: object) -> Responsibility:
    """A duty: the agency leads, and the words say so."""
    values = {"role": "lead", "basis": "explicit", "as_written": "省能源局"} | overrides
    return told(Responsibility.objects.create(task=task or make_task(), agency=agency or make_agency(), **values))


def make_target(document: Document | None = None, **overrides: object) -> Target:
    """绿电占比达到60% by the end of 2030."""
    values = {
        "indicator": "绿电占比",
        "comparator": "reach",
        "value": 60,
        "unit": "%",
        "deadline": date(2030, 12, 31),
        "precision": "year",
        "quote": "绿电占比达到60%",
    } | overrides
    return told(Target.objects.create(document=document or make_document(), **values))


def make_deadline(document: Document | None = None, **overrides: object) -> Deadline:
    """到2030年."""
    values = {"due_on": date(2030, 12, 31), "precision": "year", "quote": "到2030年"} | overrides
    return told(Deadline.objects.create(document=document or make_document(), **values))


def make_report(task: Task | None = None, **overrides: object) -> Report:
    """An error that a reader reported in a task."""
    task = task or make_task()
    values = {
        "place": f"{task.document.name}（一）",
        "quote": task.body,
        "kind": "duty",
        "description": "原件写的是省商务厅牵头。",
        "reported_at": datetime(2026, 11, 20, 1, tzinfo=UTC),
    } | overrides
    return Report.objects.create(document=task.document, task=task, text=task.document.text, **values)


def make_wanted(place: str = "海南省碳达峰实施方案", **overrides: object) -> Report:
    """A document that a reader asked for."""
    values = {"kind": "wanted", "reported_at": datetime(2026, 11, 20, 1, tzinfo=UTC)} | overrides
    return Report.objects.create(place=place, **values)


def make_term(name: str = "绿电直连", **overrides: object) -> Term:
    """A topic."""
    values = {"slug": name, "is_topic": True} | overrides
    return told(Term.objects.get_or_create(name=name, defaults=values)[0])
