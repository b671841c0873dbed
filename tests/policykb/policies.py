"""A short policy with everything the reading page shows, its rows made by hand: what stands where is plain to see."""

from documents.models import Document, Section, SourceNote
from tasks.models import Task
from tests.factories import (
    make_agency,
    make_deadline,
    make_document,
    make_duty,
    make_target,
    make_task,
    make_term,
)

TEXT = """甘肃省人民政府关于建设园区的意见
各市、自治州人民政府，省政府各部门：
为建设零碳园区，提出如下意见。
一、总体要求
到2030年，建成2个及以上零碳园区，园区<绿色>水平明显提升。
二、重点任务
（一）发展风电。建设风电基地，推进绿电直连。（省能源局负责，以下各条均需省能源局、省商务厅落实）
（二）建设电网。加快provide建网。
甘肃省人民政府
"""
HEADINGS = {
    "0": ("", ""),
    "1": ("一、", "总体要求"),
    "2": ("二、", "重点任务"),
    "2.1": ("（一）", "发展风电"),
    "2.2": ("（二）", "建设电网"),
    "0-2": ("", ""),
}


def place(words: str, after: str = "") -> dict[str, int]:
    """Where the words stand in the text, after other words."""
    start = TEXT.index(words, TEXT.index(after))
    return {"start": start, "end": start + len(words)}


def make_policy(**overrides: object) -> Document:
    """The document with its sections, tasks and facts."""
    document = make_document(
        **{"source": TEXT, "slug": "园区", "title": "甘肃省人民政府关于建设园区的意见"} | overrides
    )
    starts = [0, *(TEXT.index(f"\n{number}{title}") + 1 for number, title in list(HEADINGS.values())[1:-1])]
    starts.append(TEXT.rindex("甘肃省人民政府\n"))
    sections = {}
    for order, (key, (number, title)) in enumerate(HEADINGS.items()):
        start = starts[order]
        end = starts[order + 1] if order + 1 < len(starts) else len(TEXT)
        heading_end = start + len(number + title) + ("." in key)
        sections[key] = Section.objects.create(
            document=document, key=key, number=number, title=title, level=key.count(".") + 1, order=order,
            start=start, end=end, heading_end=heading_end if number else start, own_end=end,
        )  # fmt: skip
    make_facts(document, sections)
    return document


def make_facts(document: Document, sections: dict[str, Section]) -> None:
    """Two tasks, the second with inherited duties; a deadline with two targets under it; a stray word."""
    clause = place("省能源局负责，以下各条均需省能源局、省商务厅落实")
    wind, grid = (
        make_task(
            document, key=key, number=sections[key].number, title=sections[key].title, section=sections[key],
            heading_path=["二、重点任务"], order=order, start=sections[key].start, end=sections[key].end,
        )
        for order, key in enumerate(("2.1", "2.2"))
    )  # fmt: skip
    Task.objects.filter(pk=wind.pk).update(
        responsibility_text="省能源局负责，以下各条均需省能源局、省商务厅落实",
        responsibility_start=clause["start"],
        responsibility_end=clause["end"],
    )
    energy, trade = make_agency("甘肃省能源局"), make_agency("甘肃省商务厅")
    later = place("省商务厅", "以下各条")
    make_duty(wind, energy, basis="first-listed", **place("省能源局"))
    make_duty(wind, trade, role="implement", as_written="省商务厅", order=1, **later)
    make_duty(grid, energy, basis="inherited", inherited_from=wind, **place("省能源局"))
    make_duty(grid, trade, role="implement", basis="inherited", as_written="省商务厅", inherited_from=wind, **later)
    make_deadline(document, section=sections["1"], quote="到2030年", **place("到2030年"))
    parks = {
        "indicator": "零碳园区",
        "comparator": "at_least",
        "value": 2,
        "unit": "个",
        "quote": "建成2个及以上零碳园区",
    }
    make_target(document, section=sections["1"], **parks, **place("建成2个及以上零碳园区"))
    level = {"indicator": "园区绿色水平", "comparator": "", "value": None, "unit": "", "quote": "水平明显提升"}
    make_target(document, section=sections["1"], **level, **place("水平明显提升"))
    SourceNote.objects.create(
        document=document,
        kind="foreign_word",
        message="原文此处夹有外文“provide”，未改字。",
        quote="provide",
        **place("provide"),
    )
    wind.topics.add(make_term("绿电直连"))


PARAGRAPHS = """青海省航道养护方案
一、重点任务
（一）完善设施
疏浚浅滩，清除礁石。（省能源局负责）
改造船闸。更换闸门。（省商务厅负责）
"""


def make_paragraphs() -> Document:
    """A document with one item, whose two paragraphs are tasks: the first under the title of the item, the second with
    one of its own. The second was the first when it came, and another has been put in before it since."""
    document = make_document(source=PARAGRAPHS, slug="航道", title="青海省航道养护方案", document_number="")
    starts = {"1": PARAGRAPHS.index("一、"), "1.1": PARAGRAPHS.index("（一）")}
    for order, (key, number, title) in enumerate((("1", "一、", "重点任务"), ("1.1", "（一）", "完善设施"))):
        Section.objects.create(
            document=document, key=key, number=number, title=title, level=order + 1, order=order, start=starts[key],
            end=len(PARAGRAPHS), heading_end=starts[key] + len(number + title),
            own_end=len(PARAGRAPHS) if order else starts["1.1"],
        )  # fmt: skip
    item = document.sections.get(key="1.1")
    for order, (line, title, address) in enumerate((("疏浚", "完善设施", "1.1.p2"), ("改造", "改造船闸", "1.1.p1"))):
        start = PARAGRAPHS.index(line)
        end = PARAGRAPHS.index("\n", start)
        words = PARAGRAPHS[start:end]
        task = make_task(
            document, key=f"1.1.p{order + 1}", address=address, number="（一）", title=title, section=item, order=order,
            heading_path=["一、重点任务", "（一）完善设施"], body=words.partition("（")[0], start=start, end=end,
        )  # fmt: skip
        make_duty(task, make_agency(("青海省能源局", "青海省商务厅")[order]))
    return document
