"""A clause and its quantities in; what is promised of each out: indicator, comparator, words."""

import re
from dataclasses import dataclass, replace
from typing import Final

from documents.text.spans import Span
from tasks.extraction.goals.exclusions import is_size_of_works
from tasks.extraction.goals.indicators import MEASURE, baseline, subject, without_lead
from tasks.extraction.goals.phrases import (
    CHANGE,
    ENDS,
    MAKE_ANY,
    MAKE_HERE,
    NOUN_STOP,
    PART,
    REACH,
    SHARE_LEAD,
    SHARE_REST,
    WEAK,
)
from tasks.extraction.goals.quantities import Quantity
from tasks.extraction.values import Comparator

DIGIT = re.compile(r"\d")
# 提高有线电视机顶盒占比至75%
CHANGING = re.compile(r"(?:稳步|持续|逐步|不断)?(?:提高|提升|增加|扩大|降低|压减|压缩|缩短|减少|推动|控制)(?![到至了])")
LONGEST_INDICATOR: Final = 60
FEW: Final = 5


@dataclass(frozen=True, slots=True)
class Commitment:
    """One quantified promise. `made`: something is to be made, so what follows in the list is, too."""

    indicator: str
    span: Span
    comparator: Comparator
    quantity: Quantity
    baseline_year: int | None = None
    made: bool = False


@dataclass(frozen=True, slots=True)
class Situation:
    """Where a quantity stands: what may hold its subject, what follows it, and what was promised just before."""

    text: str
    before: Span
    after: Span
    dated: bool
    previous: Commitment | None = None

    @property
    def words_before(self) -> str:
        return self.before.quote(self.text)

    @property
    def words_after(self) -> str:
        return self.after.quote(self.text)

    def closed(self) -> bool:
        """Whether the quantity ends its phrase."""
        return bool(ENDS.match(self.words_after))


def read_commitment(at: Situation, quantity: Quantity) -> Commitment | None:
    """What is promised of a quantity; None where no form is known."""
    for form in (_made_here, _changed, _made_at_once, _reached, _part_of, _share_of, _made_before, _rate, _listed):
        commitment = form(at, quantity)
        if commitment and 2 <= len(commitment.indicator) <= LONGEST_INDICATOR:
            return commitment
    return None


def _comparator(quantity: Quantity, otherwise: Comparator) -> Comparator:
    return quantity.bound or otherwise


def _made_here(at: Situation, quantity: Quantity) -> Commitment | None:
    """建成2个及以上国家级零碳园区 · 突破100项关键技术"""
    verb = MAKE_HERE.search(at.words_before)
    breaking = at.text.startswith("突破", quantity.span.start) and not subject(at.text, at.before)
    if not verb and not (breaking and not at.closed()):
        return None
    noun = _noun_after(at)
    if verb and not noun and at.previous and at.closed() and len(verb[0]) == len(at.words_before.strip()):
        return _again(at, quantity, at.previous)
    if (
        not noun
        or ((not quantity.is_counted or quantity.base == "类") and DIGIT.search(at.text, noun.start, noun.end))
        or is_size_of_works(noun.quote(at.text), quantity)
        or quantity.is_share
    ):
        return None
    if verb and verb["verb"] in WEAK.split("|") and not (at.dated or quantity.bound):
        return None
    if quantity.chinese and quantity.value == 1:
        return None
    start = at.before.start + verb.start("verb") if verb else quantity.span.start
    comparator = Comparator.REACH if breaking else _comparator(quantity, _stated(verb, Comparator.REACH))
    return Commitment(noun.quote(at.text), Span(start, noun.end), comparator, quantity, made=True)


def _again(at: Situation, quantity: Quantity, previous: Commitment) -> Commitment:
    """每年遴选10家示范企业，累计培育30家: the same thing, without its name."""
    span = Span(previous.span.start, quantity.span.end)
    return Commitment(previous.indicator, span, _comparator(quantity, Comparator.REACH), quantity, made=True)


def _stated(verb: re.Match[str] | None, otherwise: Comparator) -> Comparator:
    """A bound between verb and number that the quantity did not take: 至少."""
    return (
        Comparator.AT_LEAST
        if verb and re.search("至少|不少于|不低于", verb.string[max(0, verb.start() - 4) :])
        else otherwise
    )


def _noun_after(at: Situation) -> Span | None:
    """The thing counted behind its number."""
    if at.words_after.startswith(("的", "以", "左右", "，", "、")):
        return None
    stop = NOUN_STOP.search(at.text, at.after.start, at.after.end)
    noun = Span(at.after.start, stop.start() if stop else at.after.end).strip(at.text)
    return noun if len(noun) >= 2 else None


def _changed(at: Situation, quantity: Quantity) -> Commitment | None:
    """单位增加值能耗较2020年下降12.5% · 比重提高2个百分点 · 翻一番"""
    match = CHANGE.search(at.words_before)
    if not match or quantity.is_counted or not at.closed():
        return None
    comparator = Comparator.FALL if match["fall"] else Comparator.RISE
    return _of_subject(at, quantity, at.before.start + match.start(), comparator)


def _reached(at: Situation, quantity: Quantity) -> Commitment | None:
    """综合利用率达到60% · 控制在2.1亿吨以内 · 占比不超过五分之一"""
    match = REACH.search(at.words_before)
    if not match and (quantity.bound is None or quantity.span.start == quantity.start):
        return None
    if not at.closed() or (
        match and match["verb"] in ("为", "是", "到", "至", "完成") and not _weak_verb_holds(at, match.start())
    ):
        return None
    otherwise = Comparator.AT_MOST if match and match["ceiling"] else Comparator.REACH
    end = at.before.start + match.start() if match else at.before.end
    return _of_subject(at, quantity, end, _comparator(quantity, otherwise))


def _weak_verb_holds(at: Situation, end: int) -> bool:
    """率为95% promises only with a date or a verb before it (提高…占比至75%); 到 alone only after a measure."""
    words = at.words_before[:end]
    return bool(MEASURE.search(words)) and (at.dated or bool(CHANGING.search(words)))


def _of_subject(at: Situation, quantity: Quantity, end: int, comparator: Comparator) -> Commitment | None:
    """A promise about the subject that ends at `end`, or about the one before where there is none."""
    changing = CHANGING.match(at.text, without_lead(at.text, at.before).start, end)
    at = replace(at, before=Span(changing.end(), at.before.end)) if changing else at
    compared = baseline(at.text, Span(at.before.start, end))
    year = int(compared["year"]) if compared and compared["year"] else None
    whole = subject(at.text, Span(at.before.start, end))
    noun = subject(at.text, Span(at.before.start, compared.start())) if compared else whole
    if not noun and compared:
        noun = subject(at.text, Span(compared.end(), end))
    if noun:
        name = _completed(noun.quote(at.text), at.previous)
        return Commitment(name, Span(noun.start, quantity.span.end), comparator, quantity, year)
    if at.previous:
        span = Span(at.previous.span.start, quantity.span.end)
        return Commitment(at.previous.indicator, span, comparator, quantity, year or at.previous.baseline_year)
    return None


def _completed(name: str, previous: Commitment | None) -> str:
    """A bare 占比 is that of what was named before."""
    bare = name in ("占比", "比重", "比例", "总量", "数量", "增速", "总数") or name.startswith("占")
    return previous.indicator + name if bare and previous else name


def _part_of(at: Situation, quantity: Quantity) -> Commitment | None:
    """海绵城市面积占建成区面积的40%以上"""
    match = PART.search(at.words_before)
    if not match or not quantity.is_share or not at.closed() or not (at.dated or quantity.bound):
        return None
    return _of_subject(at, quantity, at.before.start + match.end("whole"), _comparator(quantity, Comparator.REACH))


def _share_of(at: Situation, quantity: Quantity) -> Commitment | None:
    """实现100%绿电覆盖 · 80%以上的规模以上企业实现数字化"""
    rest = SHARE_REST.match(at.text, at.after.start, at.after.end)
    if not quantity.is_share or not rest or ENDS.match(at.words_after):
        return None
    lead = SHARE_LEAD.search(at.words_before)
    named = subject(at.text, Span(at.before.start, at.before.start + lead.start() if lead else at.before.end))
    whole = quantity.value == 100
    if not (lead or at.dated or whole) or (named and not whole):
        return None
    start = named.start if named else quantity.span.start
    name = named.quote(at.text) + rest["what"]
    comparator = _comparator(quantity, Comparator.COVER if whole else Comparator.REACH)
    return Commitment(name, Span(start, rest.end()), comparator, quantity)


def _rate(at: Situation, quantity: Quantity) -> Commitment | None:
    """市政车电动化率100%"""
    is_promised = quantity.is_share or quantity.bound or at.dated or at.previous
    if not at.closed() or not MEASURE.search(at.words_before.rstrip()) or not is_promised:
        return None
    return _of_subject(at, quantity, at.before.end, _comparator(quantity, Comparator.REACH))


def _made_at_once(at: Situation, quantity: Quantity) -> Commitment | None:
    """培训技术技能人才不少于3000人次: the verb opens the clause."""
    verb = MAKE_ANY.match(subject(at.text, at.before).quote(at.text))
    return _made_before(at, quantity) if verb and quantity.is_counted and not REACH.search(at.words_before) else None


def _made_before(at: Situation, quantity: Quantity) -> Commitment | None:
    """建成充电桩5万个"""
    verb = MAKE_ANY.search(at.words_before)
    if not at.closed() or not verb or quantity.is_share:
        return None
    noun = Span(at.before.start + verb.end(), at.before.end)
    noun = subject(at.text, noun)
    if len(noun) < 2 or (verb[0] in WEAK.split("|") and not (at.dated or quantity.bound or quantity.value >= FEW)):
        return None
    span = Span(at.before.start + verb.start(), quantity.span.end)
    return Commitment(noun.quote(at.text), span, _comparator(quantity, Comparator.REACH), quantity, made=True)


def _listed(at: Situation, quantity: Quantity) -> Commitment | None:
    """…、绿色园区5个 · …、20家单项冠军企业: what was promised before goes on."""
    if quantity.is_share or not ((at.previous and at.previous.made) or at.dated):
        return None
    noun = subject(at.text, at.before)
    if REACH.search(at.words_before):
        return None
    if len(noun) >= 2 and at.closed():
        span = Span(noun.start, quantity.span.end)
        return Commitment(noun.quote(at.text), span, _comparator(quantity, Comparator.REACH), quantity, made=True)
    after = _noun_after(at)
    if noun or not after or not at.previous or (quantity.is_money and DIGIT.search(after.quote(at.text))):
        return None
    span = Span(quantity.span.start, after.end)
    return Commitment(after.quote(at.text), span, _comparator(quantity, Comparator.REACH), quantity, made=True)
