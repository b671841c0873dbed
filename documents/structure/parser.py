"""A reading text in; the parsed document out: head, contents, closings, outline, tables, in this order."""

import re
from collections.abc import Sequence
from dataclasses import replace

from documents.structure.carried import ANNEX_LINE
from documents.structure.closing import Closing, find_closings
from documents.structure.contents import find_contents
from documents.structure.head_dates import stated_day
from documents.structure.header import Head, read_head
from documents.structure.kinds import kind_of
from documents.structure.labelled import head_fields
from documents.structure.ordinals import Ordinal, Style, find_ordinals
from documents.structure.outline import build_outline
from documents.structure.paragraphs import find_paragraphs, without_blanks
from documents.structure.parting import find_partings
from documents.structure.plan_period import find_plan_period
from documents.structure.provenance import publication, stated_validity
from documents.structure.tables import find_tables, without_heads
from documents.structure.unnumbered import find_unnumbered
from documents.structure.values import ParsedDocument, ParsedTable, Words
from documents.text.notes import Note, NoteKind
from documents.text.numerals import parse_int
from documents.text.readings import ReadingText
from documents.text.spans import Span


def parse(reading: ReadingText) -> ParsedDocument:
    r"""The structure of a document: head, sections, tables and notes, with spans in the text of `reading`.

    The text is in simplified characters (see `in_simplified`). Raises nothing: any text can be parsed.

    >>> from documents.text.spans import Alignment
    >>> document = parse(ReadingText("关于发展风电的通知\n一、总则\n加快建设。", Alignment(())))
    >>> document.header.title.text, [section.label for section in document.sections]
    ('关于发展风电的通知', ['', '一、总则'])
    """
    text = reading.text
    lines = list(find_paragraphs(text))
    tables = find_tables(reading, lines)
    fields, labelled = head_fields(text, lines, tables)
    contents = find_contents(text, lines)
    lines = [line for line in lines if line.start not in labelled]
    closings = find_closings(text, lines)
    closings = sorted([*closings, *find_partings(text, lines, closings)], key=lambda closing: closing.span)
    head = read_head(text, without_heads(lines, tables), closings, fields, reading.witness)
    excluded = sorted([*(closing.span for closing in closings), *contents.spans, *(table.span for table in tables)])
    parts = find_parts(text, lines, closings, head)
    numbers = list(find_ordinals(text, head.body_start, excluded))
    unnumbered = find_unnumbered(text, [line for line in lines if line.start >= head.body_start], numbers, excluded)
    ordinals = sorted([*numbers, *parts, *unnumbered], key=lambda o: o.span)
    sections, numbering = build_outline(text, ordinals, reading.holes, contents.titles)
    missing = find_missing(text, lines, closings, tables)
    address, publisher = publication(text, fields, reading.witness)
    header = replace(
        head.header,
        kind=kind_of(text, head.header, sections),
        missing_attachments=missing,
        validity=stated_validity(text, fields),
        source_url=address,
        publisher=publisher,
        period=find_plan_period(text, head.header.title),
        retrieved_on=stated_day(reading.witness.retrieved),
    )
    notes = (*reading.notes, *head.notes, *(note for closing in closings for note in closing.notes), *numbering)
    return ParsedDocument(text, header, sections, tables, (*notes, *map(_missing_note, missing)), head.body_start)


def find_parts(text: str, lines: Sequence[Span], closings: Sequence[Closing], head: Head) -> list[Ordinal]:
    """An ordinal for each part after the begin of the body that is not numbered with it: closing blocks (number 0), and
    attachments, which begin with their label or title."""
    parts = [
        Ordinal(Style.ANNEX, 0, Span(closing.span.start, closing.span.start), path=(0,))
        for closing in closings
        if closing.span.start > head.body_start
    ]
    labelled: set[int] = set()
    for line, below in zip(lines, [*lines[1:], None], strict=False):
        if line.start >= head.body_start and ANNEX_LINE.fullmatch(line.quote(text)):
            number = parse_int(without_blanks(line.quote(text)).strip("附件:：")) or 1
            parts.append(Ordinal(Style.ANNEX, number, line, path=(number,)))
            labelled.add(below.start if below else 0)
    for index, title in enumerate(head.several, 1):
        if title.span.start not in labelled:
            parts.append(Ordinal(Style.ANNEX, index, Span(title.span.start, title.span.start), path=(index,)))
    return parts


def find_missing(
    text: str, lines: Sequence[Span], closings: Sequence[Closing], tables: Sequence[ParsedTable] = ()
) -> tuple[Words, ...]:
    """The attachments that are named but absent: no line holds their name, and fewer parts are labelled 附件 than
    attachments are named. A table right below the names is one of them, though nothing stands above it."""
    named = [words for closing in closings for words in closing.attachments]
    if not named:
        return ()
    inside = {line.start for line in lines for closing in closings if line in closing.span}
    bodies = {_bare(line.quote(text)) for line in lines if line.start not in inside and len(line) <= 100}
    labels = [body for body in bodies if ANNEX_LINE.fullmatch(body)]
    absent = [words for words in named if _bare(words.text) not in bodies]
    ends = [max(words.span.end for words in closing.attachments) for closing in closings if closing.attachments]
    below = sum(any(is_below(text, end, table) for table in tables) for end in ends)
    return tuple(absent) if len(labels) + below < len(named) else ()


def _bare(words: str) -> str:
    """A name without blanks and marks around titles: what 《年度报告》任务清单 names is headed 年度报告任务清单."""
    return re.sub("[《》〈〉<>]", "", without_blanks(words))


def is_below(text: str, end: int, table: ParsedTable) -> bool:
    """Whether nothing but marks stands between a place and a table."""
    return table.span.start >= end and not text[end : table.span.start].strip(" \n\u3000》。|")


def _missing_note(words: Words) -> Note:
    return Note(NoteKind.MISSING_ATTACHMENT, f"原文提到附件“{words.text}”，文中没有", words.span)
