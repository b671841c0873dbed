"""A sentence's dates in; which of them rules at each place, and where the words are about the past, out."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from documents.text.spans import Span
from tasks.extraction.times.date_finder import date_series
from tasks.extraction.times.dates import DateExpression, Force
from tasks.extraction.values import Precision

STOPS = "，、；：,;:"
NEAR = 40  # how far back the head of a clause is looked for
# 其中2023年90亿元 · ——2024年，…
OPENING = re.compile(r"[ \t—–•·●]*(?:其中)?(?:力争|争取|努力|确保|实现|完成|预计){0,2}[ \t]*")
# 高新技术企业2024年突破3.5万家、2025年突破3.8万家: a year between a subject and its verb
REACHING = re.compile(
    r"[ \t]?(?:力争|预计|要)?(?:分别|达到?|突破|超过|增长|增加|提高|降|控制|不[低少超高]|新增|完成|保持|稳定)"
)


@dataclass(frozen=True, slots=True)
class Rulings:
    """Which date rules where in a sentence."""

    starts: tuple[int, ...]  # where each of `dates` begins to rule, up to the next
    dates: tuple[DateExpression | None, ...]  # None: a past year
    carried: DateExpression | None  # of an earlier sentence: rules before the first
    heads: tuple[Span, ...] = ()  # the dates that open a clause
    series: tuple[tuple[DateExpression, ...], ...] = ()  # dates side by side: 2024年、2025年

    def at(self, position: int) -> DateExpression | None:
        """The date that rules at a position, None for none."""
        index = bisect_right(self.starts, position) - 1
        return self.dates[index] if index >= 0 else self.carried

    def each(self, position: int, count: int) -> Sequence[DateExpression | None]:
        """The dates of `count` values at a position: one each for 2024年、2025年分别达到60%、80%, else the ruling
        date for all."""
        ruling = self.at(position)
        last = bisect_right(self.series, position, key=lambda dates: dates[-1].span.end)
        for series in self.series[max(last - 2, 0) : last]:  # the last may be that of a comparison
            if len(series) == count and series[-1] is ruling:
                return series
        return [ruling] * count

    def is_told(self, position: int) -> bool:
        """Whether the words at a position are about a past year."""
        index = bisect_right(self.starts, position) - 1
        return index >= 0 and self.dates[index] is None

    def is_own(self, date: DateExpression | None) -> bool:
        """Whether the date stands in this sentence, and was not carried into it."""
        return date is not None and date is not self.carried

    def after_dates(self, span: Span) -> Span:
        """The part of a stretch behind the last date in it that opens a clause; 提高到2025年的25% stays whole."""
        last = bisect_left(self.heads, span.end, key=lambda head: head.start) - 1
        start = self.heads[last].end if last >= 0 and self.heads[last].start >= span.start else span.start
        return Span(min(start, span.end), span.end)

    def carries(self, *, among_goals: bool) -> DateExpression | None:
        """The last date that also rules the next sentence, None for none: 到2025年, among goals also 2027年前，… ."""
        for date in reversed(self.dates):
            if date and date.force is Force.DUE and (date.carries or (among_goals and date.span in self.heads)):
                return date
        return None


def rule(
    text: str, sentence: Span, dates: Sequence[DateExpression], carried: DateExpression | None, *, is_ahead: bool
) -> Rulings:
    """Find what each date of a sentence rules. 到2025年 rules from where it stands; a bare year only at the head of a
    clause or before a verb of reaching, and only where `is_ahead`: the document's year is known or the words are about
    the future.

    >>> text = "到2025年达到60%"
    >>> rulings = rule(text, Span(0, 10), [DateExpression(Span(0, 6), Force.DUE)], None, is_ahead=True)
    >>> rulings.at(6) is rulings.dates[0]
    True
    """
    entries: list[tuple[int, DateExpression | None]] = []
    heads: list[Span] = []
    series = list(date_series(text, dates))
    for first, last, date in ((each[0], each[-1], date) for each in series for date in each):
        start = _clause_start(text, first.span.start, sentence.start)
        opens = bool(OPENING.fullmatch(text, start, first.span.start))
        ahead = is_ahead or date.precision is Precision.PLAN_PERIOD
        governs = opens or bool(REACHING.match(text, last.span.end))
        if date.force is Force.DUE or (date.force is Force.DURING and governs and ahead):
            entries.append((date.span.start, date))
            heads += [date.span] if date.force is Force.DUE or opens else []
        elif date.due_on and opens and not text.startswith("起", date.span.end):
            entries.append((date.span.start, None))
    kept = tuple(head for head in heads if not text.startswith("的", head.end))
    return Rulings(
        tuple(start for start, _ in entries), tuple(date for _, date in entries), carried, kept, tuple(series)
    )


def _clause_start(text: str, position: int, start: int) -> int:
    """Where the clause that `position` is in begins."""
    near = max(start, position - NEAR)
    return max(near, *(text.rfind(mark, near, position) + 1 for mark in STOPS))
