"""A date where it stands in; whether something is due by it out: 6月底完成, 2025年建成, but not 2025年的工作."""

import re
from typing import Final

from documents.text.spans import Span
from tasks.extraction.times.dates import DateExpression, Force
from tasks.extraction.values import Precision

DONE: Final = (
    "完成|建成|制定|实现|启动|投产|投运|投用|投入使用|投入运[营行]|上线|形成|开通|达到|达标|报送|报告|提交|上报|取得|建立|组建|开工|动工|"
    "竣工|完工|通车|通水|交付|落地|验收|整改到位|落实到位|全部到位|编制|销号|清零|全覆盖|见效|兑现|突破|基本|力争|培育|新增|打造|"
    "新建|改造|创建|累计|分别|全面|超过|不低于|不少于|提高到|提升到|提升至|提高至|降至|降到|控制在|具备|见到|成效|压缩|压减|缩短|下降|增长|提升|提高"
)
# of a day these say as often what was done: 2025年5月6日印发
MADE_KNOWN: Final = "印发|发布|公布|出台|通过|召开"
# 6月底完成 · 11月份取得成效: somewhere in the clause
IN_CLAUSE = re.compile(rf"[^，。；：\n]{{0,40}}?(?:{DONE}|{MADE_KNOWN})")
ON_DAY = re.compile(
    r"[^，。；：\n《]{0,12}?(?:完成|报送|报告|提交|上报|到位|上线|启动|投产|投用|开通|交付|竣工|完工|开工|动工|验收|销号|清零)"
)
# 2025年初步建成 · 2025年新建改建充电桩: at once, or behind what is to be done
ACTS: Final = (
    "取消|修订|修改|推开|推行|清理|印发|发布|公布|出台|试行|废止|压减|压缩|降低|下调|统一|纳入|推出|选取|遴选|认定|再|开始|要|"
    "将|对|在全|组织|开展|推进|推动|实施|建设|完善|健全|扩大|拓展|支持|新开"
)
AT_ONCE = re.compile(
    r"[ \t]?(?:计划|预计|确保|争取|务必|要|将|须|需|应|再|全省|全市|全县|全区|全部|初步|率先|如期|各|共|总){0,3}"
    rf"(?:(?:{DONE}|{MADE_KNOWN}|修订|取消|推出)(?![）)])|(?:组织|开展|举办|引进|发放|安排)[^，。；\d]{{0,12}}(?:\d|[一二三四五六七八九十两][次场批期轮]))"
)
# 2027年，累计建成60家
AFTER_COMMA = re.compile(rf"[ \t]?[，,][^，。；：\n]{{0,30}}?(?:{DONE}|{ACTS})")
# at the head of a sentence also what is only begun: 2019年修订办法 · 2019年要在全国推开
ACTING = re.compile(rf"[ \t]?(?:{ACTS})(?!方案|计划|工作|情况|要点|意见)")
HEADS = re.compile(
    r"(?:^|[；;：:])[ \t\u3000]*(?:（[\d一二三四五六七八九十]{1,2}）|[\d一二三四五六七八九十]{1,2}[.．、])?[ \t]*$"
)
# 10月：摸清底数 · 四季度，组织验收: at the head of a sentence the time of what follows
SCHEDULED = re.compile(rf"[ \t]*(?:[：:][ \t]*\S|[，,][ \t]*(?:{DONE}|{ACTS}))")
WHOLE_YEAR = "全年"  # a time in which, not by which
MONTH_END = "底末"  # 6月底报市政府
OPENS = re.compile(r"(?:^|[，,；;、：:（(—\-\s]|力争|计划|预计|争取|确保|其中|[在于])[ \t]*$")
IN_PHASE = re.compile(r"阶段[（(]$")  # 整治阶段（5月1日至10月31日）
PAST = re.compile(r"已|去年|截至|截止|以来")
NEAR: Final = 40  # how far around the date its clause is looked at


def is_due(text: str, sentence: Span, date: DateExpression, *, is_ahead: bool) -> bool:
    """Whether a date in running prose is a last day: by its own words (2025年底前), or a month, quarter, day or year in
    which something is to be finished; a bare year or day only where it `is_ahead`: not before the document's own
    year, which is known.

    >>> year = DateExpression(Span(0, 5), Force.DURING, None, Precision.YEAR)
    >>> is_due("2025年初步建成", Span(0, 9), year, is_ahead=True)
    True
    >>> is_due("2025年工作要点", Span(0, 9), year, is_ahead=True)
    False
    """
    if date.force is not Force.DURING or date.span.quote(text).endswith(WHOLE_YEAR):
        return date.force is Force.DUE
    before = text[max(sentence.start, date.span.start - NEAR) : date.span.start]
    after = text[date.span.end : min(sentence.end, date.span.end + NEAR)]
    if PAST.search(re.split("[，；]", before)[-1] + re.split("[，；]", after)[0]):
        return False
    if IN_PHASE.search(before) and after[:1] in "）)":
        return is_ahead
    if date.precision is Precision.DAY:
        return is_ahead and bool(ON_DAY.match(after))
    begins = HEADS.search(before)
    if date.precision in (Precision.MONTH, Precision.QUARTER):
        is_scheduled = is_ahead and begins and (SCHEDULED.match(after) or AT_ONCE.match(after))
        return text[date.span.end - 1] in MONTH_END or bool(IN_CLAUSE.match(after) or is_scheduled)
    if date.precision is not Precision.YEAR or not is_ahead or not OPENS.search(before):
        return False
    return bool(AT_ONCE.match(after) or AFTER_COMMA.match(after) or (begins and ACTING.match(after)))
