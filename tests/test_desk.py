"""The editor's right-hand column: the source lines a task was read from."""

import pytest

from policykb.desk import source_lines
from tests.factories import make_document, make_duty, make_target, make_task
from tests.pages.markup import on_one_line

pytestmark = pytest.mark.django_db

SOURCE = (
    "标题\n\n一、任务\n（一）发展风电。建设基地，\n装机达到5亿千瓦。（省能源局负责）\n（二）别的。\n说明。\n尾声。\n"
)


def place(words: str) -> dict[str, int]:
    start = SOURCE.index(words)
    return {"start": start, "end": start + len(words)}


def test_the_lines_of_a_task_with_its_facts_marked():
    document = make_document(source=SOURCE)
    task = make_task(document, start=SOURCE.index("（一）"), end=SOURCE.index("（二）"))
    make_duty(task, as_written="省能源局", **place("省能源局"))
    make_target(document, task=task, **place("装机达到5亿千瓦"))
    lines = source_lines(task)
    assert [(line.number, line.is_inside) for line in lines] == [
        (3, False),
        (4, True),
        (5, True),
        (6, False),
        (7, False),
    ]
    assert ["".join(segment.words for segment in line.segments) for line in lines] == SOURCE.splitlines()[2:7]
    marked = {segment.words: segment.kinds for line in lines for segment in line.segments}
    assert marked["装机达到5亿千瓦"] == "own fact"
    assert marked["省能源局"] == "own duty"
    assert marked["（二）别的。"] == ""


def test_a_task_made_by_hand_has_no_lines():
    assert source_lines(make_task(start=None, end=None)) == []


def test_the_form_shows_them(admin_client):
    document = make_document(source=SOURCE)
    task = make_task(document, start=SOURCE.index("（一）"), end=SOURCE.index("（二）"))
    page = on_one_line(admin_client.get(f"/admin/tasks/task/{task.pk}/change/").content.decode())
    assert '<li value="4" class="inside"> <span class="own">（一）发展风电。建设基地，</span> </li>' in page
