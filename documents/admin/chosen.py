"""Filters by one of very many records: a box to type in stands for the list of all of them."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import PAGE_VAR
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import QuerySet
from django.http import HttpRequest

from documents.models import Region


class ChosenFilter(admin.RelatedFieldListFilter):
    """A filter by the record that a column names. It is looked for as it is in forms: by typing."""

    template = "admin/filters/chosen.html"

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return []

    def has_output(self) -> bool:
        return True

    @property
    def value(self) -> str:
        """The key that the address names, "" without one."""
        return self.lookup_val[-1] if self.lookup_val else ""

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:
        """What the template shows: the box, the rest of the address, and the address without this filter."""
        without = changelist.get_query_string(remove=[*self.expected_parameters(), PAGE_VAR])
        yield {
            "box": choice_box(self.field, self.lookup_kwarg, self.value, str(self.title)),
            "kept": kept(without),
            "without": without if self.value else "",
        }

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        """The records under this condition; all where the box was sent empty."""
        is_empty = self.lookup_val is not None and not self.value
        return queryset if is_empty else super().queryset(request, queryset)


class RegionFilter(ChosenFilter):
    """A filter by region: a province holds its cities and counties."""

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        if not self.value:
            return super().queryset(request, queryset)
        return queryset.filter(**{f"{self.field_path}__in": region_and_below(self.value)})


def choice_box(field: Any, name: str, value: str, label: str) -> forms.BoundField:
    """A box in which a record that `field` may name is looked for, with the one whose key is `value` in it."""
    records = field.related_model._default_manager.all()
    widget = AutocompleteSelect(field, admin.site, attrs={"aria-label": label})
    box = forms.ModelChoiceField(records, required=False, widget=widget)
    form = type("ChoiceForm", (forms.Form,), {name: box})({name: value})
    return form[name]  # type: ignore[no-any-return]


def choice_media() -> forms.Media:
    """The scripts and styles of such boxes."""
    return AutocompleteSelect(Region._meta.get_field("parent"), admin.site).media


def kept(query: str) -> list[tuple[str, str]]:
    """The names and values of an address, for hidden fields."""
    return parse_qsl(query.removeprefix("?"), keep_blank_values=True)


def region_and_below(code: str) -> list[str]:
    """The codes of a region and of those in it, to any depth; none for an unknown code."""
    found, last = [], list(Region.objects.filter(pk=code).values_list("pk", flat=True))
    while last:
        found += last
        last = list(Region.objects.filter(parent__in=last).values_list("pk", flat=True))
    return found


def is_number(words: str) -> bool:
    """Whether the words may be a row's key."""
    return words.isascii() and words.isdecimal() and len(words) <= 18
