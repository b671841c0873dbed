"""How a form of the admin changes rows: within a writing, column by column, and telling of each change."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import wraps
from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.forms import ModelForm
from django.forms.models import BaseModelFormSet
from django.http import HttpRequest, HttpResponse

from documents.models import Change
from documents.records.locks import changes_by_hand
from documents.records.saving import save
from documents.records.writing import tell, writing

Kind = Change.Kind
View = Callable[..., HttpResponse]


def turn(request: HttpRequest) -> AbstractContextManager[Any]:
    """The turn to write, for a request that may change something."""
    return writing(request.user, Change.Cause.EDIT) if request.method == "POST" else nullcontext()


def in_turn(view: View) -> View:
    """A view of an admin that takes its turn before it reads what it will change."""

    @wraps(view)
    def take_turn(admin: Any, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        with turn(request):
            return view(admin, request, *args, **options)

    return take_turn


class Doors(admin.ModelAdmin):
    """An admin whose pages write one at a time, whole or not at all, and tell what they changed."""

    @in_turn
    def changeform_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        return super().changeform_view(request, *args, **options)

    @in_turn
    def delete_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        return super().delete_view(request, *args, **options)

    @in_turn
    def changelist_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        """The list, and the actions on many of its records."""
        return super().changelist_view(request, *args, **options)

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        """Save what the form changes. A record saved as it stands adds nothing to its history."""
        if not change:
            super().save_model(request, obj, form, change)
            tell(obj, Kind.CREATED)
        elif changed := changes_by_hand(obj):
            save(obj, changed)
            tell(obj, Kind.UPDATED, changed)

    def save_formset(self, request: HttpRequest, form: ModelForm, formset: BaseModelFormSet, change: bool) -> None:
        """Save the rows of a table in the form."""
        for row in formset.save(commit=False):
            self.save_row(request, row, is_new=row in formset.new_objects)
        for row in formset.deleted_objects:
            self.drop_row(row)
        formset.save_m2m()

    def save_row(self, request: HttpRequest, row: Any, *, is_new: bool) -> None:
        """Save one row. A new one may be one that was taken out before."""
        if row._state.adding:
            row.save()
            tell(row, Kind.CREATED)
        elif changed := changes_by_hand(row):
            save(row, changed)
            tell(row, Kind.UPDATED, changed)

    def drop_row(self, row: Model) -> None:
        """Delete one row."""
        tell(row, Kind.REMOVED)
        row.delete()

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:
        """Tell of the lists that the form changed: no column holds them."""
        super().save_related(request, form, formsets, change)
        lists = {field.name for field in self.opts.many_to_many} & set(form.changed_data)
        if lists:
            tell(form.instance, Kind.UPDATED, lists)

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        self.drop_row(obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        for record in queryset:
            self.drop_row(record)
