"""Text in; the dates by which something is due out, as written: 到2025年, 2026-12-31前, “十四五”末, 6月底前."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from documents.text.spans import Span
from tasks.extraction.times.dated import dates_with_year
from tasks.extraction.times.dates import DateExpression, Force
from tasks.extraction.times.yearless import dates_without_year

# 五年内 · 3年内; but 近5年内 · 用三年左右的时间 · 利用3-5年时间
COUNT = r"(?:\d{1,2}|[一二三四五六七八九十两]{1,2})"
YEARS = re.compile(
    rf"(?<![近前每续\d]){COUNT}年(?:之?内)(?!的)|(?:用|经过)(?:{COUNT}[—–\-~～至到])?{COUNT}年(?:左右)?的?(?:时间|努力)"
)
# what no date is without; most sentences have none of it
TIME = re.compile(r"[年月季纪Q期]|\d[-/.．]\d|五[”\"」]?[末规时期底]")
# 2023年、2024年和2025年
JOINT = re.compile(r"[ \t]*[、和及][ \t]*")


def find_dates(text: str, within: Span, today: int | None = None) -> Iterator[DateExpression]:
    """The dates in a stretch of text, in order, none overlapping another. `today` is the year of the document: earlier
    years bind nothing, and dates without a year fall in it.

    >>> text = "到2025年建成，6月底前验收"
    >>> [(each.span.quote(text), str(each.due_on)) for each in find_dates(text, Span(0, len(text)))]
    [('到2025年', '2025-12-31'), ('6月底前', '2025-06-30')]
    """
    if not TIME.search(text, within.start, within.end):
        return
    dated = _apart(dates_with_year(text, within))
    found = _apart([*dated, *dates_without_year(text, within, dated, today)])
    for series in date_series(text, found):
        is_due = any(each.force is Force.DUE for each in series)
        for each in series:
            if today and each.due_on and each.due_on.year < today:
                yield replace(each, force=Force.NONE)
            elif is_due and each.force is Force.DURING:  # 到2027年、2030年: both
                yield replace(each, force=Force.DUE)
            else:
                yield each


def dates_and_terms(text: str, within: Span, today: int | None = None) -> list[DateExpression]:
    """The dates in a stretch of text and, as dates without a day, the terms (五年内): each ends what the one before it
    rules.

    >>> text = "2026年底前减半，五年内减至5天"
    >>> [(str(each.due_on), each.span.quote(text)) for each in dates_and_terms(text, Span(0, len(text)))]
    [('2026-12-31', '2026年底前'), ('None', '五年内')]
    """
    terms = [DateExpression(Span(*match.span()), Force.DUE) for match in YEARS.finditer(text, within.start, within.end)]
    return _apart([*find_dates(text, within, today), *terms])


def date_series(text: str, dates: Sequence[DateExpression]) -> Iterator[tuple[DateExpression, ...]]:
    """The dates in groups of those that stand side by side: 2024年、2025年.

    >>> text = "到2027年、2030年分别达到，2035年"
    >>> [len(each) for each in date_series(text, list(find_dates(text, Span(0, len(text)))))]
    [2, 1]
    """
    series: list[DateExpression] = []
    for each in dates:
        if series and not JOINT.fullmatch(text, series[-1].span.end, each.span.start):
            yield tuple(series)
            series = []
        series.append(each)
    if series:
        yield tuple(series)


def _apart(dates: list[DateExpression]) -> list[DateExpression]:
    """The dates in order; of two that overlap, the one that begins first, then the longer one (a range: 3月至10月)."""
    kept: list[DateExpression] = []
    for each in sorted(dates, key=lambda each: (each.span.start, -each.span.end)):
        if not kept or each.span.start >= kept[-1].span.end:
            kept.append(each)
    return kept
