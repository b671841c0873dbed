"""The words of a page in; whether they name the columns of a table, out."""

import re
from collections.abc import Iterable, Sequence

from documents.text.formats.pdf_levels import Level
from documents.text.formats.pdf_lines import PageLine
from documents.text.layout.spaced_tables import HEAD_WORD, LONGEST_CELL_WORD

HAN = re.compile(r"[\u4e00-\u9fff]")
MARK = re.compile(r"[，。；：！？…:;]|\.{3}|·{2}")
# 一、任务 · 页码 · 2030: no names of the columns of a table
NO_NAME = re.compile(r"^[（(]?[一二三四五六七八九十\d]+[）)、.．]|^页[码次数]?$|^[\W\d]+$")


def may_name(lines: Sequence[PageLine]) -> bool:
    """Whether there may be names of columns among the lines: a cheap look at their words, whose letters blanks may
    part."""
    words = [each for line in lines for each in (*line.text.split(), "".join(line.text.split()))]
    return sum(len(HEAD_WORD.findall(each)) for each in words if HAN.search(each) and not MARK.search(each)) > 1


def is_head(level: Level) -> bool:
    """Whether the words of a level, which gaps part, name columns."""
    names = ["".join(sign.text for sign in group) for group in level.groups()]
    return are_names(names) and sum(HEAD_WORD.search(name) is not None for name in names) > 1


def are_names(names: Iterable[str]) -> bool:
    """Whether the words may name columns."""
    return not any(len(name) > LONGEST_CELL_WORD or NO_NAME.search(name) or MARK.search(name) for name in names)
