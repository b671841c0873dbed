"""A line in; the same line without blanks that are layout only out. Several other blanks become one."""

import re

from documents.text.aligned import AlignedText
from documents.text.duty_labels import opens_with_label
from documents.text.layout.block_starts import NUMERAL
from documents.text.layout.lines import BLANKS
from documents.text.spans import Span

RUN = re.compile(rf"[{BLANKS}]+")
HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff〇]")
WIDE_MARK = re.compile(r"[，。；：、！？《》“”‘’（）〔〕【】「」—…]")
# The blank after a number is the author's
NUMBER_BEFORE = re.compile(
    rf"""
    (?: 第[{NUMERAL}\d]{{1,5}}[章节条编篇部]分?                     # 第一章 总则 · 第三条 本办法
      | [（(]?[{NUMERAL}\d]{{1,4}}[)）、.．]?                       # 1 总则 · 1. 优化布局 · （一） 加强领导
      | \d{{1,2}}(?:\.\d{{1,2}}){{1,3}}[.．]?                       # 1.2 目标
      | [①-⒛㈠-㈩]
      | 附[件表录]\s?\d{{0,2}}[:：]?                                # 附件1 任务清单
      | [图表]\s?\d{{1,2}}                                          # 表1 主要指标
    )$
    """,
    re.VERBOSE,
)
PLAIN_NUMBER = re.compile(r"(?<![\d:：/-])\d(?:[\d.,，—～~-]{0,20}\d)?[%％‰℃]?$")
# 2021-12-29 · 8:30 · 2023年10月8日: a blank before them parts
DATED = re.compile(r"\d{1,4}[-:/]\d|\d{4}年\d{1,2}月\d")
CONNECTOR = re.compile(r"(?:关于|印发|和|与|及|的|在|对|为|把|将|以|或|向|从)$")
SENTENCE_MARK = re.compile(r"[，。；]")
# 市财政局| 市水利局 · 市财政局牵头| 市水利局配合, behind a colon or an opening bracket
BODY_BEFORE = re.compile(r"[委厅局部办署院会府处室区县市州司社行站团队心校]$|牵头$|负责$")
BODY_BEHIND = re.compile(
    rf"[\u3400-\u9fff]{{1,24}}?(?:[委厅局部办署院会府处室区县市州司社行站团队心校]|牵头|负责|配合|参与|落实)(?=[{BLANKS}、，,；;。）)〕】\]]|$)"
)
CLAUSE_BEGIN = re.compile(r"[（(〔【\[：:]")
LONGEST_CLAUSE = 400
LETTER_SPACED = re.compile(rf"[\u3400-\u9fff](?:[{BLANKS}]+[\u3400-\u9fff])+")


def tidy(words: AlignedText) -> AlignedText:
    """The line without blanks that are layout only (目　录 → 目录); the blank after a number (1 总则) stays.

    >>> tidy(AlignedText.of("到 2030 年", 0, 8)).text
    '到2030年'
    """
    text = words.text
    if LETTER_SPACED.fullmatch(text) and len(text) <= 60:
        return words.without(Span(*match.span()) for match in RUN.finditer(text))
    return words.without(span for match in RUN.finditer(text) if (span := _surplus(text, match)))


def _surplus(text: str, match: re.Match[str]) -> Span | None:
    """The part of a run of blanks that is dropped; None where it is one blank that stays."""
    if _is_layout(text, match.start(), match.end()):
        return Span(*match.span())
    plain = match.group().find(" ")
    if len(match.group()) == 1:
        return None
    return Span(match.start() + 1, match.end()) if plain <= 0 else Span(match.start(), match.end() - 1)


def _is_layout(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1], text[end]
    if set(text[start:end]) <= set("\u200b\u200c\u200d\u200e\u200f\ufeff\u2060\xad"):
        return True
    if start <= 12 and NUMBER_BEFORE.fullmatch(text[:start]):
        return False
    if HAN.match(before) and HAN.match(after):
        return _breaks_words(text, start) and not _parts_bodies(text, start, end)
    if WIDE_MARK.match(before) or WIDE_MARK.match(after):
        return bool(SENTENCE_MARK.search(text)) or after in "《》，。；：、！？"
    if HAN.match(before) and after.isdigit():
        return not DATED.match(text[end : end + 10])
    return bool(HAN.match(after) and PLAIN_NUMBER.search(text[max(0, start - 24) : start]))


def _breaks_words(text: str, start: int) -> bool:
    """Whether a blank between two Han characters stands inside prose, or after a word that cannot end a phrase."""
    return bool(SENTENCE_MARK.search(text, 0, start) or CONNECTOR.search(text[max(0, start - 2) : start]))


def _parts_bodies(text: str, start: int, end: int) -> bool:
    """Whether a blank stands in a clause of duties, behind the name of a body: 牵头单位：甲局　配合单位：乙局　丙局."""
    if not BODY_BEFORE.search(text, max(0, start - 2), start):
        return False
    sentence = text[max(text.rfind("。", 0, start), start - LONGEST_CLAUSE, 0) : start]
    in_clause = bool(CLAUSE_BEGIN.search(sentence))
    return in_clause and bool(BODY_BEHIND.match(text, end) or opens_with_label(text[end : end + 40]))
