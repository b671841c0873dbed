"""What nobody sees goes, whatever is seen stays, and every format can carry what is left."""

import io
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from documents.text.printable import one_line, printable

ANY_TEXT = st.text(st.characters(codec=None))  # halves of pairs too


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("推进\x0b风电", "推进\n风电"),
        ("推进\x0c风电\u2028光伏\u2029水电\x85", "推进\n风电\n光伏\n水电\n"),
        ("一\r\n二\r三\t四", "一\n二\n三\t四"),
        ("省\u202e水利\u2066厅\u200b\ufeff\xad", "省水利厅"),
        ("\x00\x07\x1b[31m\x7f\x9f\ud800\uffff", "[31m"),
        ("　全角 空格，NBSP\xa0与🙂𠮷①", "　全角 空格，NBSP\xa0与🙂𠮷①"),
    ],
)
def test_only_what_nobody_sees_goes(words: str, left: str) -> None:
    assert printable(words) == left


def test_one_line_has_blanks_for_breaks() -> None:
    assert one_line(" 推进\x0b风电 \r\n\n\t光伏\t水电\n") == "推进 风电 光伏 水电"


@given(ANY_TEXT)
def test_what_is_printable_stands_in_every_format(words: str) -> None:
    left = printable(words)
    assert printable(left) == left
    assert ElementTree.fromstring(f"<a>{escape(left)}</a>".encode()).text == (left or None)
    assert not ILLEGAL_CHARACTERS_RE.search(left)


def test_a_workbook_takes_every_character_that_is_left() -> None:
    book = openpyxl.Workbook()
    book.active.append([printable("".join(map(chr, range(0x10000))))])
    book.save(io.BytesIO())
