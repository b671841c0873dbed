"""What stands for an entry: whole sentences, as many as fill a passage."""

from hypothesis import given
from hypothesis import strategies as st

from documents.search.meaning.cutting import LENGTH, MOST, digest_of, passages_of

SENTENCE = "对重点水域实行十年禁渔，严厉打击非法捕捞行为，妥善安置退捕渔民。"


def test_sentences_stay_whole() -> None:
    passages = passages_of("禁渔", SENTENCE * 7)
    assert len(passages) == 3 and all(len(passage) <= LENGTH for passage in passages)
    assert {passage.replace(SENTENCE, "") for passage in passages} == {""}


def test_a_title_stands_for_what_has_no_body() -> None:
    assert passages_of("十年禁渔", " \n") == ["十年禁渔"]
    assert passages_of("十年禁渔", SENTENCE) == [SENTENCE]


@given(st.text(max_size=400), st.text(alphabet="禁渔。；\n ", max_size=2000))
def test_any_text_gives_bounded_passages(title: str, body: str) -> None:
    passages = passages_of(title, body)
    assert 1 <= len(passages) <= MOST
    assert all(len(passage) <= LENGTH * 3 // 2 for passage in passages)


def test_a_digest_tells_other_passages() -> None:
    assert digest_of(["甲", "乙"]) == digest_of(["甲", "乙"]) != digest_of(["乙", "甲"])
