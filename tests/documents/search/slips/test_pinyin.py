"""Known words by their pinyin, whole, shortened and begun."""

import pytest

from documents.search.slips.pinyin import PinyinTable, Spelled

TABLE = PinyinTable(
    ["虚拟电厂", "碳足迹", "发改委", "青海", "绿电", "绿氢", "西安", "银行", "重庆", "频率", "乡镇银行"],
)


@pytest.mark.parametrize(
    ("runs", "words", "spelled"),
    [
        ("xunidianchang", "虚拟电厂", Spelled.FULL),
        ("tan zu ji", "碳足迹", Spelled.FULL),
        ("lvqing", "绿氢", Spelled.FULL),
        ("luqing", "绿氢", Spelled.FULL),
        ("xian", "西安", Spelled.FULL),
        ("yinhang", "银行", Spelled.FULL),  # 行 is xing too
        ("chongqing", "重庆", Spelled.FULL),
        ("pinlv", "频率", Spelled.FULL),
        ("fgw", "发改委", Spelled.INITIALS),
        ("xndc", "虚拟电厂", Spelled.INITIALS),
        ("faga wei", "发改委", Spelled.MIXED),
        ("xunidc", "虚拟电厂", Spelled.MIXED),
        ("xunidian", "虚拟电厂", Spelled.BEGUN),
    ],
)
def test_one_word(runs: str, words: str, spelled: Spelled) -> None:
    (read,) = TABLE.read(runs.split())
    assert (read.words, read.spelled) == ((words,), spelled)


@pytest.mark.parametrize(
    ("runs", "words"),
    [("qinghai lvdian", ["青海", "绿电"]), ("qinghailvdian", ["青海", "绿电"]), ("qinghai fgw", ["青海", "发改委"])],
)
def test_several_words(runs: str, words: list[str]) -> None:
    assert [read.words[0] for read in TABLE.read(runs.split())] == words


@pytest.mark.parametrize("runs", ["hydrogen", "ld", "fg", "tanzu x", "q", "swhjt"])
def test_no_pinyin_of_anything_known(runs: str) -> None:
    assert TABLE.read(runs.split()) == []


def test_words_of_the_dictionary_come_after_the_known_ones() -> None:
    table = PinyinTable(["电厂"], lambda letters: {9: ["店长"]} if letters == "dianchang" else {})
    assert [(read.words, read.spelled) for read in table.read(["dianchang"])] == [(("电厂",), Spelled.FULL)]
    table = PinyinTable([], lambda letters: {7: ["建设"]} if letters == "jianshe" else {})
    assert [(read.words, read.spelled) for read in table.read(["jianshe"])] == [(("建设",), Spelled.WORD)]
