"""Agencies in the admin: the form, and pages that merge, rename and split."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import Form, ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse

from documents.admin.doors import in_turn
from documents.admin.exchange import ExchangeAdmin
from documents.admin.registry import AgencyAdmin
from documents.exchange.sheets import Sheet
from documents.models import Agency
from policykb.answers.named import asked
from policykb.editing.admin.agency_forms import MergeForm, RenameForm, SplitForm, UnmergeForm
from policykb.editing.choosing import MOST_AT_ONCE
from policykb.editing.deciding import log
from policykb.editing.deciding_many import decide_many
from policykb.editing.merging import merge, undo_merge
from policykb.editing.rejecting import take_back
from policykb.editing.renaming import reindex, rename, split, touched_by
from policykb.editing.review import ReviewGroup
from policykb.editing.waiting import merge_waiting
from tasks.models import Responsibility

View = Callable[..., HttpResponse]


@admin.register(Agency)
class WholeAgencyAdmin(AgencyAdmin, ExchangeAdmin):
    """Agencies in the admin. After a change, search is updated, and unconfirmed agencies that a new name covers are
    merged."""

    sheet = Sheet(Agency, fields=("name", "kind", "region", "parent", "sort_key"), lists=("names",))

    change_form_template = "admin/agency/change_form.html"
    object_history_template = "admin/agency/history.html"
    actions: ClassVar = ["reject_selected"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # agencies are merged, so that their addresses live on

    def has_merge_permission(self, request: HttpRequest) -> bool:
        """Whether the person may say what is a body, and which."""
        return request.user.has_perm("documents.merge_agency")  # type: ignore[union-attr]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Those that have the words in a name; where one is to be chosen, none that a person said to be none."""
        is_chosen = request.path == reverse("admin:autocomplete")
        found = queryset.filter(is_rejected=False) if is_chosen else queryset
        return super().get_search_results(request, found, search_term)

    @admin.action(description="所选的不是机构", permissions=["merge"])
    def reject_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Withdraw the duties of words that name no body, as the review list does; it can be undone from there."""
        chosen = list(queryset.filter(is_rejected=False)[: MOST_AT_ONCE[ReviewGroup.AGENCY] + 1])
        if not 0 < len(chosen) <= MOST_AT_ONCE[ReviewGroup.AGENCY]:
            messages.error(request, f"一次请选 1 到 {MOST_AT_ONCE[ReviewGroup.AGENCY]} 个。")
            return
        decision = decide_many(request, "agency.reject", chosen, "", "（机构列表）")
        messages.success(request, f"{decision}。", extra_tags=f"bulk-{decision.pk}")

    def get_urls(self) -> list[Any]:
        pages = {"merge": self.merge_view, "rename": self.rename_view, "split": self.split_view}
        wrap = self.admin_site.admin_view
        own = [path(f"<int:pk>/{name}/", wrap(view), name=f"documents_agency_{name}") for name, view in pages.items()]
        undo = path("<int:pk>/unmerge/<int:merger>/", wrap(self.unmerge_view), name="documents_agency_unmerge")
        return [*own, undo, *super().get_urls()]

    def save_model(self, request: HttpRequest, obj: Agency, form: ModelForm, change: bool) -> None:
        if not change:
            obj.is_reviewed = request.user.has_perm("documents.merge_agency")  # type: ignore[union-attr]
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        self.settle(request, form.instance)

        if "_take_back" in request.POST and form.instance.is_rejected and self.has_merge_permission(request):
            number = take_back(form.instance)
            messages.success(request, f"已恢复为机构，待确认；随之恢复 {number} 项责任。")

    def settle(self, request: HttpRequest, agency: Agency) -> None:
        """Merge the unconfirmed agencies that the changed one covers, and update search."""
        may_merge = request.user.has_perm("documents.merge_agency")  # type: ignore[union-attr]
        if may_merge and (merged := merge_waiting(agency, request.user)):
            messages.success(request, f"以下写法已归入本机构：{'、'.join(merged)}。")
        reindex(agency, *touched_by(agency))

    def imported(self, request: HttpRequest, records: list[Agency]) -> None:
        super().imported(request, records)
        for agency in Agency.objects.filter(pk__in=[record.pk for record in records]):
            self.settle(request, agency)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **options: Any) -> HttpResponse:
        context["mergers"] = mergers(context.get("original"))
        return super().render_change_form(request, context, *args, **options)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        return super().history_view(request, object_id, {"mergers": mergers(self.get_object(request, object_id))})

    @in_turn
    def merge_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask which agency this one is, then merge it into that one."""
        agency = self.agency(request, pk)
        form = MergeForm(request.POST or None, initial={"into": request.GET.get("into")}, agency=agency)
        if request.method == "POST" and form.is_valid():
            into = form.cleaned_data["into"]
            name = agency.name
            merge(agency, into, request.user)
            return self.done(request, into, f"“{name}”已并入“{into.name}”，旧网址继续有效。")
        return self.page(request, agency, form, "合并")

    @in_turn
    def unmerge_view(self, request: HttpRequest, pk: int, merger: int) -> HttpResponse:
        """Show what comes back when a merger is undone, then undo it."""
        agency = self.agency(request, pk)
        merged = get_object_or_404(agency.mergers, pk=merger)  # type: ignore[attr-defined]
        form = UnmergeForm(request.POST or None, merger=merged)
        if request.method == "POST" and form.is_valid():
            back, left = undo_merge(merged)
            for sentence in left:
                messages.warning(request, sentence)
            return self.done(request, back, f"“{back.name}”已恢复为单独的机构。")
        return self.page(request, agency, form, "撤销合并", merged)

    @in_turn
    def rename_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask for the new name and when the old one ended."""
        agency = self.agency(request, pk)
        form = RenameForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            values = form.cleaned_data
            rename(agency, values["name"], values["until"] if values["is_former"] else None)
            return self.done(request, agency, f"已更名为“{agency.name}”，旧网址继续有效。")
        return self.page(request, agency, form, "更名")

    @in_turn
    def split_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask for the new agency's name, and which duties and names are its own; then make it."""
        agency = self.agency(request, pk)
        words = asked(request, "q")
        form = SplitForm(request.POST or None, agency=agency, words=words)
        if request.method == "POST" and form.is_valid():
            values = form.cleaned_data
            new = split(agency, values["name"], values["duties"], values["names"], request.user)
            return self.done(request, new, f"已由“{agency.name}”拆出“{new.name}”。")
        return self.page(request, agency, form, "拆分")

    def agency(self, request: HttpRequest, pk: int) -> Agency:
        """The agency at this key, if the person may change it."""
        if not request.user.has_perm("documents.merge_agency"):  # type: ignore[union-attr]
            raise PermissionDenied
        return get_object_or_404(Agency, pk=pk)

    def page(self, request: HttpRequest, agency: Agency, form: Form, verb: str, merger: Any = None) -> HttpResponse:
        """The form's page, with what the change will move."""
        context = {
            **self.admin_site.each_context(request),
            "title": f"{verb}：{agency.name}",
            "opts": self.model._meta,
            "verb": verb,
            "agency": agency,
            "merger": merger,
            "form": form,
            "media": self.media + form.media,
            "duty_count": Responsibility.objects.filter(agency=agency).count(),
            "issued_count": agency.issuances.count(),  # type: ignore[attr-defined]
            "names": agency.names.all(),  # type: ignore[attr-defined]
        }
        return TemplateResponse(request, "admin/agency/change.html", context)

    def done(self, request: HttpRequest, agency: Agency, message: str) -> HttpResponse:
        """Show a message and go to the agency."""
        messages.success(request, message)
        log(request, agency, message)
        return HttpResponseRedirect(reverse("admin:documents_agency_change", args=[agency.pk]))


def mergers(agency: Any) -> Any:
    """The agencies that were merged into this one, the last first."""
    return agency.mergers.select_related("merged_by") if agency else []
