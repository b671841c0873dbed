"""A new text in; the document that it belongs to out. Texts are added, never replaced."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q, QuerySet

from documents.collation.likeness import SHARED, likeness, telling_marks
from documents.models import Correction, Document, DocumentVersion, TextMark
from documents.records.kinship import DOUBTFUL, WHOLE, Paper, Verdict, compare, place_of_text
from documents.records.saving import save
from documents.structure.document_number import number_key
from documents.structure.titles import ENTITLED
from documents.structure.values import ParsedHeader
from documents.text.readings import ReadingText, SourceText
from documents.text.title_key import title_key

MOST = 20  # documents that a new text is compared with
PRIORITY = [
    Verdict.COPY,
    Verdict.VERSION,
    Verdict.EARLIER,
    Verdict.EXPLAINS,
    Verdict.UNSURE,
    Verdict.EXPLAINED,
    Verdict.NEW,
]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file: its name, the SHA-256 and number of its bytes, source text and reading text; `extractor` is the version
    of the stages that read it."""

    name: str
    sha256: str
    size: int | None
    source: SourceText
    reading: ReadingText
    extractor: str


@dataclass(frozen=True, slots=True)
class Settlement:
    """Where a text belongs: its `place` beside the `known` document, and why (`evidence`, in Chinese). `version` is the
    row that holds the same bytes already, if there is one."""

    place: Verdict
    known: Document | None = None
    version: DocumentVersion | None = None
    evidence: str = ""


def settle(file: SourceFile, header: ParsedHeader, region: str | None) -> Settlement:
    """Where a new text belongs; `region` is the code of its region. To be called within writing(): until that ends, the
    answer stays true."""
    if version := DocumentVersion.objects.filter(sha256=file.sha256).select_related("document").first():
        is_current = version.document.text_id == version.pk
        beside = Verdict.COPY if version.is_copy else Verdict.EARLIER
        return Settlement(Verdict.VERSION if is_current else beside, version.document, version)
    new = paper_of(file, header, region)
    found = []
    for known in candidates(new, header):
        seen = compare(new, known_paper(known))
        found.append((PRIORITY.index(place_of_text(seen)), -seen.alike.common, known.pk, known, seen))
    if not found:
        return Settlement(Verdict.NEW)
    *_, known, seen = min(found, key=lambda each: each[:3])
    settled = place_of_text(seen)
    if settled in (Verdict.VERSION, Verdict.EARLIER) and holds_another(found, known):
        settled = Verdict.UNSURE
    return Settlement(settled, None if settled is Verdict.NEW else known, None, seen.evidence)


def holds_another(found: Iterable[tuple[Any, ...]], known: Document) -> bool:
    """Whether the new text also holds another published document, which is not like the known one: then the file holds
    two documents."""
    others = [other for *_, other, seen in found if seen.alike.kept >= WHOLE and other.is_published]
    mine = known_paper(known).shingles
    return any(likeness(mine, known_paper(other).shingles).held < DOUBTFUL for other in others if other.pk != known.pk)


def paper_of(file: SourceFile, header: ParsedHeader, region: str | None) -> Paper:
    """The Paper of the new text."""
    titles = [words.text for words in (header.title, header.notice_title) if words]
    return Paper(
        numbers=telling_keys([number_key(header.document_number.text)] if header.document_number else []),
        titles=telling_keys(map(title_key, titles)),
        genre=header.genre,
        region=region or "",
        dated=date_of(header),
        reading=file.reading.text,
        format=file.source.format,
    )


def known_paper(document: Document) -> Paper:
    """The Paper of a stored document, with its titles and numbers from before a person corrected them."""
    text: Any = document.text
    corrected = {lock.field: lock.before or "" for lock in document.corrections.all()}
    titles = (document.title, document.notice_title, corrected.get("title", ""), corrected.get("notice_title", ""))
    without_name = [title for title in titles if title != text.file_name]
    return Paper(
        numbers=telling_keys([document.number_key, number_key(corrected.get("document_number", ""))]),
        titles=telling_keys(map(title_key, without_name)),
        genre=document.genre,
        region=document.region_id or "",
        dated=document.issued_on or document.published_on or document.printed_on,
        reading=text.reading,
        format=text.format,
    )


def telling_keys(words: Iterable[str]) -> frozenset[str]:
    """The keys that are not empty."""
    return frozenset(filter(None, words))


def date_of(header: ParsedHeader) -> date | None:
    """The day of issue, else of publication, else of printing; None without any."""
    mention = header.issued_on or header.published_on or header.printed_on
    return mention.day if mention else None


def candidates(new: Paper, header: ParsedHeader) -> list[Document]:
    """The stored documents that the new text may belong to, the likeliest first: those with much of the same text, with
    its number, with its title, or with a title that its own title quotes in 《》."""
    titles = [words.text for words in (header.title, header.notice_title) if words]
    named = [title_key(match["title"]) for title in titles for match in ENTITLED.finditer(title)]
    texts = DocumentVersion.objects.in_bulk(alike := alike_versions(new.reading))
    documents = Document.objects.filter(text__isnull=False).order_by("pk").values_list("pk", flat=True)
    found = [
        *(texts[version].document_id for version in alike),
        *documents.filter(number_key__in=new.numbers)[:MOST],
        *documents.filter(pk__in=corrected_from(header))[:MOST],
        *documents.filter(title_key__in=[*new.titles, *named])[:MOST],
    ]
    known = Document.objects.filter(text__isnull=False).select_related("text").prefetch_related("corrections")
    rows = known.in_bulk(list(dict.fromkeys(found))[:MOST])
    return [rows[pk] for pk in dict.fromkeys(found) if pk in rows]


def corrected_from(header: ParsedHeader) -> QuerySet[Correction, Any]:
    """The keys of documents for which the same title or number was extracted before a person corrected it."""
    corrections = Correction.objects.filter(content_type__app_label="documents", content_type__model="document")
    said = {"title": header.title, "notice_title": header.notice_title, "document_number": header.document_number}
    same = [Q(field=field, before=words.text) for field, words in said.items() if words]
    return corrections.filter(reduce(or_, same, Q(pk__in=[]))).values("object_id")


def alike_versions(reading: str) -> list[int]:
    """The keys of stored texts that share many marks with this one, the most alike first."""
    found = TextMark.objects.filter(mark__in=telling_marks(reading)).values_list("version", flat=True)
    return [version for version, shared in Counter(found).most_common(MOST) if shared >= SHARED]


def add_version(
    document: Document, file: SourceFile, header: ParsedHeader, *, is_copy: bool, by: AbstractBaseUser | None
) -> DocumentVersion:
    """Store a text as a version of the document."""
    version = DocumentVersion.objects.create(
        document=document,
        sha256=file.sha256,
        title=(header.title.text if header.title else file.name)[:300],
        dated=date_of(header),
        is_copy=is_copy,
        stored_by_id=by.pk if by is not None else None,
        **text_columns(file),
    )
    mark(version)
    return version


def reread_version(version: DocumentVersion, file: SourceFile) -> bool:
    """Update a stored text to how the same bytes are read now; return whether its source or reading text changed."""
    columns = text_columns(file) | {"file_name": version.file_name}
    changed = [name for name, value in columns.items() if getattr(version, name) != value]
    for name in changed:
        setattr(version, name, columns[name])
    if changed:
        save(version, changed)
    if "reading" in changed:
        version.marks.all().delete()  # type: ignore[attr-defined]
        mark(version)
    return bool({"reading", "source", "pieces"} & set(changed))


def text_columns(file: SourceFile) -> dict[str, Any]:
    """The columns of a version that hold the file and its reading."""
    return {
        "file_name": file.name[-255:],
        "size": file.size,
        "format": file.source.format,
        "encoding": file.source.encoding,
        "source": file.source.text,
        "reading": file.reading.text,
        "pieces": [[piece.start, piece.source_start, piece.length] for piece in file.reading.alignment.pieces],
        "extractor": file.extractor,
    }


def mark(version: DocumentVersion) -> None:
    """Store the marks by which a text is found."""
    TextMark.objects.bulk_create(TextMark(version=version, mark=number) for number in telling_marks(version.reading))
