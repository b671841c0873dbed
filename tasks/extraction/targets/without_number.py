"""A clause in; the goal without a number that it states out: full coverage, none left, a result to be reached."""

import re
from dataclasses import dataclass

from documents.text.spans import Span
from tasks.extraction.targets.measured_words import subject, without_lead
from tasks.extraction.values import Comparator

# 节能监察全覆盖 · 实现动态“清零”
COVERED = re.compile(r"(?:(?:基本|率先|力争|全部)?(?:实现|做到|达到|达)?[“\"]?(?:全面)?全覆盖[”\"]?|全域覆盖)$")
NONE_LEFT = re.compile(r"(?:实现|做到|保持|基本)?(?:动态|全面|全部|存量|基本|持续|历史|隐患)*[“\"]?清零[”\"]?$")
NO_GROWTH = re.compile(r"(?:实现|保持|继续|持续)*[“\"]?零增长[”\"]?$")  # 化肥使用量保持零增长
ENDINGS = ((COVERED, Comparator.COVER), (NONE_LEFT, Comparator.REACH), (NO_GROWTH, Comparator.RISE))
ATTRIBUTE = re.compile(r"覆盖[”\"]?的")
# a result: 基本建立 · 明显提升 · 取得阶段性成效
DEGREE = (
    "基本|初步|全面|明显|显著|大幅|持续|不断|进一步|逐步|更加|更为|有效|稳步|普遍|率先|如期|较快|日益|日趋|较为|趋于|切实|"
    "(?:整体|总体|根本|广泛|稳定|充分|高度|深度)(?=增强|提升|提高|改善|好转|形成|优化|建成|扭转|实现|融合|显现|释放)|"
    "(?:充足|良好|均衡|稳定|稳固|合理|完备|优良|坚实|突出|凸显)$|坚实稳固"
)
RESULT = (
    "取得|实现|达到|形成|迈上|保持|凸显|走在|位居|进入|跻身|建成|建立|成为|增强|提升|提高|优化|改善|好转|下降|降低|减少|完善|健全|扩大|"
    "构建|筑牢|巩固|壮大|突破|涌现|确立|跃升|加快|改观|遏制|消除|解决|满足|见效|见成效|初具|初见|处于|接近|领先|畅通|繁荣|和谐|增长|丰富|"
    "拓展|深化|成熟|定型|释放|彰显|缩小|接轨|落地|推广|普及|应用|达峰|完成|翻番|倍增|稳固|合理|发挥|融合|集聚|升级|稳中有降|具备"
)
# how a result comes about marks the end of the subject better than what it is: …的支撑作用逐步增强
HOW = re.compile(DEGREE)
WHAT = re.compile(RESULT)
LAST_VERB = re.compile(rf"(?<=..)(?:{RESULT})$")
OPENING = re.compile(
    rf"""
    (?:(?:{DEGREE}|力争|努力|助力|再)*  # 基本
    (?:{RESULT}|打造|建设|培育|推动|推进|助力|确保|培养|创建|筑牢|制定|出台))(?:了|起|出|以)?  # 建立起""",
    re.VERBOSE,
)
RESULTING = re.compile(
    rf"""
    (?:{DEGREE})(?:{RESULT}|[\u4e00-\u9fff]{{2}})  # 显著增强
    |取得|实现|初具|初见|凸显|充足|好转|达峰|迈上|迈入|跻身|形成|建成|走在|突破|稳中有降|保持在|达到|跃升|翻番|倍增|位居|进入""",
    re.VERBOSE,
)
# clauses that lead to a result or frame it
FRAME = re.compile(
    r"通过|以(?!上|下)|按照|围绕|坚持|依托|根据|聚焦|突出|其中|为|在|对|经过|立足|统筹|从|同时$|力争$|主要目标"
    r"|具体目标|包括|即|如|下同|今后|未来"
)
SHORTEST, LONGEST = 4, 80


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal without a number as a clause states it; `zero`: none shall be left (清零) or added (零增长)."""

    indicator: str
    span: Span
    comparator: Comparator | None = None
    zero: bool = False


def coverage(text: str, clause: Span, sentence: Span) -> Goal | None:
    """The goal of a clause that ends in 全覆盖, 清零 or 零增长, None for any other. Before 清零 the clause may have no
    subject; then it is the first object of the sentence.

    >>> text = "实现节能监察全覆盖"
    >>> coverage(text, Span(0, 9), Span(0, 9)).indicator
    '节能监察'
    """
    for pattern, comparator in ENDINGS:
        match = pattern.search(text, max(clause.start, clause.end - 16), clause.end)
        if match and not ATTRIBUTE.search(text, clause.start, clause.end):
            noun = subject(text, Span(clause.start, match.start()))
            span = Span(noun.start, clause.end)
            if len(noun) < 2 and comparator is Comparator.REACH:
                noun = _first_object(text, Span(sentence.start, clause.start))
                span = Span(sentence.start, clause.end).strip(text)
            return Goal(noun.quote(text), span, comparator, pattern is not COVERED) if len(noun) >= 2 else None
    return None


def result(text: str, clause: Span, *, strict: bool) -> Goal | None:
    """The result that a clause states, None for none; `strict`: only with words that are always a result (基本建立,
    取得).

    >>> result("监测体系基本建立", Span(0, 8), strict=True).indicator
    '监测体系'
    """
    span = without_lead(text, clause)
    words = span.quote(text)
    if not SHORTEST <= len(words) <= LONGEST or FRAME.match(words) or (strict and not RESULTING.search(words)):
        return None
    opening = OPENING.match(words)
    if opening:
        return Goal(words[opening.end() :] or words, span)
    predicate = HOW.search(words, 2) or WHAT.search(words, 2)
    return Goal(LAST_VERB.sub("", words[: predicate.start()]) if predicate else words, span)


def _first_object(text: str, within: Span) -> Span:
    """巩固“散乱污”企业整治成果，… → “散乱污”企业整治成果"""
    first = re.compile(r"[^，,；;]{2,60}").search(text, within.start, within.end)
    if not first:
        return Span(within.start, within.start)
    verb = re.compile(
        r"(?:持续|深入|全面|加强|强化|扎实)?(?:巩固|推进|开展|推动|加强|加大|强化|整治|落实|实施|排查|完善|健全)"
    ).match(text, first.start(), first.end())
    return Span(verb.end() if verb else first.start(), first.end()).strip(text)
