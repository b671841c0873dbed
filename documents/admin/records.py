"""What all forms for records share: changes lock fields, deleting withdraws, search follows."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from documents.admin.doors import in_turn
from documents.admin.two_editors import VersionedAdmin, VersionedForm, keep_what_no_form_shows
from documents.exchange.labels import day, field_label, shown
from documents.models import Correction, Origin, Record, Standing
from documents.records.locks import STAFF_FIELDS, changes_by_hand, lock, restore, withdraw

MOST_AT_ONCE = 1000  # records that are withdrawn or restored from a list
LONGEST_SHOWN = 60  # characters of an earlier value


class RecordForm(VersionedForm):
    """A form that says of each value whether the program read it or who set it."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not self.instance.pk:
            return
        locks = self.instance.locked_fields()
        for name, field in self.columns():
            column = self.instance._meta.get_field(name).attname
            said = origin_of(self.instance, column, locks.get(column))
            field.help_text = "　".join(filter(None, [str(field.help_text), said]))


def origin_of(record: Record, column: str, lock: Correction | None) -> str:
    """Where the value of a column comes from, in words."""
    if lock:
        before = shown(type(record), column, lock.before)
        was = f"，原提取值：{before}" if len(before) <= LONGEST_SHOWN else "，原提取值见历史"
        return f"人工更正（{lock.corrected_by or '已注销的用户'}，{day(lock.corrected_at)}{was}）"
    if column in STAFF_FIELDS:
        return ""
    if record.origin == Origin.EXTRACTED and getattr(record, column) in (None, "", []):
        return "程序未读出"
    return record.get_origin_display()  # type: ignore[attr-defined]


def withdraw_selected(self: Any, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
    """Withdraw the chosen records of a list, once that is confirmed."""
    if are_too_many(request, queryset):
        return None
    if not request.POST.get("post"):
        return delete_selected(self, request, queryset)  # type: ignore[no-any-return]
    number = queryset.count()
    self.log_deletions(request, queryset)
    self.delete_queryset(request, queryset)
    messages.success(request, f"已撤除 {number} 条记录，可以恢复。")
    return None


def are_too_many(request: HttpRequest, queryset: QuerySet[Any]) -> bool:
    """Whether more records are chosen than are changed at once, which a message then says."""
    number = queryset.count()
    if number > MOST_AT_ONCE:
        messages.error(request, f"选了 {number} 条，一次最多 {MOST_AT_ONCE} 条，请先筛选。")
    return number > MOST_AT_ONCE


class RecordAdmin(VersionedAdmin):
    """A record that extraction made and staff correct: changes lock fields, deleting withdraws."""

    form = RecordForm
    actions: ClassVar[list[str]] = ["restore_selected"]
    change_form_template = "admin/record/change_form.html"
    delete_confirmation_template = "admin/record/withdraw.html"
    delete_selected_confirmation_template = "admin/record/withdraw_selected.html"

    def save_model(self, request: HttpRequest, obj: Record, form: ModelForm, change: bool) -> None:
        if not change:
            obj.origin = Origin.PERSON
            return super().save_model(request, obj, form, change)
        keep_what_no_form_shows(obj, form)
        before = changes_by_hand(obj)
        super().save_model(request, obj, form, change)
        lock(obj, before, request.user)
        return None

    def save_row(self, request: HttpRequest, row: Any, *, is_new: bool) -> None:
        """Save a record in the form: a new one is a person's, what is changed in another is locked."""
        is_record = isinstance(row, Record)
        if is_record and is_new:
            row.origin = Origin.PERSON
        before = changes_by_hand(row) if is_record and not row._state.adding else {}
        super().save_row(request, row, is_new=is_new)
        if is_record:
            lock(row, before, request.user)

    def drop_row(self, row: Model) -> None:
        """Withdraw a record; delete what is none."""
        if isinstance(row, Record):
            withdraw(row)
        else:
            super().drop_row(row)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What withdrawing takes away: the records themselves, and nothing that hangs on them."""
        return [str(record) for record in objs], {self.opts.verbose_name_plural: len(objs)}, set(), []

    def get_actions(self, request: HttpRequest) -> Any:
        actions = super().get_actions(request)
        if "delete_selected" in actions:
            actions["delete_selected"] = (withdraw_selected, "delete_selected", "撤除所选记录")
        return actions

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        messages.success(request, f"“{obj_display}”已撤除，可以恢复。")
        return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"))

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        return super().delete_view(request, object_id, {"title": f"撤除{self.opts.verbose_name}"})

    def delete_model(self, request: HttpRequest, obj: Record) -> None:
        self.drop_row(obj)
        self.reindex([obj])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        records = list(queryset.select_for_update(of=("self",)))
        for record in records:
            self.drop_row(record)
        self.reindex(records)

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if "_restore" in request.POST and self.has_delete_permission(request, form.instance):
            restore(form.instance)
        self.reindex([form.instance])

    @in_turn
    def history_form_view(self, request: HttpRequest, object_id: str, *args: Any, **options: Any) -> HttpResponse:
        response = super().history_form_view(request, object_id, *args, **options)
        if request.method == "POST" and response.status_code == 302:
            self.reindex(self.get_queryset(request).filter(pk=object_id))
        return response

    @admin.action(description="恢复所选记录", permissions=["delete"])
    def restore_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        if are_too_many(request, queryset):
            return
        records = list(queryset.select_for_update(of=("self",)))
        for record in records:
            restore(record)
        self.reindex(records)
        messages.success(request, f"已恢复 {len(records)} 条记录。")

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """The page where readers see it; of what stands in a task or document, its page. What they cannot see has no
        link."""
        if obj is None:
            return None
        page = obj if hasattr(obj, "get_absolute_url") else getattr(obj, "task", None) or getattr(obj, "document", None)
        document = getattr(page, "document", page)
        if document is None or not document.is_published:
            return None
        is_seen = {obj.standing, page.standing, document.standing} == {Standing.CURRENT}  # type: ignore[union-attr]
        return super().get_view_on_site_url(page) if is_seen else None

    def reindex(self, records: Iterable[Any]) -> None:
        """Bring search in step with changed records."""

    @admin.display(description="人工更正")
    def corrected_fields(self, obj: Record) -> str:
        """Which fields a person set."""
        return "、".join(field_label(type(obj), name) for name in obj.locked_fields()) or "无"
