"""The lines of a text that is two copies interleaved in; its lines in order out.

A text in one copy whose headings and contents run into its sentences is cut into lines. Both is done on strong
evidence only; any other text is returned as it came.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from documents.text.aligned import AlignedText, joined
from documents.text.layout.block_starts import opens_block
from documents.text.layout.lines import Line
from documents.text.notes import Note, NoteKind
from documents.text.scrambled.contents_list import ContentsLine, find_contents_list
from documents.text.scrambled.copies import find_twins, may_be_copies
from documents.text.scrambled.glued import head_lines
from documents.text.scrambled.heading_places import Placed, place_headings
from documents.text.scrambled.loose_sentences import Sentence, split_sentences
from documents.text.scrambled.merging_copies import Merged, merge
from documents.text.scrambled.streams import Streams
from documents.text.spans import Span

LOST_HEADING = "正文中此标题缺失，据目录补出，位置系推定。"
REPEATED = "文中许多语句先后出现两次，且前后交错；不足以断定为两个副本混杂，未作重排。"
UNCERTAIN = "此处所属章节不能确定，可能属于相邻的一节。"


def untangle(lines: Sequence[Line]) -> tuple[list[Line], bool]:
    """The lines in reading order, and whether they were put in order (then notes on doubtful places are in them).

    >>> from documents.text.layout.lines import split_lines
    >>> from documents.text.readings import SourceText
    >>> lines, is_reordered = untangle(split_lines(SourceText("发展风电。")))
    >>> [line.text for line in lines], is_reordered
    (['发展风电。'], False)
    """
    contents = find_contents_list(lines)
    entries = contents.entries if contents else ()
    sentences = split_sentences(lines, entries)
    twins = find_twins(sentences)
    if twins is None:
        kept = _unfolded(lines, sentences) if contents and contents.is_glued else list(lines)
        return _doubted(kept) if may_be_copies(sentences) else kept, False
    merged = merge(Streams(sentences, twins))
    return list(_Page(merged, entries).lines()), True


def _doubted(lines: Sequence[Line]) -> list[Line]:
    """The lines with a note on the first of them."""
    first, *rest = lines
    return [replace(first, remarks=(*first.remarks, Note(NoteKind.UNCERTAIN_PLACE, REPEATED))), *rest]


def _unfolded(lines: Sequence[Line], sentences: Sequence[Sentence]) -> list[Line]:
    """The lines of a text in one copy, with headings and table of contents cut off from the text around them."""
    by_line: defaultdict[int, list[Sentence]] = defaultdict(list)
    for sentence in sentences:
        by_line[sentence.line].append(sentence)
    started = False
    unfolded: list[Line] = []
    for index, line in enumerate(lines):
        started |= any(sentence.headings for sentence in by_line[index])
        unfolded += _unfold(line, by_line[index], started)
    return unfolded


def _unfold(line: Line, sentences: Sequence[Sentence], started: bool) -> Iterator[Line]:
    text: list[AlignedText] = []
    for sentence in sentences:
        parts = [sentence.words] if started and not sentence.headings else []
        if not parts:
            if text:
                yield replace(line, words=joined(text).strip())
                text = []
            yield from (replace(line, words=heading.words) for heading in sentence.headings)
            *above, last = [*head_lines(sentence.words)]
            yield from (replace(line, words=words) for words in above)
            parts = [last]
        text += parts
    if text:
        yield replace(line, words=joined(text).strip())


class _Page:
    """Writes merged sentences and placed headings as lines."""

    def __init__(self, merged: Merged, entries: Sequence[ContentsLine]) -> None:
        self.merged = merged
        self.entries = entries
        self.headings: defaultdict[int, list[Placed]] = defaultdict(list)
        for placed in place_headings(merged, entries):
            self.headings[placed.place].append(placed)
        self.doubtful = {
            place for each in self.headings.values() for placed in each for place in range(*placed.doubtful)
        }
        self.blocks = {place for place, sentence in enumerate(merged.sentences) if opens_block(sentence.words.text)}
        self.body = min(self.headings or self.blocks or {0})

    def lines(self) -> Iterator[Line]:
        """All lines: the head, then the headings, each with its text."""
        for sentence in self.merged.sentences[: self.body]:
            yield from (Line(words) for words in head_lines(sentence.words) if words.text)
        starts = sorted({self.body, *self.headings, *self.blocks, *self.merged.holes, len(self.merged.sentences)})
        starts = [start for start in starts if start >= self.body]
        for start, end in zip(starts, [*starts[1:], len(self.merged.sentences)], strict=True):
            yield from self._part(start, end)

    def _part(self, start: int, end: int) -> Iterator[Line]:
        """The headings at a place and the text after them. Around a lost heading, text is missing on both sides."""
        hole = start in self.merged.holes
        above = len(self.entries)
        for placed in self.headings.get(start, ()):
            yield self._heading(placed, hole and self.entries[placed.entry].level <= above)
            hole = hole and placed.heading is None
            above = self.entries[placed.entry].level
        paragraph = self._paragraph(start, end)
        if paragraph.words.text or (hole and start < end):
            yield replace(paragraph, hole=hole)

    def _heading(self, placed: Placed, hole: bool) -> Line:
        if placed.heading is not None:
            words = self.merged.sentences[placed.place].headings[placed.heading].words
            return Line(words, hole=hole)
        words = self.entries[placed.entry].words
        note = Note(NoteKind.LOST_HEADING, LOST_HEADING, Span(0, len(words.text)))
        return Line(words, hole=hole, remarks=(note,))

    def _paragraph(self, start: int, end: int) -> Line:
        words = [self.merged.sentences[place].words for place in range(start, end)]
        doubtful = [place for place in range(start, end) if place in self.doubtful]
        if not doubtful:
            return Line(joined(words))
        first = sum(len(each.text) for each in words[: doubtful[0] - start])
        last = sum(len(each.text) for each in words[: doubtful[-1] + 1 - start])
        return Line(joined(words), remarks=(Note(NoteKind.UNCERTAIN_PLACE, UNCERTAIN, Span(first, last)),))
