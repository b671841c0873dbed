"""Many items of the review list decided at once: equal notes as a line, what was seen, all or nothing, undone."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from documents.models import AgencyMerge, BulkDecision, Change, SourceNote
from documents.records.locks import lock
from documents.records.reconcile import propose
from documents.records.writing import state, writing
from policykb.answers import search
from policykb.editing import choosing, deciding_many
from policykb.editing.review import ReviewGroup, waiting
from policykb.editing.review_items import Item, items
from policykb.editing.traces import columns
from tasks.indexing import index_tasks
from tests.factories import make_agency, make_document, make_duty, make_task

pytestmark = pytest.mark.django_db

LIST = "/admin/documents/review/"
MANY = "/admin/documents/review/decide-many/"
NO_TASKS = {"kind": "no_tasks", "message": "未见部署任务的条目"}


def make_notes(number: int, **values: Any) -> list[SourceNote]:
    """Notes that say the same, each in a document of its own."""
    genre = values.pop("genre", "条例")
    notes = [SourceNote(document=make_document(genre=genre), **(NO_TASKS | values)) for _ in range(number)]
    for note in notes:
        note.save()
    return notes


def tickets(group: ReviewGroup) -> list[str]:
    """What the boxes beside the items of a group carry."""
    return [item.ticket for item in items(group, waiting(group))]


def states() -> list[str]:
    return sorted(SourceNote.objects.values_list("state", flat=True))


def forms(page: str) -> list[dict[str, str]]:
    """The hidden values of each form about many."""
    found = re.findall(rf'<form[^>]*action="{MANY}.*?</form>', page, re.DOTALL)
    return [dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form)) for form in found]


def send(client: Client, follow: bool = True, **values: Any) -> str:
    """The page after a decision about many."""
    return client.post(MANY, values, follow=follow).content.decode()


def undo(client: Client, page: str) -> str:
    """Press the button in the message."""
    found = re.search(r'name="undo" value="([^"]+)"', page)
    assert found
    return client.post(reverse("admin:documents_review_undo"), {"undo": found[1]}, follow=True).content.decode()


def test_equal_notes_are_one_line_and_open_at_a_click(admin_client: Client) -> None:
    make_notes(3)
    make_notes(2, genre="办法")
    make_notes(1, kind="numbering", message="序号不连续：此处应为第3项")
    page = admin_client.get(LIST).content.decode()
    assert "无任务，5 份文件，5 处" in page and ">条例 3<" in page and ">办法 2<" in page
    assert page.count("未见部署任务的条目</a>") == 1
    assert "序号不连续：此处应为第3项" in page  # few are shown themselves
    opened = admin_client.get(
        LIST, {"kind": "outline", "note": "no_tasks", "wording": NO_TASKS["message"], "genre": "办法"}
    )
    assert opened.content.decode().count('name="item"') == 2


def test_notes_that_differ_in_words_and_numbers_alone_are_equal(admin_client: Client) -> None:
    for number in range(3, 6):
        make_notes(1, kind="numbering", message=f"序号不连续：此处应为第{number}项")
    assert "序号不连续：此处应为第…项" in admin_client.get(LIST).content.decode()


def test_a_line_is_dismissed_with_one_reason_and_undone(admin_client: Client) -> None:
    make_notes(3)
    other = make_notes(1, kind="numbering", message="序号重新开始")[0]
    (form,) = forms(admin_client.get(LIST).content.decode())
    assert "请写明不需处理的理由" in send(admin_client, **form, action="note.dismiss")
    before = state()
    page = send(admin_client, **form, action="note.dismiss", reason="法规不部署任务")
    assert "“不需处理” 3 条" in page and "法规不部署任务" in page
    assert state()[0] == before[0] + 1  # one writing
    assert states() == ["dismissed", "dismissed", "dismissed", "open"]
    assert {note.reason for note in SourceNote.objects.exclude(pk=other.pk)} == {"法规不部署任务"}
    version = SourceNote.objects.exclude(pk=other.pk)[0].history.first()  # type: ignore[attr-defined]
    assert (version.state, version.history_user.username) == ("dismissed", "admin")
    assert "已撤销" in undo(admin_client, page)
    assert states() == ["open"] * 4 and not SourceNote.objects.exclude(reason="").exists()
    assert "已经不能撤销" in undo(admin_client, page)


def test_a_part_of_a_line_is_decided_by_genre(admin_client: Client) -> None:
    make_notes(3)
    make_notes(3, genre="规划")
    form = forms(admin_client.get(LIST, {"kind": "outline", "genre": "条例"}).content.decode())[-1]
    send(admin_client, **form, action="note.done")
    assert {note.document.genre for note in SourceNote.objects.filter(state="done")} == {"条例"}
    assert states().count("done") == 3


def test_ticked_ones_and_those_of_the_page(admin_client: Client) -> None:
    make_notes(5)
    one, two, *_ = known = tickets(ReviewGroup.OUTLINE)
    send(admin_client, kind="outline", range="item", item=[one, two], shown=known, action="note.done")
    assert states().count("done") == 2
    rest = tickets(ReviewGroup.OUTLINE)
    send(admin_client, kind="outline", range="page", shown=rest, action="note.dismiss", reason="原文如此")
    assert states().count("dismissed") == 3


def test_what_changed_since_it_was_seen_is_not_decided(admin_client: Client) -> None:
    notes = make_notes(4)
    form, ticked = forms(admin_client.get(LIST).content.decode())[0], tickets(ReviewGroup.OUTLINE)
    SourceNote.objects.filter(pk=notes[0].pk).update(state="done")
    for values in (form, {"kind": "outline", "range": "item", "item": ticked}):
        assert "已经处理过，或内容已经变化" in send(admin_client, **values, action="note.dismiss", reason="x")
    assert states() == ["done", "open", "open", "open"]  # none of them


def test_of_very_many_so_many_are_decided_at_once(admin_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choosing, "MOST_NOTES", 3)
    make_notes(5)
    form = forms(admin_client.get(LIST).content.decode())[0]
    assert "3 条" in send(admin_client, **form, action="note.done")
    assert states().count("done") == 3
    ticked = ["note-1.x"] * 4
    assert "一次最多处理 3 条" in send(admin_client, kind="outline", range="item", item=ticked, action="note.done")


def test_five_hundred_take_few_more_queries_than_fifty(admin_client: Client) -> None:
    def queries(number: int) -> int:
        document = make_document()
        notes = [SourceNote(document=document, **NO_TASKS, wording=NO_TASKS["message"]) for _ in range(number)]
        SourceNote.objects.bulk_create(notes)
        form = forms(admin_client.get(LIST).content.decode())[0]
        with CaptureQueriesContext(connection) as captured:
            page = send(admin_client, **form, action="note.done", follow=False)
        assert SourceNote.objects.filter(document=document, state="done").count() == number
        assert page == ""
        return len(captured)

    few = queries(50)
    assert queries(500) < 2 * few  # so many rows in one statement as the database takes


def test_what_was_changed_after_a_bulk_decision_stays_when_it_is_undone(admin_client: Client) -> None:
    notes = make_notes(3)
    page = send(admin_client, **forms(admin_client.get(LIST).content.decode())[0], action="note.done")
    SourceNote.objects.filter(pk=notes[0].pk).update(state="dismissed", reason="另有处理")
    assert "其中 1 处之后又有改动，没有改回" in undo(admin_client, page)
    assert states() == ["dismissed", "open", "open"]


def test_a_decision_is_offered_to_be_undone_for_a_day(admin_client: Client) -> None:
    make_notes(3)
    send(admin_client, **forms(admin_client.get(LIST).content.decode())[0], action="note.done")
    page = admin_client.get(LIST).content.decode()  # without the message
    assert "一天之内的批量决定" in page and "admin" in page
    BulkDecision.objects.update(at=timezone.now() - timedelta(hours=25))
    assert "一天之内的批量决定" not in admin_client.get(LIST).content.decode()
    assert "已经不能撤销" in undo(admin_client, page)
    make_notes(3)
    send(admin_client, **forms(admin_client.get(LIST).content.decode())[0], action="note.done")
    assert BulkDecision.objects.count() == 1  # the old one is deleted


def test_agencies_are_confirmed_together_with_their_notes(admin_client: Client) -> None:
    for name in ("省某办", "省另办"):
        duty = make_duty(agency=make_agency(name, is_reviewed=False), as_written=name)
        SourceNote.objects.create(document=duty.task.document, kind="unknown_agency", message="未识别", quote=name)
    ticked = tickets(ReviewGroup.AGENCY)
    page = send(admin_client, kind="agency", range="item", item=ticked, action="agency.confirm")
    assert "“确认为机构” 2 条" in page and not waiting(ReviewGroup.AGENCY).exists()
    assert sorted(SourceNote.objects.values_list("reason", flat=True)) == ["已识别为省另办", "已识别为省某办"]
    undo(admin_client, page)
    assert waiting(ReviewGroup.AGENCY).count() == 2 and states() == ["open", "open"]


def test_agencies_are_merged_together_and_parted_again(admin_client: Client) -> None:
    target, duties = make_agency(), []
    for name in ("省能源口", "省能源办"):
        duties.append(make_duty(agency=make_agency(name, is_reviewed=False), task=make_task(title=f"{name}的任务")))
    index_tasks([duty.task for duty in duties])
    ticked = tickets(ReviewGroup.AGENCY)
    values = {"kind": "agency", "range": "item", "item": ticked, "action": "agency.merge"}
    assert "请选择并入哪个机构" in send(admin_client, **values)
    page = send(admin_client, **values, into=target.pk)
    assert "“合并” 2 个机构到“青海省能源局”" in page and AgencyMerge.objects.count() == 2
    assert target.responsibilities.count() == 2  # type: ignore[attr-defined]
    assert search("青海省能源局", kinds=["task"]).total == 2
    undo(admin_client, page)
    assert [duty.agency.name for duty in map(refreshed, duties)] == ["省能源口", "省能源办"]


def refreshed(row: Any) -> Any:
    row.refresh_from_db()
    return row


@pytest.mark.parametrize(("action", "title"), [("proposal.accept", "新标题"), ("proposal.keep", "人工标题")])
def test_proposals_are_decided_together_and_wait_again(admin_client: Client, action: str, title: str) -> None:
    document, corrections = make_document(), []
    for _ in range(3):
        task = make_task(document, title="人工标题")
        lock(task, {"title": "原标题"}, None)
        propose(task.corrections.get(), "人工标题", "新标题")
        corrections.append(task.corrections.get())
    before = [columns(correction) for correction in corrections]
    ticked = tickets(ReviewGroup.PROPOSAL)
    page = send(admin_client, kind="proposal", range="item", item=ticked, action=action)
    assert [task.title for task in document.tasks.all()] == [title] * 3
    assert not waiting(ReviewGroup.PROPOSAL).exists()
    undo(admin_client, page)
    assert [task.title for task in document.tasks.all()] == ["人工标题"] * 3
    assert [columns(task.corrections.get()) for task in document.tasks.order_by("pk")] == before


def test_a_proposal_that_nobody_saw_holds_up_all(admin_client: Client) -> None:
    tasks = [make_task(title="人工标题") for _ in range(2)]
    for task in tasks:
        lock(task, {"title": "原标题"}, None)
        propose(task.corrections.get(), "人工标题", "新标题")
    ticked = tickets(ReviewGroup.PROPOSAL)
    propose(tasks[0].corrections.get(), "人工标题", "更新的标题")
    page = send(admin_client, kind="proposal", range="item", item=ticked, action="proposal.accept")
    assert "内容已经变化" in page
    assert [refreshed(task).title for task in tasks] == ["人工标题"] * 2


def test_only_who_may_decide_one_may_decide_many(client: Client) -> None:
    make_duty(agency=make_agency("省某办", is_reviewed=False))
    make_notes(3)
    reader = get_user_model().objects.create_user("访客", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_review"))
    client.force_login(reader)
    page = client.get(LIST).content.decode()
    assert "由审核人员决定" in page and forms(page) == []
    values = {"kind": "agency", "range": "item", "item": tickets(ReviewGroup.AGENCY)}
    for action in ("agency.confirm", "agency.reject", "agency.merge"):
        assert client.post(MANY, {**values, "action": action, "into": make_agency().pk}).status_code == 403
    note = {"kind": "outline", "range": "item", "item": tickets(ReviewGroup.OUTLINE), "action": "note.done"}
    assert client.post(MANY, note).status_code == 403
    assert states() == ["open"] * 3


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"kind": "nix", "action": "note.done"},
        {"kind": "agency", "range": "item", "item": ["agency-1.x"], "action": "note.done"},
        {"kind": "outline", "range": "item", "item": ["", "note", "note-.", "note-9\0.x"], "action": "note.done"},
        {"kind": "outline", "range": "all", "seal": "5-1-5-9", "action": "note.done"},
        {"kind": "report", "range": "all", "seal": "0-None-None-None", "action": "note.done"},
        {"kind": "outline", "range": "item", "item": [], "action": "note.done"},
    ],
)
def test_nonsense_decides_nothing(admin_client: Client, values: dict[str, Any]) -> None:
    make_notes(1)
    before = Change.objects.count()
    page = send(admin_client, **values)
    assert "已经处理过" in page or "没有勾选任何一条" in page
    assert states() == ["open"] and Change.objects.count() == before


def test_the_list_does_not_grow_with_what_waits(admin_client: Client) -> None:
    def size(path: str) -> tuple[int, int]:
        with CaptureQueriesContext(connection) as captured:
            response = admin_client.get(path)
        return len(captured), len(response.content)

    def fill(number: int) -> None:
        with writing():
            documents = [make_document() for _ in range(5)]
            for index in range(number):
                values = {
                    "kind": "unread_clause",
                    "message": f"责任条款{chr(0x4E00 + index)}未读出",
                    "quote": "由有关方面负责",
                }
                SourceNote.objects.create(document=documents[index % 5], **values)
                make_duty(agency=make_agency(f"省第{index}办", is_reviewed=False), task=make_task(documents[index % 5]))

    paths = [LIST, f"{LIST}?kind=abstention", f"{LIST}?kind=agency"]
    fill(3)
    few = {path: size(path) for path in paths}
    fill(150)
    for path in paths:
        queries, length = size(path)
        assert queries <= few[path][0] + 2 and length < 120_000, path


def test_what_is_asked_of_notes_alone_leaves_the_rest_out(admin_client: Client) -> None:
    make_notes(1, message="夹有外文", kind="foreign_word", quote="provide")
    make_notes(1)
    make_duty(agency=make_agency("省某办", is_reviewed=False))
    page = admin_client.get(LIST, {"words": "provide"}).content.decode()
    assert "夹有外文" in page and "未见部署任务" not in page and "省某办" not in page
    page = admin_client.get(LIST, {"words": "某办"}).content.decode()
    assert "省某办" in page and "夹有外文" not in page
    page = admin_client.get(LIST, {"genre": "none"}).content.decode()
    assert "没有要处理的" in page


def test_each_item_has_a_ticket_of_its_own() -> None:
    one = Item(key="note-1", title="", place="", url="", seen="甲")
    assert one.ticket != Item(key="note-1", title="", place="", url="", seen="乙").ticket


def test_so_many_duties_at_once_are_too_many(admin_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deciding_many, "MOST_DUTIES", 2)
    for name in ("省某办", "省另办"):
        agency = make_agency(name, is_reviewed=False)
        for _ in range(2):
            make_duty(agency=agency)
    ticked = tickets(ReviewGroup.AGENCY)
    values = {"kind": "agency", "range": "item", "action": "agency.reject"}
    assert "共有 4 项责任，一次最多处理 2 项" in send(admin_client, **values, item=ticked)
    assert waiting(ReviewGroup.AGENCY).count() == 2
    send(admin_client, **values, item=ticked[:1])  # one alone may have any number
    assert waiting(ReviewGroup.AGENCY).count() == 1
