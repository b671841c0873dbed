"""Words of a dictionary with one slip in a text."""

import pytest

from documents.search.slips.edits import find_edits, transposed

WORDS = {"水权", "交易", "货运", "班列", "国际", "保护区", "碳足迹", "工厂", "工长", "电解铝"}


@pytest.mark.parametrize(
    ("text", "place", "meant"),
    [
        ("水劝交易", 1, ["水权交易"]),  # by sound
        ("国际货运斑列", 4, ["国际货运班列"]),  # by sound and shape
        ("保区护", 1, ["保护区"]),
        ("碳足足迹", 1, ["碳足迹"]),
        ("电的解铝", 1, ["电解铝"]),
        ("工长", 1, []),  # a word already
        ("水碳交易", 1, []),  # like 水权 in nothing
    ],
)
def test_words(text: str, place: int, meant: list[str]) -> None:
    assert [slip.undone(text) for slip in find_edits(text, [place], range(len(text) + 1), WORDS.__contains__)] == meant


def test_a_whole_text_with_two_characters_swapped_or_one_less() -> None:
    assert [slip.meant for slip in transposed("电绿消费", [0, 1])] == ["绿电消费", "电消绿费", "电消费"]
