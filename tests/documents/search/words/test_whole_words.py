"""Words stand in a text as words, not as characters that meet by chance."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.search.words.folding import fold
from documents.search.words.segmenter import Segmenter
from documents.search.words.whole_words import find_whole_words

KNOWN = [
    "氢能",
    "氢气",
    "绿氢",
    "绿电",
    "绿电直连",
    "新能源",
    "新能源汽车",
    "光伏",
    "教育",
    "ai",
    "碳达峰、碳中和",
    "碳中和",
]
SEGMENTER = Segmenter()
SEGMENTER.learn([*KNOWN, "屋顶光伏", "虚拟电厂"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("发展氢能产业，制备氢气。", ["氢能", "氢气"]),
        ("提升氯化氢气体利用水平", []),  # 氯化氢 | 气体
        ("布局绿氢能源项目", ["绿氢"]),  # 绿氢 | 能源
        ("多能源互补", []),
        ("探索绿电直连", ["绿电直连"]),  # the longer word is what it speaks of
        ("绿电直连与绿电交易", ["绿电直连", "绿电"]),
        ("推广新能源汽车", ["新能源汽车"]),
        ("建设屋顶光伏", ["光伏"]),  # a word that ends a longer one is in it
        ("教育部门", ["教育"]),
        ("AI 赋能，AIR 不算", ["ai"]),
        ("推进碳达峰、碳中和", ["碳达峰、碳中和"]),
        ("“绿 电” 直连", ["绿电直连"]),
        ("", []),
    ],
)
def test_what_a_text_speaks_of(text: str, expected: list[str]) -> None:
    assert [word for _, _, word in find_whole_words(text, KNOWN, SEGMENTER)] == expected


@given(st.lists(st.sampled_from([*KNOWN, "氯化氢", "气体", "能源", "，", "的", "AIR", "“", " "]), max_size=8))
def test_marks_quote_the_words_in_order_and_apart(pieces: list[str]) -> None:
    text = "".join(pieces)
    marks = find_whole_words(text, KNOWN, SEGMENTER)
    assert all(fold(text[start:end]).strip() == word for start, end, word in marks)
    assert all(one[1] <= other[0] for one, other in pairwise(marks))


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    assert isinstance(find_whole_words(text, KNOWN, SEGMENTER), list)
