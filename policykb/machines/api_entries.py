"""Records in; what the lists of the API tell of each, as JSON, out."""

from collections.abc import Iterable, Iterator
from urllib.parse import urlencode

from django.urls import reverse

from documents.models import Agency, Document, Region, Term
from policykb.insight.tiers import Tier, tier_of
from policykb.insight.topic_counts import ELSEWHERE, tasks_by_region
from policykb.machines.contract import Json
from policykb.machines.stored import (
    deadline_record,
    document_of,
    head_record,
    target_record,
    task_records,
    where,
)
from tasks.models import Deadline, Target, Task


def records_of_tasks(keys: Iterable[int], site: str) -> Iterable[Json]:
    """What is told of the tasks with these keys."""
    found = Task.objects.with_inherited().in_bulk(list(keys))
    return task_records([found[key] for key in keys if key in found], site)


def records_of_targets(keys: Iterable[int], site: str) -> Iterator[Json]:
    """What is told of the targets with these keys."""
    found = Target.objects.with_place().in_bulk(list(keys))
    return (target_entry(found[key], site) for key in keys if key in found)


def document_entry(document: Document, site: str) -> Json:
    """A document's head, with the address of the rest."""
    return {
        "slug": document.slug,
        "url": site + document.get_absolute_url(),
        **head_record(document, document.issuing_agencies.all()),
        "validity_now": document.validity_now,  # type: ignore[attr-defined]
        "task_count": document.task_count,  # type: ignore[attr-defined]
    }


def agency_entry(agency: Agency, site: str) -> Json:
    """An agency with its names and the number of its tasks by role."""
    return {
        "slug": agency.slug,
        "url": site + agency.get_absolute_url(),
        "name": agency.name,
        "names": [name.name for name in agency.names.all()],
        "kind": agency.kind,
        "region": agency.region.name if agency.region else None,
        "task_count": agency.task_count,  # type: ignore[attr-defined]
        **{role: getattr(agency, f"{role}_count") for role in ("lead", "support", "implement")},
    }


def target_entry(target: Target, site: str) -> Json:
    """A target with its document and task."""
    return {
        "url": site + target.place.get_absolute_url(),
        **document_of(target.document),
        **where(target),
        **target_record(target),
    }


def deadline_in_list(deadline: Deadline, site: str) -> Json:
    """A deadline with its document, its task and the agencies in that; `tier` is on what ground it is theirs."""
    duties, tier = deadline.task.duties if deadline.task else (), tier_of(deadline)
    return {
        "url": site + deadline.place.get_absolute_url(),
        **document_of(deadline.document),
        **where(deadline),
        "title": deadline.task.display_title if deadline.task else None,
        "tier": (Tier.OWN if tier is Tier.AIM and deadline.parties.all() else tier).value,
        "agencies": [{"agency": duty.agency.name, "role": duty.role, "basis": duty.basis} for duty in duties],
        **deadline_record(deadline),
    }


def topic_entries(topics: Iterable[Term], site: str) -> Iterator[Json]:
    """Topics with the words that mean them, and the number of tasks by region."""
    counts = {topic: tasks_by_region(topic.pk) for topic in topics}
    codes = {code for numbers in counts.values() for code in numbers}
    names = dict(Region.objects.filter(code__in=codes).order_by().values_list("code", "name")) | {"": ELSEWHERE}
    for topic, numbers in counts.items():
        yield {
            "slug": topic.slug,
            "url": f"{site}{reverse('topics:detail', args=[topic.slug])}",
            "name": topic.name,
            "synonyms": topic.synonyms,
            "task_count": sum(numbers.values()),
            "regions": {names[code]: numbers[code] for code in sorted(numbers)},
            "tasks": f"{site}{reverse('api:tasks')}?{urlencode({'topic': topic.slug})}",
        }
