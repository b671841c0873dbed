"""Texts thrown together of the words that policy documents are made of, and sample policies damaged at random."""

from pathlib import Path
from random import Random

from django.conf import settings
from hypothesis import strategies as st

POLICIES = sorted((Path(settings.BASE_DIR) / "fixtures" / "policies").glob("*.txt"))
AGENCIES = (
    "省发展改革委|省能源局|省工业和信息化厅|各市州政府|有关部门|"
    "西宁市、海东市、海西州发展改革、商务、能源部门|某公司|国网青海省电力公司"
)
LABELS = (
    "责任单位：|牵头单位：|配合单位：|（|）|(|)|牵头，|配合|按职责分工负责|完成时限：|分别负责|具体落实|以下均需|下同|"
    "、|，|；|。"
)
TIMES = (
    "5年内|一年内|半年内|三个月内|印发后30日内|自印发之日起三个月内|公布后半个月内|施行之日起两周内|认定后2年内|实施细则印发后9个工作日内|"
    "每五年|每两年|每20年|年底前|明年6月底前|提前一年|3—5年内|0年内|印发后999年内|十半年内|每年12月10日前|每年1月15日前和7月15日前|"
    "每年2月30日前|每季度首月5日前|每月5日前|每月32日前|每年年底|按年度|持续推进|到2025年|2026年6月底前|6月底前|第三季度|“十四五”末|"
    "0000年底前|9999年底前|2025年13月前|本办法自2025年1月1日起施行|自公布之日起施行"
)
AMOUNTS = (
    "达到|不低于|不超过|较2020年|较0001年下降|增长|以上|左右|60%|三分之一|七分之三|百分之九十五|1—2个|9—1个|12.3456789%|0.0000001‰|"
    "99999999999999999999亿元|九九九九九九九九九九九九九九九九万亿元|1,200平方公里|千亿产业集群|翻一番|清零|全覆盖|1∶19|园区|利用率|"
    "建成|力争|实现|新增"
)
REST = (
    "《某意见》|《〈某办法〉》|（国发〔2021〕4号）|青政办〔2024〕35号|附件：1.重点任务分工表|“|”|建设风电基地|推进|"
    "总体要求|主要目标"
)
WORDS = "|".join((AGENCIES, LABELS, TIMES, AMOUNTS, REST)).split("|")
NUMBERS = (
    "", "一、", "二、", "（一）", "（二）", "(三)", "1.", "2.", "（1）", "第一章 ", "第二节 ", "第三条 ",
    "九九九九九、", "附件1", "①", "# ", "## ", "- ", "> ",
)  # fmt: skip
HEADS = (
    "",
    "青海省人民政府办公厅关于印发某方案的通知\n青政办〔2026〕9号\n各市、自治州人民政府：\n",
    "青海省某方案\n（2026年3月5日）\n",
    "发布日期：2026-03-07　印发日期：2026-03-06\n青海省某方案\n",
    "青海省" + "很长" * 200 + "方案\n",
)
TAILS = ("", "\n青海省人民政府\n2026年3月5日\n", "\n青海省人民政府办公厅 2026年3月6日印发\n", "\n附件：缺失的附件\n")
NAMES = ("甲.txt", "甲.md")


def lines() -> st.SearchStrategy[str]:
    """A line: perhaps a number, then words; the words may be repeated until no column holds them."""
    words = st.lists(st.sampled_from(WORDS), max_size=12).map("".join)
    long = st.builds(lambda word, times: word * times, st.sampled_from(WORDS), st.integers(1, 200))
    return st.builds(str.__add__, st.sampled_from(NUMBERS), words | words | words | long)


def tables() -> st.SearchStrategy[str]:
    """A table with a head, its cells of any words."""
    head = "|任务|牵头单位|配合单位|完成时限|目标值|\n|---|---|---|---|---|\n"
    row = st.lists(st.sampled_from(WORDS), min_size=5, max_size=5).map(lambda cells: f"|{'|'.join(cells)}|")
    return st.lists(row, min_size=1, max_size=4).map(lambda rows: head + "\n".join(rows))


def policies() -> st.SearchStrategy[str]:
    """A document of the grammar's own words."""
    body = st.lists(lines() | lines() | lines() | tables(), min_size=1, max_size=14).map("\n".join)
    return st.builds(lambda *parts: "".join(parts), st.sampled_from(HEADS), body, st.sampled_from(TAILS))


def damaged() -> st.SearchStrategy[str]:
    """A stretch of a sample policy with lines dropped, doubled, swapped and cut, and characters replaced."""
    return st.builds(damage, st.sampled_from(POLICIES), st.integers(0, 2**32 - 1))


def damage(path: Path, seed: int) -> str:
    random = Random(seed)
    rows = path.read_text("utf-8").split("\n")
    start = random.choice((0, random.randrange(len(rows))))
    rows = rows[start : start + random.randint(5, 60)]
    for _ in range(random.randint(1, 12)):
        place, other = random.randrange(len(rows)), random.randrange(len(rows))
        match random.randrange(6):
            case 0:
                rows[place] = ""
            case 1:
                rows.insert(other, rows[place])
            case 2:
                rows[place], rows[other] = rows[other], rows[place]
            case 3:
                rows[place] = rows[place][: random.randint(0, len(rows[place]))]
            case 4:
                rows[place] += rows[other]
            case _:
                rows[place] = replaced(rows[place], random)
    return "\n".join(rows)


def replaced(row: str, random: Random) -> str:
    """The line with some of its characters replaced by words, marks and controls."""
    strange = (*WORDS, *NUMBERS, "\x0b", "\x1c", "\u2028", "\u200b", "\ufeff", "\ufffd", "\U0001f600", "1", "（", "\t")
    return "".join(random.choice(strange) if random.random() < 0.06 else character for character in row)
