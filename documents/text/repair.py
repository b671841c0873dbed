"""Source text → reading text: layout marks dropped, broken lines joined, scrambled copies put in order."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from documents.text.aligned import AlignedText, joined
from documents.text.layout.blanks import tidy
from documents.text.layout.defects import break_note, find_defects
from documents.text.layout.furniture import without_furniture
from documents.text.layout.joining import join_lines
from documents.text.layout.left_out import source_notes
from documents.text.layout.lines import Line, split_lines
from documents.text.layout.marks import SENTENCE_MARK
from documents.text.layout.pairs import unpaired_marks
from documents.text.layout.run_on import cut_run_on
from documents.text.layout.table_spans import place_tables
from documents.text.notes import Note, NoteKind
from documents.text.readings import ReadingText, SourceText
from documents.text.scrambled.interleaving import untangle
from documents.text.spans import Span

REORDERED = "来源文件中同一文本的两个副本交错混杂，已去重并重排，缺文处已标出。"
HOLE = "此处缺文。"
FEW_BREAKS = 8  # sentences broken within a page that are told of one by one


def repair(source: SourceText) -> ReadingText:
    r"""The reading text of a source: its paragraphs one a line, with notes on what was wrong or left out.

    A text that needs no repair keeps all its characters.

    >>> repair(SourceText("到 2030 年，\n\n发展风电。\n")).text
    '到2030年，发展风电。'
    """
    kept, left_out = without_furniture(split_lines(source), source.witness.titles)
    paragraphs = join_lines(kept)
    lines, is_reordered = untangle(_tidied(paragraphs))
    if lines == _tidied(paragraphs):  # not scrambled
        lines = _tidied(cut_run_on(paragraphs))
    parts = list(_parts(source.text, lines))
    words = joined(parts)
    starts = _starts(parts, lines)
    pages = {line.words.source_start for line in kept if line.follows_page}
    notes = sorted(_notes(lines, starts, pages), key=lambda note: note.span.start if note.span is not None else 0)
    notes += [*left_out, *source_notes(source)]
    if is_reordered:
        notes.insert(0, Note(NoteKind.REORDERED, REORDERED))
    holes = tuple(start for start, line in zip(starts, lines, strict=True) if line.hole)
    tables = place_tables(source.tables, words)
    return ReadingText(words.text, words.alignment, tables, tuple(notes), holes, source.witness)


def _tidied(lines: Sequence[Line]) -> list[Line]:
    return [replace(line, words=tidy(line.words)) for line in lines]


def _parts(source: str, lines: Sequence[Line]) -> Iterator[AlignedText]:
    """For each line the line end before it (none before the first), then its words. A line end is one of the source's,
    the nearest there is; a source that has none gives it no place."""
    ends = [match.start() for match in re.finditer("\n", source)]
    before: Line | None = None  # the last one with words: where text is missing, a line may have none
    for line in lines:
        yield _line_end(source, ends, before) if before else AlignedText()
        yield line.words
        before = line if line.words.pieces else before


def _line_end(source: str, ends: Sequence[int], line: Line) -> AlignedText:
    end = line.end
    if not ends:
        return AlignedText("\n")
    if end is None:
        last = line.words.pieces[-1]
        end = ends[min(bisect_left(ends, last.source_start + last.length), len(ends) - 1)]
    return AlignedText.of(source, end, end + 1)


def _starts(parts: Sequence[AlignedText], lines: Sequence[Line]) -> list[int]:
    """Where each line begins in the reading text."""
    starts: list[int] = []
    length = 0
    for index in range(len(lines)):
        starts.append(length + len(parts[2 * index].text))
        length = starts[-1] + len(parts[2 * index + 1].text)
    return starts


def _notes(lines: Sequence[Line], starts: Sequence[int], pages: AbstractSet[int]) -> Iterator[Note]:
    told = _told_breaks(lines, pages)
    unpaired = unpaired_marks([line.text for line in lines])
    for line, start, marks in zip(lines, starts, unpaired, strict=True):
        if line.hole:
            yield Note(NoteKind.HOLE, HOLE, Span(start, start))
        for note in (*line.remarks, *_breaks(line, told), *find_defects(line.text), *marks):
            span = Span(0, 0) if note.span is None else note.span
            yield replace(note, span=Span(start + span.start, start + span.end))


def _told_breaks(lines: Sequence[Line], pages: AbstractSet[int]) -> frozenset[int]:
    """The places in the source of the broken sentences that are told of: those that a page breaks, and the others where
    they are few. A text whose lines are all cut has no defect there; a title may stand on several lines."""
    places = [place for line in lines for place in line.breaks if SENTENCE_MARK.search(line.text)]
    others = [place for place in places if place not in pages]
    is_cut = len(others) > max(FEW_BREAKS, len(lines) // 10)
    return frozenset(places).intersection(pages) if is_cut else frozenset(places)


def _breaks(line: Line, told: frozenset[int]) -> Iterator[Note]:
    """The notes on places where the line was broken."""
    for source in told.intersection(line.breaks) if line.breaks else ():
        for piece in line.words.pieces:
            if piece.source_start <= source < piece.source_start + piece.length:
                yield break_note(line.text, piece.start + source - piece.source_start)
