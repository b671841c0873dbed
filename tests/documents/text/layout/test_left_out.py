"""Comments and words struck out in a Markdown file are no part of the text; a note tells of them."""

import pytest

from documents.text import read, repair

ASIDES = {
    "struck": ("建成~~12~~30个", "建成30个", ["已划去的文字，未收入正文：“12”"]),
    "a comment": ("# 甲\n\n<!-- 待核 -->\n\n乙<!-- 再核 -->丙", "甲\n乙丙", ["注释，未收入正文：“待核”“再核”"]),
    "a comment over lines": ("甲\n<!-- 一、总则\n~~二~~ -->\n乙", "甲\n乙", ["注释，未收入正文：“一、总则 ~~二~~”"]),
    "a comment without an end": ("甲<!--乙", "甲<!--乙", []),
    "no words struck": ("3~~5年，6~~8年，~~ 甲 ~~", "3~~5年，6~~8年，~~ 甲 ~~", []),
}


@pytest.mark.parametrize("name", ASIDES)
def test_asides_are_told_in_notes(name: str) -> None:
    text, expected, messages = ASIDES[name]
    reading = repair(read(text.encode(), "a.md"))
    assert (reading.text, [note.message for note in reading.notes]) == (expected, messages)


def test_a_plain_text_has_no_asides() -> None:
    assert repair(read("建成~~5~~8个<!--a-->。".encode(), "a.txt")).text == "建成~~5~~8个<!--a-->。"


def test_words_cut_from_a_line_leave_the_others_where_they_stood() -> None:
    source = read("~~旧~~ 甲**乙~~丙~~丁**".encode(), "a.md")
    reading = repair(source)
    assert reading.text == "甲乙丁"
    for place, sign in enumerate(reading.text):
        assert source.text[reading.alignment.source_offset(place)] == sign


def test_comments_without_an_end_are_no_burden() -> None:
    assert repair(read(("<!--" * 100_000).encode(), "a.md")).text


def test_a_note_tells_of_several_words_as_long_as_it_is_short() -> None:
    notes = repair(read("".join(f"<!-- {n}{'注' * 99} -->\n" for n in range(9)).encode() + "甲".encode(), "a.md")).notes
    assert len(notes) == 5 and all(len(note.message) < 320 for note in notes)


def test_the_fields_above_a_markdown_file_are_lines_of_their_own() -> None:
    text = '---\n文件名称: "某省湿地办法，修订"\n发布机构: "某省"\n---\n推进湿地保护，\n加强管理。\n'
    assert repair(read(text.encode(), "a.md")).text.split("\n") == [
        *('文件名称: "某省湿地办法，修订"', '发布机构: "某省"'),
        "推进湿地保护，加强管理。",
    ]
