"""The lines of a text in; the blocks that close a document or its notice out.

Such a block holds the list of attachments (附件说明), signature (署名), date (成文日期), note (附注) or imprint (版记).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from documents.structure.full_dates import DATE_PATTERN, find_full_dates
from documents.structure.listed_bodies import is_body, joint_bodies
from documents.structure.ordinals import Style, read_ordinal
from documents.structure.paragraphs import without_blanks
from documents.structure.values import DateMention, Words
from documents.text.notes import Note, NoteKind
from documents.text.spans import Span


class LineKind(Enum):
    """What a line of a closing block is."""

    ATTACHED = auto()  # 附件：1.…
    LISTED = auto()  # 2.…, the list going on
    SIGNATURE = auto()
    SIGNED = auto()  # signature and date in one line
    DATE = auto()
    PUBLICITY = auto()  # （此件公开发布）
    COPIES = auto()  # 抄送：…
    PRINTED = auto()  # …2025年9月1日印发
    FORMULA = auto()  # 特此通知。 本措施自2024年2月1日起施行。
    OTHER_NAME = auto()  # （某省产业链链长办公室）, of the body that signs above


# 某办公室（代章）
SEALED = re.compile(r"\s?[（(](?:[\u4e00-\u9fff]{0,30}代章|章|盖章|公章|印章?)[）)]\s?$")

# 某联席会议办公室 / 某局（代章）: who has no seal, and whose seal stands for it
STAND_IN = re.compile(r"[（(]代章[）)]\s?$")
SEALLESS = re.compile(r"(?:联席会议|领导小组|指挥部)(?:办公室)?$")


@dataclass(slots=True)
class Closing:
    """One block: its span, and what its lines say. `issuers` are those who sign."""

    span: Span
    issuers: list[Words] = field(default_factory=list)
    issued_on: DateMention | None = None
    printed_on: DateMention | None = None
    attachments: list[Words] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


ATTACHED = re.compile(r"附\s?件\s?[:：]")
NUMBERED_ATTACHED = re.compile(r"附\s?件\s?[0-9０-９一二三四五六七八九十]{1,3}\s?[:：.．、]?")
# 1.申报表 · 2.2025年任务清单
LIST_NUMBER = re.compile(r"(?<![0-9０-９.．])[0-9０-９]{1,2}\s?[.．、](?:(?=(?:19|20)\d\d年)|(?![0-9０-９]))")
LABEL_ALONE = re.compile(r"附\s?件\s?[0-9０-９一二三四五六七八九十]{1,3}")
DATE_LINE = re.compile(rf"[（(]?(?:{DATE_PATTERN})[）)]?")
# 2031115 · 2031年3月 日, below a signature: its marks are lost, or the day was left open
DAYLESS = re.compile(r"(?:19|20)\d{4,6}|20\d\d\s?年\s?\d{1,2}\s?月\s{0,8}日")
# 某省人民政府办公厅  2025年9月1日
SIGNED = re.compile(rf"(?P<names>[\u4e00-\u9fff（）() \u3000\t]{{2,120}}?)[ \u3000\t]*(?P<date>{DATE_PATTERN})")
PRINTED = re.compile(rf"[^。，]{{0,60}}?(?P<date>{DATE_PATTERN})\s?印\s?发(?:[。\s]|共印\d+份)*")
PUBLICITY = re.compile(r"[（(](?:[^（()）]{0,6}(?:此件|本件)[^（()）]{1,20}|(?:联系人|信息公开)[^（()）]{2,80})[）)]")
OTHER_NAME = re.compile(r"[（(][\u4e00-\u9fff]{4,40}(?:办公室|局|办|委员会)[）)]")
COPIES = re.compile(
    r"(?:抄\s?送|抄\s?报|主\s?送|分送|印发|主题词|信息公开选项|公开方式|公开属性|联系人|[\u4e00-\u9fff、]{0,12}电话)\s?[:：]"
)
PERSON = re.compile(
    r"""
    (?P<office>代?(?:[省市州县区部局署行]长|主席|主任|总理))[ \u3000\t]{1,8}    # 省长
    (?P<name>[\u4e00-\u9fff·]{1,5}(?:[ \u3000][\u4e00-\u9fff])?)                # 王某某 · 王 某
    """,
    re.VERBOSE,
)
FORMULA = re.compile(
    r"""
      特此(?:通知|公告|通告|通报|公布|函告|函复|批复|报告|说明)[。！]?                  # 特此通知。
    | 本[\u4e00-\u9fff]{2,10}                                      # 本措施自2024年2月1日起施行。
      (?:自[^。]{1,40}起(?:施行|实施|执行)|由[^。，]{2,40}(?:负责)?解释|有效期)[^\n]{0,160}
    """,
    re.VERBOSE,
)
PATTERNS = {
    LineKind.DATE: DATE_LINE,
    LineKind.PUBLICITY: PUBLICITY,
    LineKind.PRINTED: PRINTED,
    LineKind.FORMULA: FORMULA,
}
LONGEST = 400
NAME_MARKS = "。；;，, \u3000\t"


def find_closings(text: str, lines: Sequence[Span]) -> list[Closing]:
    r"""The closing blocks, in order: runs of lines that all are of some Kind.

    >>> from documents.structure.paragraphs import find_paragraphs
    >>> text = "发展风电。\n附件：1.申报表 2.汇总表\n某省能源局\n2025年9月1日"
    >>> [closing] = find_closings(text, list(find_paragraphs(text)))
    >>> closing.issued_on.day, [words.text for words in (*closing.issuers, *closing.attachments)]
    (datetime.date(2025, 9, 1), ['某省能源局', '申报表', '汇总表'])
    """
    closings: list[Closing] = []
    run: list[tuple[LineKind, Span]] = []
    for line in lines:
        kind = classify(text, line, run[-1][0] if run else None)
        if kind is not None:
            run.append((kind, line))
            continue
        closings += _close(text, run)
        run = []
    return closings + _close(text, run)


def classify(text: str, line: Span, before: LineKind | None) -> LineKind | None:
    """What a line is in a closing block; None for a line of the body. `before` is what the line above is.

    >>> classify("特此通知。", Span(0, 5), None)
    <LineKind.FORMULA: 9>
    """
    if len(line) > LONGEST:
        return None
    words = line.quote(text)
    if ATTACHED.match(words):
        return LineKind.ATTACHED
    if before in (LineKind.ATTACHED, LineKind.LISTED) and _is_listed(text, line):
        return LineKind.LISTED
    for kind, pattern in PATTERNS.items():
        if pattern.fullmatch(words):
            return kind
    if COPIES.match(words):
        return LineKind.COPIES
    if before is LineKind.SIGNATURE and DAYLESS.fullmatch(words):
        return LineKind.DATE
    if before is LineKind.SIGNATURE and OTHER_NAME.fullmatch(words):
        return LineKind.OTHER_NAME
    signed = SIGNED.fullmatch(words)
    if signed and _names(signed["names"]):
        return LineKind.SIGNED
    return LineKind.SIGNATURE if PERSON.fullmatch(words) or _names(words) else None


def _is_listed(text: str, line: Span) -> bool:
    """Whether a line goes on with the list of attachments: 2.申报表; 附件2 alone heads the attachment itself."""
    if LABEL_ALONE.fullmatch(text, line.start, line.end):
        return False
    ordinal = read_ordinal(text, line.start)
    is_numbered = ordinal is not None and ordinal.style in (Style.DIGIT, Style.DIGIT_BRACKET, Style.CIRCLED)
    return len(line) <= 80 and (is_numbered or NUMBERED_ATTACHED.match(text, line.start) is not None)


def _names(words: str) -> bool:
    """Whether the words are nothing but names of bodies, with blanks between."""
    parts = words.split()
    return is_body("".join(parts)) or (len(parts) > 1 and all(is_body(part) for part in parts))


def _close(text: str, run: Sequence[tuple[LineKind, Span]]) -> list[Closing]:
    """The block that a run of lines makes; none where all are names, or the run is empty."""
    if not run or all(kind is LineKind.SIGNATURE for kind, _ in run):
        return []
    closing = Closing(Span(run[0][1].start, run[-1][1].end))
    names: list[Words] = []
    for kind, line in run:
        if kind in (LineKind.ATTACHED, LineKind.LISTED):
            closing.attachments += _attachments(text, line)
        elif kind is LineKind.SIGNATURE and not (names and _stands_in(text, line, names[-1])):
            names += signatures(text, line)
        elif kind in (LineKind.DATE, LineKind.SIGNED) and closing.issued_on is None:
            closing.issued_on = _day(text, line, closing.notes)
            closing.issuers += names + (_signers(text, line) if kind is LineKind.SIGNED else [])
            names = []
        elif kind is LineKind.PRINTED:
            closing.printed_on = _day(text, line, closing.notes)
    return [closing]


def _stands_in(text: str, line: Span, above: Words) -> bool:
    return bool(STAND_IN.search(text, line.start, line.end) and SEALLESS.search(above.text))


def _day(text: str, line: Span, notes: list[Note]) -> DateMention | None:
    for mention in find_full_dates(text, line):
        if isinstance(mention, DateMention):
            return mention
        notes.append(mention)
    if DAYLESS.fullmatch(text, line.start, line.end):
        notes.append(Note(NoteKind.UNREAD_DATE, "日期不完整，不能确定是哪一天", line))
    return None


def _signers(text: str, line: Span) -> list[Words]:
    match = SIGNED.fullmatch(text, line.start, line.end)
    return signatures(text, Span(*match.span("names"))) if match else []


def signatures(text: str, line: Span) -> list[Words]:
    """The bodies that sign in a line: one, or several with blanks between; a person is none.

    >>> [words.text for words in signatures("某省能源局 某省财政厅", Span(0, 11))]
    ['某省能源局', '某省财政厅']
    """
    if PERSON.fullmatch(text, line.start, line.end):
        return []
    if sealed := SEALED.search(text, line.start, line.end):
        line = Span(line.start, sealed.start())
    words = line.quote(text)
    if is_body(without_blanks(words)) and not all(is_body(part) for part in words.split()):
        return [Words(without_blanks(words), line.strip(text))]
    parts = (Span(line.start + match.start(), line.start + match.end()) for match in re.finditer(r"\S+", words))
    return [Words(name.quote(text), name) for part in parts for name in joint_bodies(text, part)]


def _attachments(text: str, line: Span) -> list[Words]:
    """The names of attachments in a line: 附件：1.申报表 2.汇总表."""
    label = ATTACHED.match(text, line.start, line.end) or NUMBERED_ATTACHED.match(text, line.start, line.end)
    start = label.end() if label else line.start
    cuts = [start]
    spans: list[Span] = []
    for match in LIST_NUMBER.finditer(line.quote(text)):
        if line.start + match.start() >= start:
            spans.append(Span(cuts[-1], line.start + match.start()))
            cuts.append(line.start + match.end())
    spans.append(Span(cuts[-1], line.end))
    names = (span.strip(text, NAME_MARKS) for span in spans)
    return [
        Words(without_blanks(name.quote(text)), name) for name in names if name.quote(text) not in ("", "略", "（略）")
    ]
