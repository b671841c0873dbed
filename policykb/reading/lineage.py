"""A document in; its texts in order of time, and the related documents that a reader should see, out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.db.models import Count, Q
from django.utils import timezone

from documents.models import Document, DocumentVersion, Relation
from documents.records import originals

TEXTS = ("source", "reading", "pieces")  # what no list needs
# How a document stands to another, said on the page of the one and of the other
WORDS = {
    Relation.Kind.EXPLAINS: ("本文件解读的文件", "解读本文件的材料"),
    Relation.Kind.VERSION: ("本文件的另一版本", "本文件的另一版本"),
    Relation.Kind.COPY: ("同一文件的另一份", "同一文件的另一份"),
}


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a document; `before` is the one it is compared with: the earlier one, of a copy the current one."""

    version: DocumentVersion
    is_current: bool
    before: DocumentVersion | None
    has_file: bool

    @property
    def standing(self) -> str:
        """What it is among the others, in Chinese."""
        return place_among_texts(self.version, self.is_current)


def taken_over(slug: str) -> Document | None:
    """The document that took over the texts of the one at this address, by a person's decision; None for none."""
    kinds = (Relation.Kind.VERSION, Relation.Kind.COPY)
    found = Relation.objects.filter(document__slug=slug, document__text=None, is_decided=True, kind__in=kinds)
    relation = found.select_related("to").filter(to__in=Document.objects.published()).first()
    return relation.to if relation else None


def place_among_texts(version: DocumentVersion, is_current: bool) -> str:
    """What a text is among the others of its document, in Chinese."""
    return "现行文本" if is_current else "副本" if version.is_copy else "早先的版本"


def texts_of(document: Document) -> list[Text]:
    """Every text of the document: the current one, the earlier ones from the latest back, the copies."""
    versions = list(document.versions.defer(*TEXTS))  # type: ignore[attr-defined]
    own = sorted((each for each in versions if not is_beside(each, document)), key=lambda each: age(each, document))
    copies = [each for each in versions if is_beside(each, document)]
    befores: dict[int, DocumentVersion] = {later.pk: earlier for earlier, later in pairwise(own)}
    befores |= {copy.pk: own[-1] for copy in copies if own}
    return [
        Text(version, version.pk == document.text_id, befores.get(version.pk), has_file(version))
        for version in (*reversed(own), *copies)
    ]


def is_beside(version: DocumentVersion, document: Document) -> bool:
    """Whether a text counts as a copy; the current text never does, however it came in."""
    return version.is_copy and version.pk != document.text_id


def age(version: DocumentVersion, document: Document) -> tuple[bool, date, object, int]:
    """The sort key of a text: the current one last, the others by their date or by the day they came in."""
    day = version.dated or timezone.localdate(version.stored_at)
    return version.pk == document.text_id, day, version.stored_at, version.pk


def has_file(version: DocumentVersion) -> bool:
    """Whether the original file can be downloaded."""
    return version.size is not None and originals.is_kept(version.sha256)


def family(document: Document) -> dict[str, object]:
    """What the head of a document's page says of its texts and related documents, with two queries."""
    other = Q(is_copy=True) & ~Q(pk=document.text_id)
    counts = document.versions.aggregate(own=Count("pk", filter=~other), copies=Count("pk", filter=other))  # type: ignore[attr-defined]
    return {"own_texts": counts["own"], "copies": counts["copies"], "beside": list(beside(document))}


def beside(document: Document) -> Iterator[tuple[str, Document]]:
    """The related documents, each with how it is related."""
    relations = Relation.objects.to_be_read().filter(Q(document=document) | Q(to=document))
    for relation in relations.select_related("document", "to").order_by("kind", "pk"):
        here, there = WORDS.get(Relation.Kind(relation.kind), ("", ""))
        if here:
            yield (here, relation.to) if relation.document_id == document.pk else (there, relation.document)
