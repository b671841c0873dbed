"""The conditions of a list leave the tasks that their records say, and are counted by what they leave."""

from collections import Counter

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policykb.answers import narrowed_tasks
from tasks.filter_panel import find_facets
from tasks.models import Deadline, Task

CONDITIONS = ("document", "region", "agency", "role", "year", "target", "topic")


def facts_of(task):
    """What a task says of each condition, from its rows alone."""
    document, region = task.document, task.document.region
    regions = []
    while region and region.level != "national":
        regions.append(region.code)
        region = region.parent
    duties = list(task.responsibilities.current())
    targets, deadlines = list(task.targets.current()), list(task.deadlines.current())
    above = [each for each in Deadline.objects.current().reaching() if each.reaches_task(task)]
    days = [each.due_on for each in deadlines if each.due_on and not each.recurrence]
    days += [each.due_on for each in above] + [each.deadline for each in targets if each.deadline]
    years = {str(day.year) for day in days} | {"recurring" for each in deadlines if each.recurrence}
    kinds = {"quantified" if each.value is not None else "qualitative" for each in targets}
    kinds |= {"cover" for each in targets if each.comparator == "cover"}
    return {
        "document": {document.slug},
        "region": set(regions),
        "duties": {(duty.agency.slug, duty.role) for duty in duties},
        "year": years or (set() if deadlines else {"none"}),
        "target": kinds or {"none"},
        "topic": {topic.slug for topic in task.topics.filter(is_topic=True)},
    }


def meets(facts, asked, without=()):
    """Whether a task with these facts meets the conditions."""
    for name in ("document", "region", "year", "target", "topic"):
        if asked.get(name) and name not in without and not facts[name] & set(asked[name]):
            return False
    agencies = set(asked.get("agency", ())) if "agency" not in without else set()
    roles = set(asked.get("role", ())) if "role" not in without else set()
    if not agencies and not roles:
        return True
    return any((not agencies or slug in agencies) and (not roles or role in roles) for slug, role in facts["duties"])


@pytest.fixture(scope="module")
def facts(samples):
    return {task.pk: facts_of(task) for task in Task.objects.published().select_related("document__region__parent")}


def values_of(facts):
    """For each condition the values that occur."""
    found = {
        name: sorted(set().union(*(each[name] for each in facts.values())))
        for name in ("document", "region", "year", "target", "topic")
    }
    pairs = set().union(*(each["duties"] for each in facts.values()))
    return found | {"agency": sorted({slug for slug, _ in pairs}), "role": sorted({role for _, role in pairs})}


def counted(facts, asked, name):
    """How many tasks each value of a condition leaves under the others."""
    counts = Counter()
    for each in facts.values():
        if name in ("agency", "role"):
            if meets(each, asked, without=("agency", "role")):
                other = asked.get("role" if name == "agency" else "agency")
                held = [pair for pair in each["duties"] if not other or pair[name == "agency"] in other]
                counts.update({pair[name == "role"] for pair in held})
        elif meets(each, asked, without=(name,)):
            counts.update(each[name])
    return counts


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.data())
def test_conditions_leave_and_count_what_the_rows_say(facts, data):
    asked = {
        name: data.draw(st.lists(st.sampled_from(values), max_size=2, unique=True))
        for name, values in values_of(facts).items()
        if data.draw(st.booleans())
    }
    query = QueryDict(mutable=True)
    for name, values in asked.items():
        query.setlist(name, values)
    tasks = narrowed_tasks(query)
    assert tasks.errors == {}
    assert set(tasks.keys()) == {pk for pk, each in facts.items() if meets(each, asked)}
    assert set(tasks.qs.values_list("pk", flat=True)) == set(tasks.keys())
    facets = {facet.name: facet for facet in find_facets(tasks)}
    for name in CONDITIONS:
        counts = counted(facts, asked, name)
        for choice in facets[name].choices:
            assert choice.count == counts[choice.value], (name, choice)
            assert choice.is_chosen == (choice.value in asked.get(name, ()))
        assert set(asked.get(name, ())) <= {choice.value for choice in facets[name].choices}
