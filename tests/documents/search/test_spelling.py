"""Near words: by sound, or with one character wrong."""

import pytest

from documents.search.spelling import Vocabulary

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
    assert next(VOCABULARY.near(term)) == meant


@pytest.mark.parametrize("term", ["绿电直连", "海外仓", "a", "节能"])
def test_nothing_near(term: str) -> None:
    assert list(VOCABULARY.near(term)) == []
