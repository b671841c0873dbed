"""By when things are due, and dates that are no deadlines."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given

from documents.structure.values import DateMention, ParsedDocument
from documents.text.notes import Note
from documents.text.spans import Span
from tasks.extraction.times.deadlines import find_deadlines
from tasks.extraction.values import Anchor, DeadlineMention
from tests.cases import Case, read_cases
from tests.tasks.extraction.texts import assert_linear, parsed, texts

CASES = Path(__file__).parent / "cases"
FIELDS = {"成文": "issued_on", "印发": "printed_on", "发布": "published_on"}


def deadlines_of(document: ParsedDocument) -> list[str]:
    """The deadlines of a text as the case files write them."""
    lines = []
    for found in find_deadlines(document, ()):
        assert found.span
        given = ["note"] if isinstance(found, Note) else list(said(found))
        lines.append(f"{found.span.quote(document.text)} = {' '.join(given)}".rstrip())
    return lines


def said(found: DeadlineMention) -> Iterator[str]:
    """What it has of: a day, a recurrence (yearly 12-10), a term ([30 day printed]), a rule in brackets."""
    yield from (str(part) for part in (found.due_on, found.precision, found.recurrence, found.interval) if part)
    if found.in_month or found.on_day:
        yield f"{found.in_month or ''}-{found.on_day or ''}"
    if found.term:
        yield f"[{found.term.count} {found.term.unit} {found.term.anchor}]"
    if found.rule:
        yield f"（{found.rule}）"


def dated(text: str) -> ParsedDocument:
    """A document of the text, with the dates that its first lines tell (成文日期：2026-03-05)."""
    days: dict[str, DateMention] = {}
    while match := re.match(r"(成文|印发|发布)日期：(\S+)\n", text):
        days[FIELDS[match[1]]] = DateMention(date.fromisoformat(match[2]), Span(0, 0))
        text = text[match.end() :]
    document = parsed(text)
    return replace(document, header=replace(document.header, **days))


@pytest.mark.parametrize("case", read_cases(CASES / "deadlines.txt"))
def test_deadlines_are_found(case: Case) -> None:
    assert deadlines_of(dated(case.input)) == case.expected.splitlines()


@given(texts())
def test_any_text_gives_deadlines_that_quote_it(text: str) -> None:
    for found in find_deadlines(parsed(text), ()):
        assert found.span
        assert 0 <= found.span.start < found.span.end <= len(text)


def test_time_grows_with_the_text_only() -> None:
    assert_linear(lambda text: list(find_deadlines(parsed(text), ())))


def test_the_one_year_in_a_title_is_the_document_s() -> None:
    text = "6月底前完成一半，年底前全部完成，第三季度完成验收。"
    found = find_deadlines(parsed(text, title="某区2024年大气污染防治行动方案"), ())
    assert [mention.due_on for mention in found if not isinstance(mention, Note)] == [
        date(2024, 6, 30),
        date(2024, 12, 31),
        date(2024, 9, 30),
    ]
    ranged = find_deadlines(parsed(text, title="某区大气污染防治行动方案（2024年—2026年）"), ())
    assert [mention.due_on for mention in ranged if not isinstance(mention, Note)] == [None]


def test_a_term_after_the_printing_of_what_the_title_ends_with_is_the_document_s() -> None:
    text = "方案印发后3个月内完成培训，细则印发后1个月内报送。"
    found = find_deadlines(parsed(text, title="某区营养健康提升行动方案"), ())
    anchors = [mention.term.anchor for mention in found if isinstance(mention, DeadlineMention) and mention.term]
    assert anchors == [Anchor.PRINTED, Anchor.EVENT]
