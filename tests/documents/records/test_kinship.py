"""Whether two texts are of one document: no sign decides alone."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.records.kinship import Paper, Place, compare, place
from documents.records.likeness import SHARED, likeness, marks_of, shingles

BODY = (
    "一、重点任务（一）建设标准化基地。新建标准化基地三十个，省农业农村厅牵头，省财政厅配合。（二）完善冷链物流。"
    "在海东市布局冷链中心两个，省商务厅牵头，省交通运输厅配合。（三）培育龙头企业。由省工业和信息化厅会同有关部门落实。"
)
OTHER = (
    "一、主要任务（一）保障气源。做好天然气调度，省能源局牵头。（二）检修管网。十月底前完成管网检修，住房城乡建设部门负责。"
    "（三）应急值守。落实二十四小时值班制度，及时处置供暖投诉，定期通报供热质量。"
)
REVISED = BODY.replace("三十个", "五十个").replace("省交通运输厅配合", "省邮政管理局配合")
KNOWN = Paper(
    numbers=frozenset(["青政办-2031-12"]),
    titles=frozenset(["青海省冷凉蔬菜产业发展行动方案"]),
    genre="行动方案",
    region="630000",
    dated=date(2031, 5, 6),
    reading=BODY,
    format="txt",
    name="a.txt",
)
UNNUMBERED = replace(KNOWN, numbers=frozenset())


def beside(known: Paper, **values: object) -> Place:
    """What a text with these values is beside a known one."""
    keys = {name: frozenset(filter(None, [values[name]])) for name in ("numbers", "titles") if name in values}
    return place(compare(replace(known, **{"name": "b.txt"} | values | keys), known))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        # the same letters are a copy, in whatever file and under whatever head
        ({}, Place.COPY),
        ({"format": "docx", "reading": BODY.replace("。", "。\n")}, Place.COPY),
        ({"numbers": "", "titles": ""}, Place.COPY),
        # number, title and wording agree
        ({"reading": REVISED, "dated": date(2032, 1, 1)}, Place.VERSION),
        ({"reading": REVISED, "dated": None}, Place.VERSION),
        ({"reading": REVISED, "titles": "青海省人民政府办公厅关于青海省冷凉蔬菜产业发展行动方案"}, Place.VERSION),
        ({"reading": REVISED, "dated": date(2030, 1, 1)}, Place.EARLIER),
        # the number agrees, and something else does not
        ({"reading": OTHER, "titles": "关于加强冬季供暖保障工作的通知", "genre": "通知"}, Place.UNSURE),
        ({"reading": OTHER}, Place.UNSURE),
        ({"reading": REVISED, "region": "620000"}, Place.UNSURE),
        ({"reading": REVISED, "genre": "通知"}, Place.UNSURE),
        # what speaks about it
        ({"reading": OTHER, "titles": "青海省冷凉蔬菜产业发展行动方案政策解读"}, Place.EXPLAINS),
        ({"reading": OTHER, "titles": "一图读懂", "numbers": "青政办-2031-12"}, Place.EXPLAINS),
        # another number is another document, however alike the text
        ({"reading": OTHER, "numbers": "青政办-2031-13"}, Place.NEW),
        ({"reading": BODY + "。", "numbers": "青政办-2031-13"}, Place.UNSURE),
    ],
)
def test_beside_a_numbered_document(values, expected):
    assert beside(KNOWN, **values) is expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"reading": REVISED, "dated": date(2032, 1, 1)}, Place.VERSION),
        ({"reading": REVISED, "dated": date(2021, 1, 1)}, Place.EARLIER),
        ({"reading": BODY[:60] + OTHER, "dated": date(2032, 1, 1)}, Place.UNSURE),
        # another county's paper of the same title
        ({"reading": OTHER, "region": "630100"}, Place.NEW),
        ({"reading": REVISED, "region": "630100"}, Place.NEW),
        ({"reading": OTHER}, Place.NEW),
        # the plan of another year says much the same
        ({"reading": REVISED, "titles": "青海省2032年冷凉蔬菜产业发展行动方案"}, Place.NEW),
        ({"reading": OTHER, "titles": "青海省冬季供暖方案"}, Place.NEW),
        # a text without a title of its own
        ({"reading": REVISED[:110], "titles": ""}, Place.UNSURE),
    ],
)
def test_beside_a_document_without_a_number(values, expected):
    assert beside(UNNUMBERED, **values) is expected


def test_the_document_itself_is_told_from_what_was_taken_for_it():
    about = replace(KNOWN, titles=frozenset(["青海省冷凉蔬菜产业发展行动方案政策解读"]), reading=OTHER)
    assert place(compare(KNOWN, about)) is Place.EXPLAINED


def test_the_evidence_says_what_agrees_and_what_does_not():
    seen = compare(replace(KNOWN, reading=OTHER, genre="通知", dated=date(2032, 1, 1)), KNOWN)
    assert seen.evidence.startswith("文号相同；标题相同；体裁不同；地区相同；日期较晚；文字 ")


@given(st.text(alphabet="甲乙丙丁戊己庚辛壬癸，。\n", min_size=0, max_size=200), st.text(max_size=60))
def test_likeness_is_between_nothing_and_all(one, other):
    alike = likeness(shingles(one), shingles(other))
    assert 0 <= alike.common <= alike.held <= 1
    assert likeness(shingles(one), shingles(one)).common == 1


def test_texts_that_are_much_alike_share_marks_and_others_none():
    long = "".join(f"第{number}条　{BODY[number % 40 :]}" for number in range(40))
    edited = long.replace("省财政厅", "省审计厅")
    assert len(set(marks_of(long)) & set(marks_of(edited))) >= SHARED
    assert not set(marks_of(OTHER)) & set(marks_of(BODY))
