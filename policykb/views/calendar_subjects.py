"""Who asks for a calendar, by address or query string, in; what it is about out. What was public once stays: a
subscription to a document that is hidden since is told that its deadlines are withdrawn."""

from dataclasses import dataclass
from itertools import chain

from django.db.models import Q
from django.http import Http404, HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone

from documents.models import Agency, Document, RemovedAddress, Term
from documents.registry.directory import agency_at
from policykb.answers import narrowed_tasks
from policykb.insight.memberships import collectives_of
from policykb.insight.publicity import is_draft_address, is_public
from policykb.machines.calendars import scopes
from policykb.machines.calendars.scopes import Scope, once_read
from policykb.reading.lineage import taken_over
from policykb.views.tasks import condition_words
from tasks.filters import TaskFilter, several
from tasks.models import Task

WITHDRAWN = "已撤回"
NOTHING = Q(pk__in=[])
BESIDE_CONDITIONS = ("order", "remind")


class Refused(Exception):
    """A calendar that cannot be made as asked for; the message is shown."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a calendar is about: its name, its scope, the pages above its own, and the query string that asks for it.
    `is_open`: readers may see it; else it only tells what is withdrawn."""

    name: str
    scope: Scope
    crumbs: tuple[tuple[str, str], ...] = ()
    query: str = ""
    is_open: bool = True


# What is left of a document that was removed by law: an empty calendar, so that subscribers' programs drop it too.
REMOVED = Subject(WITHDRAWN, Scope(scopes.on_both(NOTHING), scopes.on_both(NOTHING)), is_open=False)


class LastingFilter(TaskFilter):
    """The conditions of a list, in which a document may be named that is hidden since."""

    document = several(Document.objects.filter(pk__in=once_read()), "文件", "本库没有“%(value)s”这份文件。")


def with_successors(data: QueryDict) -> QueryDict:
    """The query string, beside each document that became a text of another that other one."""
    lasting, slugs = data.copy(), data.getlist("document")
    successors = [found.slug for slug in slugs if (found := taken_over(slug.replace("\0", "")))]
    if slugs:
        lasting.setlist("document", [*slugs, *(slug for slug in successors if slug not in slugs)])
    return lasting


def agency_slug_now(slug: str) -> str:
    """The address of the agency that a former address leads to, else the same."""
    moved = None if Agency.objects.filter(slug=slug).exists() else agency_at(slug)
    return moved.slug if moved else slug


def agency_subject(request: HttpRequest, slug: str) -> Subject:
    """The agency at an address, present or former. Raises Http404 where readers never saw it."""
    agency = Agency.objects.filter(slug=agency_slug_now(slug)).first()
    if agency is None or (agency.slug != slug and is_draft_address(agency, slug)):
        raise Http404
    scope = scopes.agency_scope(agency, collectives_of(agency))
    if not is_public(agency):
        if not Task.objects.filter(scopes.once_in_duty([agency.pk]), document__in=once_read()).exists():
            raise Http404
        return Subject(WITHDRAWN, scope, is_open=False)
    crumbs = (("机构", reverse("agencies:list")), (agency.name, agency.get_absolute_url()))
    return Subject(f"{agency.name}的期限", scope, crumbs)


def document_subject(request: HttpRequest, slug: str) -> Subject:
    """The document at an address, present or former, or the one that took over its texts; of one that was removed by
    law there is nothing. Raises Http404 where readers never saw it."""
    documents = Document.objects.filter(pk__in=once_read())
    former = Document.history.filter(slug=slug).values("id")  # type: ignore[attr-defined]
    document = (
        documents.filter(slug=slug, standing="current").first()
        or taken_over(slug)
        or documents.filter(Q(slug=slug) | Q(pk__in=former)).first()
    )
    if document is None:
        if RemovedAddress.has(slug):
            return REMOVED
        raise Http404
    scope = scopes.document_scope(document)
    if not document.can_be_read:
        return Subject(WITHDRAWN, scope, is_open=False)
    crumbs = (("文件", reverse("documents:list")), (document.name, document.get_absolute_url()))
    return Subject(f"《{document.title}》的期限", scope, crumbs)


def topic_subject(request: HttpRequest, slug: str) -> Subject:
    """The topic at an address, present or former. Raises Http404."""
    former = Term.history.filter(slug=slug, is_topic=True).values("id")  # type: ignore[attr-defined]
    topic = Term.objects.topics().filter(slug=slug).first() or Term.objects.filter(pk__in=former).first()
    if topic is None:
        raise Http404
    crumbs = (("专题", reverse("topics:list")), (topic.name, reverse("topics:detail", args=[topic.slug])))
    return Subject(f"专题“{topic.name}”的期限", scopes.topic_scope(topic), crumbs)


def list_subject(request: HttpRequest) -> Subject:
    """The list under the conditions of the query string. Raises Refused where one is wrong, because a calendar could
    not show that it was not applied."""
    data = with_successors(request.GET)
    if data.getlist("document"):
        left = [slug for slug in data.getlist("document") if not RemovedAddress.has(slug.replace("\0", ""))]
        if not left:
            return REMOVED
        data.setlist("document", left)
    tasks = narrowed_tasks(data, LastingFilter)
    if tasks.errors:
        raise Refused("".join(map(str, chain(*tasks.errors.values()))))
    query = request.GET.copy()
    for name in BESIDE_CONDITIONS:
        query.pop(name, None)
    words = "、".join(words_of(tasks)) or "全部"
    path = reverse("tasks:list") + (f"?{query.urlencode()}" if query else "")
    return Subject(f"任务（{words}）的期限", scopes.list_scope(tasks), (("任务", path),), query.urlencode())


def words_of(tasks: TaskFilter) -> list[str]:
    """The conditions in words; of what readers may not see, only that."""
    words = []
    for name, values in tasks.conditions.items():
        for value in [values] if isinstance(values, str) else values:
            is_hidden = (isinstance(value, Document) and not value.can_be_read) or (
                isinstance(value, Agency) and not is_public(value)
            )
            words.append(WITHDRAWN if is_hidden else condition_words(name, value)[1])
    return words


def site_subject(request: HttpRequest) -> Subject:
    """All that is here."""
    return Subject("政策知识库的期限", scopes.site_scope(timezone.localdate()))
