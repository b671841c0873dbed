"""Reading: what each format gives, and what is refused. Files are made here, byte by byte."""

import zipfile
from io import BytesIO

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.text import UnreadableSource, read, repair
from documents.text.formats.numbering import written
from documents.text.limits import MOST_BYTES
from documents.text.readings import SourceText

TEXT = "某省人民政府关于推进绿色发展的意见\r\n各市人民政府：\n　　推进绿色发展，建设零碳园区。\n"


# Text


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_text_is_the_decoded_file(encoding: str, name: str) -> None:
    for file in ("a.txt", "a.md", "A.TXT"):
        source = read(TEXT.encode(encoding), file)
        assert (source.text, source.encoding) == (TEXT, name)


def test_traditional_text_in_gb18030_is_text() -> None:
    text = "關於加強環境保護工作的通知，各機關應當認真辦理，並將執行情況報告。"
    assert read(text.encode("gb18030"), "a.txt").text == text


def test_returns_of_old_macintosh_files_become_line_ends() -> None:
    assert read("甲\r乙\r\n丙".encode(), "a.txt").text == "甲\n乙\r\n丙"


@pytest.mark.parametrize("end", ["\r", "\x0b", "\x85", "\u2028", "\u2029", "\x0c"])
def test_every_sign_that_ends_a_line_ends_it(end: str) -> None:
    assert read(f"甲{end}乙{end}".encode(), "a.txt").text == "甲\n乙\n"


@pytest.mark.parametrize("sign", ["\x07", "\x1c", "\x02", "\u202e", "\u2066"])
def test_a_sign_nobody_sees_is_left_out_with_a_note(sign: str) -> None:
    reading = repair(read(f"由省水{sign}利厅牵头。\n".encode(), "a.txt"))
    assert reading.text == "由省水利厅牵头。"
    assert [note.message for note in reading.notes] == (
        [f"看不见的控制字符，未收入正文：U+{ord(sign):04X}（1处）"] if sign != "\x1c" else []
    )


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "a.txt", "empty"),
        (b"\xef\xbb\xbf", "a.txt", "empty"),
        ("　\n \u200b".encode(), "a.txt", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "a.txt", "picture"),
        (b"\xff\xd8\xff\xe0" + bytes(99), "a.txt", "picture"),
        (b"%PDF-1.7", "a.txt", "PDF"),
        (b"PK\x03\x04" + bytes(99), "a.md", "ZIP"),
        ("绿色".encode() + b"\x00" + "发展".encode(), "a.txt", "binary"),
        (bytes(range(1, 32)) * 9, "a.txt", "binary"),
        (bytes(range(128, 255)) * 9, "a.txt", "encoding"),
        ("關於加強環境保護工作的通知，各機關應當認真辦理。".encode("big5"), "a.txt", "encoding"),
        ("これは日本語の文章です。環境を守ります。".encode("shift_jis"), "a.txt", "encoding"),
        ("推进绿色发展".encode("utf-16")[:-1], "a.txt", "UTF-16"),
        (b"x" * (MOST_BYTES + 1), "a.txt", "20 MB"),
        (b"text", "a.doc", "not read"),
        (b"text", "a.exe", "not read"),
        (b"text", "a.docx", "damaged"),
        (b"\xd0\xcf\x11\xe0" + bytes(99), "a.docx", "encrypted"),
        (b"text", "a.pdf", "damaged"),
        (b"%PDF-1.7\nbroken", "a.pdf", "damaged"),
        (b"<html><body><script>x</script></body></html>", "a.html", "empty"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(data: bytes, name: str, reason: str) -> None:
    with pytest.raises(UnreadableSource, match=reason) as caught:
        read(data, name)
    assert caught.value.chinese.endswith("。")
    assert "\n" not in str(caught.value)


@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.md", "a.html", "a.docx", "a.pdf"]))
@settings(deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    try:
        repair(read(data, name))
    except UnreadableSource as refusal:
        assert str(refusal) and refusal.chinese


# HTML


def html(body: str) -> SourceText:
    return read(f"<!DOCTYPE html><html><head><title>网</title></head><body>{body}</body></html>".encode(), "a.html")


def cells(source: SourceText) -> list[tuple[int, int, int, int, str]]:
    return [
        (cell.row, cell.column, cell.rows, cell.columns, cell.span.quote(source.text))
        for table in source.tables
        for cell in table.cells
    ]


def test_a_page_gives_its_visible_text_a_block_a_line() -> None:
    source = html(
        "<nav>首页</nav><style>p{}</style><h1>关于<b>绿色</b>发展的通知</h1><div>各市：<p>推进绿色\n发展&#12290;<br>落实责任"
        "<script>if (a<b) {}</script></div><p style='display: none'>隐</p><ul><li>一<li>二</ul><footer>版权</footer>"
    )
    assert source.text.splitlines() == ["关于绿色发展的通知", "各市：", "推进绿色发展。", "落实责任", "一", "二"]


@pytest.mark.parametrize("hidden", ["style='visibility: hidden'", "style='display:none'", "hidden"])
def test_a_page_that_is_hidden_until_a_script_shows_it_is_read(hidden: str) -> None:
    page = f"<html {hidden}><body {hidden}><p>推进绿色发展。</p><p {hidden}>隐</p><p>落实责任。</p></body></html>"
    assert read(page.encode(), "a.html").text.splitlines() == ["推进绿色发展。", "落实责任。"]


def test_a_page_in_gbk_is_read_as_it_declares() -> None:
    page = '<html><head><meta charset="gb2312"></head><body><p>绿色发展</p></body></html>'
    assert read(page.encode("gbk"), "a.htm").text == "绿色发展\n"


def test_a_table_keeps_its_merged_cells() -> None:
    source = html(
        "<table><tr><th>任务</th><th colspan=2>单位</th></tr><tr><td rowspan=2>园区</td><td>甲厅</td><td></td></tr>"
        "<tr><td>乙厅<p>丙厅</p></td><td>丁厅</td></tr></table>"
    )
    assert cells(source) == [
        (0, 0, 1, 1, "任务"),
        (0, 1, 1, 2, "单位"),
        (1, 0, 2, 1, "园区"),
        (1, 1, 1, 1, "甲厅"),
        (1, 2, 1, 1, ""),
        (2, 1, 1, 1, "乙厅\n丙厅"),
        (2, 2, 1, 1, "丁厅"),
    ]


def test_a_table_that_lays_out_the_page_is_text() -> None:
    source = html("<table><tr><td>左</td><td><p>正文一。</p><table><tr><td>表</td></tr></table></td></tr></table>")
    assert source.text.splitlines() == ["左", "正文一。", "表"]
    assert not source.tables


def test_tags_never_closed_lose_nothing() -> None:
    assert html("<div><table><tr><td>甲<td>乙<p>丙").text.split() == ["甲", "乙", "丙"]


# Word


def word(build: object) -> bytes:
    document = docx.Document()
    build(document)  # type: ignore[operator]
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def test_paragraphs_of_a_word_document_are_lines() -> None:
    def build(document: docx.document.Document) -> None:
        document.add_heading("一、总体要求", 1)
        paragraph = document.add_paragraph("推进")
        paragraph.add_run("绿色").bold = True
        paragraph.add_run("发展。")

    assert read(word(build), "a.docx").text == "一、总体要求\n推进绿色发展。\n"


def test_deleted_words_are_gone_and_inserted_ones_there() -> None:
    def build(document: docx.document.Document) -> None:
        paragraph = document.add_paragraph("推进")
        for tag, text_tag, text in (("w:del", "w:delText", "旧"), ("w:ins", "w:t", "新")):
            change, run, words = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(text_tag)
            words.text = text
            run.append(words)
            change.append(run)
            paragraph._p.append(change)

    assert read(word(build), "a.docx").text == "推进新\n"


def numbered(document: docx.document.Document, formats: list[tuple[str, str]]) -> None:
    """Make list 77 with one level for each (format, pattern)."""
    root = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "77")
    for depth, (format, pattern) in enumerate(formats):
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), str(depth))
        for tag, value in (("w:start", "1"), ("w:numFmt", format), ("w:lvlText", pattern)):
            element = OxmlElement(tag)
            element.set(qn("w:val"), value)
            level.append(element)
        abstract.append(level)
    root.insert(0, abstract)
    number, reference = OxmlElement("w:num"), OxmlElement("w:abstractNumId")
    number.set(qn("w:numId"), "77")
    reference.set(qn("w:val"), "77")
    number.append(reference)
    root.append(number)


def in_list(document: docx.document.Document, text: str, depth: int) -> None:
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    number = properties.get_or_add_numPr()
    number.get_or_add_ilvl().val = depth
    number.get_or_add_numId().val = 77


def test_automatic_numbers_are_written_out() -> None:
    def build(document: docx.document.Document) -> None:
        numbered(document, [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")])
        for text, depth in (
            ("总体要求", 0),
            ("目标", 1),
            ("任务", 0),
            ("园区", 1),
            ("电网", 1),
            ("储能", 2),
            ("保障", 0),
        ):
            in_list(document, text, depth)

    lines = read(word(build), "a.docx").text.splitlines()
    assert lines == ["一、总体要求", "（一）目标", "二、任务", "（一）园区", "（二）电网", "1. 储能", "三、保障"]


@pytest.mark.parametrize(
    ("number", "format", "expected"),
    [
        (10, "chineseCounting", "十"),
        (23, "chineseCountingThousand", "二十三"),
        (105, "chineseCounting", "一百零五"),
        (12, "ideographDigital", "一二"),
        (3, "decimalEnclosedCircle", "③"),
        (14, "lowerRoman", "xiv"),
        (28, "upperLetter", "BB"),
        (7, "decimalZero", "07"),
        (7, "unknown", "7"),
    ],
)
def test_numbers_are_written_as_their_format_says(number: int, format: str, expected: str) -> None:
    assert written(number, format) == expected


def test_a_word_table_keeps_its_merged_cells() -> None:
    def build(document: docx.document.Document) -> None:
        table = document.add_table(3, 3)
        for row in range(3):
            for column in range(3):
                table.cell(row, column).text = f"{row}{column}"
        for a, b in (((0, 0), (1, 0)), ((2, 1), (2, 2))):
            table.cell(*b).text = ""
            table.cell(*a).merge(table.cell(*b))

    source = read(word(build), "a.docx")
    assert cells(source) == [
        (0, 0, 2, 1, "00"),
        (0, 1, 1, 1, "01"),
        (0, 2, 1, 1, "02"),
        (1, 1, 1, 1, "11"),
        (1, 2, 1, 1, "12"),
        (2, 0, 1, 1, "20"),
        (2, 1, 1, 2, "21"),
    ]
    reading = repair(source)
    assert [cell.span.quote(reading.text) for cell in reading.tables[0].cells] == [cell[4] for cell in cells(source)]


def rewritten(data: bytes, change: object) -> bytes:
    """The archive with each entry's content changed."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))  # type: ignore[operator]
    return file.getvalue()


def test_damaged_and_hostile_word_documents_are_refused() -> None:
    good = word(lambda document: document.add_paragraph("绿色发展"))
    entity = b"?>\n<!DOCTYPE w [<!ENTITY a 'aaaaaaaaaa'>]>"
    hostile = {
        "damaged": [
            good[:-400],
            good[:1000],
            rewritten(good, lambda name, content: content[:99] if name.endswith("document.xml") else content),
        ],
        "entities": [rewritten(good, lambda name, content: content.replace(b"?>", entity, 1))],
        "unpacks": [
            rewritten(
                good, lambda name, content: content + b" " * 40_000_000 if name.endswith("document.xml") else content
            )
        ],
    }
    for reason, files in hostile.items():
        for data in files:
            with pytest.raises(UnreadableSource, match=reason):
                read(data, "a.docx")


def test_an_archive_of_thousands_of_entries_is_refused() -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for index in range(2_500):
            archive.writestr(f"word/{index}.xml", b"")
    with pytest.raises(UnreadableSource, match="unpacks"):
        read(file.getvalue(), "a.docx")
