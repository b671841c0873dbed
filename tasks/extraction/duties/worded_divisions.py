"""Words behind a label such as 责任分工： in; who leads, supports and implements, as the verbs behind names tell, out.

甲局负责编制规划；各镇组织实施，乙局配合做好征地: each part begins with bodies, and says what these do.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from documents.agencies import Gazetteer, RegionEntry
from documents.agencies.name_gaps import ENDS_BODY
from documents.text.duty_labels import COLON, DutyPart
from documents.text.notes import Note
from documents.text.spans import Span
from tasks.extraction.duties.responsibilities import ClauseReading, read_list, strongest
from tasks.extraction.duties.verbs import is_bracketed
from tasks.extraction.values import Basis, DutyMention, Role

LABEL = re.compile(rf"(?:任务|责任|职责|部门|工作)分工\s?{COLON}\s*")
HELP = r"(?:业务|检查|技术|监督|巡查|跟踪|日常)*(?:配合|协助|参与|协同|支持|指导|督促|督导|督查)(?![中小][心组]|[站组])"
OF = r"[\u4e00-\u9fff]{0,6}的"  # 由甲局牵头|开展的行动
CARRY_OUT = r"(?:组织|具体|分别)?(?:实施|落实(?=$|[，,；;。]))"  # not 负责落实资金
VERB = re.compile(
    rf"""
    (?:各司其职|按照?(?:各自)?职责(?:分工)?|主要|具体|共同|分别|积极|全力|密切|主动|协同|依法|全面|统一|并|要|应|[，,](?=协同))*
    (?:(?P<LEAD>牵头|主办|抓总)(?!{OF})
      |(?P<SUPPORT>(?:负责)?{HELP}|对[^，,；;。]{{2,40}}?进行(?:业务|技术|检查)*(?:指导|监督|督导|检查))
      |(?P<CARRY_OUT>(?:负责)?{CARRY_OUT})(?!{OF})
      |(?P<LIST>负责(?!人|同志)|承担))""",
    re.VERBOSE,
)
# 其他项目|由…
LEAD_IN = re.compile(r"(?:其中|同时)?(?:[^，,；;。：:]{0,60}?(?<!自)由(?!贸))?")
# 按照城市规划要求 · 作为业主单位 · 督促整改: words that name nobody, and those that go on
NO_NAME = re.compile(r"[:：]|作为|^(?:按|根据|依据|结合|并|要|对|将|提出|督促|指导|引导|会同|确保|做好|开展|组织)")
SENTENCE = re.compile(r"[^。\n]+")
MARK = re.compile("[，,；;]")
LONGEST_NAMES = 90
MOST_TRIES = 4  # verbs at which the names may end


@dataclass(frozen=True, slots=True)
class _Charge:
    """Bodies, and what the verb behind them says; `has_object`: words behind the verb say what it is about."""

    names: Span
    part: DutyPart
    has_object: bool


@dataclass(frozen=True, slots=True)
class Division:
    """A clause and what its verbs say; `is_told`: they say what they are about (负责编制规划), too."""

    span: Span
    reading: ClauseReading
    is_told: bool


def find_division(
    text: str, clause: Span, limit: int, gazetteer: Gazetteer, home: RegionEntry | None, *, is_known: bool = False
) -> Division | None:
    """The clause, with the sentences that go on with it up to `limit` on its line, if it begins with such a label, or
    `is_known` to be one, and its parts with bodies; None else, and where a name is none.

    >>> text = "责任分工：省水利厅负责编制规划，省财政厅配合。"
    >>> found = find_division(text, Span(0, len(text) - 1), len(text), Gazetteer([], [], []), None)
    >>> [(duty.agency, duty.role.value) for duty in found.reading.duties]
    [('省水利厅', 'lead'), ('省财政厅', 'support')]
    """
    label = LABEL.match(text, clause.start, clause.end)
    start = label.end() if label else clause.start
    charges = list(_charges(text, Span(start, clause.end))) if label or is_known else []
    end = clause.end
    while charges and text[end : end + 1] == "。" and (more := SENTENCE.match(text, end + 1, limit)):
        following = list(_charges(text, Span(*more.span())))
        if not following:
            break
        charges += following
        end = more.end()
    reading = _read(text, charges, gazetteer, home)
    return Division(Span(clause.start, end), reading, any(each.has_object for each in charges)) if reading else None


def _charges(text: str, sentence: Span) -> Iterator[_Charge]:
    """The charges of a sentence that begins with one; bodies without a verb share that of the next part."""
    start: int | None = None
    is_first = True
    for part in _parts(text, sentence):
        charge = _charge(text, part, start)
        words = part.quote(text).strip()
        if charge is not None:
            yield charge
        elif is_first and not NO_NAME.search(words) and not ENDS_BODY.search(words):
            return
        waits = charge is None and ENDS_BODY.search(words) and not NO_NAME.search(words)
        start = (part.start if start is None else start) if waits else None
        is_first = is_first and charge is None


def _parts(text: str, sentence: Span) -> Iterator[Span]:
    """What stands between commas and semicolons outside brackets."""
    start = sentence.start
    for mark in MARK.finditer(text, sentence.start, sentence.end):
        if not is_bracketed(text, start, mark.start()):
            yield Span(start, mark.start())
            start = mark.end()
    yield Span(start, sentence.end)


def _charge(text: str, part: Span, before: int | None) -> _Charge | None:
    """The charge that a part begins with; `before`: where bodies without a verb begin before it."""
    lead_in = LEAD_IN.match(text, part.start, part.end)
    for begin in dict.fromkeys((lead_in.end() if lead_in else part.start, part.start)):
        for verb in islice(VERB.finditer(text, begin, part.end), MOST_TRIES):
            names = Span(begin, verb.start()).strip(text)
            words = names.quote(text)
            if 2 <= len(words) <= LONGEST_NAMES and ENDS_BODY.search(words) and not NO_NAME.search(words):
                start = before if before is not None and begin == part.start else names.start
                says = next(DutyPart[name] for name, said in verb.groupdict().items() if said and name.isupper())
                has_object = len(text[verb.end() : part.end].strip()) > 1
                return _Charge(Span(start, names.end), says, has_object)
    return None


def _read(
    text: str, charges: Sequence[_Charge], gazetteer: Gazetteer, home: RegionEntry | None
) -> ClauseReading | None:
    """What the charges say: those who answer for something lead, or of several together the first; those who carry out
    what others lead implement."""
    parts = {charge.part for charge in charges}
    duties: list[DutyMention] = []
    notes: list[Note] = []
    for charge in charges:
        part = charge.part
        if part is DutyPart.CARRY_OUT:
            part = DutyPart.IMPLEMENT if parts & {DutyPart.LEAD, DutyPart.LIST} else DutyPart.LIST
        found, told = read_list(text, charge.names, part, gazetteer, home)
        if part is DutyPart.LIST and len(found) == 1:
            found, told = read_list(text, charge.names, DutyPart.LEAD, gazetteer, home)
        if not found:
            return None
        if part is DutyPart.LIST and DutyPart.LEAD in parts and not charge.has_object:
            found = tuple(replace(duty, role=Role.SUPPORT, basis=Basis.LISTED) for duty in found)
        duties += found
        notes += told
    count = len(duties)
    reading = ClauseReading(strongest(duties), notes=tuple(notes), is_worded=True, is_sure=True)
    return replace(reading, named=count, bodies=count) if duties else None
