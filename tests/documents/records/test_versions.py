"""Texts of documents: kept as they came, found by what they say, read again in place."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from documents.collation.likeness import telling_marks
from documents.models import Document, DocumentVersion
from documents.records.kinship import Verdict
from documents.records.versions import (
    MOST,
    SourceFile,
    add_version,
    alike_versions,
    candidates,
    date_of,
    known_paper,
    mark,
    paper_of,
    reread_version,
    settle,
)
from documents.structure.values import DateMention, ParsedHeader, Words
from documents.text.readings import ReadingText, SourceText
from documents.text.spans import Alignment, Piece, Span
from tests.factories import make_document

pytestmark = pytest.mark.django_db

TEXT = "统筹发展风电光伏水电和新型储能，建设零碳园区，完善绿电直连供应模式，健全碳排放统计核算体系。"
OTHER = "做好天然气调度，落实储气责任，十月底前完成城镇供热管网检修，及时处置供暖投诉，定期通报质量。"
NEW_TITLE = Words("青海省冷链物流发展行动方案", Span(0, 1))


def file_of(text: str = TEXT, name: str = "新.txt", digest: str = "f" * 64, **values: Any) -> SourceFile:
    reading = ReadingText(text, Alignment((Piece(0, 3, len(text)),)))
    return replace(SourceFile(name, digest, 7, SourceText(f"\n\n\n{text}"), reading, "stages"), **values)


def stored(text: str = TEXT, **values: Any) -> Document:
    """A stored document with marks on its text."""
    document = make_document(source=text, **values)
    mark(document.text)
    return document


def day(number: int) -> DateMention:
    return DateMention(date(2031, 5, number), Span(0, 1))


def found(text: str = TEXT, **header: Any) -> list[Document]:
    parsed = ParsedHeader(**header)
    return candidates(paper_of(file_of(text), parsed, None), parsed)


def test_a_version_holds_the_file_as_it_came(admin_user):
    document = make_document()
    version = add_version(
        document, file_of(), ParsedHeader(title=NEW_TITLE, published_on=day(2)), is_copy=True, by=admin_user
    )
    version.refresh_from_db()
    assert (version.document, version.sha256, version.size, version.file_name) == (document, "f" * 64, 7, "新.txt")
    assert (version.source, version.reading, version.pieces) == (f"\n\n\n{TEXT}", TEXT, [[0, 3, len(TEXT)]])
    assert (version.title, version.dated, version.is_copy) == (NEW_TITLE.text, date(2031, 5, 2), True)
    assert (version.format, version.encoding, version.extractor) == ("txt", "utf-8", "stages")
    assert version.stored_by == admin_user
    assert sorted(version.marks.values_list("mark", flat=True)) == telling_marks(TEXT)


def test_a_text_without_a_title_goes_by_its_file_and_long_names_are_cut_at_their_beginning_or_end():
    version = add_version(make_document(), file_of(name="甲" * 400 + ".txt"), ParsedHeader(), is_copy=False, by=None)
    assert (version.title, version.file_name) == ("甲" * 300, "甲" * 251 + ".txt")
    assert (version.stored_by, version.dated, version.is_copy) == (None, None, False)


def test_a_text_bears_the_day_of_issue_before_others():
    assert date_of(ParsedHeader()) is None
    assert date_of(ParsedHeader(printed_on=day(3))) == date(2031, 5, 3)
    assert date_of(ParsedHeader(published_on=day(2), printed_on=day(3))) == date(2031, 5, 2)
    assert date_of(ParsedHeader(issued_on=day(1), published_on=day(2), printed_on=day(3))) == date(2031, 5, 1)


@pytest.mark.parametrize(
    ("changed", "is_news"),
    [
        ({}, False),
        ({"extractor": "later"}, False),
        ({"name": "别名.txt"}, False),
        ({"source": SourceText("别的")}, True),
        ({"reading": ReadingText(OTHER, Alignment((Piece(0, 0, len(OTHER)),)))}, True),
        ({"reading": ReadingText(TEXT, Alignment((Piece(0, 4, len(TEXT)),)))}, True),
    ],
)
def test_the_same_bytes_read_differently_are_brought_in_line(changed, is_news):
    version = add_version(make_document(), file_of(), ParsedHeader(), is_copy=False, by=None)
    file = replace(file_of(), **changed)
    assert reread_version(version, file) is is_news
    version.refresh_from_db()
    assert (version.file_name, version.extractor) == ("新.txt", file.extractor)
    assert (version.source, version.reading) == (file.source.text, file.reading.text)
    assert version.alignment == file.reading.alignment
    assert sorted(version.marks.values_list("mark", flat=True)) == telling_marks(file.reading.text)


def test_the_most_alike_texts_are_found_first_and_others_not_at_all():
    half, whole, other = stored(TEXT[:30] + OTHER), stored(TEXT + "。"), stored(OTHER)
    assert alike_versions(TEXT)[0] == whole.text_id
    assert other.text_id not in alike_versions(TEXT)
    assert alike_versions(OTHER)[0] == other.text_id and half.text_id in alike_versions(OTHER)


def test_a_few_marks_in_common_are_chance():
    document = make_document()
    for number in telling_marks(TEXT)[:5]:
        document.text.marks.create(mark=number)
    assert alike_versions(TEXT) == []
    document.text.marks.create(mark=telling_marks(TEXT)[5])
    assert alike_versions(TEXT) == [document.text_id]


def test_a_document_is_found_by_number_title_and_what_speaks_about_it():
    document = make_document(title="青海省冷链物流发展行动方案", document_number="青政办〔2031〕12号", source=OTHER)
    assert found() == []
    assert found(document_number=Words("青政办〔2031〕12号", Span(0, 1))) == [document]
    assert found(title=NEW_TITLE) == found(notice_title=NEW_TITLE) == [document]
    assert found(title=Words("《青海省冷链物流发展行动方案》政策解读", Span(0, 1))) == [document]
    assert found(title=Words("青海省冷链物流行动计划", Span(0, 1))) == []


@pytest.mark.parametrize("field", ["title", "notice_title", "document_number"])
def test_a_corrected_document_is_found_by_what_was_read(field, admin_user):
    document = make_document(source=OTHER)
    words = {"document_number": Words("青政办〔2031〕12号", Span(0, 1))}.get(field, NEW_TITLE)
    document.corrections.create(
        field=field, before=words.text, corrected_by=admin_user, corrected_at=document.updated_at
    )
    assert found(**{field: words}) == [document]
    assert found(**{field: Words("别的", Span(0, 1))}) == []
    paper = known_paper(document)
    assert paper.format == "txt"
    keys = paper.numbers if field == "document_number" else paper.titles
    assert {"青政办-2031-12", "青海省冷链物流发展行动方案"} & keys


def test_the_likeliest_come_first_and_no_more_than_can_be_compared():
    numbered = make_document(document_number="青政办〔2031〕12号", source=OTHER)
    alike = stored()
    titled = [make_document(title=NEW_TITLE.text, source=OTHER) for _ in range(MOST)]
    rows = found(title=NEW_TITLE, document_number=Words("青政办〔2031〕12号", Span(0, 1)))
    assert rows == [alike, numbered, *titled][:MOST]


def test_a_document_that_goes_by_its_files_name_has_no_title():
    document = make_document()
    Document.objects.filter(pk=document.pk).update(title=document.text.file_name)
    assert known_paper(Document.objects.get(pk=document.pk)).titles == frozenset()


def test_what_a_document_is_dated_by():
    values = {"issued_on": date(2031, 5, 1), "published_on": date(2031, 5, 2), "printed_on": date(2031, 5, 3)}
    for name, dated in values.items():
        assert known_paper(make_document(**{"issued_on": None} | {name: dated})).dated == dated
    assert known_paper(make_document(**values)).dated == date(2031, 5, 1)


@pytest.mark.parametrize(
    ("is_current", "is_copy", "expected"),
    [(True, False, Verdict.VERSION), (False, True, Verdict.COPY), (False, False, Verdict.EARLIER)],
)
def test_the_same_bytes_are_what_they_were(is_current, is_copy, expected):
    document = make_document()
    version = add_version(document, file_of(), ParsedHeader(), is_copy=is_copy, by=None)
    if is_current:
        Document.objects.filter(pk=document.pk).update(text=version)
    settled = settle(file_of(OTHER), ParsedHeader(), None)
    assert (settled.place, settled.known, settled.version) == (expected, document, version)


def test_a_text_that_is_like_none_is_new():
    stored(OTHER)
    assert settle(file_of(), ParsedHeader(), None).place is Verdict.NEW
    make_document(title=NEW_TITLE.text, document_number="", source=OTHER)
    settled = settle(file_of(), ParsedHeader(title=NEW_TITLE), None)
    assert (settled.place, settled.known) == (Verdict.NEW, None)


def test_of_two_that_it_may_be_the_surer_and_then_the_more_alike_counts():
    number = Words("青政办〔2031〕12号", Span(0, 1))
    doubtful = make_document(title="别的", document_number=number.text, source=OTHER, region=None)
    same = stored(title="也是别的", document_number=number.text, region=None)
    settled = settle(file_of(), ParsedHeader(document_number=number), None)
    assert (settled.place, settled.known) == (Verdict.COPY, same)
    assert settled.evidence.startswith("文号相同") and doubtful.number_key == same.number_key
    assert DocumentVersion.objects.count() == 2
