"""Whether two texts are of one document: no sign decides alone."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.collation.likeness import SHARED, likeness, shingles, telling_marks
from documents.records import kinship
from documents.records.kinship import Paper, Verdict, compare, place_of_text

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


def beside(known: Paper, **values: object) -> Verdict:
    """What a text with these values is beside a known one."""
    keys = {name: frozenset(filter(None, [values[name]])) for name in ("numbers", "titles") if name in values}
    return place_of_text(compare(replace(known, **values | keys), known))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        # the same letters are a copy, in whatever file and under whatever head
        ({}, Verdict.COPY),
        ({"format": "docx", "reading": BODY.replace("。", "。\n")}, Verdict.COPY),
        ({"numbers": "", "titles": ""}, Verdict.COPY),
        # number, title and wording agree
        ({"reading": REVISED, "dated": date(2032, 1, 1)}, Verdict.VERSION),
        ({"reading": REVISED, "dated": None}, Verdict.VERSION),
        ({"reading": REVISED, "titles": "青海省人民政府办公厅关于青海省冷凉蔬菜产业发展行动方案"}, Verdict.VERSION),
        ({"reading": REVISED, "dated": date(2030, 1, 1)}, Verdict.EARLIER),
        # the number agrees, and something else does not
        ({"reading": OTHER, "titles": "关于加强冬季供暖保障工作的通知", "genre": "通知"}, Verdict.UNSURE),
        ({"reading": OTHER}, Verdict.UNSURE),
        ({"reading": REVISED, "region": "620000"}, Verdict.UNSURE),
        ({"reading": REVISED, "genre": "通知"}, Verdict.UNSURE),
        # what speaks about it
        ({"reading": OTHER, "titles": "青海省冷凉蔬菜产业发展行动方案政策解读"}, Verdict.EXPLAINS),
        ({"reading": OTHER, "titles": "一图读懂", "numbers": "青政办-2031-12"}, Verdict.EXPLAINS),
        # another number is another document, however alike the text
        ({"reading": OTHER, "numbers": "青政办-2031-13"}, Verdict.NEW),
        ({"reading": BODY + "。", "numbers": "青政办-2031-13"}, Verdict.UNSURE),
    ],
)
def test_beside_a_numbered_document(values, expected):
    assert beside(KNOWN, **values) is expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"reading": REVISED, "dated": date(2032, 1, 1)}, Verdict.VERSION),
        ({"reading": REVISED, "dated": date(2021, 1, 1)}, Verdict.EARLIER),
        ({"reading": BODY[:60] + OTHER, "dated": date(2032, 1, 1)}, Verdict.UNSURE),
        # another county's paper of the same title
        ({"reading": OTHER, "region": "630100"}, Verdict.NEW),
        ({"reading": REVISED, "region": "630100"}, Verdict.NEW),
        ({"reading": OTHER}, Verdict.NEW),
        # the plan of another year says much the same
        ({"reading": REVISED, "titles": "青海省2032年冷凉蔬菜产业发展行动方案"}, Verdict.NEW),
        ({"reading": OTHER, "titles": "青海省冬季供暖方案"}, Verdict.NEW),
        # a text without a title of its own
        ({"reading": REVISED[:110], "titles": ""}, Verdict.UNSURE),
    ],
)
def test_beside_a_document_without_a_number(values, expected):
    assert beside(UNNUMBERED, **values) is expected


def test_the_document_itself_is_told_from_what_was_taken_for_it():
    about = replace(KNOWN, titles=frozenset(["青海省冷凉蔬菜产业发展行动方案政策解读"]), reading=OTHER)
    assert place_of_text(compare(KNOWN, about)) is Verdict.EXPLAINED


def test_the_evidence_says_what_agrees_and_what_does_not():
    seen = compare(replace(KNOWN, reading=OTHER, genre="通知", dated=date(2032, 1, 1)), KNOWN)
    assert seen.evidence.startswith("文号相同；标题相同；体裁不同；地区相同；日期较晚；文字 ")


CLAUSE = "（{number}）推进第{number}类设施建设{number}处，由第{number}工作组牵头，年底前报送第{number}期进展。"
LONG_BODY = "".join(CLAUSE.format(number=number) for number in range(101, 141))
LONG_KNOWN = replace(KNOWN, reading="青政办〔2031〕12号\n" + LONG_BODY)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        # nothing new, and much is missing: cut off, unless a later date says that it was left out
        ({"reading": LONG_KNOWN.reading[:900]}, Verdict.UNSURE),
        ({"reading": LONG_KNOWN.reading[:900], "dated": None}, Verdict.UNSURE),
        ({"reading": LONG_KNOWN.reading[:900], "dated": date(2032, 1, 1)}, Verdict.VERSION),
        # a clause may go
        ({"reading": LONG_KNOWN.reading[:500] + LONG_KNOWN.reading[580:]}, Verdict.VERSION),
        # a copy whose number got lost, or all of its head
        ({"reading": LONG_BODY, "numbers": ""}, Verdict.COPY),
        ({"reading": LONG_BODY, "numbers": "", "titles": "重点任务"}, Verdict.COPY),
        ({"reading": "青海省人民政府办公厅\n" + LONG_KNOWN.reading}, Verdict.VERSION),
        # one word changed is a new version, though no date says so
        ({"reading": LONG_KNOWN.reading.replace("120处", "150处")}, Verdict.VERSION),
        # half of the file is another paper
        ({"reading": LONG_KNOWN.reading + "".join(map("另文第{}句。".format, range(400)))}, Verdict.UNSURE),
        # all of it under another title, or under none
        ({"reading": LONG_KNOWN.reading[500:1500], "titles": "青海省重点工作", "numbers": ""}, Verdict.UNSURE),
        ({"reading": LONG_KNOWN.reading[500:1500], "titles": "", "numbers": ""}, Verdict.UNSURE),
        ({"reading": LONG_KNOWN.reading.replace("120处", "9处"), "titles": "", "numbers": ""}, Verdict.UNSURE),
        # a draft of it, a notice that forwards it
        ({"reading": LONG_BODY, "numbers": "", "titles": "青海省冷凉蔬菜产业发展行动方案征求意见稿"}, Verdict.UNSURE),
        ({"reading": LONG_BODY, "numbers": "", "titles": "转发青海省冷凉蔬菜产业发展行动方案"}, Verdict.UNSURE),
        ({"reading": OTHER, "numbers": "", "titles": "转发冬季供暖保障方案"}, Verdict.NEW),
    ],
)
def test_what_is_missing_or_was_added_round_about_makes_no_version(values, expected):
    assert beside(LONG_KNOWN, **values) is expected


def test_the_whole_text_takes_the_place_of_a_copy_without_its_head():
    headless = replace(LONG_KNOWN, reading=LONG_BODY, numbers=frozenset(), titles=frozenset())
    assert place_of_text(compare(LONG_KNOWN, headless)) is Verdict.VERSION


def test_under_a_title_alone_only_papers_of_one_genre_are_one():
    news = replace(UNNUMBERED, titles=frozenset(["青海省冷凉蔬菜产业发展大会召开"]), genre="")
    assert beside(news, reading=REVISED, dated=date(2032, 1, 1)) is Verdict.UNSURE


def test_a_text_is_taken_to_pieces_once_however_many_it_is_set_beside(monkeypatch):
    taken = []
    monkeypatch.setattr(kinship, "shingles", lambda text: taken.append(len(text)) or shingles(text))
    new = replace(LONG_KNOWN, dated=None)
    for serial in range(20):
        compare(new, replace(UNNUMBERED, titles=frozenset([f"方案{serial}"])))
    assert sum(taken) == len(new.letters) + 20 * len(UNNUMBERED.letters) + sum(
        len(f"方案{serial}") for serial in range(20)
    ) + len("青海省冷凉蔬菜产业发展行动方案")


def keys(*words: str) -> frozenset[str]:
    return frozenset(words)


def test_what_one_of_them_does_not_say_is_not_compared():
    silent = Paper(numbers=keys(), titles=keys(), genre="", region="", dated=None, reading="")
    for seen in (compare(KNOWN, silent), compare(silent, KNOWN), compare(silent, silent)):
        assert (seen.number, seen.title, seen.genre, seen.region, seen.later) == (None,) * 5
        assert not (seen.is_about or seen.is_what_it_is_about or seen.is_of_other_year)


@pytest.mark.parametrize(("day", "later"), [(5, -1), (6, 0), (7, 1)])
def test_the_later_one_is_known_by_its_day(day, later):
    assert compare(replace(KNOWN, dated=date(2031, 5, day)), KNOWN).later == later


def test_what_agrees_is_told_from_what_does_not():
    same = compare(KNOWN, KNOWN)
    assert (same.number, same.title, same.genre, same.region) == (True,) * 4
    assert same.is_identical and same.is_same_format and same.alike.common == same.alike.held == 1
    other = replace(
        KNOWN, numbers=keys("甲-2031-1"), titles=keys("乙"), genre="通知", region="620000", format="pdf", reading=OTHER
    )
    seen = compare(other, KNOWN)
    assert (seen.number, seen.title, seen.genre, seen.region) == (False,) * 4
    assert not (seen.is_identical or seen.is_same_format)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("青海省冷链方案", "青海省冷链方案", True),
        ("青海省人民政府关于青海省冷链方案", "青海省冷链方案", True),
        ("青海省冷链方案", "青海省人民政府关于青海省冷链方案", True),
        ("青海省冷链方案有关事项", "青海省冷链方案", False),
        ("关于加强冬季供暖保障工作的若干意见一", "关于加强冬季供暖保障工作的若千意见一", True),
        ("甲乙丙丁戊己庚辛壬癸", "甲乙丙丁戌己庚辛壬癸", True),  # nine of ten letters
        ("甲乙丙丁戊己庚辛壬", "甲乙丙丁戌己庚辛壬", False),
        ("关于加强冬季供暖保障工作的若干意见", "关于加强夏季供电保障工作的若干意见", False),
        ("2031年青海省冷链方案", "2032年青海省冷链方案", False),
        ("二〇三一年青海省冷链方案", "二〇三二年青海省冷链方案", False),
        ("青海省第三批冷链项目名单", "青海省第四批冷链项目名单", False),
        ("青海省冷链方案", "关于青海省冷链方案的解读：青海省冷链方案", False),
        ("解读青海省冷链方案", "问答青海省冷链方案", False),
    ],
)
def test_titles_are_one_but_for_issuers_and_slips(one, other, is_same):
    seen = compare(replace(KNOWN, titles=keys(one)), replace(KNOWN, titles=keys("别的题目", other)))
    assert seen.title is is_same


def test_a_plan_of_another_year_is_known_by_its_figures():
    this = replace(KNOWN, titles=keys("2031年方案"))
    assert compare(replace(KNOWN, titles=keys("2032年方案")), this).is_of_other_year
    assert not compare(replace(KNOWN, titles=keys("2032年方案", "2031年意见")), this).is_of_other_year
    assert not compare(replace(KNOWN, titles=keys()), this).is_of_other_year
    assert not compare(this, replace(KNOWN, titles=keys())).is_of_other_year


def test_two_texts_are_not_alike_for_their_titles():
    title = "青海省冷凉蔬菜产业发展行动方案"
    one, other = (replace(KNOWN, reading=f"{title}\n{body}") for body in (BODY[:60], OTHER[:60]))
    assert compare(one, other).alike.common < 0.1
    renamed = replace(one, titles=keys("别的题目"))
    assert compare(renamed, other).alike.common < 0.1 and compare(other, renamed).alike.common < 0.1


@pytest.mark.parametrize(
    "word",
    [
        "解读",
        "问答",
        "答问",
        "答记者问",
        "图解",
        "图说",
        "读懂",
        "答疑",
        "起草说明",
        "编制说明",
        "有关情况",
        "相关情况",
        "新闻发布会",
        "分析报告",
        "评述",
        "评析",
    ],
)
def test_what_speaks_about_a_document_names_it_or_bears_its_number(word):
    (title,) = KNOWN.titles
    nameless = replace(KNOWN, numbers=keys(), titles=keys(f"某方案{word}"))
    for about in (replace(nameless, titles=keys(title + word)), replace(nameless, numbers=KNOWN.numbers)):
        seen = compare(about, KNOWN)
        assert (seen.is_about, seen.is_what_it_is_about) == (True, False)
        seen = compare(KNOWN, about)
        assert (seen.is_about, seen.is_what_it_is_about) == (False, True)
    assert not compare(nameless, KNOWN).is_about
    two_of_one_number = (replace(nameless, numbers=KNOWN.numbers), replace(KNOWN, titles=keys(f"某意见{word}")))
    assert not compare(*two_of_one_number).is_about
    assert not compare(replace(nameless, titles=keys(title + word)), replace(nameless, numbers=KNOWN.numbers)).is_about


@given(st.text(alphabet="甲乙丙丁戊己庚辛壬癸，。\n", min_size=0, max_size=200), st.text(max_size=60))
def test_likeness_is_between_nothing_and_all(one, other):
    alike = likeness(shingles(one), shingles(other))
    assert 0 <= alike.common <= alike.held <= 1
    assert likeness(shingles(one), shingles(one)).common == 1


def test_texts_that_are_much_alike_share_marks_and_others_none():
    long = "".join(f"第{number}条　{BODY[number % 40 :]}" for number in range(40))
    edited = long.replace("省财政厅", "省审计厅")
    assert len(set(telling_marks(long)) & set(telling_marks(edited))) >= SHARED
    assert not set(telling_marks(OTHER)) & set(telling_marks(BODY))
