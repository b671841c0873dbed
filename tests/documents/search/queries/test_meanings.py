"""The vocabulary: a word typed is also looked for in the words of documents, each at its weight."""

import pytest

from documents.models import WordPair
from documents.models.vocabulary import WEIGHTS
from documents.search.queries.lexicon import read_meanings
from documents.search.queries.meanings import SYNONYM, Meaning, join_known, join_latin, weighed_words
from documents.search.queries.parsing import parse_query
from documents.search.queries.query import Lexicon, Part
from documents.search.words.segmenter import segmenter

LEXICON = Lexicon(
    synonyms={"新能源汽车": ("新能源汽车", "新能源车")},
    meanings={
        "没电的牧区": (Meaning("偏远地区", 0.6, "everyday"),),
        "ev": (Meaning("新能源汽车", 0.9, "english"),),
        "virtualpowerplant": (Meaning("虚拟电厂", 0.9, "english"),),
        "battery": (Meaning("电池", 0.9, "english"),),
    },
)


def parts(text: str) -> tuple[Part, ...]:
    return parse_query(text, LEXICON, segmenter()).parts


def test_a_word_of_documents_brings_its_synonyms_along() -> None:
    weight = 0.9 * SYNONYM
    assert weighed_words("ev", LEXICON) == {"ev": 1.0, "新能源汽车": 0.9, "新能源车": pytest.approx(weight)}


def test_what_the_vocabulary_knows_as_one_is_one_part() -> None:
    found = parts("解决没电的牧区供电")
    assert [part.text for part in found] == ["没电的牧区", "供电"]
    assert found[0].words == ("没电的牧区", "偏远地区") and found[0].weights == (1.0, 0.6)


def test_a_word_that_only_meets_across_two_words_is_none() -> None:
    lexicon = Lexicon(meanings={"电车": (Meaning("新能源汽车", 0.6, "everyday"),)})
    assert [*join_known(["充电", "车位"], lexicon)] == ["充电", "车位"]
    assert [*join_known(["买", "电", "车"], lexicon)] == ["买", "电车"]


def test_a_character_left_over_is_cut_with_the_word_beside_it() -> None:
    lexicon = Lexicon(meanings={"偷排": (Meaning("违法排污", 0.6, "everyday"),)})
    found = parse_query("工厂偷排污水", lexicon, segmenter()).parts
    assert [part.text for part in found] == ["工厂", "偷排", "污水"]
    assert "偷排" not in [part.text for part in parts("工厂偷排污水")]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Virtual Power Plants 青海", "virtualpowerplant 青海"),
        ("青海 virtual power", "青海 virtual power"),
        ("EV batteries", "ev battery"),
        ("光伏 solar", "光伏 solar"),
    ],
)
def test_latin_words_of_one_meaning_are_joined(typed: str, read: str) -> None:
    assert join_latin(typed, LEXICON) == read


def test_english_within_other_words_is_understood() -> None:
    assert "新能源汽车" in parts("青海EV政策")[1].words


@pytest.mark.django_db
def test_the_vocabulary_of_the_database() -> None:
    WordPair.objects.bulk_create(
        [
            WordPair(typed="Power Plant", official="发电厂", kind="english"),
            WordPair(typed="外贸", official="对外贸易", kind="same", weight=0.5),
            WordPair(typed="垃圾", official="固体废物"),
            WordPair(typed="垃圾", official="废物", state="proposed"),
            WordPair(typed="垃圾", official="项目", state="declined"),
        ]
    )
    assert read_meanings() == {
        "powerplant": (Meaning("发电厂", WEIGHTS[WordPair.Kind.ENGLISH], "english"),),
        "外贸": (Meaning("对外贸易", 0.5, "same"),),
        "对外贸易": (Meaning("外贸", 0.5, "same"),),
        "垃圾": (Meaning("固体废物", WEIGHTS[WordPair.Kind.EVERYDAY], "everyday"),),
    }


def test_a_policy_term_needs_no_everyday_words() -> None:
    pairs = (Meaning("清洁能源", 0.6, "everyday"), Meaning("再生能源", 0.9, "regional"))
    lexicon = Lexicon(synonyms={"绿电": ("绿电", "绿色电力")}, meanings={"绿电": pairs, "好电": pairs})
    assert [*weighed_words("绿电", lexicon)] == ["绿电", "再生能源", "绿色电力"]
    assert [*weighed_words("好电", lexicon)] == ["好电", "再生能源", "清洁能源"]
