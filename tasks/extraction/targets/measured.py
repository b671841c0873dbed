"""A quantity where it stands in; what is promised of a measure (a rate, an amount, a change) out."""

import re
from dataclasses import replace

from documents.text.spans import Span
from tasks.extraction.targets.measured_words import MEASURE, baseline, subject, without_lead
from tasks.extraction.targets.phrases import CHANGE, DO_FIRST, REACH
from tasks.extraction.targets.quantities import Quantity
from tasks.extraction.targets.situations import Commitment, Situation, comparator_of, in_full
from tasks.extraction.values import Comparator

# 提高有线电视机顶盒占比至75%
CHANGING = re.compile(
    r"(?:稳步|持续|逐步|不断)?(?:提高|提升|增加(?!值)|扩大|降低|压减|压缩|缩短|减少|推动|控制)(?![到至了])"
)


# 按照每年10%递增 · 以15%的速度增长
CHANGE_BEHIND = re.compile(r"的?(?:速度|幅度|比例)?(?:(?P<fall>递减|下降|压减)|(?:递增|增长|提升))(?=[，。；、（(]|$)")


def changed(at: Situation, quantity: Quantity) -> Commitment | None:
    """A verb of change: 单位增加值能耗较2020年下降12.5% · 比重提高2个百分点 · 翻一番."""
    if quantity.is_share and (later := CHANGE_BEHIND.match(at.words_after)):
        comparator = Comparator.FALL if later["fall"] else Comparator.RISE
        found = of_subject(at, quantity, at.before.end, comparator)
        return found and replace(found, span=Span(found.span.start, at.after.start + later.end()))
    match = CHANGE.search(at.words_before)
    if not match or not at.closed():
        return None
    comparator = Comparator.FALL if match["fall"] else Comparator.RISE
    return of_subject(at, quantity, at.before.start + match.start(), comparator)


def reached(at: Situation, quantity: Quantity) -> Commitment | None:
    """A verb of reaching, or a bound: 综合利用率达到60% · 控制在2.1亿吨以内 · 占比不超过五分之一."""
    match = REACH.search(at.words_before)
    is_bound = quantity.bound and quantity.span.start < quantity.start
    if not match and (not is_bound or (quantity.bound is Comparator.ABOUT and not at.dated)):  # 面积约63平方公里
        return None
    if not at.closed() or (
        match and match["verb"] in ("为", "是", "到", "至", "在", "完成") and not _weak_verb_holds(at, match.start())
    ):
        return None
    otherwise = Comparator.AT_MOST if match and match["ceiling"] else Comparator.REACH
    end = at.before.start + match.start() if match else at.before.end
    return of_subject(at, quantity, end, comparator_of(quantity, otherwise))


def rate(at: Situation, quantity: Quantity) -> Commitment | None:
    """No verb, but the name of a rate: 市政车电动化率100%."""
    is_promised = quantity.is_share or quantity.bound or at.dated or at.previous
    if not at.closed() or not MEASURE.search(at.words_before.rstrip()) or not is_promised:
        return None
    return of_subject(at, quantity, at.before.end, comparator_of(quantity, Comparator.REACH))


def _weak_verb_holds(at: Situation, end: int) -> bool:
    """Whether 为, 到 and the like promise: only after a measure, with a date or a verb of change (提高…占比至75%)."""
    words = at.words_before[:end]
    if not words.strip() and at.previous and at.previous.comparator in (Comparator.FALL, Comparator.RISE):
        return True  # 压缩一半以上至8个工作日
    return bool(MEASURE.search(words)) and (at.dated or bool(CHANGING.search(words)))


def of_subject(at: Situation, quantity: Quantity, end: int, comparator: Comparator) -> Commitment | None:
    """A promise about the subject that ends at `end`, else about that of the promise before; None without either."""
    changing = CHANGING.match(at.text, without_lead(at.text, at.before).start, end)
    at = replace(at, before=Span(changing.end(), at.before.end)) if changing else at
    compared = baseline(at.text, Span(at.before.start, end))
    year = int(compared["year"]) if compared and compared["year"] else None
    whole = subject(at.text, Span(at.before.start, end))
    noun = subject(at.text, Span(at.before.start, compared.start())) if compared else whole
    if not noun and compared:
        noun = subject(at.text, Span(compared.end(), end))
    if noun:
        name = in_full(noun.quote(at.text), at.previous)
        made = bool(DO_FIRST.match(name)) and not quantity.is_share  # 种植玉米不少于60万亩、苜蓿15万亩
        return Commitment(name, Span(noun.start, quantity.span.end), comparator, quantity, year, made)
    if at.previous:
        span = Span(at.previous.span.start, quantity.span.end)
        return Commitment(at.previous.indicator, span, comparator, quantity, year or at.previous.baseline_year)
    return None
