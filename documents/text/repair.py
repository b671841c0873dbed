"""Source text → reading text: layout marks dropped, broken lines joined, scrambled copies put in order."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from documents.text.aligned import AlignedText, joined
from documents.text.blanks import tidy
from documents.text.lines import Line, split_lines
from documents.text.paragraphs import continues, is_split_title, survey
from documents.text.spans import Alignment
from documents.text.values import ReadingText, SourceText

HEAD_LINES = 12  # a title stands in the first lines


def repair(source: SourceText) -> ReadingText:
    """The text as it is to be read; a clean text passes as it is."""
    lines = join_lines(split_lines(source))
    lines = [replace(line, words=tidy(line.words)) for line in lines]
    words = assemble(source.text, lines)
    return ReadingText(words.text, Alignment(words.pieces))


def join_lines(lines: Sequence[Line]) -> list[Line]:
    """Paragraphs: the lines, with those that were broken joined."""
    layout = survey(lines)
    groups: list[list[Line]] = []
    for index, line in enumerate(lines):
        before = lines[index - 1] if index else None
        is_title = before is not None and index < HEAD_LINES and is_split_title(before, line)
        if before is not None and (is_title or continues(before, line, layout)):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_paragraph(group) for group in groups]


def _paragraph(group: Sequence[Line]) -> Line:
    if len(group) == 1:
        return group[0]
    return replace(group[0], words=joined(line.words for line in group), end=group[-1].end)


def assemble(source: str, lines: Sequence[Line]) -> AlignedText:
    """The lines as one text; each line end is aligned to the nearest line end of the source."""
    ends = [index for index, character in enumerate(source) if character == "\n"]
    parts: list[AlignedText] = []
    for index, line in enumerate(lines):
        if index and ends:
            parts.append(_line_end(source, ends, lines[index - 1]))
        parts.append(line.words)
    return joined(parts)


def _line_end(source: str, ends: Sequence[int], line: Line) -> AlignedText:
    end = line.end
    if end is None:
        end = ends[min(bisect_left(ends, line.words.source_start), len(ends) - 1)]
    return AlignedText.of(source, end, end + 1)
