"""Carries out what a person decides about texts: which is current, which document each belongs to. Nothing is deleted:
a document that is only a text of another is withdrawn, and every decision can be changed again."""

from django.db.models import TextChoices
from django.utils import timezone

from documents.agencies import Gazetteer
from documents.indexing import index_document
from documents.models import Change, Document, DocumentVersion, Relation
from documents.records.kinship import Verdict
from documents.records.locks import Editor, withdraw
from documents.records.saving import save
from documents.records.versions import Settlement
from documents.records.writing import tell, writing
from policykb.pipeline import examine_again, file_of, keep_as_text, set_text
from tasks.indexing import index_facts
from tasks.models import Citation, Report, Task

Cause, Kind = Change.Cause, Change.Kind


class Decision(TextChoices):
    """How a document may be related to a known one (判定)."""

    VERSION = "version", "是它的新文本"
    EARLIER = "earlier", "是它的早先文本"
    COPY = "copy", "是它的副本"
    EXPLAINS = "explains", "是对它的解读"
    DIFFERENT = "different", "是不同的文件"


class NotPossible(Exception):
    """A change of texts that cannot be made; the message is shown to the person."""


def decide_relation(relation: Relation, kind: str, gazetteer: Gazetteer, by: Editor, *, may_publish: bool) -> None:
    """Carry out a decision on how a document is related to a known one. A document of its own is published, if the
    person may publish. Raises NotPossible where its texts now belong to another document."""
    with writing(by, Cause.REVIEW):
        relation.refresh_from_db()
        if relation.document.text_id is None or relation.to.text_id is None:
            raise NotPossible("它的文本已归入另一份文件，请到那份文件的“文本”页上改正。")
        if kind in (Decision.EXPLAINS, Decision.DIFFERENT):
            close(relation, kind, by)
            if may_publish:
                publish(relation.document)
        else:
            close(relation, Relation.Kind.COPY if kind == Decision.COPY else Relation.Kind.VERSION, by)
            fold_into(relation.document, relation.to, kind, gazetteer, by)


def close(relation: Relation, kind: str, by: Editor) -> None:
    """Store the decision of a person."""
    relation.kind, relation.is_decided, relation.decided_at = kind, True, timezone.now()
    relation.decided_by_id = by.pk if by else None
    relation.save()
    tell(relation.document, Kind.UPDATED, ["relations"])


def publish(document: Document) -> None:
    """Let readers see a document."""
    document.is_published = True
    save(document, ["is_published"])
    tell(document, Kind.UPDATED, ["is_published"])
    index_document(document)
    index_facts(document)


def fold_into(document: Document, known: Document, kind: str, gazetteer: Gazetteer, by: Editor) -> None:
    """Make the texts of a document versions of the known one; withdraw the document and lead its address there."""
    text = document.text
    document.text = None
    save(document, ["text"])
    for version in document.versions.all():
        version.document, version.is_copy = known, kind == Decision.COPY
        save(version, ["document", "is_copy"])
        tell(version, Kind.UPDATED, ["document"])
    withdraw(document)
    for citation in Citation.objects.filter(cited=document).select_for_update():
        citation.cited = None if citation.document_id == known.pk else known  # a document does not cite itself
        save(citation, ["cited"])
        tell(citation, Kind.UPDATED, ["cited"])
    for ended in Document.objects.filter(replaced_by=document).exclude(pk=known.pk):
        ended.replaced_by = known
        save(ended, ["replaced_by"])
        tell(ended, Kind.UPDATED, ["replaced_by_id"])
    index_document(document)
    index_facts(document)
    if kind == Decision.VERSION and text is not None:
        set_text(known, text, gazetteer, by=by)
    move_reports(document, known)


def move_reports(document: Document, known: Document) -> None:
    """Let the errors that readers reported in a document be about the known one; about its task with the same words, if
    there is one."""
    for report in Report.objects.filter(document=document).select_related("task"):
        report.document = known
        if task := report.task:
            same = Task.objects.current().filter(document=known, title=task.title, body=task.body)
            report.task = same.order_by("order").first()
        save(report, ["document", "task"])


def make_current(document: Document, version: DocumentVersion, gazetteer: Gazetteer, by: Editor) -> None:
    """Make another of its texts a document's current one, as after a wrong upload."""
    with writing(by, Cause.REVIEW):
        set_text(document, version, gazetteer, by=by)


def detach(version: DocumentVersion, gazetteer: Gazetteer, by: Editor) -> Document:
    """Make a version a document of its own, hidden until it is published. A document whose current text it was takes
    the last of its other texts. Raises NotPossible."""
    with writing(by, Cause.REVIEW):
        known = version.document
        if known.text_id == version.pk:
            others = known.versions.exclude(pk=version.pk).filter(is_copy=False)
            if (before := others.first()) is None:
                raise NotPossible("这是本文件唯一的文本，不能分出。")
            set_text(known, before, gazetteer, by=by)
        found = examine_again(version, gazetteer)
        own, _ = keep_as_text(found, file_of(found), Settlement(Verdict.NEW, version=version), gazetteer, by)
        own.is_published = False
        save(own, ["is_published"])
        index_document(own)
        index_facts(own)
        Relation.objects.create(
            document=own, to=known, kind=Relation.Kind.DIFFERENT, decided_by_id=by.pk if by else None,
            decided_at=timezone.now(),
        )  # fmt: skip
        tell(version, Kind.UPDATED, ["document"])
        return own
