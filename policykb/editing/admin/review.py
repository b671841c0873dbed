"""The review list as pages of the admin."""

from itertools import pairwise
from typing import Any
from urllib.parse import quote

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from documents.models import Change, Document, Review
from documents.records.writing import writing
from documents.text.printable import one_line
from policykb.editing.deciding import DECISIONS, Refused
from policykb.editing.review import Group, counts, waiting
from policykb.editing.review_items import items, link_to
from policykb.editing.undoing import decide_undoably, subject, undo

SHOWN = 10  # of each group, where all groups are shown
PER_PAGE = 50


@admin.register(Review)
class ReviewAdmin(admin.ModelAdmin):
    """The review list as an entry of the admin; nothing can be added, changed or deleted in it."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        decide, undo = wrap(require_POST(self.decide_view)), wrap(require_POST(self.undo_view))
        own = [
            path("decide/", decide, name="documents_review_decide"),
            path("undo/", undo, name="documents_review_undo"),
        ]
        return [*own, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """What waits for a person, narrowed by ?kind= and ?document=."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        document = number(request.GET.get("document", ""))
        kind = request.GET.get("kind", "")
        wanted = [Group(kind)] if kind in set(Group) else list(Group)
        size = PER_PAGE if len(wanted) == 1 else SHOWN
        pages = {group: Paginator(waiting(group, document), size).get_page(request.GET.get("page")) for group in wanted}
        groups = [(group, page, items(group, page)) for group, page in pages.items()]
        context = {
            **self.admin_site.each_context(request),
            "title": "待核对",
            "opts": self.model._meta,
            "groups": groups,
            "next": following([item.key for _, _, shown in groups for item in shown]),
            "counts": counts(document),
            "kind": kind if len(wanted) == 1 else "",
            "document": document,
            "documents": Document.objects.current().order_by("title"),
            "allowed": [f"{what}.{action}" for (what, action), (perm, _) in DECISIONS.items() if may(request, perm)],
        }
        return TemplateResponse(request, "admin/review/list.html", context)

    def decide_view(self, request: HttpRequest) -> HttpResponse:
        """Carry one decision out and return to the list."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        said = {name: one_line(request.POST.get(name, "")) for name in ("key", "action", "reason", "seen")}
        try:
            with writing(request.user, Change.Cause.REVIEW):
                link = link_to(subject(said["key"]))
                sentence, word = decide_undoably(request, **said)
            messages.success(request, format_html("{} {}", sentence, link), extra_tags=word)
        except Refused as refusal:
            messages.error(request, str(refusal))
        return self.back(request, request.POST.get("next", ""))

    def undo_view(self, request: HttpRequest) -> HttpResponse:
        """Undo the decision that a message offers to undo, and return to its item."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        key = ""
        try:
            key, sentence = undo(request, request.POST.get("undo", ""))
            messages.success(request, sentence)
        except Refused as refusal:
            messages.error(request, str(refusal))
        return self.back(request, key)

    def back(self, request: HttpRequest, key: str) -> HttpResponse:
        """Go back to the list, narrowed as before, at an item."""
        kept = {name: value for name in ("kind", "document", "page") if (value := request.POST.get(name))}
        address = reverse("admin:documents_review_changelist")
        return HttpResponseRedirect(
            address + (f"?{urlencode(kept)}" if kept else "") + (f"#{quote(key)}" if key else "")
        )


def following(keys: list[str]) -> dict[str, str]:
    """For each item the one after it, which is shown once it is decided."""
    return dict(pairwise(keys))


def may(request: HttpRequest, permission: str) -> bool:
    """Whether the person has the right."""
    return request.user.has_perm(permission)  # type: ignore[union-attr]


def number(words: str) -> int | None:
    """A row's number in an address, None for anything else."""
    return int(words) if words.isdecimal() and words.isascii() and len(words) <= 18 else None
