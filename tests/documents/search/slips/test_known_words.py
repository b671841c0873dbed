"""Known words: by sound, and with one slip of the hand or the eye."""

import pytest

from documents.search.slips.known_words import KnownWords

KNOWN = KnownWords(["绿电直连", "碳足迹", "青海省能源局", "储能", "海外仓", "源网荷储", "冶金", "新型储能", "银行"])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("绿电之连", "绿电直连"),  # sounds alike
        ("除能", "储能"),
        ("青海省能原局", "青海省能源局"),
        ("绿电自连", "绿电直连"),  # zh and z
        ("饮行", "银行"),  # by shape
        ("治金", "冶金"),  # looks alike
        ("源网储荷", "源网荷储"),  # swapped
        ("海仓", "海外仓"),  # left out
        ("碳足足迹", "碳足迹"),  # doubled
        ("碳的足迹", "碳足迹"),  # one too many
        ("新形储能", "新型储能"),
        ("新某储能", "新型储能"),  # neither sound nor shape
        ("绿电直连", ""),
        ("外仓", ""),
        ("节能", ""),
        ("a", ""),
    ],
)
def test_near(typed: str, meant: str) -> None:
    found = KNOWN.near(typed)
    assert min(found, key=lambda word: found[word], default="") == meant


def test_the_nearer_slip_is_the_likelier() -> None:
    near = KnownWords(["班列", "办列", "邦列"]).near("斑列")
    assert near["班列"] < near["办列"] < near["邦列"]
