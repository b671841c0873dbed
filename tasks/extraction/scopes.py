"""A parsed document and its tasks in; the task and section at each place, and what each section is for, out."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from documents.structure.values import ParsedDocument, ParsedSection
from documents.text.spans import Span
from tasks.extraction.values import ParsedTask

# 主要目标 · 发展目标 · 远景展望 · 主要指标
GOALS = re.compile(r"目标|指标|愿景|展望")
OVERALL = re.compile(r"总体(?:要求|思路|安排|考虑)")
# 发展基础 · 规划背景 · 问题挑战 · 重大意义 · 面临形势; but 夯实发展基础 sets work
BACKGROUND = re.compile(r"(?:基础|现状|背景|形势|成效|成就|回顾|问题|挑战|机遇|意义|环境|必要性|情况|(?<!保障)条件)$")
WORK = re.compile(
    r"夯实|筑牢|强化|加强|巩固|优化|改善|健全|完善|推进|推动|提升|打造|解决|破解|营造|建设|应对|把握|保护"
)
# 2024年行动方案; not 2024—2026年行动方案
YEAR_IN_TITLE = re.compile(r"(?<![\d—–\-~～至到])(20\d\d)年(?!底|末|[—–\-~～至到])")
YEAR_IN_NUMBER = re.compile(r"[〔\[［（(【﹝]\s?(20\d\d)\s?[〕\]］）)】﹞]")


class ScopeKind(StrEnum):
    """What the words of a section are for."""

    GOALS = "goals"  # 主要目标
    OVERALL = "overall"  # 总体要求: what opens with a time is a goal
    BACKGROUND = "background"  # 发展基础: nothing in it is a target or a deadline
    PREFACE = "preface"  # before the first heading
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Scope:
    """A section's own words, from its heading to its first subsection; `headings` are its title and those above,
    `title` its own, `id` and `parent` those of the section and of the one above it, "" for none."""

    span: Span
    kind: ScopeKind
    headings: str
    id: str = ""
    parent: str = ""
    title: str = ""
    is_box: bool = False  # 专栏1: what stands behind its table goes on with the section around it


class Places:
    """The innermost task and section at every place of a document. Rows of tables about a task (`ParsedTask.rows`) are
    places of that task."""

    def __init__(self, document: ParsedDocument, tasks: Sequence[ParsedTask]) -> None:
        self._tasks = _Innermost((span, task.id) for task in tasks for span in (task.span, *task.rows))
        self._sections = _Innermost((section.span, section.id) for section in document.sections)

    def task(self, position: int) -> str | None:
        """The id of the innermost task there, None outside all tasks."""
        return self._tasks.at(position)

    def section(self, position: int) -> str:
        """The id of the innermost section there, "0" outside all sections."""
        return self._sections.at(position) or "0"


class _Innermost:
    """Nested spans, each with an id; finds the id of the innermost one over a position."""

    def __init__(self, items: Iterable[tuple[Span, str]]) -> None:
        self._starts: list[int] = [0]
        self._ids: list[str | None] = [None]
        self._open: list[tuple[int, str]] = []
        for span, id in sorted(items, key=lambda item: (item[0].start, -item[0].end)):
            if span:
                self._close(span.start)
                self._mark(span.start, id)
                self._open.append((span.end, id))
        self._close(None)

    def at(self, position: int) -> str | None:
        return self._ids[bisect_right(self._starts, position) - 1]

    def _close(self, until: int | None) -> None:
        while self._open and (until is None or self._open[-1][0] <= until):
            end, _ = self._open.pop()
            self._mark(end, self._open[-1][1] if self._open else None)

    def _mark(self, start: int, id: str | None) -> None:
        if start <= self._starts[-1]:
            self._ids[-1] = id
        else:
            self._starts.append(start)
            self._ids.append(id)


def regions(document: ParsedDocument, tasks: Sequence[ParsedTask]) -> Iterator[Scope]:
    """The words of a document, section by section; empty sections are left out. Of an item without a body the title is
    taken too, and of a document without sections the whole text."""
    sections = {section.id: section for section in document.sections}
    working = {task.item for task in tasks}
    bare = {task.id for task in tasks if not task.title or not task.body}
    for section in document.sections:
        words = Span(_end_of_number(section), section.own.end) if section.id in bare else section.own
        if words:
            titles = _titles(section, sections)
            kind = _kind(section, titles, working, len(sections))
            is_box = section.number.startswith("专栏")
            yield Scope(words, kind, " ".join(titles), section.id, section.parent or "", section.title, is_box)
    if not sections:
        yield Scope(Span(0, len(document.text)), ScopeKind.BODY, "")


def _end_of_number(section: ParsedSection) -> int:
    """Where the words of an item begin whose title is its text, too: 1.生产总值增长6%以上。"""
    return min(section.heading.start + len(section.number), section.heading.end)


def document_year(document: ParsedDocument) -> int | None:
    """The year the document is of: that of its date, else in its number, else in its title; None where there is none.

    >>> from documents.structure.values import ParsedHeader, Words
    >>> document_year(ParsedDocument("", ParsedHeader(title=Words("2024年节能工作方案", Span(0, 0))), ()))
    2024
    """
    header = document.header
    for mention in (header.issued_on, header.printed_on, header.published_on):
        if mention:
            return mention.day.year
    number = YEAR_IN_NUMBER.search(header.document_number.text) if header.document_number else None
    named = YEAR_IN_TITLE.search(header.title.text) if header.title and not number else None
    year = number or named
    return int(year[1]) if year else None


def _titles(section: ParsedSection, sections: dict[str, ParsedSection]) -> list[str]:
    """The title of a section and of those above it, the innermost first."""
    titles = [section.title]
    while section.parent in sections and len(titles) < len(sections):
        section = sections[section.parent]
        titles.append(section.title)
    return titles


def _kind(section: ParsedSection, titles: list[str], working: set[str], count: int) -> ScopeKind:
    if section.id == "0":
        return ScopeKind.PREFACE if count > 1 else ScopeKind.BODY
    if any(len(title) < 20 and GOALS.search(title) and not WORK.search(title) for title in titles):
        return ScopeKind.GOALS
    if section.id in working:
        return ScopeKind.BODY
    if any(len(title) < 12 and BACKGROUND.search(title) and not WORK.search(title) for title in titles):
        return ScopeKind.BACKGROUND
    return ScopeKind.OVERALL if any(OVERALL.search(title) for title in titles) else ScopeKind.BODY
