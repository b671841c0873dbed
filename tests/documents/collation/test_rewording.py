"""Two wordings of a passage: what stayed, went and came, in whole words, in bounded work."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.collation.clauses import bare
from documents.collation.rewording import ALL_PAIRS, Effort, Turn, reword

SIGNS = {Turn.SAME: "{}", Turn.GONE: "[-{}-]", Turn.NEW: "[+{}+]"}


def told(old: str, new: str) -> str:
    return "".join(SIGNS[part.turn].format(part.words) for part in reword(old, new, Effort()))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("加快建设。", "加快建设。", "加快建设。"),
        (
            "建设风电基地。到2030年装机达到500万千瓦。",
            "建设风电基地。到2030年装机达到650万千瓦。",
            "建设风电基地。到2030年装机达到[-500-][+650+]万千瓦。",
        ),
        ("绿电占比达到12.5%。", "绿电占比达到12.8%。", "绿电占比达到[-12.5%-][+12.8%+]。"),
        ("第一句。第二句。第三句。", "第一句。第三句。", "第一句。[-第二句。-]第三句。"),
        ("加快推进，", "抓紧推进；", "[-加快推进，-][+抓紧推进；+]"),
        ("甲乙丙。", "毫不相干的话。", "[-甲乙丙-][+毫不相干的话+]。"),
        ("一段。\n二段。", "一段。二段。", "一段。二段。"),
        ("一段。二段。", "一段。\n二段。", "一段。\n二段。"),
        ("", "新的。", "[+新的。+]"),
        ("旧的。", "", "[-旧的。-]"),
    ],
)
def test_whole_words_are_told(old: str, new: str, said: str) -> None:
    assert told(old, new) == said


def test_words_that_few_letters_keep_apart_are_one_change() -> None:
    assert told("由甲局和乙局负责。", "由丙委和丁厅负责。").count("[-") == 1


@given(st.text("甲乙丙的。，\n 1a", max_size=60), st.text("甲乙丙的。，\n 1a", max_size=60))
def test_nothing_is_lost_and_nothing_made_up(old: str, new: str) -> None:
    parts = reword(old, new, Effort())
    assert bare("".join(part.words for part in parts if part.turn is not Turn.NEW)) == bare(old)
    assert bare("".join(part.words for part in parts if part.turn is not Turn.GONE)) == bare(new)


def test_what_would_cost_too_much_stands_whole() -> None:
    dice = random.Random(1)
    old, new = ("".join(dice.choice("的地得，") for _ in range(5000)) for _ in range(2))
    effort = Effort()
    assert [part.turn for part in reword(f"甲{old}", f"乙{new}", effort)] == [Turn.GONE, Turn.NEW]
    assert effort.left > ALL_PAIRS - 100_000
