"""The sample policies as they come from the repair: every item, in its place, with its heading."""

from functools import cache

import pytest

from documents.structure import parse
from documents.structure.values import ParsedDocument, ParsedSection, SectionStatus
from documents.text import read, repair
from tests.cases import POLICIES
from tests.documents.structure.readings import parsed


@cache
def policy(number: str) -> ParsedDocument:
    path = next(path for path in POLICIES if path.name.startswith(f"{number}_"))
    return parse(repair(read(path.read_bytes(), path.name)))


def items(number: str, marks: str) -> list[ParsedSection]:
    """The sections whose printed number ends in one of `marks`."""
    return [section for section in policy(number).sections if section.number.endswith(tuple(marks))]


@pytest.mark.parametrize(
    ("number", "chapters", "marks", "numbers", "first", "last"),
    [
        ("000", 3, "）)", [*range(1, 13), 1, 2, 3], "优化绿电供应模式", "加强评估督导"),
        ("001", 3, ".", [*range(1, 23)], "优化绿色低碳产业布局", "加强宣传引导"),
        ("002", 9, "）)", [*range(1, 26)], "指导思想", "培育绿色交易市场机制"),
        (
            "004",
            5,
            "）)",
            [*range(1, 22)],
            "金昌经济技术开发区——聚力建设“低碳有色冶金+新能源电池材料”型零碳园区",
            "强化评估问效和动态调整",
        ),
    ],
)
def test_every_item_is_a_section(
    number: str, chapters: int, marks: str, numbers: list[int], first: str, last: str
) -> None:
    found = items(number, marks)
    assert [section.ordinal for section in found] == numbers
    assert [section.ordinal for section in items(number, "、")] == [*range(1, chapters + 1)]
    assert (found[0].title, found[-1].title) == (first, last)
    assert all(section.title for section in found)
    assert {section.status for section in found} == {SectionStatus.COMPLETE}


def test_groups_lie_between_chapters_and_items() -> None:
    document = policy("001")
    assert document.heading_path(items("001", ".")[3]) == ("二、主要任务", "(二)加快能源消费绿色低碳转型")
    assert document.heading_path(items("001", ".")[-1]) == ("三、工作措施",)


def test_the_scrambled_plan_has_its_chapters_and_sections_in_order() -> None:
    counts = (3, 3, 4, 4, 3, 5, 4, 3, 4, 4, 5, 4)
    assert [section.ordinal for section in items("003", "章")] == [*range(1, 13)]
    assert [section.ordinal for section in items("003", "节")] == [n for count in counts for n in range(1, count + 1)]
    assert policy("003").section("3.1").title == "举全省之力保护好“中华水塔”"
    assert policy("003").section("12.3").status is SectionStatus.MISSING
    assert policy("003").section("12.2").status is SectionStatus.PARTIAL
    assert policy("003").section("2.2").status is SectionStatus.COMPLETE


def test_the_last_item_ends_before_the_signature() -> None:
    document = policy("004")
    assert items("004", "）)")[-1].own.quote(document.text).rstrip().endswith("按职责分工负责）")


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_all_of_a_document_is_in_its_sections(number: str) -> None:
    document = policy(number)
    words = "".join(
        section.heading.quote(document.text) + section.own.quote(document.text) for section in document.sections
    )
    assert words == document.text


def test_a_table_right_below_the_name_of_an_annex_is_the_annex() -> None:
    text = "关于冬季供水的通知\n各区人民政府：\n请抓好落实。\n附件：供水任务分工表\n|任务|单位|\n|修管|水务局|\n"
    assert parsed(text).header.missing_attachments == ()
    assert [words.text for words in parsed(text.replace("|", "；")).header.missing_attachments] == ["供水任务分工表"]


def test_the_number_of_an_attachment_may_stand_right_before_a_year_and_its_title_without_marks() -> None:
    named = "附件：1.2027年《供水规划》任务清单\n2.2027年修渠任务分解\n"
    text = f"关于冬季供水的通知\n各区人民政府：\n请抓好落实。\n{named}某市水务局\n2027年3月1日\n"
    missing = [words.text for words in parsed(text).header.missing_attachments]
    assert missing == ["2027年《供水规划》任务清单", "2027年修渠任务分解"]
    text += "附件1\n2027年供水规划任务清单\n一、修管\n更换旧管。"
    assert [words.text for words in parsed(text).header.missing_attachments] == ["2027年修渠任务分解"]


@pytest.mark.parametrize(
    ("lines", "above"),
    [("附件2\n渡口修缮清单\n一、码头\n缆桩。", "渡口修缮清单"), ("附件2\n一、码头\n缆桩。", "附件2")],
)
def test_an_annex_goes_by_its_title_if_it_has_one(lines: str, above: str) -> None:
    document = parsed(f"某市渡口方案\n一、总则\n安全。\n{lines}")
    assert document.heading_path(document.sections[-1]) == (above,)
