"""The contents of a long text fold by chapters; a very long one is shown in parts, and every clause's address still
leads to it."""

import re

import pytest
from django.test import Client

from documents.models import Document, Section
from documents.text.spans import Span
from policykb.reading.contents import PART, WHOLE, cut_parts, make_contents
from policykb.reading.page_rows import PageRow
from tasks.models import Task
from tests.factories import make_document


def rows_of(levels: list[int]) -> list[PageRow]:
    """A row for each section of these levels; 0 for a paragraph."""
    return [
        PageRow(Span(place, place + 1), f"s{place}", section=Section(pk=place, level=level) if level else None)
        for place, level in enumerate(levels)
    ]


def test_a_text_that_is_not_very_long_is_one_part() -> None:
    rows = rows_of([1] * WHOLE)
    assert cut_parts(rows) == [rows]


@pytest.mark.parametrize(
    ("levels", "starts"),
    [
        (([1] + [2] * 49) * 10, {0, 200}),  # chapters of 50
        ([1] + [2] * 499, {0, 200}),  # a chapter that is too long begins anew with an item
        ([0] * 700, {0, 200, 400}),
    ],
)
def test_parts_begin_with_a_chapter_else_with_an_item(levels: list[int], starts: set[int]) -> None:
    rows = rows_of(levels)
    parts = cut_parts(rows)
    assert [row for part in parts for row in part] == rows
    assert {part[0].span.start for part in parts} == starts and max(map(len, parts)) <= WHOLE


def test_contents_fold_where_they_are_many_in_chapters() -> None:
    def sections(*chapters: int) -> list[Section]:
        levels = [level for items in chapters for level in (1, *[2] * items)]
        return [Section(pk=place, number="（一）", title="节", level=level) for place, level in enumerate(levels)]

    assert make_contents(sections(30, 30)).is_folded
    assert not make_contents(sections(5, 5)).is_folded and not make_contents(sections(60)).is_folded
    assert [len(chapter.items) for chapter in make_contents(sections(3, 0, 2)).chapters] == [3, 0, 2]


def test_an_item_without_a_title_is_told_by_its_first_words() -> None:
    named, unnamed = Section(key="1.1", number="1.", title="修路"), Section(key="1.2", number="2.")
    tasks = [Task(key="1.1", title="修路", body="铺路。"), Task(key="1.2", body="架设三座桥，年内通车。")]
    assert [entry.title for entry in make_contents([named, unnamed], tasks).entries] == ["修路", "架设三座桥"]


@pytest.fixture
def rules(db: None) -> Document:
    """A rule of 500 articles in five chapters."""
    articles = [f"第{number}条 应当。" for number in range(99)]
    lines = [line for chapter in range(5) for line in (f"第{chapter}章", *articles)]
    document = make_document(slug="长", source="\n".join(lines) + "\n")
    position, sections = 0, []
    for order, line in enumerate(lines):
        level = 1 if order % 100 == 0 else 2
        key = f"{order // 100 + 1}" + (f".{order % 100}" if level == 2 else "")
        end = position + len(line)
        sections.append(
            Section(
                document=document,
                key=key,
                number=line.split()[0],
                title="" if level == 2 else "总则",
                level=level,
                order=order,
                start=position,
                end=end,
                own_end=end,
                heading_end=position + len(line.split()[0]),
            )
        )
        position = end + 1
    Section.objects.bulk_create(sections)
    return document


def ids(html: str) -> list[str]:
    return re.findall(r'<div class="clause [^"]*" id="(s[^"]*)"', html)


def test_every_clause_is_in_one_part_and_its_old_address_leads_on(client: Client, rules: Document) -> None:
    pages = [client.get("/documents/长/", {"part": number}).content.decode() for number in (1, 2, 3)]
    assert pages[1] != pages[0] and client.get("/documents/长/").content.decode().count('class="clause') == PART
    whole = ids(client.get("/documents/长/?part=all").content.decode())
    shown = [ids(page) for page in pages]
    assert len(whole) == 500 and list(dict.fromkeys(name for part in shown for name in part)) == whole
    elsewhere = re.findall(r'<span class="elsewhere" id="([^"]*)">', pages[0])
    assert {*elsewhere} == {*whole} - {*shown[0]}
    assert 'href="?part=2#s4-5"' in pages[0] and 'href="#s1-5"' in pages[0]


@pytest.mark.parametrize("part", ["0", "x", "99999999999999999999", "-1"])
def test_no_such_part(client: Client, rules: Document, part: str) -> None:
    assert client.get("/documents/长/", {"part": part}).status_code == 200
