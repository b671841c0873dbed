"""The lines and closing blocks of a text in; its head (版头, 标题, 主送机关) and where the body begins out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from documents.structure.addressees import Address, find_address
from documents.structure.carried import Carried, read_carried
from documents.structure.closing import Closing
from documents.structure.document_number import number_key
from documents.structure.enactment import Enactment, read_enactment
from documents.structure.head_dates import (
    day_of,
    effective_day,
    issuing_day,
    printing_day,
    publishing_day,
    stamped_day,
)
from documents.structure.head_lines import part_lines
from documents.structure.head_title import best_title, find_head_title, letterhead_name, order_title
from documents.structure.labelled import Field, number_field, value_of
from documents.structure.listed_bodies import is_body, joint_bodies, split_bodies
from documents.structure.number_lines import NUMBER, NUMBER_PATTERN, number_of_line
from documents.structure.ordinals import Style, read_ordinal
from documents.structure.paragraphs import without_blanks
from documents.structure.titles import TOPIC, genre_of
from documents.structure.values import ParsedHeader, Words
from documents.text.notes import Note
from documents.text.readings import PageWitness
from documents.text.spans import Span

SILENT = PageWitness()
Spans = Sequence[Span]
COLONS = ("：", ":")
LONGEST_OPENING = 5000
LONGEST_TOP = 120  # characters of a line that may be a title
HEAD_LINES = 80  # a notice that carries a document is shorter
# 已经省政府第67次常务会议审议通过 · 经省政府同意
APPROVED = re.compile(
    r"""
    经(?:[^，。；、（）\n]{0,12}?\d{1,2}月\d{1,2}日)?               # 经2024年3月5日
    (?P<body>[^，。；：《》（）\n]{2,40}?)                          # 省政府第67次常务会议
    (?:研究|审议|讨论|审查|审核|审定){0,2}并?(?:原则)?              # 研究并原则
    (?:通过|同意|批准|审定)
    """,
    re.VERBOSE,
)
CITED = re.compile(rf"》\s?[（(](?P<number>{NUMBER_PATTERN})[）)]")  # 《关于…的通知》（青政办〔2031〕9号）
BODIES = re.compile(r"[^\s、，]+")  # 财政部 税务总局 · 最高人民法院、最高人民检察院
APPROVER = re.compile(r"政府|国务院|委|会议|党组|人大|常委会|领导小组|厅|部|局|同志")


@dataclass(frozen=True, slots=True)
class Head:
    """The head, and where the body (正文) begins: after the title, addressees or notice.

    If a notice carries more than one document, `several` are their titles, and its own title is that of the document.
    """

    header: ParsedHeader
    body_start: int
    several: tuple[Words, ...] = ()
    notes: tuple[Note, ...] = ()


def read_head(
    text: str, lines: Spans, closings: Sequence[Closing], fields: Sequence[Field] = (), witness: PageWitness = SILENT
) -> Head:
    r"""The head of a document; what is not found stays empty. `lines` are without those that `fields` were read from.

    >>> from documents.structure.closing import find_closings
    >>> from documents.structure.paragraphs import find_paragraphs
    >>> text = "关于发展风电的通知\n各市州人民政府：\n加快建设。\n某省能源局\n2025年9月1日"
    >>> lines = list(find_paragraphs(text))
    >>> header = read_head(text, lines, find_closings(text, lines)).header
    >>> header.title.text, header.addressees[0].text, header.issuers[0].text
    ('关于发展风电的通知', '各市州人民政府', '某省能源局')
    """
    notes: list[Note] = []
    opening = part_lines(text, opening_of(text, lines, closings))
    address = find_address(text, opening)
    top = _top(text, opening, address)
    title = find_head_title(text, top, address is not None, fields, witness)
    title = title or _below_signature(text, opening, closings)
    carried = _carried(text, title, opening, lines, closings)
    own = carried.title or title
    enactment = _enactment(text, lines, (title, own))
    signed = _signed(closings, carried.end)
    issued = issuing_day(text, title, signed, closings, enactment) or day_of(text, fields, "issued", notes)
    header = ParsedHeader(
        title=own,
        notice_title=title if carried.title and title and carried.title.text != title.text else None,
        document_number=_number(text, top, opening) or number_field(text, fields) or enactment.number,
        genre=genre_of(own.text) if own else "",
        issuers=_issuers(text, title, top, fields, signed) or enactment.issuers,
        addressees=address.names if address else (),
        issued_on=issued,
        published_on=publishing_day(text, fields, issued, witness.published, notes) or stamped_day(text, lines, fields),
        printed_on=printing_day(closings) or day_of(text, fields, "printed", notes),
        effective_on=effective_day(text, enactment) or day_of(text, fields, "effective", notes),
        approved_by=_approved_by(text, opening) or _approving(enactment),
    )
    end = max(carried.end, title.span.end if title else 0, address.end if address else 0, enactment.end)
    return Head(header, _body_start(text, lines, end), carried.several, tuple(notes))


def opening_of(text: str, lines: Sequence[Span], closings: Sequence[Closing]) -> list[Span]:
    """The lines before the first numbered item: head, notice and preamble."""
    opening: list[Span] = []
    for line in lines[:HEAD_LINES]:
        ordinal = read_ordinal(text, line.start)
        if ordinal and ordinal.number == 1 and ordinal.style <= Style.DIGIT and not _inside(line, closings):
            break
        opening.append(line)
    return opening


def _top(text: str, opening: Sequence[Span], address: Address | None) -> list[Span]:
    """The lines above the addressees, else above the first sentence."""
    if address:
        return [line for line in opening if line.end <= address.line.start]
    for index, line in enumerate(opening):
        ordinal = read_ordinal(text, line.start)
        is_item = ordinal is not None and ordinal.style <= Style.HAN_BRACKET
        if is_item or text[line.end - 1] in "。；：:" or len(line) > LONGEST_TOP:
            return list(opening[:index])
    return list(opening)


def _carried(
    text: str, title: Words | None, opening: Sequence[Span], lines: Sequence[Span], closings: Sequence[Closing]
) -> Carried:
    """What the document carries, if it is a notice with this title."""
    if title is None:
        return Carried()
    end = opening[-1].end if opening else 0
    notice = Span(title.span.end, max(end, title.span.end))
    return read_carried(text, title, notice, lines, _after_title(title, lines, closings), closings)


def _enactment(text: str, lines: Sequence[Span], titles: Sequence[Words | None]) -> Enactment:
    """What the lines below the title of the notice, or of what it carries, tell of a regulation."""
    for title in titles:
        if title and (found := read_enactment(text, [line for line in lines if line.start >= title.span.end])).acts:
            return found
    return Enactment()


def _inside(line: Span, closings: Sequence[Closing]) -> bool:
    return any(line in closing.span for closing in closings[:HEAD_LINES])


def _below_signature(text: str, opening: Sequence[Span], closings: Sequence[Closing]) -> Words | None:
    """The first title below the signature of a notice that has no title itself."""
    signed = next((closing for closing in closings if closing.issued_on), None)
    below = [line for line in opening if signed and line.start >= signed.span.end]
    return best_title(text, below, is_addressed=False, known=())


def _after_title(title: Words, lines: Sequence[Span], closings: Sequence[Closing]) -> list[Span]:
    """The lines below the title that belong to no closing block."""
    after = [line for line in lines if line.start >= title.span.end]
    return [line for line in after[:2000] if not _inside(line, closings)]


def _signed(closings: Sequence[Closing], carried_end: int) -> Closing | None:
    """The block that signs the document: the notice's, where there is one, which may have a day alone."""
    before = [closing for closing in closings if closing.span.start < carried_end]
    signing = [closing for closing in closings if closing.issuers]
    of_notice = [closing for closing in before if closing.issuers] or [one for one in before if one.issued_on]
    return next(iter(of_notice or signing), None)


def _number(text: str, top: Sequence[Span], opening: Sequence[Span]) -> Words | None:
    """The document number: a line of its own, or behind the title, unless the opening cites another document by it."""
    cited = {number_key(match["number"]) for line in opening for match in CITED.finditer(text, line.start, line.end)}
    order = order_title(text, top)
    for line in top:
        if number := number_of_line(text, line):
            follows = order is not None and not text[order.span.end : line.start].strip()
            span = Span(order.span.start, line.end) if order and follows else number.span
            return Words(without_blanks(span.quote(text)), span)
    for line in top:
        for match in NUMBER.finditer(text, line.start, line.end):
            if text[match.end() : line.end].strip(" 　）)") == "" and "《" not in line.quote(text)[:1]:
                span = Span(*match.span()).strip(text, "（( ")
                if number_key(span.quote(text)) not in cited:
                    return Words(without_blanks(span.quote(text)), span)
    return None


def _issuers(
    text: str, title: Words | None, top: Sequence[Span], fields: Sequence[Field], signed: Closing | None
) -> tuple[Words, ...]:
    """发文机关: who signs; else the bodies at the head of the title, in the letterhead, or in the page's head."""
    if signed and signed.issuers:
        return tuple(signed.issuers)
    if title and (topic := TOPIC.search(text, title.span.start, title.span.end)):
        before = BODIES.finditer(text, title.span.start, topic.start())
        names = [Words(name.quote(text), name) for match in before for name in joint_bodies(text, Span(*match.span()))]
        if names and all(is_body(name.text) for name in names):
            return tuple(names)
    for line in top:
        if name := letterhead_name(text, line):
            return split_bodies(text, name)
    issuer = value_of(text, fields, "issuer")
    return split_bodies(text, issuer.span) if issuer else ()


def _approving(enactment: Enactment) -> Words | None:
    act = enactment.first("approved")
    return act.bodies[0] if act and act.bodies else None


def _approved_by(text: str, opening: Sequence[Span]) -> Words | None:
    """The meeting or body that approved the document."""
    for match in APPROVED.finditer(text, 0, min(opening[-1].end if opening else 0, LONGEST_OPENING)):
        if APPROVER.search(match["body"]) and "法" not in match["body"]:
            return Words(without_blanks(match["body"]), Span(*match.span("body")))
    return None


def _body_start(text: str, lines: Sequence[Span], end: int) -> int:
    """Where the first line behind the head begins: labelled values and a number below a title belong to the head."""
    if text[end - 1 : end] in COLONS and text[end : end + 1].strip():
        return end  # the body goes on behind the addressees
    after = (line.start for line in lines if line.start >= end and number_of_line(text, line) is None)
    return next(after, len(text)) if end else 0
