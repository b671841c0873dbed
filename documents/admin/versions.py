"""Two editors at once: a form knows the version of the record that it shows, and is refused if another came between."""

from dataclasses import replace
from hashlib import sha256
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms.models import _get_foreign_key  # type: ignore[attr-defined]
from django.http import HttpRequest, HttpResponse
from simple_history.admin import SimpleHistoryAdmin
from simple_history.template_utils import HistoricalRecordContextHelper

from documents.admin.doors import Doors, turn
from documents.admin.fields import PlainFields
from documents.reconcile import plain


def version_of(record: Model, inlines: list[tuple[type[Model], str]]) -> str:
    """A digest of all columns of a record and of the rows that its form shows with it."""
    rows: list[Model] = [record]
    for model, key in inlines:
        rows += model._default_manager.filter(**{key: record.pk}).order_by("pk")
    columns = [
        (field.attname, plain(getattr(row, field.attname)))
        for row in rows
        for field in row._meta.concrete_fields
        if field.attname not in ("updated_at", "ingested_at")
    ]
    return sha256(repr(columns).encode()).hexdigest()[:24]


class VersionedForm(forms.ModelForm):
    """A form that carries the version of its record."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)
    inlines: ClassVar[list[tuple[type[Model], str]]] = []

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk and "version" in self.fields:
            self.initial["version"] = version_of(stored(self.instance), self.inlines)

    def clean(self) -> dict[str, Any] | None:
        """Refuse what was written over an older version; say who came between and what stands there now."""
        values = super().clean()
        if self.instance.pk and "version" in self.fields:
            record = stored(self.instance, is_locked=self.is_bound)
            if self.cleaned_data.get("version") != version_of(record, self.inlines):
                raise ValidationError([outdated(record), *self.differences(record)], code="outdated")
        return values

    def differences(self, record: Model) -> list[str]:
        """What stands in the record where the form says something else."""
        current = {name: field.prepare_value(record.serializable_value(name)) for name, field in self.columns()}
        return [
            f"“{self.fields[name].label}”现为：{value if value not in (None, '') else '（空）'}"
            for name, value in current.items()
            if self.fields[name].has_changed(value, self.data.get(self.add_prefix(name)))
        ]

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
    who = f"{last.history_user or '程序'}已于 {last.history_date:%Y-%m-%d %H:%M} " if last else "他人已"
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
        old, new = (choices.get(value, value) for value in (change.old, change.new))
        return replace(change, field=field.verbose_name, old=words(old), new=words(new))


def words(value: Any) -> str:
    """A value as the history shows it."""
    return "、".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)


class VersionedAdmin(PlainFields, Doors, SimpleHistoryAdmin):
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
        inlines = [
            (inline.model, _get_foreign_key(self.model, inline.model, inline.fk_name).attname)
            for inline in self.inlines or ()
        ]
        chosen = [
            (many.remote_field.through, many.m2m_column_name())
            for many in self.opts.many_to_many
            if many.name in form.base_fields
        ]
        form.inlines = [*inlines, *chosen]
        return form

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        if change:
            keep_what_no_form_shows(obj, form)
        super().save_model(request, obj, form, change)

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
