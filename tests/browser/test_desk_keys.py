"""The desk under a person's hands: words taken over from the source, the keyboard, undoing, two editors at once."""

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from documents.models import SourceNote
from tasks.models import Task
from tests.factories import make_agency, make_document, make_duty, make_target, make_task
from tests.policykb.editing.forms import save

SOURCE = (
    "青海省试验区建设推进办法\n"
    "一、重点任务\n"
    "（一）建设风电基地。到2027年6月底，装机达到1,200万千瓦。\n"
    "责任单位：省能源局牵头，省商务厅配合。\n"
)


@pytest.fixture
def desk(transactional_db: None, live_server: LiveServer, page: Page) -> Page:
    """A reviewer's browser, logged in."""
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("审核甲"))
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])  # type: ignore[list-item]
    page.set_viewport_size({"width": 1280, "height": 900})
    return page


def open_task(page: Page, site: str) -> Task:
    """A task's form, with a duty and a target, the source beside it."""
    make_agency("青海省商务厅").names.create(name="省商务厅")  # type: ignore[attr-defined]
    document = make_document(source=SOURCE)
    task = make_task(document, title="建设风电基地", start=SOURCE.index("（一）"), end=len(SOURCE))
    make_duty(task)
    make_target(document, task=task)
    page.goto(f"{site}/admin/tasks/task/{task.pk}/change/")
    page.wait_for_load_state("networkidle")
    return task


def choose(page: Page, words: str) -> None:
    """Select words in the source as a person does."""
    page.evaluate(
        """words => {
            const walk = document.createTreeWalker(document.querySelector(".desk-source"), NodeFilter.SHOW_TEXT);
            while (walk.nextNode() && !walk.currentNode.data.includes(words));
            const start = walk.currentNode.data.indexOf(words);
            getSelection().setBaseAndExtent(walk.currentNode, start, walk.currentNode, start + words.length);
        }""",
        words,
    )


def test_every_box_of_a_row_is_called_what_its_column_is_called(desk: Page, live_server: LiveServer) -> None:
    open_task(desk, live_server.url)
    for column in ("机构", "承自"):
        expect(desk.locator("#responsibilities-0").get_by_role("combobox", name=column, exact=True)).to_have_count(1)
    expect(desk.locator(".field-topics").get_by_role("combobox", name="专题", exact=True)).to_have_count(1)


def test_the_form_of_a_task_fits_the_window(desk: Page, live_server: LiveServer) -> None:
    open_task(desk, live_server.url)
    wide = "[...document.querySelectorAll('.inline-group')].filter(each => each.scrollWidth > each.clientWidth)"
    assert desk.evaluate(f"{wide}.map(each => each.id + each.scrollWidth + ' ' + each.clientWidth)") == []
    assert desk.evaluate("document.documentElement.scrollWidth") <= 1280
    for name in ("deadline", "precision", "quote", "DELETE"):
        box = desk.locator(f"#id_targets-0-{name}").bounding_box()
        assert box and box["x"] + box["width"] < 800  # left of the source, in sight


def test_words_go_into_the_agency_box_and_never_into_the_title(desk: Page, live_server: LiveServer) -> None:
    task = open_task(desk, live_server.url)
    desk.get_by_label("标题").first.focus()
    desk.locator("#responsibilities-0 .select2-selection").first.focus()
    choose(desk, "省商务厅")
    desk.get_by_role("button", name="填入“机构”", exact=True).click()
    desk.get_by_role("option", name="青海省商务厅").click()
    desk.get_by_role("button", name="保存", exact=True).click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    task.refresh_from_db()
    assert (task.title, task.responsibilities.get().agency.name) == ("建设风电基地", "青海省商务厅")


def test_a_choice_among_few_offers_nothing_to_fill(desk: Page, live_server: LiveServer) -> None:
    open_task(desk, live_server.url)
    desk.get_by_label("标题").first.focus()
    desk.locator("#id_responsibilities-0-role").focus()
    choose(desk, "省商务厅")
    expect(desk.locator(".desk-take")).to_be_hidden()


@pytest.mark.parametrize(
    ("field", "words", "button", "value"),
    [
        ("value", "到2027年6月底，装机达到1,200万千瓦", "填入“指标值”：1200", "1200"),
        ("unit", "万千瓦", "填入“单位”", "万千瓦"),
        ("baseline_year", "2027年6月底", "填入“基期年”：2027", "2027"),
        ("deadline", "到2027年6月底", "填入“期限”：2027-06-30", "2027-06-30"),
    ],
)
def test_words_fill_the_column_that_was_used(
    desk: Page, live_server: LiveServer, field: str, words: str, button: str, value: str
) -> None:
    open_task(desk, live_server.url)
    desk.locator(f"#id_targets-0-{field}").focus()
    choose(desk, words)
    desk.get_by_role("button", name=button, exact=True).click()
    expect(desk.locator(f"#id_targets-0-{field}")).to_have_value(value)
    expect(desk.locator("#id_targets-0-precision")).to_have_value("month" if field == "deadline" else "year")


def test_words_without_a_date_fill_no_date(desk: Page, live_server: LiveServer) -> None:
    open_task(desk, live_server.url)
    desk.locator("#id_targets-0-deadline").focus()
    choose(desk, "省商务厅")
    expect(desk.get_by_role("button", name="所选的话里没有可填入“期限”的")).to_be_disabled()


def make_notes() -> list[SourceNote]:
    document = make_document()
    return [
        SourceNote.objects.create(document=document, kind="unread_clause", message=f"第{number}条责任未读出")
        for number in "一二三"
    ]


def press(page: Page, code: str, key: str) -> None:
    """A key as the browser reports it with an input method on, or with Caps Lock."""
    event = {"code": code, "key": key, "bubbles": True}
    page.evaluate("event => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', event))", event)


@pytest.mark.parametrize(("j", "k"), [("Process", "Process"), ("J", "K"), ("j", "k")])
def test_the_list_is_walked_whatever_the_keys_say(desk: Page, live_server: LiveServer, j: str, k: str) -> None:
    notes = make_notes()
    desk.goto(f"{live_server.url}/admin/documents/review/")
    for code, key, number in (("KeyJ", j, 0), ("KeyJ", j, 1), ("KeyK", k, 0)):
        press(desk, code, key)
        expect(desk.locator(f"#note-{notes[number].pk}").get_by_role("button", name="已处理")).to_be_focused()


def test_what_is_typed_moves_nothing_and_enter_decides_nothing(desk: Page, live_server: LiveServer) -> None:
    note = make_notes()[0]
    desk.goto(f"{live_server.url}/admin/documents/review/")
    reason = desk.locator(f"#note-{note.pk} input[name=reason]")
    reason.press_sequentially("jk不需处理")
    press(desk, "KeyJ", "Process")
    expect(reason).to_be_focused()
    reason.press("Enter")
    expect(reason).to_have_value("jk不需处理")
    note.refresh_from_db()
    assert note.state == SourceNote.State.OPEN


def test_a_decision_is_undone_by_the_keyboard(
    desk: Page, live_server: LiveServer, complaints: list[str], barriers: Callable[[], list[str]]
) -> None:
    note = make_notes()[0]
    desk.goto(f"{live_server.url}/admin/documents/review/?kind=abstention")
    desk.keyboard.press("j")
    desk.keyboard.press("Enter")
    expect(desk.locator(".messagelist .success a")).to_have_text(f"第一条责任未读出（{note.document.name}）")
    assert [*complaints, *barriers()] == []
    desk.get_by_role("button", name="撤销").press("Enter")
    expect(desk.locator(".messagelist .success")).to_contain_text("已撤销")
    expect(desk.locator(f"#note-{note.pk}").get_by_role("button", name="已处理")).to_be_focused()
    assert "kind=abstention" in desk.url
    note.refresh_from_db()
    assert note.state == SourceNote.State.OPEN


@pytest.mark.parametrize("width", [1280, 390])
def test_two_editors_see_what_both_changed_and_choose(
    desk: Page, live_server: LiveServer, complaints: list[str], barriers: Callable[[], list[str]], width: int
) -> None:
    other = Client()
    other.force_login(get_user_model().objects.create_superuser("编辑乙"))
    desk.set_viewport_size({"width": width, "height": 900})
    task = open_task(desk, live_server.url)
    save(other, task, title="建好风电基地", body="乙改过的正文。", **{"targets-0-value": "70"})
    desk.get_by_label("标题").first.fill("建设大型风电基地")
    desk.locator("#id_targets-0-value").fill("80")
    desk.get_by_role("button", name="保存", exact=True).click()
    expect(desk.get_by_role("heading", name="有 2 处您和他人都改了")).to_be_visible()
    expect(desk.locator(".desk-merge")).to_contain_text("“正文”（编辑乙")
    desk.wait_for_load_state("networkidle")
    assert [*complaints, *barriers()] == []
    assert desk.evaluate("document.querySelector('.desk-merge').scrollWidth <= innerWidth")
    desk.get_by_role("group", name="“标题”").get_by_label("用现有的").check()
    desk.get_by_role("button", name="保存", exact=True).click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    task.refresh_from_db()
    assert (task.title, task.body, task.targets.get().value) == ("建好风电基地", "乙改过的正文。", 80)
