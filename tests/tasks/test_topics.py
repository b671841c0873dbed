"""Tasks get the topics that they speak of, also later, unless a person has said otherwise."""

import pytest
from django.core.management import call_command

from documents.models import Change, Origin
from documents.records.reconcile import Changes
from documents.records.writing import tell, writing
from documents.search.sources import rebuild
from tasks.models import Task
from tasks.topics import assign_topics, narrower_topics
from tests.factories import make_task, make_term

pytestmark = pytest.mark.django_db


def names(task: Task) -> set[str]:
    return {topic.name for topic in task.topics.all()}


def assign(*tasks: Task) -> Changes:
    changes = Changes()
    with writing():
        assign_topics(Task.objects.filter(pk__in=[task.pk for task in tasks]), changes)
    return changes


def test_tasks_get_the_topics_whose_words_they_use() -> None:
    make_term("风电"), make_term("储能"), make_term("氢能", synonyms=["氢气"])
    one = make_task(title="发展风电", body="配建储能。")
    other = make_task(title="提升气体利用水平", body="综合利用氯化氢气体，布局绿氢能源。")
    changes = assign(one, other)
    assert (names(one), names(other)) == ({"风电", "储能"}, set())
    assert [detail.values["topics"] for detail in changes.details] == [("", "储能、风电")]
    assert not assign(one, other)


def test_a_topic_that_only_seemed_to_be_spoken_of_goes() -> None:
    hydrogen, other = make_term("氢能", synonyms=["氢气"]), make_term("旅游")
    task = make_task(title="气体", body="综合利用氯化氢气体。")
    task.topics.add(hydrogen, other)
    assign(task)
    assert names(task) == {"旅游"}  # none of its words stand there: a person gave it


@pytest.mark.parametrize("cause", ["edit", "review", "import"])
def test_topics_that_a_person_has_set_stay(cause: str) -> None:
    hydrogen = make_term("氢能", synonyms=["氢气"])
    make_term("风电")
    task = make_task(title="气体", body="综合利用氯化氢气体，发展风电。")
    task.topics.add(hydrogen)
    with writing(cause=cause):
        tell(task, Change.Kind.UPDATED, ["topics"])
    assign(task)
    assert names(task) == {"氢能"}


def test_a_task_that_a_person_made_keeps_its_topics() -> None:
    make_term("风电")
    task = make_task(title="发展风电", origin=Origin.PERSON)
    assign(task)
    assert names(task) == set()


def test_a_new_dictionary_reaches_what_is_stored() -> None:
    task = make_task(title="发展风电")
    make_term("风电")
    rebuild()
    assert names(task) == {"风电"}
    call_command("load_registry", verbosity=0)
    assert names(task) >= {"风电", "光伏", "绿电直连"}  # its body speaks of them


def test_what_a_longer_name_says_is_told_there() -> None:
    broad, narrow = make_term("绿电"), make_term("绿电直连")
    task = make_task(title="探索绿电直连", body="")
    assign(task)
    assert names(task) == {"绿电直连"}
    topics = [broad, narrow]
    assert (narrower_topics(broad, topics), narrower_topics(narrow, topics)) == ([narrow], [])


def test_the_number_of_queries_does_not_grow_with_what_stays(django_assert_max_num_queries: object) -> None:
    make_term("风电")
    tasks = [make_task(title="发展风电") for _ in range(30)]
    assign(*tasks)
    with writing(), django_assert_max_num_queries(8):  # type: ignore[operator]
        assign_topics(tasks, Changes())
