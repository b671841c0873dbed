"""The latest changes, for readers: a page and a feed, by day and document, the newest first."""

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from documents.exchange.typed import NotUnderstood
from documents.indexing import agencies_with_a_part
from documents.models import Agency, Change, Document
from documents.tag_sets.current import current_sets
from policykb.answers.named import asked, document_named
from policykb.insight.telling import AGENCY, TOLD, ToldGroup, grouped, tell
from policykb.machines.conditions import takes
from policykb.machines.feeds import FeedEntry, as_feed
from policykb.views.page import remembered

MOST = 1_000  # changes that are looked at: what is older is no news
GROUPS_PER_PAGE = 20
LINES_SHOWN = 12


@remembered
def change_list(request: HttpRequest) -> HttpResponse:
    """The latest changes; with ?document= those of one document."""
    document = asked_document(request)
    page = recent(document, request.GET.get("page"))
    context = {
        "page": page,
        "document": document,
        "lines_shown": None if document else LINES_SHOWN,
        "crumbs": [("近期变动", reverse("changes")), (document.name, "")] if document else [("近期变动", "")],
    }
    return TemplateResponse(request, "changes.html", context)


@remembered
@takes("document")
def change_feed(request: HttpRequest) -> HttpResponse:
    """The same as a feed, with an entry for each day and document."""
    document = asked_document(request)
    title = f"《{document.title}》的变动" if document else "近期变动"
    return as_feed(request, title, reverse("changes"), map(as_entry, recent(document, None)))


def as_entry(group: ToldGroup) -> FeedEntry:
    """The feed's entry for a day's changes of one document, or of agencies."""
    document = group.document
    lines = (f"{'、'.join(name for name, _ in line.names)}：{line.words}" for line in group.lines[:LINES_SHOWN])
    return FeedEntry(
        key=f"changes/{document.pk if document else 'agencies'}/{group.day}",
        path=document.get_absolute_url() if document else reverse("agencies:list"),
        changed_at=group.changes[0].at,
        title=f"{f'《{document.title}》' if document else '机构'}{group.summary}",
        paragraphs=tuple(lines),
    )


def asked_document(request: HttpRequest) -> Document | None:
    """The document that the query string names, None for none. Raises Http404."""
    words = asked(request, "document")
    try:
        return document_named(words) if words else None
    except NotUnderstood as error:
        raise Http404(str(error)) from error


def recent(document: Document | None, page: str | None) -> Page[ToldGroup]:
    """A page of changes in words; the number of queries is always the same."""
    changes = list(last_changes(document))
    agencies, visible = agencies_in(changes), current_sets().of("document").every
    shown = Paginator(grouped(changes, visible, agencies), GROUPS_PER_PAGE).get_page(page)
    tell(list(shown), agencies)
    return shown


def last_changes(document: Document | None) -> list[Change]:
    """The latest changes of what readers may see."""
    changes = Change.objects.filter(model__in=TOLD).exclude(cause=Change.Cause.REMOVAL)
    if document:
        changes = changes.filter(document_id=document.pk)
    else:
        is_of_visible = Exists(Document.objects.published().filter(pk=OuterRef("document_id")))
        changes = changes.filter(is_of_visible | Q(model=AGENCY))
    return list(changes.order_by("-pk")[:MOST])


def agencies_in(changes: list[Change]) -> dict[int, Agency]:
    """The agencies among what changed that readers may see."""
    keys = {int(change.object_id) for change in changes if change.model == AGENCY}
    return agencies_with_a_part().in_bulk(keys) if keys else {}
