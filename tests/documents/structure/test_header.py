"""Head and tail: titles told apart, four kinds of dates, names as written."""

from pathlib import Path

import pytest

from documents.structure import parse
from documents.structure.values import DateMention, ParsedHeader, Words
from documents.text import read, repair
from documents.text.notes import NoteKind
from tests.cases import Case, read_cases
from tests.documents.structure.readings import parsed

CASES = Path(__file__).parent / "cases" / "header.txt"


@pytest.mark.parametrize("case", read_cases(CASES))
def test_header(case: Case) -> None:
    assert describe(parsed(case.input).header) == case.expected


def describe(header: ParsedHeader) -> str:
    """Each field that is not empty, a line each."""
    fields = [name for name in header.__dataclass_fields__ if name not in ("kind", "validity")]
    values = {name: show(getattr(header, name)) for name in fields}
    return "\n".join(f"{name}: {value}" for name, value in values.items() if value)


def show(value: object) -> str:
    match value:
        case Words(text=text):
            return text
        case DateMention(day=day):
            return day.isoformat()
        case tuple():
            return " | ".join(map(show, value))
        case str():
            return value
    return ""


def test_an_impossible_day_is_noted() -> None:
    text = "关于检查的通知\n现通知如下。\n某省水利厅\n2025年2月30日"
    notes = [note for note in parsed(text).notes if note.kind is NoteKind.UNREAD_DATE]
    assert [note.span.quote(text) for note in notes if note.span] == ["2025年2月30日"]


def test_a_missing_attachment_is_noted() -> None:
    document = parsed("某市意见\n一、总则\n文。\n附件：任务分工")
    assert [note.kind for note in document.notes] == [NoteKind.MISSING_ATTACHMENT]


def test_what_closes_a_document_belongs_to_no_numbered_item() -> None:
    document = parsed(
        "某市意见\n一、总则\n总文。\n某市人民政府\n2025年9月1日\n（此件公开发布）\n附件2\n任务分工\n一、甲\n文。"
    )
    own = {section.id: section.own.quote(document.text).strip() for section in document.sections}
    assert own == {
        "0": "某市意见",
        "1": "总文。",
        "0-2": "某市人民政府\n2025年9月1日\n（此件公开发布）",
        "2": "",
        "2.1": "文。",
    }


def test_the_body_begins_behind_the_head() -> None:
    document = parsed("某市意见\n各区人民政府：\n现提出意见。\n一、总则")
    assert document.text[document.body_start :].lstrip().startswith("现提出意见。")


def test_each_of_several_documents_is_a_part() -> None:
    document = parsed(
        "某市政府关于印发《某市要点》《某市方案》的通知\n各区政府：\n现将《某市要点》《某市方案》印发给你们。\n"
        "某市政府\n2024年3月29日\n某市要点\n一、甲\n文。\n某市方案\n一、乙\n文。"
    )
    assert [document.heading_path(section)[:1] for section in document.sections if section.title in ("甲", "乙")] == [
        ("某市要点",),
        ("某市方案",),
    ]


def test_labels_in_a_table_are_those_of_the_page() -> None:
    page = (
        "<table><tr><td>索引号</td><td>0001</td><td>公开目录</td><td>某政办发</td></tr>"
        "<tr><td>文号</td><td>某政办发〔2023〕9号</td><td>发布日期</td><td>2023-02-14</td></tr></table>"
        "<h1>某省人民政府办公厅关于推进文化强省建设的意见</h1><p>各市人民政府：</p><p>现提出意见。</p><p>一、总则</p>"
    )
    header = parse(repair(read(page.encode(), "page.html"))).header
    assert describe(header).splitlines() == [
        "title: 某省人民政府办公厅关于推进文化强省建设的意见",
        "document_number: 某政办发〔2023〕9号",
        "genre: 意见",
        "issuers: 某省人民政府办公厅",
        "addressees: 各市人民政府",
        "published_on: 2023-02-14",
    ]


def head_of(page: str, name: str = "a.html") -> ParsedHeader:
    return parse(repair(read(page.encode(), name))).header


STATED = "<meta name='ArticleTitle' content='关于开放场馆的通告'><meta name='PubDate' content='2031-05-06'>"
SPEECH = "<p>为便利市民健身，现就开放场馆的有关事项通告如下。</p>"


def test_the_line_that_says_what_the_page_states_is_the_title() -> None:
    nav = "".join(f"<div>{word}</div>" for word in ("无障碍", "长者助手", "登录", "应急预案"))
    header = head_of(f"{STATED}<body>{nav}<h1>关于开放场馆的通告</h1>{SPEECH}</body>")
    assert header.title and header.title.text == "关于开放场馆的通告"
    assert header.published_on and header.published_on.day.isoformat() == "2031-05-06"


def test_a_title_that_stands_nowhere_in_the_text_is_filled_in() -> None:
    header = head_of(f"{STATED}<body><p>市体育局</p>{SPEECH}</body>")
    assert header.title and header.title.text == "关于开放场馆的通告"


def test_the_text_wins_where_it_states_another_title() -> None:
    own = "<p>某市体育局关于开放全部场馆的通告</p><p>某体〔2031〕3号</p><p>各区体育局：</p>"
    header = head_of(f"{STATED}<body>{own}{SPEECH}</body>")
    assert header.title and header.title.text == "某市体育局关于开放全部场馆的通告"


def test_the_first_heading_of_markdown_is_the_title() -> None:
    header = head_of(
        "# 惩罚性赔偿不以损害为前提\n\n<!-- END -->\n\n## 甲与乙合同纠纷案\n\n## 裁判要点\n\n应当承担。\n", "a.md"
    )
    assert header.title and header.title.text == "惩罚性赔偿不以损害为前提"
