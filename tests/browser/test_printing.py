"""A document on paper: the text as it was issued, without a mark or note, from which the program reads the same facts
again; with notes in the order of the text where they are asked for."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from documents.models import Document
from documents.text import read
from policykb.machines.contract import Json, contract
from policykb.pipeline import examine
from policykb.reading.marking import CIRCLED
from tests.browser.samples import SITE, serve

pytestmark = pytest.mark.django_db

PLACES = ("start", "end")


def printed(page: Page, client: Client, address: str) -> bytes:
    """The page as a PDF file."""
    serve(page, client)
    page.goto(SITE + address)
    return page.pdf(prefer_css_page_size=True)


def without_places(facts: Any) -> Any:
    """Facts without where they stand: a file has line ends of its own."""
    if isinstance(facts, list):
        return [without_places(each) for each in facts]
    if isinstance(facts, dict):
        return {name: without_places(value) for name, value in facts.items() if name not in PLACES}
    return facts


def facts_of(data: bytes, name: str, registry: Any) -> Json:
    """What the program reads from a file."""
    found = contract(examine(data, name, registry))
    return {kind: without_places(found[kind]) for kind in ("document", "tasks", "targets", "deadlines", "citations")}


@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_the_print_of_a_document_gives_the_same_facts(
    samples: dict[str, Document], registry: Any, page: Page, client: Client, name: str
) -> None:
    (source,) = (Path(settings.BASE_DIR) / "fixtures/policies").glob(f"{name}*.txt")
    print_of = printed(page, client, samples[name].get_absolute_url())
    before = facts_of(source.read_bytes(), source.name, registry)
    after = facts_of(print_of, f"{name}.pdf", registry)
    for kind in before:
        assert after[kind] == before[kind], kind


def test_no_mark_and_no_note_is_printed(samples: dict[str, Document], page: Page, client: Client) -> None:
    text = read(printed(page, client, samples["004"].get_absolute_url()), "a.pdf").text
    assert not set(text) & set(CIRCLED) and "校 " not in text and "型零碳园区" in text
    assert "2026年3月27日印发" in text and text.strip().endswith("打印。以印发原件为准。")


def test_a_print_with_notes_is_a_choice(samples: dict[str, Document], page: Page, client: Client) -> None:
    document = samples["003"]
    text = read(printed(page, client, f"{document.get_absolute_url()}?print=notes"), "a.pdf").text
    numbers = re.findall(rf"^\s*([{CIRCLED}])", text[text.rindex("注\n") :], re.MULTILINE)
    assert len(numbers) > 10 and numbers == list(CIRCLED[: len(numbers)])
    assert "〔此处缺文〕" in text
    page.goto(SITE + document.get_absolute_url())
    page.get_by_role("link", name="带标注打印").click()
    expect(page).to_have_url(re.compile(r"\?print=notes$"))
    expect(page.get_by_role("link", name="打印（带标注）")).to_be_visible()


def test_a_text_says_where_words_are_missing_in_print_too(
    samples: dict[str, Document], page: Page, client: Client
) -> None:
    printed(page, client, samples["003"].get_absolute_url())
    page.emulate_media(media="print")
    assert page.locator(".hole").first.evaluate("node => getComputedStyle(node).borderTopStyle") == "dashed"
    assert page.locator(".hole").first.evaluate("node => getComputedStyle(node, '::before').display") == "none"
