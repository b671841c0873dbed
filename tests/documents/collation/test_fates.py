"""Two texts clause by clause: which is which, and what became of each."""

from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from documents.collation.clauses import bare, list_clauses
from documents.collation.fates import ClauseFate, Fate, collate, tally
from documents.text import read, repair
from tests.documents.structure.readings import parsed

POLICIES = sorted((Path(settings.BASE_DIR) / "fixtures" / "policies").glob("*.txt"))

TEXT = """青海省试验方案
一、总体要求
以习近平新时代中国特色社会主义思想为指导，到2030年建成风电基地。
二、重点任务
（一）建设风电基地。到2030年装机达到500万千瓦，落实消纳责任。（省能源局牵头，省商务厅配合）
（二）建设光伏基地。加快建设一批大型光伏项目，同步规划外送通道。（省能源局牵头）
（三）完善电力市场。健全交易规则，扩大绿电交易规模，推动跨省交易。（省能源局牵头，省统计局配合）
三、保障措施
（一）加强领导。各地区要建立工作机制，明确分工，压实责任。
（二）强化宣传。及时总结推广典型经验。
"""
INSERTED = "（二）发展新型储能。建设抽水蓄能电站，探索压缩空气储能示范。（省能源局牵头）\n"


def compared(old: str, new: str) -> list[ClauseFate]:
    return collate(list_clauses(parsed(old)), list_clauses(parsed(new)))


def fates(entries: list[ClauseFate]) -> list[str]:
    """The clauses that did not stay as they were, each with where it was and is."""
    return [
        f"{entry.fate.value} {entry.old.path if entry.old else ''}>{entry.new.path if entry.new else ''}"
        for entry in entries
        if entry.fate is not Fate.SAME
    ]


def test_a_text_is_the_same_as_itself() -> None:
    assert tally(compared(TEXT, TEXT)) == {Fate.SAME: 8}
    assert tally(compared(TEXT, TEXT.replace("。（", "。 （").replace("，", "，\n"))) == {Fate.SAME: 8}


def test_what_follows_an_inserted_clause_is_not_changed_but_renumbered() -> None:
    newer = TEXT.replace("（二）建设", INSERTED + "（三）建设").replace("（三）完善", "（四）完善")
    assert fates(compared(TEXT, newer)) == [
        "added >二、（二）",
        "moved 二、（二）>二、（三）",
        "moved 二、（三）>二、（四）",
    ]


def test_a_dropped_clause_follows_what_it_followed() -> None:
    lines = TEXT.splitlines(keepends=True)
    newer = "".join(lines[:5] + lines[6:]).replace("（三）完善", "（二）完善")
    assert fates(compared(TEXT, newer)) == ["dropped 二、（二）>", "moved 二、（三）>二、（二）"]


def test_a_changed_clause_is_found_under_another_number_and_title() -> None:
    changed = "（三）建设光热和光伏基地。加快建设一批大型光热光伏项目，同步规划外送通道。（省能源局牵头）"
    newer = TEXT.replace(TEXT.splitlines()[5], INSERTED + changed).replace("（三）完善", "（四）完善")
    entries = compared(TEXT, newer)
    assert fates(entries) == ["added >二、（二）", "changed 二、（二）>二、（三）", "moved 二、（三）>二、（四）"]
    entry = next(entry for entry in entries if entry.fate is Fate.CHANGED)
    assert entry.is_moved and ("new", "光热和") in {(part.turn, part.words) for part in entry.heading}


def test_a_clause_put_under_another_heading_is_moved() -> None:
    line = "（二）强化宣传。及时总结推广典型经验。\n"
    newer = TEXT.replace(line, "").replace("三、保障", line.replace("二", "四") + "三、保障")
    assert fates(compared(TEXT, newer)) == ["moved 三、（二）>二、（四）"]


def test_another_clause_in_the_same_place_is_no_changed_one() -> None:
    newer = TEXT.replace(
        TEXT.splitlines()[5], "（二）办好青海湖旅游节。吸引更多游客，丰富夜间消费。（省文化和旅游厅负责）"
    )
    assert sorted(fates(compared(TEXT, newer))) == ["added >二、（二）", "dropped 二、（二）>"]


def test_head_and_preamble_change_where_they_stand() -> None:
    entries = compared(TEXT, TEXT.replace("青海省试验方案", "青海省试验意见"))
    assert [(entry.fate, entry.clause.number) for entry in entries if entry.fate is not Fate.SAME] == [
        (Fate.CHANGED, "")
    ]


def test_clauses_of_the_same_words_are_paired_in_order() -> None:
    text = "一、甲\n（一）略。\n（二）略。\n（三）略。\n"
    assert fates(compared(text, text.replace("（三）略。\n", ""))) == ["dropped 一、（三）>"]


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.name[:3])
def test_every_word_is_in_one_clause(path: Path) -> None:
    text = repair(read(path.read_bytes(), path.name)).text
    clauses = list_clauses(parsed(text))
    assert bare("".join(clause.number + clause.heading + clause.body for clause in clauses)) == bare(text)


@given(st.permutations(TEXT.splitlines(keepends=True)), st.permutations(TEXT.splitlines(keepends=True)))
def test_every_clause_meets_one_fate(one: list[str], other: list[str]) -> None:
    old, new = (list_clauses(parsed("".join(lines))) for lines in (one, other))
    entries = collate(old, new)
    assert [entry.new for entry in entries if entry.new] == new
    assert sorted((entry.old for entry in entries if entry.old), key=old.index) == old
    for entry in entries:
        assert entry.fate not in (Fate.SAME, Fate.MOVED) or entry.old.whole == entry.new.whole  # type: ignore[union-attr]
