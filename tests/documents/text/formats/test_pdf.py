"""PDF: lines as they stand on the page. Files are made here, byte by byte."""

from collections.abc import Sequence
from itertools import zip_longest
from math import cos, radians, sin

import pypdfium2
import pytest

from documents.text import UnreadableSource, read, repair

MARGIN, SIZE, PITCH = 80, 16, 28
WIDTH = 26  # characters of a full line

SENTENCE = "推动工业绿色低碳转型，建设清洁能源产业高地，"
# from the left, from below, text; how many times as large it is, and by how many degrees it is turned
Placed = tuple[float, float, str] | tuple[float, float, str, float] | tuple[float, float, str, float, float]
Drawn = tuple[int, int, int, int]  # from the left, from below, wide, high


def pdf(
    pages: list[list[Placed]],
    turn: int = 0,
    rules: Sequence[Sequence[Drawn]] = (),
    *,
    latin: int = SIZE,
    in_forms: bool = False,
) -> bytes:
    """A PDF with the lines at their places, in a Song type that it does not contain; shown turned clockwise. `rules`
    are the lines drawn on each page, `latin` is the width of digits and Latin letters. `in_forms`: each page is drawn
    within a form within a form, at four times its size and upside down, which these and the page turn and scale back,
    as browsers print."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 %d]"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>" % (1000 * latin // SIZE),
    ]
    kids = []
    for lines, drawn in zip_longest(pages, rules, fillvalue=()):
        shown = b"BT /F1 %d Tf %s ET" % (SIZE, b" ".join(_shown(*line[:3], turn, *line[3:]) for line in lines))
        shown += b"".join(b" %d %d %d %d re f" % _placed(rule, turn) for rule in drawn)
        held = b"/Font << /F1 3 0 R >>"
        if in_forms:
            for drawn_within in (b"4 0 0 -4 0 3368 cm " + shown, b"0.5 0 0 0.5 0 0 cm /X1 Do"):
                form = b"/Type /XObject /Subtype /Form /BBox [0 0 2380 3368] /Resources << %s >>" % held
                objects.append(_stream(drawn_within, form))
                held = b"/XObject << /X1 %d 0 R >>" % len(objects)
            shown = b"0.5 0 0 -0.5 0 842 cm /X1 Do"
        objects.append(_stream(shown))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate %d /Contents %d 0 R"
            b" /Resources << %s >> >>" % (turn, len(objects), held)
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


def _stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(content), content)


def _placed(rule: Drawn, turn: int) -> Drawn:
    left, low, width, height = rule
    return rule if turn == 0 else (595 - low - height, left, height, width)


def _shown(left: float, height: float, text: str, turn: int, scale: float = 1.0, slant: float = 0.0) -> bytes:
    place = {0: (left, height), 90: (595 - height, left)}[turn]
    along, up = scale * cos(radians(turn + slant)), scale * sin(radians(turn + slant))
    numbers = (along, up, -up, along, *place)
    return b"%s Tm <%s> Tj" % (
        b" ".join(b"%.4f" % number for number in numbers),
        text.encode("utf-16-be").hex().encode(),
    )


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


PARAGRAPHS = [SENTENCE * 4 + "。"] * 3


def pages_with(*around: list[Placed]) -> list[list[Placed]]:
    """Pages of prose, each with lines around it, which are last in its layer."""
    return [column(wrapped(PARAGRAPHS), top=700) + lines for lines in around]


def told(pages: list[list[Placed]]) -> list[str]:
    return [note.message for note in repair(read(pdf(pages), "a.pdf")).notes if note.kind == "left_out"]


def test_what_stands_at_one_place_of_two_pages_is_no_text() -> None:
    heads = [[(80, 800, f"某省公报 第{number}期", 0.6), (280, 40, f"{number}")] for number in (5, 6)]
    assert told(pages_with(*heads)) == [
        "页眉页脚，未收入正文：“某省公报 第5期”“某省公报 第6期”",
        "页码，未收入正文：“5”“6”",
    ]
    text = repair(read(pdf(pages_with(*heads)), "a.pdf")).text
    assert "公报" not in text and text.count(SENTENCE) == 24


def test_what_stands_at_one_place_once_or_at_two_places_is_text() -> None:
    assert told(pages_with([(80, 800, "某省公报")], [])) == []
    assert told(pages_with([(80, 800, "某省公报")], [(80, 60, "某省公报")])) == []
    assert told(pages_with([(80, 800, "附件1")], [(80, 800, "附件2")])) == []
    assert told(pages_with([(80, 800, "建成30个园区")], [(80, 800, "建成50个园区")])) == []


def test_numbers_that_only_blanks_part_are_no_running_head_of_one_number() -> None:
    assert told(pages_with([(80, 800, "园区1 2")], [(80, 800, "园区1")])) == []


def test_rows_of_a_table_that_differ_in_a_digit_are_no_running_heads() -> None:
    pages = [column([f"建设第{page * 20 + row}个零碳园区" for row in range(20)]) for page in range(2)]
    assert text_of(pages).count("零碳园区") == 40


def test_a_word_across_the_page_is_no_text() -> None:
    assert told(pages_with([(200, 300, "内部资料", 3, 45)])) == ["水印，未收入正文：“内部资料”"]


def test_a_large_title_on_several_lines_is_one_line() -> None:
    title = [(100, 780, "某省人民政府关于推进", 1.4), (100, 750, "绿色低碳园区发展", 1.4), (100, 720, "的意见", 1.4)]
    spaced = [(x, y, " ".join(text), scale) for x, y, text, scale in title]
    apart = [*title, (100, 690, "第一章 总则", 1.4)]
    for lines, expected in (
        (title, ["某省人民政府关于推进绿色低碳园区发展的意见"]),
        (spaced, ["某省人民政府关于推进绿色低碳园区发展的意见"]),
        (apart, ["某省人民政府关于推进绿色低碳园区发展的意见", "第一章 总则"]),
        ([(x, y, text) for x, y, text, _ in title], ["某省人民政府关于推进", "绿色低碳园区发展", "的意见"]),
    ):
        found = [line.strip() for line in text_of([lines + column(wrapped(PARAGRAPHS), top=640)]).split("\n")]
        assert [line for line in found if line][: len(expected)] == expected


@pytest.mark.parametrize("gap", [0.0, 2.0])
def test_raised_digits_melt_into_no_number(gap: float) -> None:
    place = 80 + SIZE * 5
    line: list[Placed] = [
        (80, 700, "装机达到10"),
        (place + gap, 706, "4", 0.6),
        (place + gap + 10, 700, "千瓦，共12个。"),
    ]
    assert text_of([line + column(wrapped(PARAGRAPHS), top=600)]).startswith("装机达到10⁴千瓦，共12个。")


def test_the_columns_of_a_page_have_an_edge_each() -> None:
    lines = [f"推进第{number}项工作，" for number in range(20)]
    left, right = column(lines[:10]), [(x + 250, y, text) for x, y, text in column(lines[10:])]  # type: ignore[misc]
    assert text_of([left + right]) == "\n".join(lines) + "\n"
