"""HTML as it comes: soups of tags, pages made to exhaust their reader, encodings declared rightly or wrongly."""

import doctest
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.text import UnreadableSource, read, repair
from documents.text.formats import html
from documents.text.formats.html import MOST_MARKUP, read_html
from documents.text.readings import SourceText

MILLION = 1_000_000
TOO_DEEP = "网页的标签嵌套过深。"
TOO_LONG = "网页文件过长。"

SHOWN = ("p", "div", "span", "b", "font", "h1", "ul", "li", "a", "center", "section", "o:p", "x-y", "form")
OF_TABLES = ("table", "caption", "tbody", "tr", "td", "th")
NOT_SHOWN = ("nav", "script", "style", "template", "noscript", "select", "svg", "textarea", "title", "head", "object")
LOOSE = ("html", "body", "br", "hr", "img", "input", "frameset", "plaintext", "xmp", "iframe")
ODD = (
    *("<", ">", "</", "<!", "<!--", "-->", "--!>", "<![CDATA[", "]]>", "<![if !IE]>", "<![endif]>", "<?xml ?>", "</>"),
    *("&", "&#", "&#0;", "&#xD800;", "&#x110000;", "&lt", "&nbsp;", "&no;", "\x00", "\x0b", "\ufffe", "'", '"', "="),
    *("<!DOCTYPE x [<!ENTITY a 'b'>]>", "<p a='", "<td rowspan=0>", "<td colspan=99999>", f"<td rowspan={'1' * 5000}>"),
)
HIDES = st.sampled_from(["", "", "", " hidden", " style='display: none'", " rowspan=3", " colspan='2'"])
START = st.builds("<{}{}>".format, st.sampled_from(SHOWN + OF_TABLES + NOT_SHOWN + LOOSE), HIDES)
END = st.builds("</{}>".format, st.sampled_from(SHOWN + OF_TABLES + NOT_SHOWN + LOOSE))
WORDS = st.text("绿色发展，。 \n\tabc", max_size=6)
SOUP = st.lists(st.one_of(START, END, WORDS, st.sampled_from(ODD), st.text(max_size=4)), max_size=40).map("".join)


def lines(markup: str) -> list[str]:
    return read_html(markup.encode()).text.splitlines()


def cells(source: SourceText) -> list[list[str]]:
    return [[cell.span.quote(source.text) for cell in table.cells] for table in source.tables]


def test_the_example_is_true() -> None:
    assert doctest.testmod(html) == (0, 1)


@given(SOUP)
@settings(deadline=None, max_examples=400)
def test_any_soup_of_tags_is_read_or_refused(soup: str) -> None:
    try:
        source = read(soup.encode("utf-8", "ignore"), "a.html")
        repair(source)
    except UnreadableSource as refusal:
        assert refusal.chinese.endswith("。")
    else:
        for table in source.tables:
            places = [(cell.row, cell.column) for cell in table.cells]
            assert len(set(places)) == len(places)
            spans = [cell.span for cell in table.cells]
            assert all(one.end < next.start for one, next in pairwise(spans))


@given(st.lists(st.one_of(*[st.sampled_from([f"<{tag}>", f"</{tag}>"]) for tag in SHOWN + OF_TABLES], st.just("文"))))
@settings(deadline=None)
def test_no_word_is_lost_where_all_tags_show_theirs(soup: list[str]) -> None:
    words = iter("甲乙丙丁戊己庚辛壬癸" * 20)
    page = "".join(next(words) if each == "文" else each for each in soup)
    shown = read_html(page.encode()).text.replace("\n", "")
    assert sorted(shown) == sorted(each for each in page if "\u4e00" <= each <= "\u9fff")


PAGES = {
    "what follows the end of the page": ("<html><body><p>甲</p></body></html>\n<p>乙</p>", "甲 乙"),
    "two pages": ("<html><body>甲</body></html><html><body>乙</body></html>", "甲 乙"),
    "ends of nothing": ("<h1>甲</h2>乙</p>丙</br>丁</div></li>", "甲 乙 丙 丁"),
    "hidden items without an end": ("<ul><li hidden>隐<li>甲</ul><p hidden>隐<p>乙", "甲 乙"),
    "a text that its script shows": (
        "<body style='visibility:hidden'><p>载入中</p><div style='display:none'><p hidden>修路。</p>架桥。</div>",
        "载入中 修路。 架桥。",
    ),
    "a hidden text beside one that is seen": ("<p>修路。</p><div style='display:none'>架桥。建站。</div>", "修路。"),
    "a hidden sentence alone": ("<p>修路</p><div style='display:none'>载入中。</div>", "修路"),
    "a hidden word in a line": ("<p>绿<span hidden>隐</span>色</p>", "绿色"),
    "a menu without an end": ("<div><nav>首页</div><p>甲</p>", "甲"),
    "what only scripts use": ("<template><p>隐</p></template><noscript>隐</noscript><p>甲", "甲"),
    "a script without an end": ("<p>甲</p><script>if (a < b) {<p>乙", "甲"),
    "a style without an end": ("<p>甲</p><style>p {}<p>乙", "甲"),
    "a comment without an end": ("<p>甲</p><!-- <p>乙</p>", "甲"),
    "a comment within a word": ("<p>绿<!-- 隐 -->色</p>", "绿色"),
    "conditional comments": ("<!--[if IE]><p>隐</p><![endif]--><![if !IE]><p>甲</p><![endif]>", "甲"),
    "character data": ("<p>甲<![CDATA[隐]]>乙</p>", "甲乙"),
    "entities": ("<p>&#30002;&#x4e59;&lt;&middot&nope;&#0;</p>", "甲乙<·&nope;\ufffd"),
    "entities of its own": ("<!DOCTYPE html [<!ENTITY a '隐'>]><p>&a;</p>", "]> &a;"),
    "entities from elsewhere": ("<!DOCTYPE html SYSTEM 'file:///etc/passwd'><p>甲&x;</p>", "甲&x;"),
    "tags of Word": ("<p>甲<o:p>乙</o:p><st1:PersonName w:st='on'>丙</st1:PersonName>丁</p>", "甲乙丙丁"),
    "empty tags of XHTML": ("<head><title/><script src='x'/></head><div/><p>甲<a name='x'/>乙</p>", "甲乙"),
    "paragraphs in lines without a tag": (
        "<div>各村：\n<b>一、修路</b>\n铺设路面。\n 二、架桥\n加固桥墩。<br>完</div>",
        "各村： 一、修路 铺设路面。 二、架桥 加固桥墩。 完",
    ),
    "lines that end amid a sentence": (
        "<p>铺设\n路面。\n加固桥墩，\n种植行道树。\n<b>完</b></p>",
        "铺设路面。加固桥墩，种植行道树。完",
    ),
    "three lines, which may be wrapped behind full stops": (
        "<p>铺设路面。\n加固桥墩。\n种植行道树。</p>",
        "铺设路面。加固桥墩。种植行道树。",
    ),
    "no tags": ("甲 < 乙 & 丙", "甲 < 乙 & 丙"),
    "nothing": ("<!-- -->", ""),
}


@pytest.mark.parametrize("name", PAGES)
def test_what_a_page_shows(name: str) -> None:
    markup, expected = PAGES[name]
    assert " ".join(lines(markup)) == expected


def test_what_no_browser_shows_is_not_read_and_an_empty_tag_hides_nothing() -> None:
    frames = "<p>甲</p><noframes><body>不支持<p>框架</p></body></noframes><p>乙</p>"
    assert lines(frames) == ["甲", "乙"]
    assert lines("<p>甲<wbr hidden>乙</p>") == ["甲乙"]


def test_a_table_in_the_frame_of_the_page_is_a_table() -> None:
    """Old sites lay out the page by tables; the table of who does what stands in one of them."""
    table = "<table><caption>分工表</caption><tr><th>任务<th>单位<tr><td>建设园区<td>省能源局</table>"
    source = read_html(f"<table><tr><td>首页<td><p>正文。</p>{table}<p>完。</p></table>".encode())
    assert source.text.splitlines() == ["首页", "正文。", "分工表", "任务", "单位", "建设园区", "省能源局", "完。"]
    assert cells(source) == [["任务", "单位", "建设园区", "省能源局"]]


def test_cells_with_tags_never_closed_are_cells() -> None:
    source = read_html("<table><tr><td><font>甲<td><div>乙<tr><td><b>丙<td><p>丁</table>戊".encode())
    assert source.text.split() == ["甲", "乙", "丙", "丁", "戊"]
    assert cells(source) == [["甲", "乙", "丙", "丁"]]
    assert [(cell.row, cell.column) for cell in source.tables[0].cells] == [(0, 0), (0, 1), (1, 0), (1, 1)]


DECLARED = {
    "gbk in a meta tag": ("gbk", "<meta http-equiv='Content-Type' content='text/html; charset=gb2312'>"),
    "gbk in an XML declaration": ("gbk", "<?xml version='1.0' encoding='GBK'?>"),
    "gbk said to be utf-8": ("gbk", "<meta charset='utf-8'>"),
    "utf-8 said to be gb2312": ("utf-8", "<meta charset='gb2312'>"),
    "utf-8 said to be big5": ("utf-8", "<meta charset='big5'>"),
    "utf-8 in an XML declaration": ("utf-8", "<?xml version='1.0' encoding='gb2312'?>"),
    "utf-16": ("utf-16", "<?xml version='1.0' encoding='utf-16'?>"),
    "utf-8 with a mark": ("utf-8-sig", ""),
}


@pytest.mark.parametrize("name", DECLARED)
def test_the_encoding_is_what_it_is_not_what_is_said_of_it(name: str) -> None:
    encoding, head = DECLARED[name]
    page = f"{head}<html xmlns='http://www.w3.org/1999/xhtml'><body><p>推进绿色发展，落实责任。</p></body></html>"
    assert read(page.encode(encoding), "a.html").text == "推进绿色发展，落实责任。\n"


def test_big5_is_refused() -> None:
    page = "<meta charset='big5'><p>關於加強環境保護工作的通知，各機關應當認真辦理。</p>"
    with pytest.raises(UnreadableSource, match="encoding"):
        read(page.encode("big5"), "a.html")


HOSTILE = {
    "10 MB of div": ("<div>" * 2 * MILLION, TOO_LONG),
    "div": ("<div>" * (MOST_MARKUP // 5), TOO_DEEP),
    "b": ("<b>" * 100_000 + "文", TOO_DEEP),
    "tables": ("<table><tr><td>" * 100_000, TOO_DEEP),
    "cells": ("<table><tr><td><font>甲" * 100_000, TOO_DEEP),
    "many errors, then too deep": ("<p>甲<font>乙</p>" * 1_000 + "<div>" * 3_000, TOO_DEEP),
    "comments": ("<!--" * MILLION, ""),
    "declarations": ("<!" * MILLION, ""),
    "instructions": ("<?x" * MILLION, ""),
    "character data": ("<![CDATA[" * 500_000, ""),
    "ends of the page": ("</html" * 800_000, ""),
    "a page cut off in its end": ("<p>文</p></html", "文"),
    "scripts": ("<script>" * 600_000, ""),
    "angle brackets": ("<" * MILLION, "<" * MILLION),
    "ampersands": ("&amp" * MILLION, "&" * MILLION),
    "a quote without an end": ("<p a='" * 800_000, ""),
    "attributes": ("<p " + "a " * 2 * MILLION + ">文", "文"),
    "a bomb": (
        "<!DOCTYPE x [" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(9)) + "]>&a8;",
        "]>&a8;",
    ),
    "a long line": ("文" * 4 * MILLION, "文" * 4 * MILLION),
    "within the depth": ("<div>" * 1_900 + "文", "文"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_are_read_or_refused_in_no_time(name: str) -> None:
    page, expected = HOSTILE[name]
    try:
        found = read_html(page.encode()).text.strip("\n")
    except UnreadableSource as refusal:
        found = refusal.chinese
    assert found == expected


def test_zero_bytes_are_refused() -> None:
    with pytest.raises(UnreadableSource, match="binary"):
        read("<p>绿色\x00发展</p>".encode(), "a.html")


NUMBERED = {
    "one by one": ("<ol><li>甲<li>乙</ol>", ["1. 甲", "2. 乙"]),
    "from a start": ("<ol start=4><li>甲<li value=9>乙<li>丙</ol>", ["4. 甲", "9. 乙", "10. 丙"]),
    "downwards": ("<ol reversed><li>甲<li>乙</ol>", ["2. 甲", "1. 乙"]),
    "with letters": ("<ol type=A><li>甲<li type=i>乙</ol>", ["A. 甲", "ii. 乙"]),
    "as a style says": ("<ol style='list-style: cjk-ideographic'><li>甲<li>乙</ol>", ["一、甲", "二、乙"]),
    "without a sign": ("<ol style='list-style-type:none'><li>甲</ol>", ["甲"]),
    "by itself": ("<ol><li>1. 甲<li>（二）乙<li>③丙</ol>", ["1. 甲", "（二）乙", "③丙"]),
    "within a list": ("<ol><li>甲<ol><li>乙<li>丙</ol><li>丁</ol>", ["1. 甲", "1. 乙", "2. 丙", "2. 丁"]),
    "with paragraphs": ("<ol><li><p>甲</p><p>乙</p><li> <p>丙</ol>丁", ["1. 甲", "乙", "2. 丙", "丁"]),
    "with an empty one": ("<ol><li>甲<li></ol><p>乙", ["1. 甲", "乙"]),
    "not at all": ("<ul><li>甲</ul><li>乙", ["甲", "乙"]),
    "2027 is no number": ("<ol><li>2027年前建成。</ol>", ["1. 2027年前建成。"]),
}


@pytest.mark.parametrize("name", NUMBERED)
def test_items_of_an_ordered_list_are_numbered(name: str) -> None:
    markup, expected = NUMBERED[name]
    assert lines(markup) == expected


def test_raised_digits_melt_into_no_number() -> None:
    assert lines("10<sup>4</sup>千瓦，10<sup>-3</sup>，m<sup><b>2</b></sup>，园区<sup>[1]</sup>") == [
        "10⁴千瓦，10⁻³，m²，园区[1]"
    ]


LEFT_OUT = {
    "struck": ("建成<del>5</del>8个<s>区</s>", "建成8个", ["已划去的文字，未收入正文：“5”“区”"]),
    "struck by a style": (
        "建成<span style='text-decoration: line-through'>5</span>8个",
        *("建成8个", ["已划去的文字，未收入正文：“5”"]),
    ),
    "ruby": ("<ruby>浅<rp>(</rp><rt>qian</rt><rp>)</rp></ruby>山", "浅山", ["注音，未收入正文：“(qian)”"]),
    "hidden": ("甲<span style='display:none'>乙<script>x</script></span>", "甲", ["隐藏的文字，未收入正文：“乙”"]),
    "around": ("<nav>首页<b>政务</b></nav>甲", "甲", ["版面文字，未收入正文：“首页 政务”"]),
    "of a machine": ("<script>x</script><style>y</style>甲", "甲", []),
}


@pytest.mark.parametrize("name", LEFT_OUT)
def test_what_is_not_read_is_told_in_a_note(name: str) -> None:
    markup, text, messages = LEFT_OUT[name]
    reading = repair(read_html(markup.encode()))
    assert (reading.text, [note.message for note in reading.notes]) == (text, messages)
