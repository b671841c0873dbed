"""What comes first of two entries that both hold the query."""

import pytest

from documents.search.queries.query import Part, Query, QueryTerm
from documents.search.ranking import Candidate, candidate, rank

BODY = "推进各项工作，落实有关要求。"


def asked(*parts: Part) -> Query:
    """A query for these, each typed apart."""
    return Query(tuple(QueryTerm(part.text, (part,)) for part in parts))


def words(*texts: str) -> Query:
    """A query for these words."""
    return asked(*(Part(text, (text,)) for text in texts))


def task(id: int, body: str = BODY, *, tags: str = "", title: str = "其他", agency: str = "") -> Candidate:
    """A task as ranking reads it; the later one would come last of equals."""
    return candidate(id, "task", f"ktask {tags}", {"title": title, "agency": agency, "heading": "", "body": body})


DUTY = Part("省能源局", ("省能源局",), tags=("a7",), agencies=(7,))
GANSU = Part("甘肃", ("甘肃", "甘肃省"), tags=("g620000",), region="620000")
EITHER = Part("充电桩", ("充电桩", "充电设施"), (1.0, 1.0))
LONG = BODY * 450


@pytest.mark.parametrize(
    ("query", "first", "second"),
    [
        pytest.param(
            words("牧区", "供电"),
            task(2, "解决偏远牧区供电问题。" + BODY),
            task(1, "建设牧区道路、牧区水利。" + BODY + "保障园区供电，改善供电。"),
            id="one sentence says it before scattered words",
        ),
        pytest.param(
            words("冷链"),
            task(2, "建设冷链基地，完善冷链网络，培育冷链企业，制定冷链标准，发展冷链运输，推广冷链技术。" + LONG),
            task(1, "发展冷链。"),
            id="a long section about it before a short one that mentions it",
        ),
        pytest.param(
            asked(DUTY), task(2, tags="a7 a7.lead"), task(1, tags="a7 a7.lead a7.inherited"), id="a duty of its own"
        ),
        pytest.param(
            asked(GANSU, Part("园区", ("园区",))),
            task(2, "建设园区。", tags="g620000"),
            task(1, "园区借鉴甘肃、学习甘肃、对接甘肃，建设园区。", tags="g630000"),
            id="what belongs to a region before what mentions it",
        ),
        pytest.param(
            words("氢能"), task(2, "发展氢能。"), task(1, "利用绿氢能源、绿氢能源。"), id="a word, not a piece of two"
        ),
        pytest.param(
            asked(EITHER), task(2, "建设充电桩。"), task(1, "建设充电设施、充电设施。"), id="the word as typed"
        ),
        pytest.param(
            words("工厂", "节水", "补助"),
            task(2, "工厂要节水。"),
            task(1, "工厂一、工厂二、工厂三、工厂四、工厂五。", title="工厂"),
            id="what holds more of the query before what speaks more of less",
        ),
        pytest.param(
            words("工厂", "节水", "补助"),
            task(2, f"建设工厂。{LONG}提倡节水。"),
            task(1, "工厂一、工厂二、工厂三、工厂四、工厂五。", title="工厂"),
            id="and so where it holds them far apart",
        ),
        pytest.param(words("园区"), task(2, title="园区"), task(1, "", title="园区"), id="a task with a text"),
    ],
)
def test_what_comes_first(query: Query, first: Candidate, second: Candidate) -> None:
    rarities = dict.fromkeys(query.parts, 1.0)
    assert [each.id for each in rank(query, rarities, [second, first])] == [2, 1]


def test_a_place_that_is_only_mentioned_is_found_all_the_same() -> None:
    (found,) = rank(asked(GANSU), {}, [task(1, "对接甘肃。", tags="g630000")])
    assert found.coverage == 1
