"""What a page or file states of itself; the name of the site is no title."""

import pytest

from documents.text import read
from documents.text.guarded import read_guarded

META = (
    "<meta name='ArticleTitle' content='关于开放场馆的通告'><meta name='PubDate' content='2031-05-06 10:00'>"
    "<meta name='ContentSource' content='某市体育局'><meta name='SiteName' content='某市体育局网站'>"
)
PAGES = {
    "obligatory": (META, ("关于开放场馆的通告",)),
    "the site behind the title": ("<title>关于开放场馆的通告_某市人民政府</title>", ("关于开放场馆的通告",)),
    "a title with a dash": ("<title>某省规划（2021-2025年）</title>", ("某省规划（2021-2025年）",)),
    "only the site": ("<title>某市体育局网站</title>", ()),
    "its own name": (f"{META}<h1>某市体育局网站</h1><h1>您当前的位置：首页 > 公告</h1>", ("关于开放场馆的通告",)),
    "a heading": ("<h1>关于开放<br>场馆的通告</h1>", ("关于开放场馆的通告",)),
}


@pytest.mark.parametrize("name", PAGES)
def test_titles_that_a_page_states(name: str) -> None:
    head, titles = PAGES[name]
    assert read(f"<html>{head}<p>文。</p>".encode(), "a.html").witness.titles == titles


def test_the_guarded_reader_hands_over_what_is_stated() -> None:
    witness = read_guarded(f"<html>{META}<p>文。</p>".encode(), "a.html").witness
    assert (witness.published, witness.publisher, witness.url) == ("2031-05-06 10:00", "某市体育局", "")


FILES = {
    "a heading of Markdown": ("# **关于开放场馆的通告**\n\n文。", ("关于开放场馆的通告",)),
    "a numbered heading": ("# 一、开放时间\n文。", ()),
    "front matter": ("---\ntitle: '关于开放场馆的通告'\ndate: 2031-05-06\n---\n文。", ("关于开放场馆的通告",)),
    "a converted page": (
        "Title: 关于开放场馆的通告 - 某市政府网\n\nURL Source: https://a.example/1\n\n文。",
        ("关于开放场馆的通告",),
    ),
    "a label of a form within the text": ("通知\n标题：甲\n文。", ()),
}


@pytest.mark.parametrize("name", FILES)
def test_titles_that_a_file_states(name: str) -> None:
    text, titles = FILES[name]
    assert read(text.encode(), "a.md").witness.titles == titles


@pytest.mark.parametrize(
    ("head", "url", "retrieved"),
    [
        ('<meta name="Url" content="https://www.example.cn/a.html">', "https://www.example.cn/a.html", ""),
        ('<meta name="Url" content="javascript:alert(1)">', "", ""),
        ('<meta property="og:url" content="https://www.example.cn/">', "", ""),  # of the site
        ('<meta name="Url" content="/a"><link rel="canonical" href="https://e.cn/a">', "https://e.cn/a", ""),
        ('<meta name="retrieved" content="2026-11-29">', "", "2026-11-29"),
    ],
)  # fmt: skip
def test_where_and_when_a_page_was_taken(head: str, url: str, retrieved: str) -> None:
    witness = read_guarded(f"<html><head>{head}</head><p>文。</p>".encode(), "a.html").witness
    assert (witness.url, witness.retrieved) == (url, retrieved)


@pytest.mark.parametrize(
    ("comment", "url", "retrieved"),
    [
        ("saved from url=(0029)https://www.example.cn/a.html", "https://www.example.cn/a.html", ""),
        ("saved from url=(0029)javascript:alert(1)", "", ""),
        (
            "\n Page saved with SingleFile \n url: https://www.example.cn/a.html \n"
            " saved date: Sun Nov 29 2026 10:12:01 GMT+0800 (中国标准时间)\n",
            "https://www.example.cn/a.html",
            "2026-11-29",
        ),
        ("Page saved with SingleFile url: https://e.cn/a saved date: Sun Xyz 29 2026", "https://e.cn/a", ""),
    ],
)  # fmt: skip
def test_what_was_written_when_a_page_was_saved(comment: str, url: str, retrieved: str) -> None:
    witness = read_guarded(f"<!DOCTYPE html><!--{comment}--><html><p>文。</p>".encode(), "a.html").witness
    assert (witness.url, witness.retrieved) == (url, retrieved)


def test_where_and_when_a_text_file_was_taken() -> None:
    text = "---\ntitle: 某市湿地办法\nurl: https://www.example.cn/a.html\nretrieved: 2026-11-29\n---\n第一条 文。\n"
    witness = read(text.encode(), "a.md").witness
    assert (witness.url, witness.retrieved) == ("https://www.example.cn/a.html", "2026-11-29")
