"""What is asked, and what the records of the sample policies answer."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from django.db import connection

from documents.models import Document
from documents.tag_sets.current import current_sets
from policykb.answers import search
from policykb.answers.intents import Answer, answer_to, as_plain

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("samples")]
TODAY = date(2026, 11, 20)
SESSION = {"postgresql": 4}  # what a session with the index asks for itself
QUERIES = {
    "工业固废利用谁牵头": 7,
    "工业固废综合利用率要达到多少": 6,
    "2030年到期的有哪些": 7,
    "零碳园区是哪个文件规定的": 9,
    "零碳园区什么时候建成": 11,
    "青海省商务厅要做什么": 11,
    "青海和甘肃在绿电直连上有什么区别": 11,
}


def asked(text: str) -> Answer:
    answer = answer_to(text, TODAY)
    assert answer is not None, text
    return answer


def test_who_leads_is_told_with_its_basis_and_words() -> None:
    answer = asked("工业固废利用谁牵头")
    assert answer.read_as == "谁牵头 · 工业固废利用"
    assert answer.sentence == "牵头：青海省科学技术厅（首列，推定为牵头）。"
    (line,) = answer.lines
    assert [role.role for role in line.roles] == ["lead", "support"] and line.roles[0].basis == "首列"
    assert line.url.endswith("/2.3.9/") and line.quote.startswith("省科技厅、省工业和信息化厅")
    assert answer.more == 1 and "q=" in answer.more_url  # clauses without bodies are only counted


def test_that_nobody_is_named_is_told() -> None:
    answer = asked("全域旅游发展谁负责")
    assert "没有列责任单位" in answer.sentence and answer.lines[0].words == "原文未列责任单位"


def test_when_is_told_by_tier() -> None:
    assert asked("省级零碳园区什么时候建成").lines[0].words == "2030年"
    answer = asked("深化绿色制造体系建设什么时候完成")
    assert answer.lines[0].words == "本条未写期限"
    assert "没有写明期限；文件总体目标：2025年、2030年。" in answer.sentence


def test_how_much_is_told_in_the_words_of_the_text() -> None:
    answer = asked("规模以上工业单位增加值能耗下降多少")
    assert answer.sentence == "规模以上工业单位增加值能耗：较2020年下降 12.5%（2025年）。"
    assert answer.lines[0].quote == "规模以上工业单位增加值能耗较2020年下降12.5%"
    assert "没有写数量，只写：重点企业绿电交易比例显著提高" in asked("重点企业绿电交易比例要达到多少").sentence


def test_what_falls_due_is_counted_and_leads_to_the_list() -> None:
    answer = asked("2030年到期的有哪些")
    assert answer.sentence == "2030年到期的有 17 项指标。" and answer.more_url == "/targets/?year=2030"
    assert len(answer.lines) == 6 and answer.more == 11
    assert asked("今年到期的任务").sentence == "2026年到期的一项也没有。"
    assert "完成与否，本库没有资料" in asked("已过期的指标").sentence


def test_two_places_lead_to_their_comparison() -> None:
    answer = asked("青海和甘肃在绿电直连上有什么区别")
    assert [line.words for line in answer.lines] == ["青海省", "甘肃省"]
    assert answer.more_url.startswith("/topics/")


def test_an_agency_is_told_by_role() -> None:
    answer = asked("青海省商务厅要做什么")
    assert answer.sentence.startswith("青海省商务厅牵头 ")
    assert {line.words for line in answer.lines} <= {"牵头", "配合"} and answer.lines[0].words == "牵头"


def test_an_agency_without_a_day_of_its_own_in_a_year_is_told_so() -> None:
    answer = asked("青海省水利厅2025年要做什么")
    assert answer.sentence.startswith("原文没有给它写明2025年的期限。它的任务：青海省水利厅牵头 1 项")
    assert answer.lines[0].note == "2025年、2030年（文件总体目标，原文未分到单位）"


def test_two_places_without_documents_of_their_own_are_told_by_those_of_others() -> None:
    answer = asked("酒泉和张掖的零碳园区有什么区别")
    assert [line.words for line in answer.lines] == ["酒泉", "张掖"]
    assert answer.sentence == "本库没有酒泉与张掖各自的文件，上级文件写到："
    assert answer_to("酒泉和广东的零碳园区有什么区别", TODAY) is None


def test_an_amount_that_is_no_target_is_told_by_its_sentence() -> None:
    answer = asked("35亿千瓦是什么")
    assert answer.sentence == "没有定为指标，原文写到：" and "光伏资源理论可开发量达35亿千瓦" in answer.lines[0].quote


def test_an_indicator_is_told_without_words_of_asking() -> None:
    text = "环境空气质量优良率"
    answer = answer_to(text, TODAY, search(text).hits)
    assert answer is not None and answer.sentence == "环境空气质量优良率：≥ 90%（2025年）。"
    assert answer_to("空气质量", TODAY, search("空气质量").hits) is None


def test_words_as_typed_go_before_other_names() -> None:
    """藏医药 is a word of the topic 中医药, which another document has beside who leads."""
    assert "第二节 提升生物医药产业发展水平" in asked("藏医药谁负责").lines[0].title


def test_a_document_is_told_by_number_title_or_subject() -> None:
    for text in ("青政办〔2024〕35号是哪份文件", "推动工业绿色转型实施方案的文号是多少"):
        assert asked(text).lines[0].words.startswith("青政办〔2024〕35号")
    assert asked("零碳园区最新的文件是哪个").lines[0].words.startswith("甘政办发〔2026〕21号")


def test_a_value_is_found_in_any_multiple_of_its_unit() -> None:
    for text in ("1000亿元", "一千亿元", "10000000万元"):
        assert asked(text).lines[0].quote == "打造新能源、新材料、数字经济千亿产业集群"


@pytest.mark.parametrize(
    "text",
    ["养老服务谁牵头", "医保报销比例是多少", "地铁什么时候开通", "99.9%", "省教育厅要做什么", "绿电直连", "谁负责", ""],
)
def test_what_is_not_on_record_or_asked_is_not_answered(text: str) -> None:
    assert answer_to(text, TODAY) is None


def test_an_answer_costs_few_queries(django_assert_max_num_queries: Any) -> None:
    answer_to("工业固废利用谁牵头", TODAY)  # what is kept of the lexicon, the regions and the sets is asked for once
    current_sets()
    for text, most in QUERIES.items():
        with django_assert_max_num_queries(most + SESSION.get(connection.vendor, 0)):
            answer_to(text, TODAY)
    with django_assert_max_num_queries(0):
        answer_to("绿电直连 碳足迹", TODAY)


def test_an_answer_can_be_written_as_json(samples: Mapping[str, Document]) -> None:
    plain = as_plain(asked("工业固废利用谁牵头"))
    assert plain and plain["lines"][0]["document"] == samples["001"].name
    assert as_plain(None) is None
