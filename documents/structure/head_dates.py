"""The closing blocks, acts and words of a document in; its days of issue, printing and force out, never merged."""

import re
from collections.abc import Sequence

from documents.structure.closing import Closing
from documents.structure.enactment import Enactment
from documents.structure.full_dates import DATE_PATTERN, find_full_dates, read_date
from documents.structure.labelled import Field
from documents.structure.titles import DAY_BEHIND
from documents.structure.values import DateMention, Words
from documents.text.notes import Note
from documents.text.spans import Span

# 本办法自2024年2月1日起施行
EFFECTIVE = re.compile(
    rf"(?:本[\u4e00-\u9fff]{{1,12}}|(?:公布|发布|印发)[，,])自\s?(?P<date>{DATE_PATTERN})\s?起(?:正式)?(?:施行|实施|执行|生效)"
)
# 2025-03-04 09:49:09 【字体：大 中 小】: when a page was published
STAMP = re.compile(rf"[ \u3000]*(?P<date>{DATE_PATTERN})[ \u3000]+\d{{1,2}}[:：]\d{{2}}(?:[:：]\d{{2}})?(?![\d:：])")
HEAD_LINES = 20


def issuing_day(
    text: str, title: Words | None, signed: Closing | None, closings: Sequence[Closing], enactment: Enactment
) -> DateMention | None:
    """成文日期: that of the signature; else of the act that published it; else a date with 年 alone on a line
    (2021-12-20 may be that of a web page), or in brackets behind the title.

    >>> text = "关于供水的通知（2023年11月3日）"
    >>> issuing_day(text, Words("关于供水的通知", Span(0, 7)), None, (), Enactment()).day.isoformat()
    '2023-11-03'
    """
    if signed and signed.issued_on:
        return signed.issued_on
    if enactment.issued:
        return enactment.issued.on
    alone = (closing.issued_on for closing in closings)
    behind = DAY_BEHIND.match(text, title.span.end) if title else None
    in_brackets = find_full_dates(text, Span(*behind.span())) if behind else ()
    days = (day for day in (*alone, *in_brackets) if isinstance(day, DateMention))
    return next((day for day in days if "年" in day.span.quote(text)), None)


def printing_day(closings: Sequence[Closing]) -> DateMention | None:
    """印发日期, as the imprint (版记) gives it."""
    return next((closing.printed_on for closing in closings if closing.printed_on), None)


def effective_day(text: str, enactment: Enactment) -> DateMention | None:
    """施行日期: what stands under the title, else what the document last says of itself.

    >>> effective_day("本办法自2024年2月1日起施行。", Enactment()).day.isoformat()
    '2024-02-01'
    """
    act = enactment.first("effective")
    if act:
        return act.on
    said = [Span(*match.span("date")) for match in EFFECTIVE.finditer(text)]
    found = read_date(text, said[-1]) if said else None
    return found if isinstance(found, DateMention) else None


def labelled_days(text: str, fields: Sequence[Field], key: str, notes: list[Note]) -> list[DateMention]:
    """The days in the fields with this key, in order; `notes` gets a note for each that does not exist.

    >>> labelled_days("2031-05-06", [Field("issued", Span(0, 10))], "issued", [])[0].day.isoformat()
    '2031-05-06'
    """
    values = (field.value for field in fields if field.key == key)
    found = [mention for value in values for mention in find_full_dates(text, value)]
    notes += [mention for mention in found if not isinstance(mention, DateMention)]
    return [mention for mention in found if isinstance(mention, DateMention)]


def day_of(text: str, fields: Sequence[Field], key: str, notes: list[Note]) -> DateMention | None:
    """The first day in the fields with this key, None without one."""
    return next(iter(labelled_days(text, fields, key, notes)), None)


def publishing_day(
    text: str, fields: Sequence[Field], issued: DateMention | None, stated: str, notes: list[Note]
) -> DateMention | None:
    """发布日期, as a label states it, else the page; of several labelled so the first that is not that of issue."""
    days = labelled_days(text, fields, "published", notes)
    others = (day for day in days if issued is None or day.day != issued.day)
    return next(others, None) or next(iter(days), None) or stated_day(stated)


def stamped_day(text: str, lines: Sequence[Span], fields: Sequence[Field] = ()) -> DateMention | None:
    r"""发布日期 without a label: a day with hour and minute that begins one of the first lines, or stands behind
    a source (来源：某局2031-05-06 10:12).

    >>> text = "某市新闻\n2024年07月05日 10:12\n全市开通热线。"
    >>> stamped_day(text, [Span(0, 4), Span(5, 22)]).day.isoformat()
    '2024-07-05'
    """
    begun = (STAMP.match(text, line.start, line.end) for line in lines[:HEAD_LINES])
    behind = (STAMP.search(text, field.value.start, field.value.end) for field in fields if field.key == "source")
    match = next((match for match in (*begun, *behind) if match), None)
    found = read_date(text, Span(*match.span("date"))) if match else None
    return found if isinstance(found, DateMention) else None


def stated_day(words: str) -> DateMention | None:
    """The day in what a page says of itself, which stands nowhere in the text.

    >>> stated_day("2031-05-06 10:00").day.isoformat()
    '2031-05-06'
    """
    for mention in find_full_dates(words, Span(0, len(words))):
        if isinstance(mention, DateMention):
            return DateMention(mention.day, Span(0, 0))
    return None
