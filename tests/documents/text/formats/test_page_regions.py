"""What a site puts around a text is left out and told; the text never is, whatever its elements are called."""

import pytest

from documents.text import read, repair
from documents.text.guarded import read_guarded
from documents.text.notes import NoteKind

TEXT = (
    "<h1>关于开放体育场馆的通告</h1><p>为便利市民健身，现就开放场馆有关事项通告如下，请遵照执行。</p>"
    "<p>一、开放时间</p><p>每日八时至二十时开放，法定节假日照常开放，雨雪天气另行通知。</p><p>某市体育局</p>"
    "<p>2031年5月6日</p>"
)
LINKS = "<li><a href='#'>政务公开</a></li><li><a href='#'>办事服务</a></li><li><a href='#'>互动交流</a></li>"
WORDS = "关于开放体育场馆的通告 为便利市民健身，现就开放场馆有关事项通告如下，请遵照执行。 一、开放时间"


def reading(page: str) -> str:
    return " ".join(repair(read(page.encode(), "a.html")).text.splitlines())


FRAMES = {
    "a list of links above": f"<body><ul>{LINKS}</ul><div class=a>{TEXT}</div></body>",
    "links in what is called nav, left open": f"<body><div><nav>首页 <a>公开</a></div><div>{TEXT}</div></body>",
    "a text in what is called aside": f"<body><div><aside><div>{TEXT}</div></aside></div></body>",
    "a foot whose div is left open": f"<body><footer><div><ul>{LINKS}</ul></footer><div>{TEXT}</div></body>",
    "a foot of short words and links": f"<body><div>{TEXT}</div><div><p>微博</p></div><div>{LINKS}</div></body>",
    "a place on the site": f"<body><div><a>首页</a>><a>公告</a></div><div>{TEXT}</div></body>",
    "tables that lay out the page": f"<table><tr><td><table><tr><td>{TEXT}</td></tr></table></td></tr></table>",
}


@pytest.mark.parametrize("name", FRAMES)
def test_a_text_is_read_without_what_stands_around_it(name: str) -> None:
    words = reading(FRAMES[name])
    assert words.startswith(WORDS)
    assert words.endswith("某市体育局 2031年5月6日")


def test_what_is_left_out_is_told_also_by_the_guarded_reader() -> None:
    page = f"<body><ul>{LINKS}</ul><div>{TEXT}</div></body>".encode()
    notes = [note.message for note in repair(read_guarded(page, "a.html")).notes if note.kind is NoteKind.LEFT_OUT]
    assert notes == ["版面文字，未收入正文：“政务公开 办事服务 互动交流”"]


def test_attachments_that_are_links_stay() -> None:
    attached = "<div><p><a>附件：1.申报表.docx</a></p><p><a>2.汇总表.xls</a></p></div>"
    assert reading(f"<body><div>{TEXT}</div>{attached}</body>").endswith("附件：1.申报表.docx 2.汇总表.xls")


def test_a_page_of_links_keeps_them() -> None:
    assert reading(f"<body><ul>{LINKS}</ul></body>") == "政务公开 办事服务 互动交流"


def test_short_paragraphs_of_the_text_stay() -> None:
    page = f"<body><div><p>各区：</p>{TEXT}<p>附表</p></div></body>"
    assert reading(page).split()[0] == "各区："
    assert reading(page).split()[-1] == "附表"


def test_labels_and_a_number_above_the_text_stay() -> None:
    labels = "<div><span>索引号：</span><a>0001</a></div><div>文号：某体〔2031〕3号</div>"
    assert "某体〔2031〕3号" in reading(f"<body>{labels}<div>{TEXT}</div></body>")
