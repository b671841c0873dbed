"""The read-only JSON API: lists in pages, narrowed by the conditions of the site's own lists."""

from collections.abc import Iterable
from dataclasses import asdict
from itertools import chain
from typing import Any

from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from documents.exchange.typed import NotUnderstood, shortened
from documents.models import Agency, AgencyKind, Document, Term
from policykb.answers import narrowed_tasks, readings_of
from policykb.answers.document_conditions import DocumentConditions
from policykb.answers.documents_listed import fetched, list_documents
from policykb.answers.listed import in_order
from policykb.answers.named import region_asked
from policykb.answers.target_conditions import read_target_conditions
from policykb.failures.for_machines import as_json, json_errors
from policykb.insight.memberships import collectives_of
from policykb.insight.publicity import with_public_names
from policykb.insight.target_order import TargetList
from policykb.insight.topic_counts import topic_totals
from policykb.machines.api_entries import (
    agency_entry,
    deadline_in_list,
    document_entry,
    records_of_targets,
    records_of_tasks,
    topic_entries,
)
from policykb.machines.calendars.scopes import parts_above, with_part
from policykb.machines.conditions import DEADLINES, DOCUMENTS, PAGES, TARGETS, TASKS, takes
from policykb.machines.contract import Json
from policykb.machines.linked_data import terms
from policykb.machines.paged import MOST_PER_PAGE, PER_PAGE, listing, one_by_one
from policykb.machines.stored import (
    document_record,
    task_records,
)
from policykb.views.page import remembered, site_of
from tasks.filters import TaskFilter
from tasks.models import Deadline, Task
from tasks.models.deadlines import DeadlineQuerySet


@remembered
def explanation(request: HttpRequest) -> HttpResponse:
    """What the API offers, with addresses to try."""
    newest = Task.objects.named().in_bulk(list(in_order(narrowed_tasks(QueryDict()))[:1]))
    task = next(iter(newest.values()), None)
    context = {
        "crumbs": [("接口", "")],
        "most": MOST_PER_PAGE,
        "per_page": PER_PAGE,
        "site": site_of(request),
        "document": task.document if task else Document.objects.for_listing().first(),
        "task": task,
    }
    return TemplateResponse(request, "api.html", context)


@remembered
@takes(*DOCUMENTS, *PAGES)
def documents(request: HttpRequest) -> HttpResponse:
    """The documents, under the conditions of the document list."""
    conditions = DocumentConditions.read(request.GET)

    def entries(keys: Iterable[int], site: str) -> Iterable[Json]:
        return (document_entry(document, site) for document in fetched(keys, conditions))

    return listing(request, list_documents(conditions), entries, conditions.errors)


@remembered
@takes()
def document(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything about one document."""
    found = Document.objects.for_reading().filter(slug=slug).first()
    if not found:
        return json_errors(["没有这份文件。"], 404)
    return as_json(document_record(found) | {"license": terms(site_of(request))})


@remembered
@takes(*TASKS, *PAGES)
def tasks(request: HttpRequest) -> HttpResponse:
    """The tasks, under the conditions of the task list, with what its words are read as."""
    narrowed = narrowed_tasks(request.GET)
    read = [asdict(reading) for reading in readings_of(narrowed)]
    told = {"readings": read} if "q" in narrowed.conditions else {}
    return listing(request, in_order(narrowed), records_of_tasks, chain(*narrowed.errors.values()), told)


@remembered
@takes()
def task(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """One task."""
    found = Task.objects.published().for_listing().with_inherited().filter(document__slug=slug, key=key).first()
    if not found:
        return json_errors(["没有这项任务。"], 404)
    return as_json(next(task_records([found], site_of(request))))


@remembered
@takes("q", "region", "kind", *PAGES)
def agencies(request: HttpRequest) -> HttpResponse:
    """The agencies that have duties. Conditions: region, kind, q (part of the name)."""
    errors, found = narrow_by_region(request, with_public_names(Agency.objects.with_duties()))
    kind = request.GET.get("kind", "")
    if kind and kind not in AgencyKind.values:
        errors.append(f"没有“{kind[:20]}”这种类别，只有 {'、'.join(AgencyKind.values)}。")
    elif kind:
        found = found.filter(kind=kind)
    if words := request.GET.get("q", "").replace("\0", "").strip()[:100]:
        found = found.filter(name__contains=words)
    return listing(request, found.order_by("region", "sort_key", "pk"), one_by_one(agency_entry), errors)


@remembered
@takes(*TARGETS, *PAGES)
def targets(request: HttpRequest) -> HttpResponse:
    """The targets, under the conditions of the page of targets."""
    conditions = read_target_conditions(request, timezone.localdate())
    keys = TargetList(conditions.keys(), conditions.sets, conditions.order, values_first=False)
    return listing(request, keys, records_of_targets, conditions.errors)


@remembered
@takes(*DEADLINES, *PAGES)
def deadlines(request: HttpRequest) -> HttpResponse:
    """The deadlines by day, then those without one, each with its task and who has a duty in it. Conditions: those of
    the task list that say where and who."""
    narrowed = narrowed_tasks(request.GET)
    found = deadlines_under(narrowed).with_place().with_parties().with_duties()
    by_day = found.order_by(F("due_on").asc(nulls_last=True), "document", "order", "pk")
    return listing(request, by_day, one_by_one(deadline_in_list), chain(*narrowed.errors.values()))


def deadlines_under(narrowed: TaskFilter) -> DeadlineQuerySet:
    """The deadlines under these conditions; those outside tasks too, where nothing is asked of tasks. Those of an
    agency are those of its tasks, of the parts above them, and those that name it. The year asked for is that of the
    deadline."""
    conditions, found = narrowed.conditions, Deadline.objects.published()
    if "agency" in conditions or "role" in conditions or "topic" in conditions:
        tasks = Task.objects.published().among(narrowed.keys(without=["year"])).order_by()
        held = Q(task__in=tasks) | parts_above(tasks)
        for agency in () if "role" in conditions or "topic" in conditions else conditions["agency"]:
            held |= with_part(agency, collectives_of(agency))
        found = found.filter(held)
    if documents := conditions.get("document"):
        found = found.filter(document__in=list(documents))
    if regions := conditions.get("region"):
        found = found.among(narrowed.sets.of("deadline").any(f"g{region.pk}" for region in regions))
    years = conditions.get("year", ())
    return found.in_years(years) if years else found


@remembered
@takes("q", *PAGES)
def topics(request: HttpRequest) -> HttpResponse:
    """The topics that tasks speak of. Conditions: q (part of the name)."""
    found = Term.objects.topics().filter(pk__in=topic_totals())
    if words := request.GET.get("q", "").replace("\0", "").strip()[:100]:
        found = found.filter(name__contains=words)
    return listing(request, found, topic_entries, ())


@remembered
def unknown(request: HttpRequest) -> HttpResponse:
    """What is not there, in JSON as all the rest, with the addresses that are."""
    known = [reverse(f"api:{name}") for name in ("documents", "tasks", "agencies", "targets", "deadlines", "topics")]
    return json_errors([f"接口没有 {shortened(request.path)} 这个地址，只有 {'、'.join(known)}。"], 404)


def narrow_by_region(request: HttpRequest, found: Any) -> tuple[list[str], Any]:
    """The records of the region asked for, and the errors in the query string."""
    try:
        region = region_asked(request)
    except NotUnderstood as error:
        return [str(error)], found
    return [], found.filter(region=region) if region else found
