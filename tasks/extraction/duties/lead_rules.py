"""A text in; the rules it says once about who leads in lists (逗号前为牵头单位，下同), and lists read by them, out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from documents.text.numerals import parse_int
from documents.text.spans import Span
from tasks.extraction.values import Basis, DutyMention, Role

STOP = "[，,。；;]"
NO_STOP = "[^，,。；;（）()]"
BODIES = r"(?:单位|部门|机构|处室|者)"
LEAD_RULE = re.compile(
    rf"""
    (?:
        (?:第一个|首个)?(?P<mark>逗号|分号|顿号|[“"][，,；;][”"])  # 第一个逗号前
        (?:之|以)?前(?:面|边|列)?的?{BODIES}?{NO_STOP}{{0,2}}?
      | (?P<first>(?:其中)?(?:列|排|位)?(?:名|列|序)?(?:在|于)?  # 列第一位者
            (?:第一|首)(?:位|个|名)?(?:的|者)?{NO_STOP}{{0,8}})
      | (?:其中)?(?:列|排|位)?(?:名|列|序)?(?:在|于)?  # 排前两位的部门
            前(?P<count>[两二三四五2345])(?:位|个|名|家)(?:的|者)?{NO_STOP}{{0,6}}?
      | (?P<bracket>(?:方?括号|括弧)(?:之)?[内中里]的?{BODIES}?)  # 括号中
    )
    (?:均?为|均?是|作为|系)
    (?(bracket)[^，,。；;（）()]{{0,3}}(?:牵头|主办|主责)[^，,。；;（）()]{{0,20}}  # 为牵头部门、人员、电话
      |{NO_STOP}{{0,6}}(?:牵头|主办|主责|主要责任){NO_STOP}{{0,6}})  # 为牵头单位
    (?P<others>{STOP}\s*(?:其[他它余]|(?:逗号|分号|顿号)(?:之|以)?后){BODIES}?{NO_STOP}{{0,16}})?  # ，其他为配合单位
    (?:{STOP}?\s*(?P<below>下同))?""",
    re.VERBOSE,
)
BELOW = re.compile(r"[^（）()\n]{0,80}?下同")
MARKS = {"逗": "，,", "分": "；;", "顿": "、"}
OPENING, CLOSING = "（(〔[【［", "）)〕]】］"


@dataclass(frozen=True, slots=True)
class LeadRule:
    """How a text says that the lists from there on are to be read: those before the first of the `marks` lead, or as
    many as `count`, or, in brackets, all (`is_bracket`). `lasts`: it says that this is so in what follows, too."""

    span: Span
    marks: str = ""
    count: int = 1
    is_bracket: bool = False
    lasts: bool = False


def find_lead_rules(text: str) -> list[LeadRule]:
    """The rules of a text, in order.

    >>> [(rule.marks, rule.lasts) for rule in find_lead_rules("甲厅、乙局，丙局（逗号前为牵头单位，其余配合，下同）")]
    [('，,', True)]
    """
    return [read_rule(text, match) for match in LEAD_RULE.finditer(text)]


def read_rule(text: str, match: re.Match[str]) -> LeadRule:
    """The rule that words which LEAD_RULE matches say."""
    mark = (match["mark"] or "").strip('“”"')
    return LeadRule(
        span=Span(*match.span()),
        marks=MARKS.get(mark[:1], next((marks for marks in MARKS.values() if mark and mark in marks), "")),
        count=parse_int(match["count"].replace("两", "二")) or 1 if match["count"] else 1,
        is_bracket=bool(match["bracket"]),
        lasts=bool(match["below"] or BELOW.match(text, match.end())),
    )


def rule_for(rules: Sequence[LeadRule], clause: Span) -> LeadRule | None:
    """The rule by which a clause is to be read: its own, else the last one before it that lasts."""
    own = next((rule for rule in rules if rule.span in clause), None)
    before = (rule for rule in reversed(rules) if rule.span.start < clause.start and rule.lasts)
    return own or next(before, None)


def ruled(text: str, words: Span, duties: Sequence[DutyMention], rule: LeadRule) -> tuple[DutyMention, ...]:
    """The duties in the words of a clause as a rule has them: those in a plain list get the part that it says, unless
    the list has no such mark."""
    listed = [duty for duty in duties if duty.basis in (Basis.FIRST_LISTED, Basis.LISTED)]
    if not listed:
        return tuple(duties)
    if rule.is_bracket:
        leading = listed if rule.span not in words else []
    elif rule.marks:
        end = _first_mark(text, Span(listed[0].span.end, words.end), rule.marks)
        leading = [duty for duty in listed if duty.span.start < end]
    else:
        leading = listed[: rule.count]
    if len(leading) == len(listed) and not rule.is_bracket:
        return tuple(duties)
    return tuple(_with_role(duty, duty in leading) if duty in listed else duty for duty in duties)


def _with_role(duty: DutyMention, leads: bool) -> DutyMention:
    if leads:
        return duty if duty.basis is Basis.FIRST_LISTED else replace(duty, role=Role.LEAD, basis=Basis.EXPLICIT)
    return replace(duty, role=Role.SUPPORT, basis=Basis.LISTED)


def _first_mark(text: str, within: Span, marks: str) -> int:
    """Where the first of the marks stands that no bracket encloses; the end where none does."""
    depth = 0
    for index in range(within.start, within.end):
        depth += (text[index] in OPENING) - (text[index] in CLOSING)
        if depth == 0 and text[index] in marks:
            return index
    return within.end
