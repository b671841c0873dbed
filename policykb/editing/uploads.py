"""Uploaded files in; a preview of what each would change, and once confirmed, documents out."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.files.uploadedfile import UploadedFile
from django.db import Error

from documents.agencies import Gazetteer
from documents.indexing import index_document
from documents.models import Change, Document, StagedFile
from documents.records.reconcile import Changes
from documents.records.saving import save
from documents.records.writing import tell, writing
from documents.text import UnreadableSource
from policykb.failures.faults import fault_of
from policykb.pipeline import Examination, examine, store
from tasks.indexing import index_facts

MOST_FILES = 20  # that are previewed; more go to a worker, where there is one
MOST_BYTES_IN_ALL = 60 * 1024 * 1024
MOST_LEFT_TO_A_WORKER, MOST_BYTES_LEFT = 500, 90 * 1024 * 1024
KEPT_FOR = timedelta(days=1)
SUFFIXES = ".txt,.md,.html,.htm,.docx,.pdf"

NOUNS = {
    "document": "件文件",
    "documentversion": "份文本",
    "documentagency": "个发文机关",
    "section": "个层次",
    "task": "项任务",
    "responsibility": "项责任",
    "target": "项指标",
    "deadline": "项期限",
    "deadlineparty": "个期限当事单位",
    "citation": "处引文",
    "sourcenote": "条校记",
}


PLACES = {
    "version": "是已有文件的新文本",
    "earlier": "是已有文件的早先文本，现行文本不变",
    "copy": "与已有文件文字相同，存为副本",
    "explains": "是对已有文件的解读，另成一件",
    "unsure": "可能是已有文件的另一文本，另成一件，暂不公开，请到“待核对”中决定",
}


def most_at_once() -> tuple[int, int]:
    """How many files, and bytes in all, are taken at once."""
    if settings.BACKGROUND == "worker":
        return MOST_LEFT_TO_A_WORKER, MOST_BYTES_LEFT
    return MOST_FILES, MOST_BYTES_IN_ALL


def said_of_files() -> str:
    """What the form says of the files that it takes."""
    number, _ = most_at_once()
    more = f"；超过 {MOST_FILES} 个时不预览，直接在后台入库" if number > MOST_FILES else ""
    return f"可选多个，每个不超过 20 MB，一次最多 {number} 个：.txt、.md、.html、.docx、.pdf{more}"


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or many files."""

    widget = FilesInput(attrs={"accept": SUFFIXES})

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, list | tuple) and data else [data or None]
        number, size = most_at_once()
        if len(files) > number:
            raise forms.ValidationError(f"一次最多上传 {number} 个文件。")
        if sum(file.size or 0 for file in files if file) > size:
            raise forms.ValidationError(f"一次上传的文件合计不能超过 {size // 1024 // 1024} MB。")
        return [super(FilesField, self).clean(file, initial) for file in files]


class UploadForm(forms.Form):
    files = FilesField(  # type: ignore[assignment]
        label="文件",
        allow_empty_file=True,  # the reader says so in its own words
        error_messages={"required": "请选择文件。"},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["files"].help_text = said_of_files()


@dataclass(frozen=True, slots=True)
class UploadOutcome:
    """What one file did, or would do: `document` and `changes`, or why it was refused."""

    name: str
    staged: int | None = None
    document: Document | None = None
    changes: Changes | None = None
    refusal: str = ""
    remark: str = ""
    may_be_tried_again: bool = False  # it was the database, or the disk, that could not take it

    @property
    def is_new(self) -> bool:
        return bool(self.changes and self.changes.created["document"])

    @property
    def summary(self) -> str:
        if self.changes is None:
            return ""
        said = PLACES.get(self.changes.place, "") if self.changes else ""
        return "；".join(filter(None, [said, changes_in_chinese(self.changes)]))


def remark(outcome: UploadOutcome, earlier: list[UploadOutcome]) -> str:
    """A further remark on an outcome: an earlier file of the same upload is the same document."""
    number = outcome.document.number_key if outcome.document else ""
    for other in earlier:
        if number and other.document and other.document.number_key == number:
            return f"与本次上传的 {other.name} 发文字号相同，入库时再判定是不是同一份文件。"
    return ""


def confirm(
    staged: list[StagedFile], known: Gazetteer, by: AbstractBaseUser, *, may_publish: bool
) -> list[UploadOutcome]:
    """Store the staged files, each in one transaction, and delete them, except those that may be tried again. A new
    document stays hidden where the person may not publish."""
    outcomes = []
    for file in staged:
        outcome = take(bytes(file.data), file.name, known, by, is_hidden=not may_publish)
        outcomes.append(outcome)
        if not outcome.may_be_tried_again:
            file.delete()
    return outcomes


def take(
    data: bytes,
    name: str,
    known: Gazetteer,
    by: AbstractBaseUser | None = None,
    *,
    is_rehearsal: bool = False,
    is_hidden: bool = False,
) -> UploadOutcome:
    """Ingest one file; return its outcome, a refusal with the reason."""
    try:
        found = examine(data, name, known)
        return store_found(found, known, by, is_rehearsal=is_rehearsal, is_hidden=is_hidden)
    except UnreadableSource as error:
        return UploadOutcome(name, refusal=error.chinese)
    except (Error, OSError) as error:
        fault = fault_of(error)
        why = fault.chinese if fault else f"数据库不接受（{error}）。"
        return UploadOutcome(name, refusal=f"未能入库：{why}", may_be_tried_again=fault is not None)


def store_found(
    found: Examination,
    known: Gazetteer,
    by: AbstractBaseUser | None,
    *,
    is_rehearsal: bool = False,
    is_hidden: bool = False,
) -> UploadOutcome:
    """Store what was found in a file, a new document hidden if so wanted, in one transaction. Raises
    UnreadableSource."""
    with writing(by, Change.Cause.INGEST):
        document, changes = store(found, known, by=by, is_rehearsal=is_rehearsal)
        if is_hidden and changes.is_new:
            hide(document)
    return UploadOutcome(found.name, document=document, changes=changes)


def hide(document: Document) -> None:
    """Keep a document from readers until someone publishes it."""
    document.is_published = False
    save(document, ["is_published"])
    tell(document, Change.Kind.UPDATED, ["is_published"])
    index_document(document)
    index_facts(document)


def changes_in_chinese(changes: Changes) -> str:
    """新增 15 项任务、40 项责任；更新 1 项指标."""
    parts = (
        ("新增", changes.created),
        ("更新", changes.updated),
        ("不再提取到", changes.superseded),
        ("与人工值不同、待核对", changes.proposed),
    )
    said = [
        verb + " " + "、".join(f"{counts[name]} {noun}" for name, noun in NOUNS.items() if counts[name])
        for verb, counts in parts
        if counts.total()
    ]
    return "；".join(said) or "没有变化"
