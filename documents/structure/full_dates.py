"""Words in; the full dates (year, month, day) in them out, each with its day."""

import re
from collections.abc import Iterator
from datetime import date

from documents.structure.values import DateMention
from documents.text.notes import Note, NoteKind
from documents.text.numerals import parse_int
from documents.text.spans import Span

HAN_DIGIT = "零〇○Ｏ０oO0一二三四五六七八九"
YEAR = rf"(?:[0-9０-９]{{4}}|[{HAN_DIGIT}]{{4}})\s?年"
MONTH = r"(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,2})\s?月"
DAY = r"(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})\s?日"
DATE_PATTERN = (
    rf"{YEAR}\s?{MONTH}\s?{DAY}"  # 2025年9月1日 · 二○一一年五月十八日
    r"|(?<!\d)\d{4}[-/.．]\d{1,2}[-/.．]\d{1,2}(?!\d)"  # 2021-12-24 · 2024.5.6
)
DATE = re.compile(DATE_PATTERN)
SEPARATORS = re.compile(r"[年月日\-/.．\s]+")
ZEROS = tuple("Ｏ０oO")  # other signs for 〇
TO_DIGITS = dict.fromkeys(map(ord, ZEROS), "0")


def find_full_dates(text: str, within: Span) -> Iterator[DateMention | Note]:
    """The full dates in `within`, in order; for a day that does not exist, a note.

    >>> list(find_full_dates("2025年9月1日印发", Span(0, 11)))
    [DateMention(day=datetime.date(2025, 9, 1), span=Span(start=0, end=9))]
    """
    for match in DATE.finditer(text, within.start, within.end):
        yield read_date(text, Span(*match.span()))


def read_date(text: str, span: Span) -> DateMention | Note:
    """The day that the date at `span` means; a note if there is no such day.

    >>> read_date("二○二五年九月一日", Span(0, 9)).day
    datetime.date(2025, 9, 1)
    >>> read_date("2025年2月30日", Span(0, 10)).message
    '没有这一天'
    """
    year, month, day = (_integer(part) for part in SEPARATORS.split(span.quote(text).strip("日"))[:3])
    try:
        return DateMention(date(year, month, day), span)
    except (ValueError, OverflowError):
        return Note(NoteKind.UNREAD_DATE, "没有这一天", span)


def _integer(words: str) -> int:
    """The number that the words are; 0, which is in no date, where they are none."""
    if words.startswith(ZEROS) or len(words) == 4:
        words = words.translate(TO_DIGITS)
        words = "".join(str(parse_int(character)) for character in words) if len(words) == 4 else words
    return parse_int(words) or 0
