"""A parsed document and its tasks in; what is to be reached, with value and deadline, out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from documents.structure.values import ParsedDocument
from documents.text.notes import Note, NoteKind
from documents.text.spans import Span
from tasks.extraction import sentences as split
from tasks.extraction.commitments import Commitment, Situation, read_commitment, share_out
from tasks.extraction.dates import DateExpression, Force, find_dates
from tasks.extraction.exclusions import excludes, is_future, is_past
from tasks.extraction.levels import read_level
from tasks.extraction.qualitative import Goal, coverage, result
from tasks.extraction.quantities import Quantity, find_quantities
from tasks.extraction.scopes import Kind, Places, Region, document_year, regions
from tasks.extraction.values import ParsedTask, Precision, TargetMention

# 主要目标是： · 工作目标。
GOAL_LEAD = re.compile(r".{0,12}目标")
ITEM = re.compile(r"——|—|[-•·●]|[（(]?[\d一二三四五六七八九十]{1,2}[)）.．、]|[①-⑳]")
JOINED = re.compile(r"[ \t]*(?:、|和|及|与|，)[ \t]*")
OPENS_LIST = ("：", ":")


def find_targets(document: ParsedDocument, tasks: Sequence[ParsedTask]) -> Iterator[TargetMention | Note]:
    """The targets of a document, in reading order: quantities promised, and results promised by a date.

    到2025年 rules what follows in its sentence; in a section of goals, to the end of the paragraph or of the list it
    opens; elsewhere, the next sentences as long as they state quantities. 全覆盖 has no value, 100%覆盖 has one.
    """
    reader = _Reader(document.text, Places(document, tasks), document_year(document))
    for region in regions(document, tasks):
        if region.kind is not Kind.BACKGROUND:
            yield from reader.read(region)


@dataclass(slots=True)
class _Sentence:
    """A sentence under reading: its dates, and what was promised in it so far."""

    span: Span
    words: str
    dates: list[DateExpression]
    names: list[Span]
    is_goal: bool
    previous: Commitment | None = None
    stated: bool = False
    told: bool = False  # the last date in it is of the past


@dataclass(slots=True)
class _Reader:
    """Reads region after region and remembers the date that still rules."""

    text: str
    places: Places
    today: int | None
    carried: DateExpression | None = None
    list_is_open: bool = field(default=False)

    def read(self, region: Region) -> Iterator[TargetMention | Note]:
        self.list_is_open = self.list_is_open and region.kind is Kind.GOALS
        for paragraph in split.paragraphs(self.text, region.span):
            is_goal = region.kind is Kind.GOALS or bool(GOAL_LEAD.match(self.text, paragraph.start, paragraph.end))
            is_item = bool(ITEM.match(self.text, paragraph.start))
            if not self.list_is_open and not (is_goal and is_item):
                self.carried = None
            for span in split.sentences(self.text, paragraph):
                yield from self._read_sentence(span, region.kind, is_goal)
            self.list_is_open = self.list_is_open or is_goal and paragraph.quote(self.text).endswith(OPENS_LIST)

    def _read_sentence(self, span: Span, kind: Kind, is_goal: bool) -> Iterator[TargetMention | Note]:
        names = [*split.enclosed(self.text, span), *split.bracketed(self.text, span)]
        dates = [date for date in find_dates(self.text, span, self.today) if not _within(date.span, names)]
        sentence = _Sentence(span, span.quote(self.text), dates, names, is_goal)
        for clause in split.clauses(self.text, span):
            due = self._ruling(sentence, clause)
            if kind is Kind.PREFACE and (due is None or due.force is not Force.DUE):
                continue
            if not sentence.told and not (is_past(clause.quote(self.text), sentence.words) and not _ahead(due)):
                yield from self._read_clause(sentence, clause, due)
        last = next((date for date in reversed(dates) if date.carries and date.force is Force.DUE), None)
        self.carried = last or (self.carried if is_goal or sentence.stated else None)

    def _ruling(self, sentence: _Sentence, clause: Span) -> DateExpression | None:
        """The date that rules a clause: the last one up to its end, else the one carried."""
        ruling = self.carried
        for date in sentence.dates:
            if date.span.start >= clause.end:
                break
            opens = not self.text[
                _clause_start(self.text, date.span.start, sentence.span.start) : date.span.start
            ].strip()
            if date.force is Force.DUE:
                ruling, sentence.told = date, False
            elif date.force is Force.DURING and opens and self._is_ahead(date, sentence.words):
                ruling, sentence.told = date, False
            elif date.due_on and opens:
                sentence.told = True
        return ruling

    def _is_ahead(self, date: DateExpression, words: str) -> bool:
        return bool(self.today) or date.precision is Precision.PLAN_PERIOD or is_future(words)

    def _read_clause(
        self, sentence: _Sentence, clause: Span, due: DateExpression | None
    ) -> Iterator[TargetMention | Note]:
        body = _after_date(clause, sentence.dates)
        read: list[Commitment] = []
        unread: list[Quantity] = []
        quantities = [
            quantity for quantity in find_quantities(self.text, body) if not _within(quantity.span, sentence.names)
        ]
        level = read_level(self.text, body) if not any(quantity.is_counted for quantity in quantities) else None
        if level:
            read, quantities = [level], []
        while quantities:
            quantity = quantities.pop(0)
            group = self._shared_out(body, quantity, quantities)
            start = max([body.start, *(commitment.quantity.span.end for commitment in read)])
            if read and quantity.span.start < read[-1].span.end:
                continue
            found = self._promise(sentence, Span(start, quantity.span.start), clause, quantity, due is not None)
            if found and group:
                del quantities[: len(group)]
                read += share_out(found, [quantity, *group])
            elif found:
                read.append(found)
            elif not self._is_set_aside(clause, sentence, quantity):
                unread.append(quantity)
            sentence.previous = found or sentence.previous
        sentence.stated = sentence.stated or bool(read)
        yield from (self._quantified(commitment, due) for commitment in read)
        yield from self._without_number(sentence, clause, body, due, bool(read), unread)

    def _promise(
        self, sentence: _Sentence, before: Span, clause: Span, quantity: Quantity, dated: bool
    ) -> Commitment | None:
        if excludes(self.text, clause, sentence.words, quantity):
            return None
        at = Situation(self.text, before, Span(quantity.span.end, clause.end), dated, sentence.previous)
        return read_commitment(at, quantity)

    def _is_set_aside(self, clause: Span, sentence: _Sentence, quantity: Quantity) -> bool:
        """Whether an unread quantity is known to be none: an attribute (…的企业) or excluded."""
        attribute = self.text.startswith("的", quantity.span.end)
        return attribute or excludes(self.text, clause, sentence.words, quantity)

    def _shared_out(self, body: Span, first: Quantity, rest: Sequence[Quantity]) -> list[Quantity]:
        """The further values of 分别达到97%和92%."""
        if "分别" not in self.text[max(body.start, first.span.start - 12) : first.span.start]:
            return []
        group, end = [], first.span.end
        for quantity in rest:
            if not JOINED.fullmatch(self.text, end, quantity.span.start):
                break
            group.append(quantity)
            end = quantity.span.end
        return group

    def _without_number(
        self,
        sentence: _Sentence,
        clause: Span,
        body: Span,
        due: DateExpression | None,
        read: bool,
        unread: list[Quantity],
    ) -> Iterator[TargetMention | Note]:
        if read:
            return
        own = due is not None and any(due is date for date in sentence.dates)
        goal = coverage(self.text, body, Span(min(body.start, sentence.span.start), body.end))
        if goal:
            yield self._qualitative(goal, due if own or sentence.is_goal else None)
        elif unread and due and sentence.is_goal:
            yield Note(NoteKind.UNREAD_TARGET, "这里有一个数量，可能是目标，未能识别", unread[0].span)
        elif due and not unread and (sentence.is_goal or (own and due.carries)):
            goal = result(self.text, body, strict=not (own and sentence.is_goal))
            if goal:
                yield self._qualitative(goal, due)

    def _quantified(self, commitment: Commitment, due: DateExpression | None) -> TargetMention:
        quantity = commitment.quantity
        return TargetMention(
            self.places.task(commitment.span.start),
            self.places.section(commitment.span.start),
            commitment.indicator,
            commitment.span,
            commitment.comparator,
            quantity.value,
            quantity.value_high,
            quantity.unit,
            commitment.baseline_year,
            due.due_on if due else None,
            due.precision if due else None,
        )

    def _qualitative(self, goal: Goal, due: DateExpression | None) -> TargetMention:
        return TargetMention(
            self.places.task(goal.span.start),
            self.places.section(goal.span.start),
            goal.indicator,
            goal.span,
            goal.comparator,
            Decimal(0) if goal.zero else None,
            deadline=due.due_on if due else None,
            precision=due.precision if due else None,
        )


def _within(span: Span, names: Sequence[Span]) -> bool:
    return any(span in name for name in names)


def _ahead(due: DateExpression | None) -> bool:
    return due is not None and due.force is Force.DUE


def _clause_start(text: str, position: int, start: int) -> int:
    """Where the clause that `position` is in begins."""
    return max(start, *(text.rfind(mark, start, position) + 1 for mark in "，；：,;:"))


def _after_date(clause: Span, dates: Sequence[DateExpression]) -> Span:
    """The clause without the binding date it opens with."""
    for date in dates:
        if (
            date.force in (Force.DUE, Force.DURING)
            and clause.start <= date.span.start <= clause.start + 8 <= clause.end + 8
        ):
            return Span(min(max(date.span.end, clause.start), clause.end), clause.end)
    return clause
