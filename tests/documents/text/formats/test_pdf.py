"""PDF: lines as they stand on the page. Files are made here, byte by byte."""

from collections.abc import Sequence
from itertools import zip_longest

import pypdfium2
import pytest

from documents.text import UnreadableSource, read, repair

MARGIN, SIZE, PITCH = 80, 16, 28
WIDTH = 26  # characters of a full line

SENTENCE = "推动工业绿色低碳转型，建设清洁能源产业高地，"
Placed = tuple[int, int, str]  # from the left, from below, text
Drawn = tuple[int, int, int, int]  # from the left, from below, wide, high


def pdf(pages: list[list[Placed]], turn: int = 0, rules: Sequence[Sequence[Drawn]] = ()) -> bytes:
    """A PDF with the lines at their places, in a Song type that it does not contain; shown turned clockwise. `rules`
    are the lines drawn on each page."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
    ]
    kids = []
    for lines, drawn in zip_longest(pages, rules, fillvalue=()):
        shown = b"BT /F1 %d Tf %s ET" % (SIZE, b" ".join(_shown(*line, turn) for line in lines))
        shown += b"".join(b" %d %d %d %d re f" % _placed(rule, turn) for rule in drawn)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate %d /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % (turn, len(objects))
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    data, offsets = b"%PDF-1.4\n", []
    for index, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (index, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def _placed(rule: Drawn, turn: int) -> Drawn:
    left, low, width, height = rule
    return rule if turn == 0 else (595 - low - height, left, height, width)


def _shown(left: int, height: int, text: str, turn: int) -> bytes:
    place = {0: (1, 0, 0, 1, left, height), 90: (0, 1, -1, 0, 595 - height, left)}[turn]
    return b"%d %d %d %d %d %d Tm <%s> Tj" % (*place, text.encode("utf-16-be").hex().encode())


def column(lines: list[str], top: int = 750, pitch: int = PITCH) -> list[Placed]:
    """The lines one below the other; blanks before them move them to the right."""
    return [
        (MARGIN + SIZE * (len(line) - len(line.lstrip("\u3000"))), top - index * pitch, line.lstrip("\u3000"))
        for index, line in enumerate(lines)
    ]


def wrapped(paragraphs: list[str], indent: str = "") -> list[str]:
    """The paragraphs in lines of one width."""
    lines = []
    for paragraph in paragraphs:
        text = indent + paragraph
        lines += [text[start : start + WIDTH] for start in range(0, len(text), WIDTH)]
    return lines


def text_of(pages: list[list[Placed]], turn: int = 0) -> str:
    return read(pdf(pages, turn), "a.pdf").text


def test_a_pdf_gives_its_lines_and_pages() -> None:
    source = read(pdf([column(["推进绿色发展。", "建设零碳园区。"]), column(["加强组织领导。"])]), "a.pdf")
    assert source.format == "pdf"
    assert source.text == "推进绿色发展。\n建设零碳园区。\n\x0c加强组织领导。\n"


@pytest.mark.parametrize("turn", [0, 90])
def test_indents_and_wide_gaps_of_a_page_are_kept(turn: int) -> None:
    lines = ["　　一、总体要求", "　　为推动绿色低碳发展，", "制定本方案。", "如下。"]
    page = column(lines) + column(["　　　　二〇二五年九月一日"], top=590)
    assert text_of([page], turn) == "\n".join(lines) + "\n\n　　　　二〇二五年九月一日\n"


def test_marks_that_stand_low_and_high_stay_in_their_line() -> None:
    words = ["健全机制", "。", "“", "省能源局负责"]
    page = [(MARGIN + SIZE * len("".join(words[:index])), 750, word) for index, word in enumerate(words)]
    assert text_of([[*page, *column(["加强领导。"], top=722)]]) == "健全机制。“省能源局负责\n加强领导。\n"


@pytest.mark.parametrize("mark", "。，、；：？！“”‘’（）《》〔〕—…·％%")
def test_a_mark_that_is_a_text_object_of_its_own_is_not_lost(mark: str) -> None:
    """Whatever types the machine has: the file holds none, and most have no outline for such a mark."""
    page = [(MARGIN, 750, "健全机制"), (MARGIN + SIZE * 4, 750, mark), (MARGIN + SIZE * 5, 750, "省能源局负责")]
    assert text_of([page]) == f"健全机制{mark}省能源局负责\n"


def test_no_type_of_the_machine_is_used() -> None:
    """Every sign of a type that the file does not hold takes the same square."""
    page = pypdfium2.PdfDocument(pdf([column(["健全a机制。“1"])]))[0]
    layer = page.get_textpage()
    boxes = [layer.get_charbox(index) for index in range(layer.count_chars())]
    assert len(boxes) == 8
    assert {(round(right - left), round(top - bottom)) for left, bottom, right, top in boxes} == {(SIZE, SIZE)}


def test_what_stands_in_another_column_stays_a_line_of_its_own() -> None:
    page = [(MARGIN, 750, "完善标准"), (MARGIN + SIZE * 6, 750, "省市场监管局"), (MARGIN, 722, "加强领导。")]
    assert text_of([page]).split() == ["完善标准", "省市场监管局", "加强领导。"]


# Some of them fill their last line, with an indent or without; some have a full stop at the end of another line.
PARAGRAPHS = [
    (SENTENCE * 4)[: 3 * WIDTH - 3] + "。",
    "（一）优化布局。" + SENTENCE * 3 + "促进升级。",
    (SENTENCE * 3)[: 2 * WIDTH - 1] + "。",
    (SENTENCE * 3)[: 2 * WIDTH - 3] + "。省能源局负责。",
    (SENTENCE * 3)[: 2 * WIDTH - 3] + "。",
    "建设零碳园区，" + SENTENCE * 5 + "形成格局。",
    "完善标准体系，" + SENTENCE * 6 + "加强领导。",
]


def test_indents_part_the_paragraphs_of_a_pdf() -> None:
    lines = wrapped(PARAGRAPHS, indent="\u3000\u3000")
    pages = [column(lines[:14]), column(lines[14:])]
    assert repair(read(pdf(pages), "a.pdf")).text.split("\n") == PARAGRAPHS


def test_gaps_part_the_paragraphs_of_a_pdf() -> None:
    page: list[Placed] = []
    for paragraph in PARAGRAPHS:
        page += column(wrapped([paragraph]), top=page[-1][1] - 34 if page else 800, pitch=20)
    assert repair(read(pdf([page]), "a.pdf")).text.split("\n") == PARAGRAPHS


def test_running_heads_and_page_numbers_of_a_pdf_go() -> None:
    pages = [column(["绿色规划", f"{word}、规划的正文。", f"— {page} —"]) for page, word in enumerate("一二三四", 1)]
    lines = repair(read(pdf(pages), "a.pdf")).text.split("\n")
    assert lines == ["绿色规划", *(f"{word}、规划的正文。" for word in "一二三四")]


def test_a_scan_is_refused() -> None:
    with pytest.raises(UnreadableSource, match="scan"):
        read(pdf([[], [], column(["1"])]), "a.pdf")


def test_a_pdf_of_too_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("documents.text.formats.pdf.MOST_PAGES", 2)
    with pytest.raises(UnreadableSource, match="pages"):
        read(pdf([column(["这一页上有些文字。"])] * 3), "a.pdf")
