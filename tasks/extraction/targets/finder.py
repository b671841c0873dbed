"""A parsed document and its tasks in; what is to be reached, with value and deadline, out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from documents.structure.values import ParsedDocument, ParsedTable
from documents.text.notes import Note, NoteKind
from documents.text.spans import Span
from tasks.extraction import sentences as split
from tasks.extraction.scopes import YEAR_IN_TITLE, Places, Scope, ScopeKind, document_year, regions
from tasks.extraction.tables.column_heads import Column
from tasks.extraction.tables.grid import lay_out
from tasks.extraction.targets.commitments import read_commitment
from tasks.extraction.targets.due_after import due_after
from tasks.extraction.targets.exclusions import NEAR, Tone, excludes, grantees, is_told, tone
from tasks.extraction.targets.indicator_tables import indicator_targets
from tasks.extraction.targets.levels import read_level
from tasks.extraction.targets.mentioning import qualitative, quantified
from tasks.extraction.targets.quantities import Quantity, find_quantities
from tasks.extraction.targets.shared_words import completed, share_out
from tasks.extraction.targets.situations import Commitment, Situation
from tasks.extraction.targets.without_number import coverage, result
from tasks.extraction.times.date_finder import dates_and_terms, find_dates
from tasks.extraction.times.dates import DateExpression, Force
from tasks.extraction.times.rulings import Rulings, rule
from tasks.extraction.values import ParsedTask, TargetMention

# 主要目标是： · 工作目标。
GOAL_LEAD = re.compile(r".{0,12}(?:目标|具体指标|主要指标)")
GOAL_BEHIND = re.compile('[”"]?的[\u4e00-\u9fff]{0,6}目标')  # 落实占比50%的目标要求
# ——到2025年，… · 力争到2027年底，…
STAGE = re.compile(r"[ \t—–•·●-]*(?:力争|争取|努力)?到(?:20\d\d|本世纪|“?十[一二三四五六])")
ITEM = re.compile(r"——|—|[-•·●]|[（(]?[\d一二三四五六七八九十]{1,2}[)）.．、]|[①-⑳]")
JOINED = re.compile(r"[ \t]*(?:、|和|及|与|，)[ \t]*")
OPENS_LIST = ("：", ":")


def find_targets(document: ParsedDocument, tasks: Sequence[ParsedTask]) -> Iterator[TargetMention | Note]:
    """The targets of a document (目标, 指标), those of tables first: quantities promised, and results promised by a
    date.

    到2025年 rules the rest of its sentence; in a section of goals also the rest of the section or of the list
    that it opens, and the parts of the section where it is the only date; in 总体要求 the rest of the paragraph that
    it opens; elsewhere also the next sentences, as long as they state quantities. 全覆盖 has no value, 100%覆盖 has.

    >>> from documents.structure.values import ParsedHeader
    >>> document = ParsedDocument("到2025年，森林覆盖率达到7.5%。", ParsedHeader(), ())
    >>> [(each.indicator, str(each.value), each.unit, str(each.deadline)) for each in find_targets(document, [])]
    [('森林覆盖率', '7.5', '%', '2025-12-31')]
    """
    title = document.header.title.text if document.header.title else ""
    reader = _Reader(document.text, Places(document, tasks), document_year(document), document.tables, title)
    for table in document.tables:
        yield from reader.read_table(table)
    for region in regions(document, tasks):
        if region.kind is not ScopeKind.BACKGROUND:
            yield from due_after(document.text, region.span, reader.read(region), reader.today)


@dataclass(slots=True)
class _Sentence:
    """A sentence while it is read: its dates, the names in it, and what was promised in it so far."""

    span: Span
    tone: Tone
    rulings: Rulings
    names: split.Cover
    is_goal: bool
    previous: Commitment | None = None
    stated: bool = False


@dataclass(slots=True)
class _Reader:
    """Reads section after section, and keeps the date that still rules."""

    text: str
    places: Places
    today: int | None
    tables: tuple[ParsedTable, ...] = ()
    title: str = ""
    item: str = ""  # the title of the one that is read
    carried: DateExpression | None = None
    list_is_open: bool = False
    of_goals: dict[str, DateExpression | None] = field(default_factory=dict)  # by section: the one date that rules it

    def read_table(self, table: ParsedTable) -> Iterator[TargetMention | Note]:
        """The targets of a table of indicators; of any other table, those in each row's words, due at the time in the
        row."""
        found = list(indicator_targets(self.text, table, self.today, self.title))
        yield from (quantified(self.places, commitment, due) for commitment, due in found)
        grid = lay_out(self.text, table)
        columns = set(grid.columns(Column.TIME))
        read: set[Span] = set()  # a merged cell stands in several rows
        for row in grid.rows if not found else ():
            cells = [row.cells[column] for column in columns & row.cells.keys()]
            dates = [date for cell in cells for date in find_dates(self.text, cell, self.today) if date.due_on]
            for span in dict.fromkeys(row.cells[column] for column in sorted(row.cells.keys() - columns)):
                for sentence in split.sentences(self.text, span) if span not in read else ():
                    self.carried = dates[-1] if dates else None
                    yield from self._read_sentence(sentence, ScopeKind.BODY, is_goal=False)
                read.add(span)
        self.carried = None

    def read(self, region: Scope) -> Iterator[TargetMention | Note]:
        among_goals = region.kind is ScopeKind.GOALS
        self.item = region.title
        self.list_is_open = self.list_is_open and among_goals
        if not (self.list_is_open or (among_goals and region.is_box)):
            self.carried = self.of_goals.get(region.parent) if among_goals else None
        ruling = {self.carried.due_on} if self.carried else set()
        for paragraph in split.paragraphs(self.text, region.span):
            is_goal = among_goals or self._opens_goals(region, paragraph)
            is_item = bool(ITEM.match(self.text, paragraph.start))
            if not self.list_is_open and not among_goals and not (is_goal and is_item):
                self.carried = None
            for span in self._running(paragraph):
                yield from self._read_sentence(span, region.kind, is_goal)
                ruling |= {self.carried.due_on} if self.carried else set()
            self.list_is_open |= is_goal and paragraph.quote(self.text).endswith(OPENS_LIST)
        if among_goals:
            self.of_goals[region.id] = self.carried if len(ruling) == 1 else None

    def _opens_goals(self, region: Scope, paragraph: Span) -> bool:
        """Whether a paragraph outside the sections of goals says that it states some: by name, or, in 总体要求, by the
        time that it opens with."""
        staged = region.kind is ScopeKind.OVERALL and STAGE.match(self.text, paragraph.start, paragraph.end)
        return bool(staged or GOAL_LEAD.match(self.text, paragraph.start, paragraph.end))

    def _running(self, paragraph: Span) -> Iterator[Span]:
        """The sentences of a paragraph that stand in no table."""
        if not any(table.span.overlaps(paragraph) for table in self.tables):
            yield from split.sentences(self.text, paragraph)

    def _read_sentence(self, span: Span, kind: ScopeKind, is_goal: bool) -> Iterator[TargetMention | Note]:
        names, manner = split.asides(self.text, span), tone(span.quote(self.text))
        dates = [date for date in dates_and_terms(self.text, span, self.today) if date.span not in names]
        ahead = bool(self.today) or manner.is_future or kind is ScopeKind.GOALS
        rulings = rule(self.text, span, dates, self.carried, is_ahead=ahead)
        sentence = _Sentence(span, manner, rulings, names, is_goal)
        granted = grantees(self.text, span) if manner.is_grant else []
        for clause in split.clauses(self.text, span):
            is_condition = self.text.startswith("的，", clause.end - 1)  # 长度超过2米的，责令改正
            if is_condition or any(clause.overlaps(grantee) for grantee in granted):
                continue
            due = rulings.at(clause.end)
            is_due = due is not None and due.force is Force.DUE
            if is_due or (
                (kind is not ScopeKind.PREFACE or is_goal or due is not None)
                and not rulings.is_told(clause.end)
                and not manner.is_past
                and not is_told(clause.quote(self.text))
            ):
                yield from self._read_clause(sentence, clause)
        self.carried = rulings.carries(among_goals=is_goal) or (self.carried if is_goal or sentence.stated else None)

    def _read_clause(self, sentence: _Sentence, clause: Span) -> Iterator[TargetMention | Note]:
        quantities = [
            quantity for quantity in find_quantities(self.text, clause) if quantity.span not in sentence.names
        ]
        level = None if any(quantity.is_counted for quantity in quantities) else read_level(self.text, clause)
        read = [level] if level else self._promises(sentence, clause, quantities)
        sentence.stated |= bool(read)
        for commitment in completed(read):
            due = commitment.due or sentence.rulings.at(commitment.quantity.span.start)
            yield quantified(self.places, commitment, due)
        if not read:
            unread = [it for it in quantities if not self._is_set_aside(clause, sentence, it)]
            yield from self._without_number(sentence, clause, unread)

    def _promises(self, sentence: _Sentence, clause: Span, quantities: list[Quantity]) -> list[Commitment]:
        read: list[Commitment] = []
        start, rest = clause.start, list(quantities)
        while rest:
            quantity = rest.pop(0)
            if quantity.span.start < start:
                continue
            before = sentence.rulings.after_dates(Span(start, quantity.span.start))
            group = self._shared_out(before, quantity, rest)
            found = self._promise(sentence, before, clause, quantity, [quantity, *group][-1].span.end)
            if found:
                dates = sentence.rulings.each(quantity.start, 1 + len(group))
                read += share_out(found, [quantity, *group], dates) if group else [found]
                del rest[: len(group)]
                sentence.previous, start = found, read[-1].span.end
        return read

    def _promise(
        self, sentence: _Sentence, before: Span, clause: Span, quantity: Quantity, end: int
    ) -> Commitment | None:
        """What is promised of a quantity; `end` is that of the last one with which it shares words (4个、5个园区)."""
        previous = sentence.previous.quantity if sentence.previous else None
        if excludes(self.text, clause, sentence.tone, quantity, previous):
            return None
        is_dated = sentence.rulings.at(quantity.span.start) is not None or bool(
            GOAL_BEHIND.match(self.text, quantity.span.end)
        )
        before = Span(max(before.start, before.end - NEAR), before.end)
        after = Span(end, max(end, min(clause.end, end + NEAR)))
        of_year = YEAR_IN_TITLE.search(self.title) is not None
        at = Situation(self.text, before, after, is_dated, sentence.previous, of_year, self.item)
        return read_commitment(at, quantity)

    def _is_set_aside(self, clause: Span, sentence: _Sentence, quantity: Quantity) -> bool:
        """Whether an unread quantity is no target: an attribute (…的企业), 一, or excluded."""
        attribute = self.text.startswith("的", quantity.span.end)
        some = quantity.chinese and quantity.value == 1  # 一批
        return attribute or some or excludes(self.text, clause, sentence.tone, quantity)

    def _shared_out(self, before: Span, first: Quantity, rest: Sequence[Quantity]) -> list[Quantity]:
        """The further values in 分别达到97%和92%."""
        if "分别" not in self.text[max(before.start, first.span.start - 12) : first.span.start]:
            return []
        group, end = [], first.span.end
        for quantity in rest:
            if not JOINED.fullmatch(self.text, end, quantity.span.start):
                break
            group.append(quantity)
            end = quantity.span.end
        return group

    def _without_number(
        self, sentence: _Sentence, clause: Span, unread: list[Quantity]
    ) -> Iterator[TargetMention | Note]:
        due = sentence.rulings.at(clause.end)
        own = sentence.rulings.is_own(due)
        body = sentence.rulings.after_dates(clause)
        goal = coverage(self.text, body, sentence.span)
        if goal:
            yield qualitative(self.places, goal, due if own or sentence.is_goal else None)
        elif unread and due and sentence.is_goal:
            yield Note(NoteKind.UNREAD_TARGET, "这里有一个数量，可能是目标，未能识别", unread[0].span)
        elif due and not unread and (sentence.is_goal or (own and due.carries)):
            goal = result(self.text, body, strict=not (own and sentence.is_goal))
            if goal:
                yield qualitative(self.places, goal, due)
