"""What is typed and read otherwise, operators and brackets: cases are lines of text, typed | read. Any text is read."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.search.engines.fts5 import match
from documents.search.engines.tsvector import tsquery
from documents.search.queries.meanings import Meaning
from documents.search.queries.parsing import MAX_QUERY, parse_query
from documents.search.queries.query import Lexicon, Part, Query
from documents.search.queries.read_as import Reading
from documents.search.words.segmenter import segmenter

HERE = Path(__file__).parent
WORDS = ("抽水蓄能", "化石能源", "光伏", "储能", "氢能", "零碳园区", "绿电", "绿电直连", "风电")
LEXICON = Lexicon(
    synonyms={word: (word,) for word in WORDS},
    agencies={"省能源局": (1, 2), "青海省能源局": (1,), "能源局": (1, 2), "国网": (3,)},
    regions={"甘肃": "620000", "甘肃省": "620000", "青海": "630000", "青海省": "630000"},
    longest_agency=6,
    words=frozenset(WORDS),
)
TODAY = date(2026, 11, 30)
STANDING = ("非化石能源", "不含抽水蓄能")  # what stands in the base


def read(text: str, *, plain: bool = False, today: date | None = TODAY) -> Query:
    segmenter().learn(LEXICON.words)
    return parse_query(text, LEXICON, segmenter(), today=today, plain=plain, stands=STANDING.__contains__)


def lines_of(name: str) -> list[tuple[str, ...]]:
    """The cases of a file: their columns, without blanks around them."""
    lines = (HERE / "cases" / name).read_text("utf-8").splitlines()
    return [tuple(map(str.strip, line.split(" | "))) for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize(("typed", "meant"), [*lines_of("operators.txt"), *lines_of("negation.txt")])
def test_what_is_wanted_and_what_is_not(typed: str, meant: str) -> None:
    assert str(read(typed)) == meant


@pytest.mark.parametrize(("typed", "meant"), lines_of("questions.txt"))
def test_words_of_asking_are_left_out(typed: str, meant: str) -> None:
    assert str(read(typed)) == meant


def spelled(part: Part) -> str:
    """The words of a part, and the years of deadlines that it asks for."""
    years = [tag[1:] for tag in part.tags if tag[:1] == "y"]
    return "/".join(part.words) + (f" [{'–'.join(dict.fromkeys((years[0], years[-1])))}]" if years else "")


@pytest.mark.parametrize(("typed", "words", "read_as"), [*lines_of("years.txt"), *lines_of("amounts.txt")])
def test_years_and_amounts(typed: str, words: str, read_as: str) -> None:
    """As they are read, alone and within a term; the query says so, and is written as it was typed."""
    query = read(typed)
    assert "/".join(map(spelled, query.every_part)) == words
    assert [(each.typed, each.read_as) for each in query.readings] == ([(typed, read_as)] if read_as else [])
    assert str(query) == typed
    assert not read(typed, plain=True).readings
    if read_as:
        assert query.parts[0] in read(f"绿电直连{typed}").parts


def test_what_is_read_otherwise_is_told() -> None:
    assert read("光伏 不要甘肃 八成 今年").readings == (
        Reading("八成", "80%", "numeral"),
        Reading("今年", "2026年", "year"),
        Reading("不要甘肃", "-甘肃", "negation"),
    )
    assert read("甘肃 光伏 或 风电").readings == (Reading("光伏 或 风电", "(光伏 OR 风电)", "operator"),)
    assert read("储能（不含氢能）").readings == (Reading("不含氢能", "-氢能", "negation"),)
    assert read("光伏 OR (八成 -甘肃)").readings == (Reading("八成", "80%", "numeral"),)


def test_a_plan_that_is_a_term_asks_for_its_years_too() -> None:
    known = replace(LEXICON, synonyms={"十五五": ("十五五", "第十五个五年规划")})
    (part,) = parse_query("十五五", known, segmenter()).parts
    assert part.words == ("十五五", "第十五个五年规划") and part.tags[-1] == "y2030" and part.reading


def test_without_today_nothing_is_told_from_today() -> None:
    assert not read("今年 年底 明年", today=None).readings


def test_plain_words_stand_as_they_are() -> None:
    query = read("光伏 或 风电 不要甘肃 怎么办 -储能", plain=True)
    assert str(query) == '光伏 或 风电 不要甘肃 怎么办 -"储能"' and not query.readings


def test_unseen_characters_vanish_and_wide_blanks_are_blanks() -> None:
    assert str(read("绿\u200b电\ufeff直\u00ad连\u3000光\u2060伏\u00a0风\ufe0f电")) == "绿电直连 光伏 风电"


def test_a_group_asks_for_any_of_its_choices() -> None:
    (part,) = read("(光伏 OR 省能源局)").parts
    assert [leaf.text for leaf in part.leaves] == ["光伏", "省能源局"]
    assert match(part.node) == '"光伏" OR ("#a1" OR "#a2" OR "省能 能源 源局")'
    roles = read("(青海省能源局 OR 国网) 牵头").parts[1]
    assert roles.tags == ("a1.lead", "a3.lead")


def test_documents_stand_in_groups_and_behind_negations() -> None:
    segmenter().learn(LEXICON.words)
    documents = {"青政办〔2024〕35号": [7]}
    query = parse_query("光伏 OR 青政办〔2024〕35号", LEXICON, segmenter(), documents)
    assert [leaf.tags for leaf in query.leaves] == [(), ("d7",)]
    query = parse_query("光伏 不要 青政办〔2024〕35号", LEXICON, segmenter(), documents)
    assert [part.tags for part in query.excluded] == [("d7",)]


# Pieces that mean something to the reader, in any order, beside any other text.
PIECES = st.sampled_from(
    [
        *"()（）[】\"“”-|或非外的吗？，\0\ud800\u200b", " ", " OR ", " AND ", " NOT ", " 和 ", "不要", "除了", "以外",
        "光伏", "甘肃", "省能源局", "牵头", "二〇三〇年", "2025-2030年", "今年", "八成", "百分之", "两万", "谁负责",
        "什么时候", "35号", "十四五",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=30).map("".join))


@given(TEXTS, st.booleans())
def test_any_text_is_read_and_both_engines_can_write_it(text: str, plain: bool) -> None:
    query = read(text, plain=plain)
    for node in (query.phrase_step(), query.words_step(), query.any_step(), query.exact_node):
        assert "\0" not in match(node) + tsquery(node)


@given(TEXTS)
def test_a_query_written_down_is_the_same_query(text: str) -> None:
    query = read(text)
    if len(str(query)) <= MAX_QUERY:
        assert read(str(query)) == query


@pytest.mark.parametrize("text", ["(" * 200, ")" * 200, "-" * 200, "OR " * 60, '"' * 200, "(-" * 100, "NOT (" * 40])
def test_nothing_but_operators_is_nothing(text: str) -> None:
    assert read(text) == Query()


def test_what_the_vocabulary_knows_stays_whole() -> None:
    meanings = {word: (Meaning("节约用电", 0.8, "everyday"),) for word in ("怎么省电", "不要钱")}
    known = replace(LEXICON, meanings=meanings)
    asked = ("怎么省电", "请问怎么省电？", "不要钱 光伏")
    assert [str(parse_query(text, known, segmenter())) for text in asked] == ["怎么省电", "怎么省电", "不要钱 光伏"]
