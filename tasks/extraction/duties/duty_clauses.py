"""A section's words in; its responsibility clauses, in brackets, behind labels or as a sentence, out."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from documents.agencies import Gazetteer, RegionEntry
from documents.agencies.name_gaps import ENDS_BODY
from documents.text.spans import Span
from tasks.extraction.duties.clause_labels import find_labelled_sentences, is_plain_line, is_strange_label
from tasks.extraction.duties.lead_rules import LeadRule, rule_for, ruled
from tasks.extraction.duties.responsibilities import ClauseReading, read_clause
from tasks.extraction.duties.same_as_before import find_same
from tasks.extraction.duties.verbs import VERB
from tasks.extraction.duties.worded_divisions import find_division


@dataclass(frozen=True, slots=True)
class DutyClause:
    """A responsibility clause: its span with brackets, full stop or label; its words without brackets; what it says.
    `is_prose`: it is part of a sentence that says more, and stays in the body."""

    span: Span
    words: Span
    reading: ClauseReading
    is_prose: bool = False


OPENING, CLOSING = "（(〔[【［", "）)〕]】］"
LONGEST = 900
LAST_VERB = re.compile("(?:负责|牵头|配合|参与|参加|协助|支持|落实|推进|实施|执行|承办|统筹|办理|督办|督导)(?:到位)?$")
# 支持餐饮企业参与
URGING = re.compile("支持|鼓励|引导|推动|组织|动员|吸引|发动|促进|协调|依托|通过|发挥")
SENTENCE = re.compile(r"[^。！\n]+")
# 下一步，将由甲局会同乙局|开展普查 · 此项工作由甲局牵头，乙局配合|，抓紧研究
ASSIGNED = re.compile(
    r"""(?:(?<=[。！\n])|^)[ \u3000]*
    (?:[\u4e00-\u9fff]{2,8}[，,])?(?P<told>[将拟]|[此该这本上述]{1,2}项?(?:工作|任务|行动|工程|项目))?由
    (?P<words>[^。！；;，,\n]{2,60}?(?:牵头(?:[，,][^。！；;，,\n]{2,60}?(?:配合|参与|协助))?(?(told)|(?=[，,]))|会同[^。！；;，,\n]{2,60}?))
    (?=[，,。；;]|负责|组织|抓紧|加快|尽快|开展|制定|研究|编制|推进|推动|建立|实施|起草|统筹|协调|完善|制订|抓好|做好|承办)
    (?![\u4e00-\u9fff]{0,12}的)  # 由甲局牵头开展的监测…""",
    re.VERBOSE | re.MULTILINE,
)
# 经“两厅一委”|（甲厅、乙厅、丙委）认定: a bracket behind a quoted word explains it
QUOTED = re.compile(r"[^。！？；;…”》\s][”》]$")
WORD_FOR_BODIES = re.compile("单位|部门|企业|机构|团体")  # 业主（单位）
HOLDS_VERB = re.compile("[局厅委办府镇]负责(?!人)")  # 甲局负责安排资金 is no name
COMMA = re.compile("[，,；;]")
MOST_COMMAS = 6
# 甲局牵头 · 按照职责分工: what prose says of no work that it tells of
SHARES = re.compile("牵头|职责|分工|负责")
SENTENCE_ENDS = "。；;！!？?…”\n：:"


def find_clauses(
    text: str, within: Span, gazetteer: Gazetteer, home: RegionEntry | None, rules: Sequence[LeadRule] = ()
) -> list[DutyClause]:
    """The clauses in a stretch of text, in order, none inside another; `home` is the document's region, None unknown,
    `rules` what it says about who leads in lists.

    >>> text = "加强监测。（省水利厅牵头，省财政厅配合）"
    >>> clauses = find_clauses(text, Span(0, len(text)), Gazetteer([], [], []), None)
    >>> [clause.words.quote(text) for clause in clauses]
    ['省水利厅牵头，省财政厅配合']
    """
    found: list[DutyClause] = []
    for find in (_same_as_before, partial(_bracketed, rules=rules), _labelled, _whole_sentences):
        taken = [clause.span for clause in found]
        found += [clause for clause in find(text, within, gazetteer, home) if _is_free(clause.span, taken)]
        found.sort(key=lambda clause: clause.span)
    found = found or list(_tails(text, within, gazetteer, home)) or list(_assigned(text, within, gazetteer, home))
    return [_ruled(text, clause, rules) for clause in found]


def _same_as_before(text: str, within: Span, gazetteer: Gazetteer, home: RegionEntry | None) -> Iterator[DutyClause]:
    """责任单位同上。"""
    for span, words in find_same(text, within):
        yield DutyClause(span, words, ClauseReading(is_worded=True))


def _ruled(text: str, clause: DutyClause, rules: Sequence[LeadRule]) -> DutyClause:
    """The clause as the rule has it that is in force where it stands."""
    rule, reading = rule_for(rules, clause.words), clause.reading
    if rule is None:
        return clause
    duties, carried = (ruled(text, clause.words, said, rule) for said in (reading.duties, reading.carried))
    return replace(clause, reading=replace(reading, duties=duties, carried=carried))


def _is_free(span: Span, taken: Sequence[Span]) -> bool:
    """Whether a span overlaps none of those taken, which are sorted and apart."""
    index = bisect_right(taken, span)
    return not any(span.overlaps(other) for other in taken[max(index - 1, 0) : index + 1])


def _bracketed(
    text: str, within: Span, gazetteer: Gazetteer, home: RegionEntry | None, rules: Sequence[LeadRule]
) -> Iterator[DutyClause]:
    """（甲厅、乙局按职责分工负责）, at the end of a sentence or paragraph."""
    labelled = [span for span in find_labelled_sentences(text, within) if text[span.start - 1] not in OPENING]
    last: Span | None = None
    for span in _brackets(text, within):
        at = bisect_left(labelled, span.start, key=lambda label: label.start) - 1
        if at >= 0 and span in labelled[at]:
            continue  # 牵头单位：甲局（以下均需乙市落实）: part of what the label says
        words = Span(span.start + 1, span.end - 1).strip(text)
        before = text[max(within.start, span.start - 12) : span.start].rstrip(" \u3000")
        is_explaining = bool(QUOTED.search(before))
        follows = text[last.end : span.start].strip(" \u3000") == "" if last else False  # （甲处）（括号中为牵头处室）
        after_sentence = follows or (before[-1:] in (*SENTENCE_ENDS, "") and not is_explaining)
        at_end = _is_at_end(text, span.end, within.end)
        within_sentence = not (after_sentence or at_end)
        if not 2 <= len(words) <= LONGEST or (within_sentence and text[span.end : span.end + 1] not in (*"；;。",)):
            continue
        _, reading = _divided(text, words, words.end, gazetteer, home)
        if not reading.is_worded and not after_sentence and (is_explaining or ENDS_BODY.search(before)):
            continue  # 市委宣传部（市政府新闻办）
        is_ruled = after_sentence and bool(rule_for(rules, words))
        if _is_clause(text, words, reading, is_ruled) and not (within_sentence and _is_doubtful(reading)):
            last = span
            yield DutyClause(span, words, reading)


def _is_clause(text: str, words: Span, reading: ClauseReading, is_ruled: bool) -> bool:
    """Whether the words in a pair of brackets are a clause; `is_ruled`: they stand apart, in a text that has said how
    lists are to be read."""
    if not reading.is_worded:
        is_list = (is_ruled and 1 < reading.named == reading.bodies) or not _is_hearsay(reading)
        return is_list and not (_only_places(reading) or WORD_FOR_BODIES.fullmatch(words.quote(text)))
    if not reading.named:
        return bool(VERB.match(text, words.start, words.end)) or bool(reading.carried)
    return reading.bodies * 2 > reading.named


def _is_doubtful(reading: ClauseReading) -> bool:
    """Whether it names no body, or something that is none, or is neither on record nor of a known line."""
    return not reading.duties or reading.bodies < reading.named or reading.unknown > 0


def _is_hearsay(reading: ClauseReading) -> bool:
    """Whether a plain list in brackets has too few known bodies to be a clause: not one, fewer than half, or with
    words that name no body."""
    known = reading.bodies - reading.unknown
    return _is_doubtful(reading) and not (known > 0 and known * 2 >= reading.named and reading.bodies == reading.named)


def _only_places(reading: ClauseReading) -> bool:
    """Whether all names are those of places, which say where and not who: （甘肃省、青海省）."""
    return all(duty.agency.endswith(("省", "市", "州", "区", "县", "旗", "盟")) for duty in reading.duties)


def _brackets(text: str, within: Span) -> Iterator[Span]:
    """The outermost pairs of brackets on a line, of either width."""
    opened: list[int] = []
    for index in range(within.start, within.end):
        mark = text[index]
        if mark in OPENING:
            opened.append(index)
        elif mark in CLOSING and opened:
            start = opened.pop()
            if not opened:
                yield Span(start, index + 1)
        elif mark == "\n":
            opened.clear()


def _is_at_end(text: str, position: int, limit: int) -> bool:
    while position < limit and text[position] in "。；;. \u3000":
        position += 1
    return position >= limit or text[position] == "\n"


def _labelled(text: str, within: Span, gazetteer: Gazetteer, home: RegionEntry | None) -> Iterator[DutyClause]:
    """责任单位：甲委、乙局。"""
    for span in find_labelled_sentences(text, within):
        words = span.strip(text, " \n\u3000。")
        words, reading = _divided(text, words, within.end, gazetteer, home)
        span = Span(span.start, max(span.end, words.end))
        is_told = bool(reading.duties) and (reading.is_sure or not _is_doubtful(reading))
        is_doubtful = reading.named or is_strange_label(text, span.start) or is_plain_line(text, span.start)
        if is_told or not is_doubtful:
            yield DutyClause(_with_marks(text, span, within), words, reading)


def _divided(
    text: str, words: Span, limit: int, gazetteer: Gazetteer, home: RegionEntry | None
) -> tuple[Span, ClauseReading]:
    """The words of a clause, with the sentences up to `limit` that go on with them, and what it says."""
    reading = read_clause(text, words, gazetteer, home)
    has_verbs = any(HOLDS_VERB.search(duty.as_written) for duty in reading.duties)
    division = find_division(text, words, limit, gazetteer, home, is_known=has_verbs)
    if division and (division.is_told or has_verbs or _is_doubtful(reading)):
        return division.span, division.reading
    return words, reading


def _with_marks(text: str, span: Span, within: Span) -> Span:
    """The span with the brackets around it that its line does not close or open, and with the full stop behind it."""
    start, end = span.start, span.end
    start -= start > within.start and text[start - 1] in OPENING
    end += end < within.end and text[end] in CLOSING
    return Span(start, end + (end < within.end and text[end] == "。"))


def _whole_sentences(text: str, within: Span, gazetteer: Gazetteer, home: RegionEntry | None) -> Iterator[DutyClause]:
    """A sentence that only names bodies and ends with a verb: 甲厅、乙局按职责分工负责。"""
    for match in SENTENCE.finditer(text, within.start, within.end):
        words = Span(*match.span()).strip(text)
        if 6 <= len(words) <= LONGEST and LAST_VERB.search(words.quote(text)):
            reading = read_clause(text, words, gazetteer, home)
            if _is_sentence_clause(reading):
                yield DutyClause(_with_marks(text, words, within), words, reading)


def _tails(text: str, within: Span, gazetteer: Gazetteer, home: RegionEntry | None) -> Iterator[DutyClause]:
    """What a sentence ends with behind a comma: 落实减免政策，|甲局、乙局按职责分工抓好落实。"""
    for sentence in SENTENCE.finditer(text, within.start, within.end):
        whole = Span(*sentence.span()).strip(text)
        if not LAST_VERB.search(whole.quote(text)):
            continue
        for comma in list(COMMA.finditer(text, whole.start, whole.end))[-MOST_COMMAS:]:
            words = Span(comma.end(), whole.end)
            is_division = HOLDS_VERB.search(text, whole.start, comma.start())  # each does a part: no clause of all
            if is_division or not SHARES.search(words.quote(text)):
                break
            reading = read_clause(text, words, gazetteer, home)
            if _is_sentence_clause(reading):
                yield DutyClause(words, words, reading, is_prose=True)
                break


def _is_sentence_clause(reading: ClauseReading) -> bool:
    """Whether a sentence is a clause. Prose may end in 负责, too: every name has to be on record or of a known line,
    and at least one has to name a single body (not 各部门)."""
    one_body = any(not duty.as_written.startswith(("各", "有关", "相关")) for duty in reading.duties)
    is_urged = any(URGING.match(duty.as_written) for duty in reading.duties)
    return reading.is_worded and one_body and not is_urged and not _is_doubtful(reading)


def _assigned(text: str, within: Span, gazetteer: Gazetteer, home: RegionEntry | None) -> Iterator[DutyClause]:
    """将由甲部牵头，抓紧研究…: the begin of a sentence that gives a task to bodies on record."""
    for match in ASSIGNED.finditer(text, within.start, within.end):
        words = Span(*match.span("words"))
        reading = read_clause(text, words, gazetteer, home)
        if _is_sentence_clause(reading):
            yield DutyClause(words, words, reading, is_prose=True)
