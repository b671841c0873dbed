"""The review list as pages of the admin."""

from itertools import pairwise
from typing import Any
from urllib.parse import quote

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from documents.admin.chosen import choice_box, choice_media
from documents.models import Agency, BulkDecision, Change, Review, SourceNote
from documents.records.writing import writing
from documents.text.printable import one_line
from policykb.editing.choosing import Choice, chosen_rows, read_choice
from policykb.editing.deciding import DECISIONS, GONE, Refused
from policykb.editing.deciding_many import BULK, decide_many, merge_many
from policykb.editing.review import ReviewGroup, counts, genres_waiting
from policykb.editing.review_items import link_to
from policykb.editing.review_sections import read_section
from policykb.editing.scope import FIELDS, Scope, number, read_scope
from policykb.editing.undoing import decide_undoably, subject, undo
from policykb.editing.undoing_many import recent, undo_many
from tasks.models import Responsibility

KEPT = ("kind", "page", *FIELDS)


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
        views = {"decide": self.decide_view, "decide_many": self.decide_many_view, "undo": self.undo_view}
        wrap = self.admin_site.admin_view
        own = [
            path(f"{name.replace('_', '-')}/", wrap(require_POST(view)), name=f"documents_review_{name}")
            for name, view in views.items()
        ]
        return [*own, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """What waits for a person, narrowed by ?kind= and the conditions of a Scope."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        scope, kind = read_scope(request.GET.dict()), request.GET.get("kind", "")
        one = ReviewGroup(kind) if kind in set(ReviewGroup) else None
        numbers = counts(scope)
        wanted = [one] if one else [group for group in ReviewGroup if numbers[group]]
        sections = [read_section(group, scope, request.GET.get("page", ""), is_whole=bool(one)) for group in wanted]
        context = {
            **self.admin_site.each_context(request),
            "title": "待核对",
            "opts": self.model._meta,
            "sections": sections,
            "next": following([item.key for section in sections for item in section.items]),
            "counts": numbers,
            "kind": one or "",
            "scope": scope,
            "genres": genres_waiting(),
            "kept": kept_address(request),
            "allowed": allowed(request),
            "recent": recent(request),
            **boxes(scope),
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

    def decide_many_view(self, request: HttpRequest) -> HttpResponse:
        """Carry one decision out on many items and return to the list."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            decision = carry_out(request, read_choice(request.POST))
            messages.success(request, f"{decision}。", extra_tags=f"bulk-{decision.pk}")
        except Refused as refusal:
            messages.error(request, str(refusal))
        return self.back(request, request.POST.get("next", ""))

    def undo_view(self, request: HttpRequest) -> HttpResponse:
        """Undo the decision that a message offers to undo, and return to its item."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        key, word = "", request.POST.get("undo", "")
        try:
            if word.startswith("bulk-"):
                sentence = undo_many(request, number(word.removeprefix("bulk-")) or 0)
            else:
                key, sentence = undo(request, word)
            messages.success(request, sentence)
        except Refused as refusal:
            messages.error(request, str(refusal))
        return self.back(request, key)

    def back(self, request: HttpRequest, key: str) -> HttpResponse:
        """Go back to the list, narrowed as before, at an item."""
        address = reverse("admin:documents_review_changelist") + kept_address(request)
        return HttpResponseRedirect(address + (f"#{quote(key)}" if key else ""))


def carry_out(request: HttpRequest, choice: Choice) -> BulkDecision:
    """Carry out the decision that was sent about many items. Raises Refused, PermissionDenied."""
    action, reason = request.POST.get("action", ""), one_line(request.POST.get("reason", ""))
    with writing(request.user, Change.Cause.REVIEW):
        if action == "agency.merge" and choice.group == ReviewGroup.AGENCY:
            return merge_many(request, chosen_rows(choice), agency_chosen(request))
        if action not in BULK or action.partition(".")[0] != choice.noun:
            raise Refused(GONE)
        return decide_many(request, action, chosen_rows(choice), reason, choice.told)


def agency_chosen(request: HttpRequest) -> Agency:
    """The agency into which many are to be merged. Raises Refused."""
    into = Agency.objects.filter(pk=number(request.POST.get("into", "")) or 0, is_rejected=False).first()
    if into is None:
        raise Refused("请选择并入哪个机构。")
    return into


def boxes(scope: Scope) -> dict[str, Any]:
    """The boxes in which a document and an agency are looked for, with their scripts."""
    document, agency = SourceNote._meta.get_field("document"), Responsibility._meta.get_field("agency")
    into = choice_box(agency, "into", "", "并入的机构")
    into.field.widget.attrs["form"] = "many"
    boxes: dict[str, forms.BoundField] = {
        "document_box": choice_box(document, "document", str(scope.document or ""), "文件"),
        "into_box": into,
    }
    return {**boxes, "media": choice_media()}


def kept_address(request: HttpRequest) -> str:
    """How the list is narrowed, for the address to return to."""
    kept = {name: value for name in KEPT if (value := request.GET.get(name))}
    return f"?{urlencode(kept)}" if kept else ""


def following(keys: list[str]) -> dict[str, str]:
    """For each item the one after it, which is shown once it is decided."""
    return dict(pairwise(keys))


def allowed(request: HttpRequest) -> set[str]:
    """The decisions that the person may make, one by one and on many."""
    one = {f"{what}.{action}": permission for (what, action), (permission, _) in DECISIONS.items()}
    many = {action: permission for action, (permission, *_) in BULK.items()}
    has_right = request.user.has_perm  # type: ignore[union-attr]
    return {action for action, permission in (one | many).items() if has_right(permission)}
