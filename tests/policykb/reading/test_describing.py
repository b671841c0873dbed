"""One sentence that answers, for those who see no more of a page."""

import pytest

from policykb.insight.by_when import find_times
from policykb.reading.describing import LONGEST, describe_document, describe_task, fitted
from tasks.models import Task
from tests.factories import make_agency, make_deadline, make_document, make_duty, make_target, make_task

pytestmark = pytest.mark.django_db


def said(task: Task) -> str:
    (found,) = Task.objects.for_page().filter(pk=task.pk)
    return describe_task(found, find_times([found])[task.pk])


def test_a_task_says_who_by_when_how_much_and_where():
    task = make_task(make_document(title="节能方案", document_number="青测发〔2025〕1号"), key="2.1")
    make_duty(task, make_agency("青海省能源局"))
    for name in ("青海省财政厅", "青海省商务厅", "青海省水利厅", "青海省教育厅"):
        make_duty(task, make_agency(name), role="support", basis="listed")
    make_deadline(task.document, task=task)
    make_target(task.document, task=task)
    words = said(task)
    assert words.startswith(
        "青海省能源局牵头，青海省财政厅、青海省商务厅、青海省水利厅等 4 个单位配合；2030年；绿电占比 60%。"
    )
    assert "青测发〔2025〕1号" in words and len(words) <= LONGEST


def test_what_is_not_written_is_said():
    assert said(make_task()).startswith("原文未列责任单位；原文未写期限。")


def test_a_document_says_what_is_in_it():
    document = make_document(title="节能方案", document_number="青测发〔2025〕1号")
    assert describe_document(document, 3, 5, 2).startswith("节能方案（青测发〔2025〕1号")
    assert "3 项任务、5 项责任、2 项指标" in describe_document(document, 3, 5, 2)
    assert "：全文，" in describe_document(document, 0, 0, 0)


def test_long_words_are_cut_on_one_line():
    assert len(fitted("长" * 500)) == LONGEST and fitted("甲\n  乙") == "甲 乙"
