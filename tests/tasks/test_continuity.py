"""Paragraphs that are tasks, stored again from another text: each keeps its row and a person's values by its words."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.models import Document, SourceNote
from documents.records.locks import lock, withdraw
from documents.records.writing import writing
from policykb.pipeline import ingest
from tasks.models import Responsibility, Task

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def regions(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The regions and agencies that the project ships, in the database."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_registry", verbosity=0)
        yield
        transaction.set_rollback(True)


DREDGE = "疏浚干线航道浅滩，清除碍航礁石，2027年底前完成30处。（省交通运输厅负责）"
LOCKS = "改造老旧船闸，更换闸门和启闭机，新增锚地5个。（省水利厅负责）"
BUOYS = "统一更新航标，推广遥测遥控，按照《内河航标管理办法》养护。（省财政厅牵头，省交通运输厅配合）"
CREWS = "培训船员和引航员，办好航运专业，每年举办技能竞赛。（省教育厅负责）"
PARAGRAPHS = (DREDGE, LOCKS, BUOYS, CREWS)
DAYS = count(1)  # each text is of a later day, so that it is a newer version


def store(registry: Any, *paragraphs: str) -> Document:
    """A document with one item of these paragraphs, ingested."""
    return store_lines(registry, ["（一）完善养护设施", *paragraphs])


def store_lines(registry: Any, lines: Iterable[str]) -> Document:
    day = date(2026, 1, 1) + timedelta(next(DAYS))
    text = "\n".join(
        [
            "湖北省人民政府办公厅关于加强航道养护的实施方案",
            "鄂政办发〔2026〕12号",
            "一、重点任务",
            *lines,
            "二、保障措施",
            "（二）强化督促。开展评估，通报结果，表扬先进。（省审计厅负责）",
            "湖北省人民政府办公厅",
            f"{day.year}年{day.month}月{day.day}日",
        ]
    )
    return ingest(text.encode(), "航道.txt", registry)[0]


def task_with(document: Document, words: str) -> Task:
    """The task in force whose body has these words, else that words of which it has."""
    (task,) = [task for task in document.tasks.current() if words.partition("，")[0] in task.body]
    return task


def correct(record: Any, **values: Any) -> None:
    """Set columns as a person does."""
    before = {name: getattr(record, name) for name in values}
    for name, value in values.items():
        setattr(record, name, value)
    with writing():
        record.save()
        lock(record, before, None)


def keys(document: Document) -> list[str]:
    return list(document.tasks.current().order_by("order").values_list("key", flat=True))


def test_a_paragraph_put_in_before_others_moves_nobody_s_corrections(registry: Any) -> None:
    document = store(registry, DREDGE, LOCKS)
    task = task_with(document, LOCKS)
    correct(task, title="船闸改造")
    correct(task.responsibilities.get(), role="support")
    store(registry, BUOYS, DREDGE, LOCKS)
    again = Task.objects.get(pk=task.pk)
    assert (again.key, again.title, again.numbering) == ("1.1.p3", "船闸改造", "（一）第3段")
    assert again.body == task.body
    assert again.responsibilities.current().get().role == "support"
    assert [task.title for task in document.tasks.current().order_by("order")][:2] == ["完善养护设施"] * 2
    assert document.tasks.count() == 4


def test_the_address_of_a_paragraph_stays_and_is_never_another_s(registry: Any) -> None:
    document = store(registry, DREDGE, LOCKS)
    assert [task.address for task in document.tasks.order_by("order")] == ["1.1.p1", "1.1.p2", ""]
    store(registry, BUOYS, DREDGE, LOCKS)
    assert {task.key: task.address for task in document.tasks.order_by("order")} == {
        "1.1.p1": "1.1.p3",
        "1.1.p2": "1.1.p1",
        "1.1.p3": "1.1.p2",
        "2.2": "",
    }
    store(registry, LOCKS, CREWS)
    assert task_with(document, LOCKS).address == "1.1.p2"
    assert task_with(document, CREWS).address == "1.1.p4"
    store(registry, BUOYS, LOCKS)
    assert task_with(document, BUOYS).address == "1.1.p3"


def test_other_words_in_the_same_place_are_another_task(registry: Any) -> None:
    document = store(registry, DREDGE, LOCKS)
    task = task_with(document, LOCKS)
    correct(task, title="船闸改造")
    store(registry, DREDGE, CREWS)
    assert task_with(document, CREWS).pk != task.pk
    assert Task.objects.get(pk=task.pk).standing == "superseded"
    assert "船闸改造" in document.notes.get(kind="dropped").message
    store(registry, LOCKS, DREDGE)
    assert (task_with(document, LOCKS).pk, task_with(document, LOCKS).title) == (task.pk, "船闸改造")


def test_a_reworded_paragraph_is_the_same(registry: Any) -> None:
    document = store(registry, "疏浚浅滩。（省财政厅负责）", LOCKS)
    short, long = task_with(document, "疏浚浅滩"), task_with(document, LOCKS)
    store(registry, CREWS, LOCKS.replace("新增锚地5个", "新增锚地12个以上"), "疏浚各处浅滩。（省财政厅负责）")
    assert task_with(document, "疏浚各处浅滩").pk == short.pk
    assert task_with(document, LOCKS).pk == long.pk


def test_paragraphs_go_with_their_item(registry: Any) -> None:
    document = store(registry, DREDGE, LOCKS)
    task = task_with(document, LOCKS)
    correct(task, title="船闸改造")
    store_lines(
        registry,
        ["（一）编制规划。摸清底数，编制规划。（省发展改革委负责）", "（二）完善养护设施", DREDGE, LOCKS],
    )
    again = Task.objects.get(pk=task.pk)
    assert (again.key, again.title, again.standing) == ("1.2.p2", "船闸改造", "current")


ONE = "疏浚干线航道浅滩，清除碍航礁石，2027年底前完成30处。改造老旧船闸，更换闸门和启闭机，新增锚地5个。"


def store_as_one(registry: Any, monkeypatch: Any, *paragraphs: str) -> Document:
    """The document as it was read when an item was always one task."""
    from tasks.extraction import items
    from tasks.extraction.division import Division, Part

    def undivided(text: str, item: Any, below: Any, clauses: Any) -> Division:
        return Division([Part(item.span, list(clauses))])

    with monkeypatch.context() as patch:
        patch.setattr(items, "divide_item", undivided)
        return store(registry, *paragraphs)


def test_an_item_that_becomes_paragraphs_is_the_first_of_them(registry: Any, monkeypatch: Any) -> None:
    document = store_as_one(registry, monkeypatch, DREDGE, LOCKS, BUOYS)
    item = document.tasks.get(key="1.1")
    gone = item.responsibilities.get(agency__name="湖北省水利厅")
    with writing():
        withdraw(gone)
    correct(item.responsibilities.get(agency__name="湖北省财政厅"), role="support")
    correct(item.targets.get(value=5), indicator="锚地数")
    store(registry, DREDGE, LOCKS, BUOYS)
    assert keys(document) == ["1.1.p1", "1.1.p2", "1.1.p3", "2.2"]
    first, second, third = document.tasks.current().filter(key__contains="p").order_by("order")
    assert first.pk == item.pk
    duties = {
        task.key: [(duty.agency.name, duty.role) for duty in task.responsibilities.current()]
        for task in (first, second, third)
    }
    assert duties == {
        "1.1.p1": [("湖北省交通运输厅", "lead")],
        "1.1.p2": [],
        "1.1.p3": [("湖北省财政厅", "support"), ("湖北省交通运输厅", "support")],
    }
    assert Responsibility.objects.get(pk=gone.pk).task == second
    assert second.targets.current().get().indicator == "锚地数"
    assert third.citations.current().get().title == "内河航标管理办法"
    assert not document.notes.filter(kind="dropped").exists()
    changed = Task.history.count(), Responsibility.history.count()
    store(registry, DREDGE, LOCKS, BUOYS)
    assert (Task.history.count(), Responsibility.history.count()) == changed


def test_what_a_person_set_in_an_item_stays_and_is_shown_when_it_becomes_paragraphs(
    registry: Any, monkeypatch: Any
) -> None:
    document = store_as_one(registry, monkeypatch, DREDGE, LOCKS)
    item = document.tasks.get(key="1.1")
    correct(item, body=item.body.replace("浅滩", "险滩"), title="航道养护")
    store(registry, DREDGE, LOCKS)
    item.refresh_from_db()
    assert (item.key, item.title, item.standing) == ("1.1.p1", "航道养护", "current")
    assert "险滩" in item.body
    proposal = item.corrections.get(field="body")
    assert proposal.has_proposal
    assert proposal.proposed == "疏浚干线航道浅滩，清除碍航礁石，2027年底前完成30处。"
    note = document.notes.get(kind="dropped")
    assert note.message == "（一）现分为几段，各为一项任务；原来的人工更正留在第1段，请核对第2段"


def test_an_item_that_a_person_took_out_stays_out(registry: Any, monkeypatch: Any) -> None:
    document = store_as_one(registry, monkeypatch, DREDGE, LOCKS)
    with writing():
        withdraw(document.tasks.get(key="1.1"))
    store(registry, DREDGE, LOCKS)
    assert keys(document) == ["2.2"]


def test_paragraphs_that_become_one_item_are_that_item(registry: Any) -> None:
    document = store(registry, DREDGE, LOCKS)
    first, second = document.tasks.filter(key__contains="p").order_by("order")
    correct(first, title="浅滩疏浚")
    correct(second, title="船闸改造")
    correct(second.responsibilities.get(), role="support")
    merged = f"{DREDGE.partition('（')[0]}{LOCKS.partition('（')[0]}（省交通运输厅、省水利厅负责）"
    store(registry, merged)
    assert keys(document) == ["1.1", "2.2"]
    item = document.tasks.get(key="1.1")
    assert (item.pk, item.title, item.address) == (first.pk, "浅滩疏浚", "")
    assert {duty.agency.name: duty.role for duty in item.responsibilities.current()} == {
        "湖北省交通运输厅": "lead",
        "湖北省水利厅": "support",
    }
    assert item.responsibilities.get(agency__name="湖北省水利厅").corrections.exists()
    (note,) = SourceNote.objects.filter(document=document, kind="dropped")
    assert "标题：船闸改造" in note.message
    store(registry, DREDGE, LOCKS)
    assert task_with(document, LOCKS).pk == second.pk
    assert task_with(document, LOCKS).title == "船闸改造"


EDITS = st.lists(st.sampled_from(PARAGRAPHS), min_size=2, max_size=4, unique=True)


@settings(max_examples=max(5, settings.default.max_examples // 10))
@given(before=EDITS, texts=st.lists(EDITS, min_size=1, max_size=3))
def test_whatever_is_put_in_or_taken_out_each_value_stays_with_its_words(
    registry: Any, before: Sequence[str], texts: Sequence[Sequence[str]]
) -> None:
    with transaction.atomic():
        document = store(registry, *before)
        for paragraph in before:
            correct(task_with(document, paragraph), title=paragraph[:4])
        addresses = {paragraph: task_with(document, paragraph).address for paragraph in before}
        for paragraphs in texts:
            store(registry, *paragraphs)
            assert keys(document) == [f"1.1.p{place}" for place in range(1, len(paragraphs) + 1)] + ["2.2"]
            for paragraph in paragraphs:
                task = task_with(document, paragraph)
                assert task.title == (paragraph[:4] if paragraph in before else "完善养护设施")
                assert task.address == addresses.setdefault(paragraph, task.address)
            assert len(set(addresses.values())) == len(addresses)
        transaction.set_rollback(True)
