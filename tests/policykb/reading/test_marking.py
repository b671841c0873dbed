"""Marks on a text: what is cut joins again, and every mark lies where it should."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.text.spans import Span
from policykb.reading.marking import Mark, MarkedText, circled, cut_marked
from policykb.templatetags.clauses import marked

TEXT = "到2030年，省能源局建成2个基地。"


def drawn(text: str, marks: list[Mark], within: Span | None = None) -> str:
    """The segments, each marked one as [kinds:words], with the signs that end there."""
    parts = []
    for part in cut_marked(text, within or Span(0, len(text)), marks):
        signs = "".join(mark.sign for mark in part.ending)
        parts.append((f"[{part.kinds}:{part.words}]" if part.marks else part.words) + signs)
    return "".join(parts)


def fact(start: int, end: int, sign: str = "①") -> Mark:
    return Mark(Span(start, end), "fact", sign)


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([], TEXT),
        ([fact(0, 6)], "[fact:到2030年]①，省能源局建成2个基地。"),
        ([fact(0, 6), Mark(Span(7, 11), "duty")], "[fact:到2030年]①，[duty:省能源局]建成2个基地。"),
        # inside, and ending together
        ([fact(11, 17), Mark(Span(13, 17), "defect", "校")], "到2030年，省能源局[fact:建成][fact defect:2个基地]①校。"),
        # across each other
        (
            [fact(0, 9), Mark(Span(7, 11), "duty")],
            "[fact:到2030年，][fact duty:省能]①[duty:源局]建成2个基地。",
        ),
        # the same words twice: drawn once, both signs
        ([fact(0, 6), fact(0, 6, "②")], "[fact:到2030年]①②，省能源局建成2个基地。"),
        # empty, and outside
        ([Mark(Span(3, 3), "defect", "校"), fact(90, 99)], TEXT),
    ],
)
def test_cut(marks: list[Mark], expected: str) -> None:
    assert drawn(TEXT, marks) == expected


def test_a_mark_over_the_edge_is_clipped_and_its_sign_stands_where_it_ends() -> None:
    assert drawn(TEXT, [fact(0, 9)], Span(2, 7)) == "[fact:030年，]"
    assert drawn(TEXT, [fact(0, 9)], Span(7, 11)) == "[fact:省能]①源局"


def test_words_lead_where_the_innermost_link_leads() -> None:
    marks = [Mark(Span(0, 10), "cite", url="/outer/"), Mark(Span(2, 4), "duty", url="/inner/")]
    assert [part.url for part in cut_marked(TEXT, Span(0, 10), marks)] == ["/outer/", "/inner/", "/outer/"]


@pytest.mark.parametrize(("number", "sign"), [(1, "①"), (20, "⑳"), (21, "㉑"), (36, "㊱"), (50, "㊿"), (51, "51")])
def test_circled(number: int, sign: str) -> None:
    assert circled(number) == sign


@given(
    st.text(max_size=40),
    st.lists(st.tuples(st.integers(0, 45), st.integers(0, 45)).map(sorted), max_size=8),
    st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted),
)
def test_nothing_is_lost_or_doubled(text: str, spans: list[list[int]], place: list[int]) -> None:
    within = Span(min(place[0], len(text)), min(place[1], len(text)))
    marks = [Mark(Span(*span), "fact", "①") for span in spans]
    parts = MarkedText(text, marks).cut(within)
    assert "".join(part.words for part in parts) == within.quote(text)
    position = within.start
    for part in parts:
        middle = Span(position, position + len(part.words))
        assert set(part.marks) == {mark for mark in marks if mark.span.overlaps(middle)}
        position = middle.end


def test_nothing_stands_after_the_last_words() -> None:
    words = cut_marked("a < b。", Span(0, 6), [fact(0, 1), Mark(Span(4, 5), "duty", url="/b/")])
    html = '<span class="fact">a</span><sup>'
    assert marked(words).startswith(html) and marked(words).endswith('<a class="duty" href="/b/">b</a>。')
    assert " &lt; " in marked(words)
