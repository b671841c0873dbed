"""Whether two texts are of one document: no sign decides alone."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.records import kinship
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
)
UNNUMBERED = replace(KNOWN, numbers=frozenset())


def beside(known: Paper, **values: object) -> Place:
    """What a text with these values is beside a known one."""
    keys = {name: frozenset(filter(None, [values[name]])) for name in ("numbers", "titles") if name in values}
    return place(compare(replace(known, **values | keys), known))


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


CLAUSE = "（{number}）推进第{number}类设施建设{number}处，由第{number}工作组牵头，年底前报送第{number}期进展。"
LONG_BODY = "".join(CLAUSE.format(number=number) for number in range(101, 141))
LONG_KNOWN = replace(KNOWN, reading="青政办〔2031〕12号\n" + LONG_BODY)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        # nothing new, and something is missing: cut off, unless a later date says that it was left out
        ({"reading": LONG_KNOWN.reading[:1000]}, Place.UNSURE),
        ({"reading": LONG_KNOWN.reading[:-60]}, Place.UNSURE),
        ({"reading": LONG_KNOWN.reading[:-60], "dated": None}, Place.UNSURE),
        ({"reading": LONG_KNOWN.reading[:-60], "dated": date(2032, 1, 1)}, Place.VERSION),
        # a copy whose number got lost, or all of its head
        ({"reading": LONG_BODY, "numbers": ""}, Place.COPY),
        ({"reading": LONG_BODY, "numbers": "", "titles": "重点任务"}, Place.COPY),
        ({"reading": "青海省人民政府办公厅\n" + LONG_KNOWN.reading}, Place.VERSION),
        # one word changed is a new version, though no date says so
        ({"reading": LONG_KNOWN.reading.replace("120处", "150处")}, Place.VERSION),
        # half of the file is another paper
        ({"reading": LONG_KNOWN.reading + "".join(map("另文第{}句。".format, range(400)))}, Place.UNSURE),
        # all of it under another title, or under none
        ({"reading": LONG_KNOWN.reading[500:1500], "titles": "青海省重点工作", "numbers": ""}, Place.UNSURE),
        ({"reading": LONG_KNOWN.reading[500:1500], "titles": "", "numbers": ""}, Place.UNSURE),
        ({"reading": LONG_KNOWN.reading.replace("120处", "9处"), "titles": "", "numbers": ""}, Place.UNSURE),
        # a draft of it, a notice that forwards it
        ({"reading": LONG_BODY, "numbers": "", "titles": "青海省冷凉蔬菜产业发展行动方案征求意见稿"}, Place.UNSURE),
        ({"reading": LONG_BODY, "numbers": "", "titles": "转发青海省冷凉蔬菜产业发展行动方案"}, Place.UNSURE),
        ({"reading": OTHER, "numbers": "", "titles": "转发冬季供暖保障方案"}, Place.NEW),
    ],
)
def test_what_is_missing_or_was_added_round_about_makes_no_version(values, expected):
    assert beside(LONG_KNOWN, **values) is expected


def test_the_whole_text_takes_the_place_of_a_copy_without_its_head():
    headless = replace(LONG_KNOWN, reading=LONG_BODY, numbers=frozenset(), titles=frozenset())
    assert place(compare(LONG_KNOWN, headless)) is Place.VERSION


def test_under_a_title_alone_only_papers_of_one_genre_are_one():
    news = replace(UNNUMBERED, titles=frozenset(["青海省冷凉蔬菜产业发展大会召开"]), genre="")
    assert beside(news, reading=REVISED, dated=date(2032, 1, 1)) is Place.UNSURE


def test_a_text_is_taken_to_pieces_once_however_many_it_is_set_beside(monkeypatch):
    taken = []
    monkeypatch.setattr(kinship, "shingles", lambda text: taken.append(len(text)) or shingles(text))
    new = replace(LONG_KNOWN, dated=None)
    for serial in range(20):
        compare(new, replace(UNNUMBERED, titles=frozenset([f"方案{serial}"])))
    assert sum(taken) == len(new.letters) + 20 * len(UNNUMBERED.letters) + sum(
        len(f"方案{serial}") for serial in range(20)
    ) + len("青海省冷凉蔬菜产业发展行动方案")


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
