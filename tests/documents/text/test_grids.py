"""Tables far too large to be read, in each format: refused in a sentence, before anything is laid out."""

from collections import Counter
from typing import Any

import pytest

from documents.text import UnreadableSource, read, repair
from documents.text.guarded import read_guarded
from documents.text.limits import MOST_CELLS
from documents.text.readings import CellMention
from tests.policykb.editing.hostile import docx

RESTART, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def cell(words: str = "甲", span: int = 1, merge: str = "") -> str:
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{merge}</w:tcPr><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>'


def word_table(*rows: str) -> bytes:
    return docx("<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>")


LONG = "省能源局负责。" * 2_000
HTML = "<table>%s</table>"
GRIDS = {
    "gridSpan.docx": word_table(*[cell(span=200) * 50] * 400),
    "cells.docx": word_table(*[cell() * 50] * 1_000),
    "spans.html": (HTML % ("<tr>" + "<td rowspan=200 colspan=200>甲" * 200)).encode(),
    "rows.html": (HTML % ("<tr><td>甲<td>乙" * 20_000)).encode(),
    "separator.md": ("任务|单位\n--|--\n" + "|" * 490_000).encode(),
    "rows.md": ("|任务|单位|\n|--|--|\n" + "|甲|乙|\n" * 20_000).encode(),
    "bars.txt": ("|任务|单位|\n" + "|甲|乙|\n" * 20_000).encode(),
    "tabs.txt": ("任务\t单位\n" + "甲\t乙\n" * 20_000).encode(),
    "blanks.txt": ("任务　　单位\n" + "甲　　乙\n" * 20_000).encode(),
    "many.txt": (("任务\t单位\n" + "甲\t乙\n" * 1_000 + "\n文。\n\n") * 12).encode(),
}
REPEATED = {
    "vMerge.docx": word_table(cell() + cell(LONG, merge=RESTART), *[cell() + cell("", merge=CONTINUE)] * 50),
    "rowspan.html": (HTML % (("<tr><td>甲<td rowspan=200>" + LONG[:1_400] + "<tr><td>乙" * 199) * 4)).encode(),
}


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How many cells readers make."""
    count: Counter[str] = Counter()
    make = CellMention.__init__

    def counted(cell: CellMention, *values: Any) -> None:
        count["cells"] += 1
        make(cell, *values)

    monkeypatch.setattr(CellMention, "__init__", counted)
    return count


@pytest.mark.parametrize("name", GRIDS)
def test_a_table_of_too_many_cells_is_refused(name: str, made: Counter[str]) -> None:
    with pytest.raises(UnreadableSource, match="more than 20,000 cells") as refusal:
        read(GRIDS[name], name)
    assert refusal.value.chinese == "表格过大，超过 2 万格。"
    assert made["cells"] < 1.2 * MOST_CELLS


@pytest.mark.parametrize("name", REPEATED)
def test_merged_cells_that_repeat_too_many_words_are_refused(name: str) -> None:
    with pytest.raises(UnreadableSource, match="merged cells"):
        read(REPEATED[name], name)


@pytest.mark.parametrize("name", ["gridSpan.docx", "spans.html"])
def test_the_sentence_comes_out_of_the_guard(name: str) -> None:
    with pytest.raises(UnreadableSource, match="cells"):
        read_guarded(GRIDS[name], name)


def test_a_long_annex_is_read() -> None:
    text = "序号|任务|牵头单位|完成时限\n--|--|--|--\n" + "1|建设风电基地|省能源局|2026年6月\n" * 4_000
    (table,) = repair(read(text.encode(), "a.md")).tables
    assert len(table.cells) == 16_004
