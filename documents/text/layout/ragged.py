"""The lines of a page whose text was taken apart at its marks, so that lines end anywhere; whether they go on."""

import re
from collections.abc import Collection, Sequence

from documents.text.layout.block_starts import DATE_LINE, number_kind
from documents.text.layout.lines import Line
from documents.text.layout.marks import ANY_MARK, COMMA, SENTENCE_MARK, TERMINAL, TITLE_LAST

BRACKET = re.compile("[（()）]")
SHORT_SENTENCE = re.compile("[^，。；：、！？]{1,20}。")
FEWEST_AT_COMMA = 8
LONGEST_CLAUSE = 300


def is_ragged(lines: Sequence[Line]) -> bool:
    r"""Whether many lines end at a comma, as they do where a page was taken apart at its marks.

    >>> from documents.text.layout.lines import split_lines
    >>> from documents.text.readings import SourceText
    >>> is_ragged(split_lines(SourceText("建设风电、\n光伏，\n以及储能基地。\n" * 5)))
    True
    """
    plain = [line for line in lines if not line.is_fixed]
    at_comma = sum(COMMA.search(line.text) is not None for line in plain)
    return at_comma >= FEWEST_AT_COMMA and at_comma * 12 >= len(plain)


def is_bracket_open(so_far: str, line: Line, in_ragged: bool) -> bool:
    """Whether a line stands in a bracket opened above: one that it closes, or in a ragged text one not closed yet.

    >>> from documents.text.layout.lines import split_lines
    >>> from documents.text.readings import SourceText
    >>> [line] = split_lines(SourceText("水利厅）。"))
    >>> is_bracket_open("（牵头单位：省", line, False), is_bracket_open("牵头单位：省", line, False)
    (True, False)
    """
    opened = max(so_far.rfind("（"), so_far.rfind("("))
    if opened <= max(so_far.rfind("）"), so_far.rfind(")")) or len(so_far) - opened > LONGEST_CLAUSE:
        return False
    mark = BRACKET.search(line.text)
    return mark.group() in "）)" if mark else in_ragged


def goes_on_raggedly(so_far: str, line: Line, run_in: Collection[str]) -> bool:
    """Whether a paragraph goes on whose lines end anywhere: it has not ended, and is no heading by itself."""
    if TERMINAL.search(so_far) or DATE_LINE.fullmatch(so_far):
        return False
    if kind := number_kind(so_far):
        return kind in run_in or bool(SENTENCE_MARK.search(so_far) or SHORT_SENTENCE.fullmatch(line.text))
    return bool(ANY_MARK.search(line.text)) and not TITLE_LAST.search(so_far)
