"""Two editors at once: a form knows the version of the record that it shows, and is refused if another came between."""

from dataclasses import replace
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import ValidationError
from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from simple_history.admin import SimpleHistoryAdmin
from simple_history.template_utils import HistoricalRecordContextHelper

from documents.admin.conflicts import Merge
from documents.admin.doors import Doors, turn
from documents.admin.fields import PlainFields
from documents.admin.lists import LongList
from documents.admin.shown import in_words, version_of_page
from documents.exchange.labels import moment
from documents.records.digests import version_of


class VersionedForm(forms.ModelForm):
    """A form that carries the version of its record. `merge` is what became of the data that was sent, where the page
    that sent it can show a choice; where it cannot, what was written over an older version is refused."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)
    merge: ClassVar[Merge | None] = None
    chosen: ClassVar[list[tuple[type[Model], str]]] = []

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk and "version" in self.fields and not self.is_bound:
            self.initial["version"] = version_of(stored(self.instance), self.chosen)

    def clean(self) -> dict[str, Any] | None:
        """Refuse what clashes with the work of others."""
        values = super().clean()
        if self.merge and self.merge.clashes:
            raise ValidationError("您的修改还没有保存：您打开本页之后，他人也改了同样的内容。", code="clash")
        if self.instance.pk and "version" in self.fields and not self.merge:
            record = stored(self.instance, is_locked=True)
            if self.cleaned_data.get("version") != version_of(record, self.chosen):
                raise ValidationError(outdated(record), code="outdated")
        return values

    def columns(self) -> list[tuple[str, Any]]:
        """The fields that are columns of the record."""
        names = {field.name for field in self.instance._meta.concrete_fields}
        return [(name, field) for name, field in self.fields.items() if name in names]


def stored(record: Model, *, is_locked: bool = False) -> Model:
    """The record as it stands in the database; if locked, nobody changes it until this transaction ends."""
    rows = type(record)._default_manager.all()
    return (rows.select_for_update() if is_locked else rows).get(pk=record.pk)


def outdated(record: Any) -> str:
    """Who came between, as far as the history knows."""
    last = record.history.select_related("history_user").first()
    who = f"{last.history_user or '程序'}已于 {moment(last.history_date)} " if last else "他人已"
    return f"您打开本页之后，{who}修改了这条记录。您的修改没有保存，请重新打开本页再改。"


def keep_what_no_form_shows(record: Model, form: forms.ModelForm) -> None:
    """A form that reverts holds a record as it was; what it does not show stays as it is."""
    row = stored(record)
    for field in record._meta.concrete_fields:
        if field.name not in form.fields:
            setattr(record, field.attname, getattr(row, field.attname))


class WholeValues(HistoricalRecordContextHelper):
    """What changed between two versions, in plain words and at length: the page marks the words that differ."""

    def format_delta_change(self, change: Any) -> Any:
        field = self.model._meta.get_field(change.field)
        choices = dict(getattr(field, "flatchoices", ()))
        old, new = (
            "" if value in (None, "") else in_words(choices.get(value, value) if choices else value)
            for value in (change.old, change.new)
        )
        return replace(change, field=field.verbose_name, old=old, new=new)


class VersionedAdmin(PlainFields, Doors, LongList, SimpleHistoryAdmin):
    """A form that refuses to overwrite what another editor saved meanwhile."""

    class Media:
        css: ClassVar = {"all": ["desk.css"]}
        js: ClassVar = [forms.Script("desk.js", defer=True)]

    form = VersionedForm
    object_history_template = "admin/history/page.html"
    object_history_form_template = "admin/history/form.html"
    object_history_list_template = "admin/history/list.html"

    def get_form(self, request: HttpRequest, obj: Model | None = None, change: bool = False, **options: Any) -> Any:
        form = super().get_form(request, obj, change=change, **options)
        form.merge = getattr(request, "merge", None)
        form.chosen = [
            (many.remote_field.through, many.m2m_column_name())
            for many in self.opts.many_to_many
            if many.name in form.base_fields
        ]
        return form

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The form; what others changed since it was shown is taken over into what was sent."""
        if request.method != "POST" or object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with turn(request):
            merge = self.merge(request, object_id)
            response = super().changeform_view(request, object_id, form_url, extra_context)
        if merge and merge.taken and response.status_code == 302:
            messages.info(request, f"您打开本页之后他人所改的也都保留了：{'；'.join(merge.taken)}。")
        return response

    def merge(self, request: HttpRequest, object_id: str) -> Merge | None:
        """Put the data of a merger in the place of what was sent. Nobody changes the record until this is done."""
        shown = self.get_object(request, unquote(object_id))
        if shown is None or not self.has_change_permission(request, shown):
            return None
        record = stored(shown, is_locked=True)
        names = flatten_fieldsets(self.get_fieldsets(request, record))
        form = self.get_form(request, record, change=True, fields=names)(instance=record)
        tables = [
            table(instance=record, prefix=table.get_default_prefix(), queryset=inline.get_queryset(request))
            for table, inline in self.get_formsets_with_inlines(request, record)
            if inline.has_change_permission(request, record)
        ]
        merge = Merge(request.POST, form, tables)
        request.POST, request.merge = merge.data, merge  # type: ignore[attr-defined]
        return merge

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **options: Any) -> HttpResponse:
        form, tables = context["adminform"].form, context["inline_admin_formsets"]
        if form.instance.pk and not form.is_bound:
            form.initial["version"] = version_of_page(form, [table.formset for table in tables])
        context["merge"] = getattr(request, "merge", None)
        return super().render_change_form(request, context, *args, **options)

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        if change:
            keep_what_no_form_shows(obj, form)
        super().save_model(request, obj, form, change)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With when each was last changed."""
        pk = self.opts.pk.attname
        versions = self.model.history.filter(**{pk: OuterRef(pk)}).order_by("-history_date")  # type: ignore[attr-defined]
        return super().get_queryset(request).annotate(last_changed=Subquery(versions.values("history_date")[:1]))

    @admin.display(description="更新时间")
    def changed_at(self, obj: Any) -> str:
        """When the record was last changed, as its history knows."""
        return moment(obj.last_changed) if obj.last_changed else ""

    def get_historical_record_context_helper(self, request: HttpRequest, record: Any) -> WholeValues:
        return WholeValues(self.model, record)

    def history_form_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        """Reverting is all or nothing, as saving is."""
        with turn(request):
            return super().history_form_view(request, *args, **options)

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> Any:
        """The version travels in a hidden field of the first fieldset."""
        fieldsets = [(title, dict(options)) for title, options in super().get_fieldsets(request, obj)]
        fieldsets[0][1]["fields"] = [name for name in fieldsets[0][1]["fields"] if name != "version"]
        if obj and self.has_change_permission(request, obj):
            fieldsets[0][1]["fields"].append("version")
        return fieldsets
