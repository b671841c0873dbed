"""Lists of links above, beside and below a text go from it, and into a note; links of the text itself stay."""

import pytest

from documents.text import read, repair
from documents.text.layout.link_lists import MANY

TEXT = ["一、主要任务", "推进岸线整治，恢复滩涂湿地，建成生态护岸三十公里以上。", "（二）开展巡查。（市水务局牵头）"]
NAMES = ["市民政局", "市水务局", "市林业局", "市渔业局", "市统计局", "市体育局"]
MARKED = [f"- [{name}](https://a{place}.example.cn/)" for place, name in enumerate(NAMES)]
TITLED = [f'[{name}](http://b{place}.example.cn/ "{name}")' for place, name in enumerate(NAMES)]
PICTURED = [f"- [![](https://c.example.cn/{place}.png){name}](/list/{place})" for place, name in enumerate(NAMES)]
BARE = [f"{name} https://www.d{place}.example.cn/" for place, name in enumerate(NAMES)]
IN_ONE = [" | ".join(MARKED).replace("- ", "")]
NUMBERED = [line.replace("-", f"{place}.") for place, line in enumerate(MARKED, 1)]


def words(lines: list[str], name: str = "a.md") -> list[str]:
    return repair(read("\n\n".join(lines).encode(), name)).text.split("\n")


@pytest.mark.parametrize("links", [MARKED, TITLED, PICTURED, BARE, IN_ONE, NUMBERED, MARKED[:4]], ids=lambda it: it[0])
@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_a_list_of_links_above_or_below_a_text_is_no_part_of_it(links: list[str], name: str) -> None:
    assert words([*links, *TEXT], name) == TEXT
    assert words([*TEXT, *links], name) == TEXT


def test_notes_tell_of_the_links_left_out() -> None:
    notes = repair(read("\n".join([*TEXT, *TITLED]).encode(), "a.md")).notes
    assert "“市民政局”“市水务局”" in notes[0].message
    assert 'http://b0.example.cn/ "市民政局"' in notes[1].message


def test_names_and_labels_among_links_go_with_them() -> None:
    assert words([*TEXT, "市级部门网站", *MARKED, "市信访局", "市档案局", *TITLED]) == TEXT


def test_short_words_below_the_last_links_are_of_the_foot() -> None:
    assert words([*TEXT, *MARKED, "手机版", "云川发布"]) == TEXT


def test_what_a_document_prints_below_links_stays() -> None:
    closing = ["云川市水务局", "2031年5月6日", "附件：岸线名录"]
    assert words([*TEXT, *MARKED, *closing])[3:] == closing


def test_a_title_between_two_lists_stays() -> None:
    assert words([*MARKED, "岸线整治方案", *TITLED, *TEXT]) == ["岸线整治方案", *TEXT]


def test_few_links_stay() -> None:
    assert words([*TEXT, *MARKED[:3]]) == [*TEXT, *NAMES[:3]]


def test_within_a_text_only_a_long_list_goes() -> None:
    few = (MARKED + TITLED)[: MANY - 1]
    assert words([*TEXT, *few, *TEXT]) == [*TEXT, *[*NAMES, *NAMES][: MANY - 1], *TEXT]
    assert words([*TEXT, *few, MARKED[0], *TEXT]) == [*TEXT, *TEXT]


@pytest.mark.parametrize("above", ["附件2", "各地办理平台网址", "申报企业可登录以下网站查询："])
def test_a_list_that_the_text_introduces_stays(above: str) -> None:
    assert words([*TEXT, above, *BARE], "a.txt") == [*TEXT, above, *BARE]


def test_links_within_sentences_stay() -> None:
    linked = "、".join(f"[{name}](https://e.example.cn)" for name in NAMES) + "分别抓好落实。"
    assert words([linked, *TEXT])[0] == "、".join(NAMES) + "分别抓好落实。"


@pytest.mark.parametrize(
    "link",
    [
        "[岸线名录](/files/list.docx)",
        "[岸线名录.pdf](/download?id=1)",
        "[附件1](/download?id=1)",
        "[（一）开展巡查](/a)",
        "[《云川市岸线规划》](/a)",
        "[开展巡查](#a)",
        "来源：https://www.example.cn/a",
    ],
)
def test_links_of_a_document_stay(link: str) -> None:
    assert len(words([*TEXT, *[link] * 5])) > len(TEXT)


def test_lines_that_are_more_than_links_stay() -> None:
    lines = [f"- {name}负责岸线巡查和界桩管护 [平台](https://e.example.cn)" for name in NAMES]
    assert len(words([*TEXT, *lines])) == len(TEXT) + len(lines)


def test_what_stands_beside_a_picture_alone_is_no_link() -> None:
    lines = [f"![图标](https://e.example.cn/{place}.png) {said}" for place, said in enumerate(("来源：某局", "市讯"))]
    assert words([*MARKED, *lines, "![图标](https://e.example.cn/9.png) 2031-05-06", *TEXT]) == [
        "来源：某局",
        "市讯",
        "2031-05-06",
        *TEXT,
    ]
