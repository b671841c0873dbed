"""The lines and closing blocks of a text in; its head (版头, 标题, 主送机关) and where the body begins out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from documents.structure.carried import Carried, read_carried
from documents.structure.closing import Closing
from documents.structure.labelled import Field, day_of, value_of
from documents.structure.listed_bodies import is_body, split_bodies
from documents.structure.ordinals import Style, read_ordinal
from documents.structure.paragraphs import without_blanks
from documents.structure.titles import TOPIC, find_title, genre_of
from documents.structure.values import DateMention, ParsedHeader, Words
from documents.text.notes import Note
from documents.text.spans import Span

HEAD_LINES = 60  # a notice that carries a document is shorter
LONGEST_LABEL = 8  # 核心提示：
NUMBER_PATTERN = (
    r"[\u4e00-\u9fff（）()]{1,16}\s?"  # 青政办
    r"[〔\[［（(【﹝]\s?(?:19|20)\d\d\s?[〕\]］）)】﹞]\s?"  # 〔2024〕
    r"第?\s?\d{1,5}\s?号"  # 35号
)
NUMBER_LINE = re.compile(
    rf"""
      {NUMBER_PATTERN}
    | (?P<order>[\u4e00-\u9fff \u3000]{{0,30}}(?:令|公告)\s?)?      # 某省人民政府令 第130号
      (?P<year>20\d\d\s?年\s?)?第\s?\d{{1,4}}\s?号                  # 2024年第3号
    """,
    re.VERBOSE,
)
NUMBER = re.compile(NUMBER_PATTERN)
NUMBERED = re.compile(rf"[（(]{NUMBER_PATTERN}[）)]$")
LETTERHEAD = re.compile(r"(?P<name>[\u4e00-\u9fff \u3000]{2,60}?)\s*(?:文\s?件|（通知）|令)")
# 各市、自治州人民政府，省政府各部门：
ADDRESSEES = re.compile(r"(?P<names>[^。！？\n:：《]{2,900})[:：]")
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


def read_head(text: str, lines: Sequence[Span], closings: Sequence[Closing], fields: Sequence[Field] = ()) -> Head:
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
    opening = opening_of(text, lines, closings)
    top = _top(text, opening)
    title = _title(text, top) or value_of(text, fields, "title") or _first_line(text, top)
    end_of_opening = opening[-1].end if opening else 0
    above = title or _order(text, top)
    title = above or _below_signature(text, opening, closings)
    free = _after_title(title, lines, closings)
    notice = Span(title.span.end, max(end_of_opening, title.span.end)) if title else Span(0, 0)
    carried = read_carried(text, title, notice, lines, free, closings) if title else Carried()
    own = carried.title
    closing = _signed(closings, carried.end)
    addressees = _addressees(text, opening, above)
    starts = [carried.end, title.span.end if title else 0, *(words.span.end + 1 for words in addressees)]
    header = ParsedHeader(
        title=own or title,
        notice_title=title if own else None,
        document_number=_number(text, top) or value_of(text, fields, "number"),
        genre=genre_of((own or title).text) if title else "",
        issuers=tuple(closing.issuers) if closing else _issuers(text, title, top, fields),
        addressees=addressees,
        issued_on=_issued_on(text, closing, closings) or day_of(text, fields, "issued", notes),
        published_on=day_of(text, fields, "published", notes),
        printed_on=_printed_on(closings) or day_of(text, fields, "printed", notes),
        approved_by=_approved_by(text, Span(0, min(end_of_opening, 5000))),
    )
    return Head(header, min(max(starts), len(text)), carried.several, tuple(notes))


def opening_of(text: str, lines: Sequence[Span], closings: Sequence[Closing]) -> list[Span]:
    """The lines before the first numbered item: head, notice and preamble."""
    opening: list[Span] = []
    for line in lines[:HEAD_LINES]:
        ordinal = read_ordinal(text, line.start)
        if ordinal and ordinal.number == 1 and ordinal.style <= Style.DIGIT and not _inside(line, closings):
            break
        opening.append(line)
    return opening


def _issued_on(text: str, signed: Closing | None, closings: Sequence[Closing]) -> DateMention | None:
    """成文日期: that of the signature; else a date with 年 alone on a line (2021-12-20 may be that of a web page)."""
    if signed:
        return signed.issued_on
    days = (closing.issued_on for closing in closings)
    return next((day for day in days if day and "年" in day.span.quote(text)), None)


def _printed_on(closings: Sequence[Closing]) -> DateMention | None:
    return next((closing.printed_on for closing in closings if closing.printed_on), None)


def _inside(line: Span, closings: Sequence[Closing]) -> bool:
    return any(line in closing.span for closing in closings[:HEAD_LINES])


def _top(text: str, opening: Sequence[Span]) -> list[Span]:
    """The lines above the first sentence or the addressees."""
    for index, line in enumerate(opening):
        words = line.quote(text)
        if (ordinal := read_ordinal(text, line.start)) and ordinal.style <= Style.HAN_BRACKET:
            return list(opening[:index])
        if words[-1] in "。；" or ADDRESSEES.match(words) or len(words) > 120:
            return list(opening[:index])
    return list(opening)


def _title(text: str, top: Sequence[Span]) -> Words | None:
    """The title among the top lines."""
    title = find_title(text, [line for line in top if not _is_other(text, line)])
    number = NUMBERED.search(title.text) if title else None
    return Words(title.text[: number.start()], title.span) if title and number else title


def _below_signature(text: str, opening: Sequence[Span], closings: Sequence[Closing]) -> Words | None:
    """The first title below the signature of a notice that has no title itself."""
    signed = next((closing for closing in closings if closing.issued_on), None)
    return _title(text, [line for line in opening if line.start >= signed.span.end]) if signed else None


def _first_line(text: str, top: Sequence[Span]) -> Words | None:
    """The first line that is no other part of a head, for a text in which nothing reads like a title."""
    free = (line for line in top if not _is_other(text, line) and not is_body(without_blanks(line.quote(text))))
    first = next(free, None)
    return Words(without_blanks(first.quote(text)), first) if first and 4 <= len(first) <= 60 else None


def _order(text: str, top: Sequence[Span]) -> Words | None:
    """The title of an order, which is its letterhead: 青海省人民政府令."""
    line = next((line for line in top if line.quote(text).endswith("令") and _is_letterhead(text, line)), None)
    return Words(without_blanks(line.quote(text)), line) if line else None


def _is_other(text: str, line: Span) -> bool:
    """Whether a line is another part of the head than the title."""
    is_number = NUMBER_LINE.fullmatch(text, line.start, line.end) is not None
    return is_number or _is_letterhead(text, line)


def _is_letterhead(text: str, line: Span) -> bool:
    """Whether a line is a letterhead: 甘肃省人民政府办公厅文件."""
    match = LETTERHEAD.fullmatch(text, line.start, line.end)
    return match is not None and all(is_body(name) for name in match["name"].split())


def _after_title(title: Words | None, lines: Sequence[Span], closings: Sequence[Closing]) -> list[Span]:
    """The lines below the title that belong to no closing block."""
    after = [line for line in lines if title and line.start >= title.span.end]
    return [line for line in after[:2000] if not _inside(line, closings)]


def _signed(closings: Sequence[Closing], carried_end: int) -> Closing | None:
    """The block that signs the document: the notice's, where there is one."""
    signing = [closing for closing in closings if closing.issuers]
    before = [closing for closing in signing if closing.span.start < carried_end]
    return next(iter(before or signing), None)


def _number(text: str, top: Sequence[Span]) -> Words | None:
    """The document number: a line of its own, or behind the title."""
    order = _order(text, top)
    for line in top:
        if NUMBER_LINE.fullmatch(line.quote(text)):
            follows = order is not None and not text[order.span.end : line.start].strip()
            span = Span(order.span.start, line.end) if order and follows else line
            return Words(without_blanks(span.quote(text)), span)
    for line in top:
        for match in NUMBER.finditer(text, line.start, line.end):
            if text[match.end() : line.end].strip(" 　）)") == "" and "《" not in line.quote(text)[:1]:
                span = Span(*match.span()).strip(text, "（( ")
                return Words(without_blanks(span.quote(text)), span)
    return None


def _addressees(text: str, opening: Sequence[Span], title: Words | None) -> tuple[Words, ...]:
    """主送机关: the first line after the title that lists bodies and ends in a colon."""
    for line in opening:
        match = ADDRESSEES.match(text, line.start, line.end)
        if match is None or (title and line.start < title.span.end):
            continue
        names = split_bodies(text, Span(*match.span("names")))
        if names and all(is_body(name.text.replace("、", "")) for name in names[-1:]):
            return names
        if len(line) > LONGEST_LABEL:
            break
    return ()


def _issuers(text: str, title: Words | None, top: Sequence[Span], fields: Sequence[Field]) -> tuple[Words, ...]:
    """发文机关 where nobody signs: the bodies at the head of the title, in the letterhead, or in the page's head."""
    if title and (topic := TOPIC.search(text, title.span.start, title.span.end)):
        before = Span(title.span.start, topic.start())
        names = [Words(m.group(), Span(*m.span())) for m in re.compile(r"\S+").finditer(text, before.start, before.end)]
        if names and all(is_body(name.text) for name in names):
            return tuple(names)
    for line in top:
        match = LETTERHEAD.fullmatch(text, line.start, line.end)
        if match and _is_letterhead(text, line):
            return split_bodies(text, Span(*match.span("name")))
    issuer = value_of(text, fields, "issuer")
    return split_bodies(text, issuer.span) if issuer else ()


def _approved_by(text: str, within: Span) -> Words | None:
    """The meeting or body that approved the document."""
    for match in APPROVED.finditer(text, within.start, within.end):
        if APPROVER.search(match["body"]) and "法" not in match["body"]:
            return Words(without_blanks(match["body"]), Span(*match.span("body")))
    return None
