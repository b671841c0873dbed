"""Word documents: what a reader sees of them is read, what he does not see is told of in a note."""

import pytest

from documents.text import read, repair
from documents.text.readings import SourceText
from tests.documents.text.formats.word_files import NAMES, level, list_of, listed, paragraph, run, word_file


def source(body: str, **parts: str) -> SourceText:
    return read(word_file(body, **parts), "a.docx")


def lines(body: str, **parts: str) -> list[str]:
    return source(body, **parts).text.splitlines()


CHAPTERS = [listed("总则"), listed("目标", 1), listed("任务"), listed("园区", 1), listed("电网", 1)]


@pytest.mark.parametrize(
    ("levels", "labels"),
    [
        (
            [level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "（%2）")],
            "一、 （一） 二、 （一） （二）",
        ),
        (
            [level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "（%2）", '<w:lvlRestart w:val="0"/>')],
            "一、 （一） 二、 （二） （三）",
        ),
        (
            [level(0, "chineseCounting", "%1、"), level(1, "decimal", "%2．", '<w:lvlRestart w:val="1"/>')],
            "一、 1． 二、 1． 2．",
        ),
        (
            [level(0, "chineseCounting", "第%1章"), level(1, "decimal", "%1.%2、", "<w:isLgl/>")],
            "第一章 1.1、 第二章 2.1、 2.2、",
        ),
        (
            [level(0, "chineseCounting", "第%1章"), level(1, "decimal", "%1.%2、", '<w:isLgl w:val="0"/>')],
            "第一章 一.1、 第二章 二.1、 二.2、",
        ),
        (
            [level(0, "ideographTraditional", "%1、"), level(1, "chineseLegalSimplified", "%2、")],
            "甲、 壹、 乙、 壹、 贰、",
        ),
    ],
)
def test_a_list_is_numbered_as_word_shows_it(levels: list[str], labels: str) -> None:
    words = ["总则", "目标", "任务", "园区", "电网"]
    found = lines("".join(CHAPTERS), numbering=list_of(*levels))
    assert [line.removesuffix(word).strip() for line, word in zip(found, words, strict=True)] == labels.split()


def test_the_level_of_a_style_is_the_one_that_names_it() -> None:
    styles = (
        f'<w:styles {NAMES}><w:style w:styleId="Two"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        "</w:style></w:styles>"
    )
    levels = list_of(level(0, "decimal", "%1、"), level(1, "decimal", "（%2）", '<w:pStyle w:val="Two"/>'))
    body = listed("总则") + paragraph("目标", '<w:pStyle w:val="Two"/>')
    assert lines(body, numbering=levels, styles=styles) == ["1、总则", "（1）目标"]


LEFT_OUT = {
    "struck": (run("建成") + run("12", "<w:strike/>") + run("30个"), "建成30个", "已划去的文字", "12"),
    "struck twice": (run("建成") + run("12", "<w:dstrike/>") + run("30个"), "建成30个", "已划去的文字", "12"),
    "hidden": (run("建成") + run("密", "<w:vanish/>") + run("30个"), "建成30个", "隐藏的文字", "密"),
    "deleted": (
        run("建成") + "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>" + run("30个"),
        *("建成30个", "修订中删去的文字", "旧"),
    ),
    "moved": (
        run("建成") + f"<w:moveFrom>{run('旧')}</w:moveFrom>" + run("30个"),
        "建成30个",
        "修订中删去的文字",
        "旧",
    ),
    "ruby": (
        f"<w:r><w:ruby><w:rt>{run('qiǎn')}</w:rt><w:rubyBase>{run('浅')}</w:rubyBase></w:ruby></w:r>{run('山')}",
        *("浅山", "注音", "qiǎn"),
    ),
}


@pytest.mark.parametrize("name", LEFT_OUT)
def test_words_that_do_not_hold_are_left_out_with_a_note(name: str) -> None:
    content, text, why, words = LEFT_OUT[name]
    reading = repair(source(paragraph(content)))
    assert reading.text == text
    assert [note.message for note in reading.notes] == [f"{why}，未收入正文：“{words}”"]


def test_what_is_not_struck_or_hidden_stays() -> None:
    content = run("建成", '<w:strike w:val="0"/>') + run("30个", '<w:vanish w:val="false"/>')
    assert source(paragraph(content)) == SourceText("建成30个\n", "docx")


def test_a_style_hides_its_words_unless_a_run_says_otherwise() -> None:
    styles = f'<w:styles {NAMES}><w:style w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
    body = run("甲", '<w:rStyle w:val="H"/>') + run("乙", '<w:rStyle w:val="H"/><w:vanish w:val="0"/>')
    assert source(paragraph(body), styles=styles).text == "乙\n"


def test_raised_digits_melt_into_no_number() -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    assert lines(paragraph(run("10") + run("4", raised) + run("千瓦"))) == ["10⁴千瓦"]
    assert lines(paragraph(run("m") + run("注", raised))) == ["m注"]
    power = (
        "<m:oMath><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>6</m:t></m:r></m:sup></m:sSup></m:oMath>"
    )
    assert lines(paragraph(power + run("吨"))) == ["10⁶吨"]


def test_footnotes_stand_at_the_end_with_their_marks() -> None:
    notes = (
        f'<w:footnotes {NAMES}><w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
        f'<w:footnote w:id="7">{paragraph("<w:r><w:footnoteRef/></w:r>" + run("指年产值居前的园区。"))}</w:footnote>'
        "</w:footnotes>"
    )
    body = paragraph(run("建设园区") + '<w:r><w:footnoteReference w:id="7"/></w:r>' + run("5个。")) + paragraph("保障")
    assert lines(body, footnotes=notes) == ["建设园区¹5个。", "保障", "注1：指年产值居前的园区。"]


def test_the_code_of_a_field_is_no_text() -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = mark("begin") + run('HYPERLINK "a"') + mark("separate") + run("省水利厅") + mark("end") + run("牵头")
    assert lines(paragraph(code)) == ["省水利厅牵头"]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('内部')}{paragraph('资料')}</w:txbxContent>"
    forms = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    older = f"<mc:AlternateContent><mc:Choice/><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    for shape in (box, forms, older):
        body = paragraph(run("正文") + f"<w:r>{shape}</w:r>")
        assert lines(body) == ["正文", "内部", "资料"]
        assert lines(f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>") == ["正文", "内部", "资料"]


def test_what_stands_beside_the_text_is_told_in_notes() -> None:
    header = f'<w:hdr {NAMES}>{paragraph("某省公报")}<v:textpath string="内部资料"/></w:hdr>'
    footer = f"<w:ftr {NAMES}>{paragraph('— 3 —')}</w:ftr>"
    comments = f"<w:comments {NAMES}><w:comment>{paragraph('再核')}</w:comment></w:comments>"
    found = source(paragraph("正文"), header=header, footer=footer, comments=comments)
    assert [note.message for note in repair(found).notes] == [
        "页眉页脚，未收入正文：“某省公报”",
        "水印，未收入正文：“内部资料”",
        "页码，未收入正文：“— 3 —”",
        "批注，未收入正文：“再核”",
    ]


def test_a_file_of_the_strict_standard_is_read() -> None:
    assert read(word_file(paragraph("正文"), is_strict=True), "a.docx").text == "正文\n"


def test_a_part_beside_the_text_that_is_broken_costs_no_text() -> None:
    assert lines(paragraph("正文"), styles="<w:styles", numbering="", footnotes="<a>") == ["正文"]
