"""What is copied out of a text is its words, letter by letter, and nothing of ours; marks do not hide words from a
search in the page."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from documents.models import Document
from tasks.models import Task
from tests.browser.samples import SITE, serve

pytestmark = pytest.mark.django_db

SELECT = """([first, last]) => {
  const [start, end] = [document.querySelectorAll(first)[0], [...document.querySelectorAll(last)].at(-1)];
  const range = new Range();
  range.setStart(start, 0);
  range.setEnd(end, end.childNodes.length);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  return getSelection().toString();
}"""
CLIPBOARD = """navigator.clipboard.read().then(async ([item]) =>
  [item.types.join(), await (await item.getType('text/plain')).text()])"""
WORDS = ".reader-main > .clause .words"  # those under the fold with the printed head aside


@pytest.fixture
def page(browser: Browser, client: Client) -> Iterator[Page]:
    """A page with the clipboard."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    serve(page, client)
    yield page
    context.close()


def bare(text: str) -> list[str]:
    """The lines that say something, without the blanks around them."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def copied(page: Page, first: str, last: str) -> tuple[str, str]:
    """What is selected from one element to another, and what Ctrl-C then puts into the clipboard."""
    selected = page.evaluate(SELECT, [first, last])
    page.keyboard.press("Control+c")
    kinds, text = page.evaluate(CLIPBOARD)
    assert kinds == "text/plain"
    return selected, text


@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_a_whole_text_is_copied_letter_by_letter(
    samples: dict[str, Document], page: Page, client: Client, name: str
) -> None:
    document = samples[name]
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(SITE + document.get_absolute_url())
        assert page.locator(".note-ref").count() > 4 and page.locator(".permalink").count() > 20
        layout = client.get(document.get_absolute_url()).context["layout"]
        official = document.text.reading[layout.rows[0].span.start :]
        for text in copied(page, WORDS, WORDS):
            assert "".join(bare(text)) == "".join(bare(official))
        assert "\n\n" not in text


def test_a_clause_is_copied_letter_by_letter(samples: dict[str, Document], page: Page) -> None:
    document = samples["004"]
    page.goto(SITE + document.get_absolute_url())
    for section in document.sections.filter(level=2):
        words = f"#{section.anchor} .words"
        for text in copied(page, words, words):
            assert bare(text) == bare(document.text.reading[section.start : section.own_end])


def test_the_text_of_a_task_is_copied_letter_by_letter(samples: dict[str, Document], page: Page) -> None:
    for task in Task.objects.published().filter(document=samples["004"]).exclude(body=""):
        page.goto(SITE + task.get_absolute_url())
        for text in copied(page, ".task-text", ".task-text"):
            assert "".join(bare(text)) == "".join(bare(task.body)), unquote(page.url)


@pytest.mark.parametrize("width", [1280, 390])
def test_what_is_dragged_over_the_notes_is_the_text_and_a_note_can_be_taken_for_itself(
    samples: dict[str, Document], page: Page, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{SITE}{samples['004'].get_absolute_url()}#s3-3")
    words, after = place_of(page, "#s3-3 .words"), place_of(page, "#s3-4 .words")
    assert drag(page, words, after).startswith("（三）酒泉") and "牵头" not in drag(page, words, after)
    page.evaluate("getSelection().removeAllRanges()")
    first, second = (place_of(page, f"#s3-3 .who div:nth-child({number}) dd") for number in (1, 2))
    assert re.fullmatch(r"省发展改革委 首列\s○ 配合\s省工信厅.*", drag(page, first, second), re.S)


def place_of(page: Page, selector: str) -> tuple[float, float]:
    """A place in the first line of an element's words."""
    box = page.locator(selector).first.bounding_box()
    assert box
    return box["x"] + 1, box["y"] + 12


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> str:
    """What is selected by moving the mouse, its button held, from one place to right of another."""
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(end[0] + 60, end[1], steps=5)
    page.mouse.up()
    selected: str = page.evaluate("getSelection().toString()")
    return selected


@pytest.mark.parametrize("words", ["生态文明思想和习近平", "型零碳园区。立足", "到2027年，全省", "不再一一列举）"])
def test_words_are_found_across_a_mark(samples: dict[str, Document], page: Page, words: str) -> None:
    page.goto(SITE + samples["004"].get_absolute_url())
    assert page.evaluate("words => window.find(words)", words)


def test_a_mark_is_called_by_its_number_where_it_is_read_aloud(samples: dict[str, Document], page: Page) -> None:
    page.goto(SITE + samples["004"].get_absolute_url())
    for name, anchor in (("注 7", "#n7"), ("校注 1", "#x1"), ("三、（三）的固定地址", "#s3-3")):
        expect(page.get_by_role("link", name=name, exact=True)).to_have_attribute("href", anchor)
