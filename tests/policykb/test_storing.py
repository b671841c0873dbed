"""Whatever the stages make of a text can be stored, and stored again without a change."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.models import Document
from documents.text import UnreadableSource
from policykb.pipeline import ingest
from tasks.models import Responsibility
from tests.policy_texts import NAMES, damaged, policies

pytestmark = pytest.mark.django_db
MANY, FEW = settings.default.max_examples // 2, settings.default.max_examples // 4  # each is stored twice


@pytest.fixture(scope="module", autouse=True)
def regions(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The regions and agencies that the project ships, in the database."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_registry", verbosity=0)
        yield
        transaction.set_rollback(True)


def store_twice(data: bytes, name: str, registry: Any) -> None:
    """Store a file, look at what was stored, and store it again; then forget it. One that is refused leaves nothing."""
    with transaction.atomic():
        try:
            document, changes = ingest(data, name, registry)
        except UnreadableSource:
            assert not Document.objects.exists()
            return
        assert changes
        assert_quotes(Document.objects.get(pk=document.pk))
        _, again = ingest(data, name, registry)
        assert not again, again
        connection.check_constraints()
        transaction.set_rollback(True)


def assert_quotes(document: Document) -> None:
    """Every span quotes its words, as far as its column holds them."""
    text = document.text.reading
    duties = Responsibility.objects.filter(task__document=document)
    quoted = [*document.targets.all(), *document.deadlines.all()]
    for record, words in [*((duty, duty.as_written) for duty in duties), *((each, each.quote) for each in quoted)]:
        column = record._meta.get_field("as_written" if isinstance(record, Responsibility) else "quote")
        assert words == text[record.start : record.end][: column.max_length]
        is_cut = record.end - record.start > column.max_length
        assert not is_cut or document.notes.filter(kind="shortened", start=record.start).exists()


@settings(max_examples=MANY)
@given(text=policies(), name=st.sampled_from(NAMES))
def test_texts_of_the_grammar_s_own_words_are_stored(registry: Any, text: str, name: str) -> None:
    store_twice(text.encode(), name, registry)


@settings(max_examples=FEW)
@given(text=damaged(), name=st.sampled_from(NAMES))
def test_damaged_policies_are_stored(registry: Any, text: str, name: str) -> None:
    store_twice(text.encode(), name, registry)


@settings(max_examples=FEW)
@given(text=st.text(min_size=1, max_size=300), name=st.sampled_from(NAMES))
def test_any_text_is_stored_or_refused(registry: Any, text: str, name: str) -> None:
    store_twice(text.encode("utf-8", "surrogatepass"), name, registry)


@pytest.mark.parametrize("words", ["给予3年内最高100万元奖励。认定后2年内建成投产", "每五年修订一次，年底前完成"])
def test_a_time_without_a_day_is_stored(registry: Any, words: str) -> None:
    text = f"青海省某意见\n一、主要任务\n（一）完善标准。{words}。（牵头单位：省财政厅）\n"
    document, _ = ingest(text.encode(), "甲.txt", registry)
    assert document.deadlines.count() == 2
    assert {deadline.due_on for deadline in document.deadlines.all()} == {None}


def test_a_third_is_the_same_third_again(registry: Any) -> None:
    text = "某省实验室建设方案\n一、机构\n（一）委员会。学术委员会中本单位成员不超过三分之一。\n".encode()
    document, _ = ingest(text, "甲.txt", registry)
    assert f"{document.targets.get().value}" == "0.333333"
    _, again = ingest(text, "甲.txt", registry)
    assert not again


def test_what_had_to_be_cut_is_noted(registry: Any) -> None:
    text = "一、任务\n（一）建设。到2030年，园区达到99999999999999999999个。\n".encode()
    document, _ = ingest(text, f"{'甲' * 400}.txt", registry)
    assert document.targets.get().value is None
    cut = document.notes.filter(kind="shortened", state="open").order_by("pk")
    assert [note.message for note in cut] == [
        "文件的“标题”有 404 字，只保存了前 300 字",
        "指标的“指标值”是 1.00000e+20，超出可以保存的范围，未保存",
    ]
    assert cut[1].quote == document.targets.get().quote
