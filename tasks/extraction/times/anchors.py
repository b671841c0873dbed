"""A parsed document in; the days from which its terms are counted (issued, printed, published, in force) out."""

import re
from dataclasses import dataclass
from datetime import date

from documents.structure.full_dates import DATE_PATTERN, read_date
from documents.structure.values import DateMention, ParsedDocument
from documents.text.spans import Span
from tasks.extraction.scopes import document_year
from tasks.extraction.values import Anchor

# 本办法自2026年1月1日起施行 · 本意见自印发之日起实施
IN_FORCE = re.compile(
    rf"""
    本[^，。；\n]{{1,12}}[自从]
    (?:(?P<day>{DATE_PATTERN})|(?P<act>印发|发布|公布)之日)起(?:正式)?(?:施行|实施|执行|生效)""",
    re.VERBOSE,
)
NAMES = {
    Anchor.ISSUED: "成文日期",
    Anchor.PRINTED: "印发日期",
    Anchor.PUBLISHED: "发布日期",
    Anchor.EFFECTIVE: "施行日期",
}


@dataclass(frozen=True, slots=True)
class KnownDay:
    """A day and what it is; str() gives it in Chinese: 印发日期2026年3月5日."""

    day: date
    kind: Anchor

    def __str__(self) -> str:
        return f"{NAMES[self.kind]}{chinese(self.day)}"


class Anchors:
    """The days that a document states about itself, and the year it is of. Printing and publication fall back to the
    date of issue.

    >>> from documents.structure.values import ParsedHeader
    >>> document = ParsedDocument("本办法自2026年1月1日起施行。", ParsedHeader(), ())
    >>> str(Anchors(document).day(Anchor.EFFECTIVE))
    '施行日期2026年1月1日'
    """

    def __init__(self, document: ParsedDocument) -> None:
        header = document.header
        self.year = document_year(document)
        self._title = header.title.text if header.title else ""
        self._days = {
            kind: KnownDay(mention.day, kind)
            for kind, mention in (
                (Anchor.ISSUED, header.issued_on),
                (Anchor.PRINTED, header.printed_on),
                (Anchor.PUBLISHED, header.published_on),
            )
            if mention
        }
        if in_force := self._in_force(document.text):
            self._days[Anchor.EFFECTIVE] = in_force

    def day(self, anchor: Anchor) -> KnownDay | None:
        """The day that a term with this anchor is counted from, None where the document does not state it."""
        if anchor in (Anchor.PRINTED, Anchor.PUBLISHED):
            return self._days.get(anchor) or self._days.get(Anchor.ISSUED)
        return self._days.get(anchor)

    def names_itself(self, words: str) -> bool:
        """Whether these words mean the document by the end of its title: 方案, 行动方案 in one called 提升行动方案."""
        return len(words) > 1 and self._title.endswith(words)

    @property
    def first(self) -> KnownDay | None:
        """The date of issue, else of printing, else of publication; None where the document states none of them."""
        kinds = (Anchor.ISSUED, Anchor.PRINTED, Anchor.PUBLISHED)
        return next((self._days[kind] for kind in kinds if kind in self._days), None)

    def _in_force(self, text: str) -> KnownDay | None:
        """The day from which the document is in force, None where it states none or several."""
        found = set()
        for match in IN_FORCE.finditer(text):
            read = read_date(text, Span(*match.span("day"))) if match["day"] else None
            counted = self.day(Anchor.PRINTED if match["act"] == "印发" else Anchor.PUBLISHED) if match["act"] else None
            found.add(read.day if isinstance(read, DateMention) else counted and counted.day)
        day = found.pop() if len(found) == 1 else None
        return KnownDay(day, Anchor.EFFECTIVE) if day else None


def chinese(day: date) -> str:
    """2026年3月5日"""
    return f"{day.year}年{day.month}月{day.day}日"
