"""Marks without a partner are told of, and no others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.text.layout.pairs import MARK, unpaired_marks


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ('推广“一网通办"，完善“好差评”。', ""),
        ('推广"一网通办”，完善"好差评"。', ""),
        ("称‘一件事'。", ""),
        ("（省能源局、\n省财政厅）", ""),
        ("“一要发展，\n二要保护。”", ""),
        ("修改为：“甲。\n“乙。\n“丙。”", ""),
        ("修改为：“甲。“乙。”", ""),
        ("称“甲“乙”", "“"),
        ("报告指出“培育产业。", "“"),
        ("培育”产业（园区。", "”（"),
        ("（甲）》", "》"),
        ("［甲〕和﹝乙", ""),
        ("1)甲。第2）乙。a）丙", ""),
        ("建设（园区" + "\n甲" * 13 + "）", "（）"),
    ],
)
def test_marks_without_a_partner(text: str, alone: str) -> None:
    lines = text.split("\n")
    notes = unpaired_marks(lines)
    assert "".join(note.span.quote(line) for line, found in zip(lines, notes, strict=True) for note in found) == alone


@given(st.lists(st.text("“”‘’（)〔]《》\"'甲1，", max_size=30), max_size=30))
def test_any_marks_are_told_of_at_their_places(lines: list[str]) -> None:
    for line, notes in zip(lines, unpaired_marks(lines), strict=True):
        assert all(MARK.fullmatch(note.span.quote(line)) for note in notes)


def test_a_million_marks_are_no_burden() -> None:
    assert sum(map(len, unpaired_marks(["“" * 300_000, "）" * 300_000, "“（" * 100_000]))) == 9
