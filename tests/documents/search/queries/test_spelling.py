"""Near words: by sound, or with one character wrong."""

import pytest

from documents.search.queries.spelling import Vocabulary

VOCABULARY = Vocabulary(["绿电直连", "碳足迹", "青海省能源局", "储能"])


@pytest.mark.parametrize(
    ("term", "meant"),
    [
        ("绿电之连", "绿电直连"),  # sounds alike
        ("碳足记", "碳足迹"),
        ("碳脚迹", "碳足迹"),  # one character wrong
        ("除能", "储能"),
        ("青海省能原局", "青海省能源局"),
        ("推进绿电值连", "推进绿电直连"),  # within a longer term
    ],
)
def test_near(term: str, meant: str) -> None:
    assert next(VOCABULARY.near(list(term)))[1] == meant


@pytest.mark.parametrize("term", ["绿电直连", "海外仓", "a", "节能"])
def test_nothing_near(term: str) -> None:
    assert list(VOCABULARY.near(list(term))) == []


def test_a_misspelled_stretch_does_not_begin_or_end_in_a_word() -> None:
    assert list(Vocabulary(["市能源局"]).near(["会同", "能源局"])) == []
