"""Reading queries: what a person typed, as terms and parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.search.engines.fts5 import match
from documents.search.engines.tsvector import tsquery
from documents.search.queries.meanings import SYNONYM
from documents.search.queries.parsing import parse_query
from documents.search.queries.parts import find_pieces
from documents.search.queries.query import Lexicon, Part, Query
from documents.search.words.segmenter import segmenter

LEXICON = Lexicon(
    synonyms={"绿电": ("绿电", "绿色电力"), "绿色电力": ("绿色电力", "绿电")},
    agencies={"省能源局": (1, 2), "青海省能源局": (1,), "能源局": (1, 2), "国网": (3,)},
    regions={"甘肃": "620000", "甘肃省": "620000"},
    longest_agency=6,
    words=frozenset({"绿电"}),
)


def read(text: str, documents: dict[str, list[int]] | None = None) -> Query:
    segmenter().learn(LEXICON.words)
    return parse_query(text, LEXICON, segmenter(), documents)


def texts(query: Query) -> list[str]:
    return [part.text for part in query.parts]


def test_synonyms_are_alternatives() -> None:
    assert read("绿电").parts == (Part("绿电", ("绿电", "绿色电力"), (1.0, SYNONYM)),)


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("省能源局", ("a1", "a2")),
        ("青海省能源局", ("a1",)),
        ("青海省能源局牵头", ("a1",)),
        ("绿电 能源局", ()),
    ],
)
def test_agencies_are_recognised_by_any_name(text: str, tags: tuple[str, ...]) -> None:
    assert read(text).parts[0].tags == tags


def test_a_role_after_an_agency_is_that_agency_s_role() -> None:
    assert read("省能源局牵头").parts[1].tags == ("a1.lead", "a2.lead")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("省能源局 牵头", [("省能源局", "a1"), ("牵头", "a1.lead")]),
        ("省能源局配合的绿电任务", [("省能源局", "a1"), ("配合的", "a1.support"), ("绿电", "")]),
        ("省能源局参与绿电", [("省能源局", "a1"), ("参与", ""), ("绿电", "")]),
        ("牵头", [("牵头", "")]),
    ],
)
def test_a_role_belongs_to_the_agencies_beside_it(text: str, parts: list[tuple[str, str]]) -> None:
    assert [(part.text, part.tags[0] if part.tags else "") for part in read(text).parts] == parts


@pytest.mark.parametrize(
    ("word", "pieces"), [("税收优惠", ("税收", "优惠")), ("水电站", ("水电",)), ("绿电", ()), ("2030", ())]
)
def test_long_words_are_taken_apart(word: str, pieces: tuple[str, ...]) -> None:
    segmenter().learn(LEXICON.words)
    assert find_pieces(word, segmenter()) == pieces


def test_a_name_of_two_characters_counts_only_alone() -> None:
    assert read("国网").parts[0].agencies == (3,)
    parts = read("国网络").parts
    assert parts and all(not part.agencies for part in parts)


def test_years_and_regions() -> None:
    query = read("甘肃绿电2030年")
    assert [part.tags for part in query.parts] == [("g620000",), (), ("y2030",)]


def test_phrases_and_minus() -> None:
    query = read('"绿电 直连" -光伏 －"分时 电价"')
    assert [(term.text, term.is_phrase) for term in query.terms] == [("绿电直连", True)]
    assert [part.text for part in query.excluded] == ["光伏", "分时电价"]


def test_a_quotation_mark_inside_a_term_is_no_phrase() -> None:
    assert texts(read("能效“领跑者”")) == ["能效", "领跑者"]


def test_documents_are_named_by_number() -> None:
    query = read("青政办〔2024〕35号 绿电", {"青政办〔2024〕35号": [7]})
    assert [part.tags for part in query.parts] == [("d7",), ()]
    assert read("〔2024〕35号").parts[0].tags == ("n2024-35",)


def test_single_characters_count_only_where_there_is_nothing_else() -> None:
    assert texts(read("省")) == ["省"]
    assert "省" not in texts(read("省 绿电"))


def test_single_characters_side_by_side_are_a_word() -> None:
    assert texts(read("发展绿氨")) == ["绿氨"]


def test_common_words_count_only_where_there_is_nothing_else() -> None:
    query = read("支持企业出口")
    assert texts(query) == ["企业", "出口"]
    assert [part.text for part in query.extras] == ["支持"]
    assert texts(read("支持")) == ["支持"]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("怎么支持企业出口", ["支持企业出口"]),
        ("谁负责碳足迹认证", ["碳足迹认证"]),
        ("绿证交易归谁管", ["绿证交易"]),
        ("充电桩由哪些单位负责建设", ["充电桩", "建设"]),
        ("绿色建筑什么时候达到80%", ["绿色建筑", "80%"]),
        ("我想了解一下绿电", ["绿电"]),
        ("怎么办", ["怎么办"]),
    ],
)
def test_words_of_a_question_are_left_out(text: str, terms: list[str]) -> None:
    assert [term.text for term in read(text).terms] == terms


def test_a_number_keeps_its_sign() -> None:
    assert texts(read("实现100%绿电")) == ["实现", "100%", "绿电"]


def test_a_minus_keeps_out_a_place_and_an_agency_with_all_that_is_theirs() -> None:
    assert [part.tags for part in read("绿电 -甘肃 -国网").excluded] == [("g620000",), ("a3",)]


@pytest.mark.parametrize("text", ["", " ", '"', "(", "*", "😀", "\x00", "-", "---", '""', "“”", "。，"])
def test_nothing_to_search_for(text: str) -> None:
    assert read(text) == Query()


@given(st.text(max_size=400))
def test_any_text_gives_a_query_that_both_engines_can_write(text: str) -> None:
    query = read(text)
    for node in (query.phrase_step(), query.words_step(), query.any_step()):
        assert "\0" not in match(node) + tsquery(node)
