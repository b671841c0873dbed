"""Staff editing of regions, agencies and terms."""

from typing import Any, ClassVar

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest
from simple_history.admin import SimpleHistoryAdmin

from documents.admin.records import PlainFields
from documents.indexing import index_agencies
from documents.models import Agency, AgencyName, AgencyPattern, Region, Term


class AgencyNameInline(admin.TabularInline):
    model = AgencyName
    extra = 1
    fields: ClassVar = ["name", "kind", "until"]


@admin.register(Agency)
class AgencyAdmin(PlainFields, SimpleHistoryAdmin):
    list_display: ClassVar = ["name", "kind", "region", "is_reviewed"]
    list_filter: ClassVar = ["is_reviewed", "kind", "region__level", "region"]
    list_editable: ClassVar = ["is_reviewed"]
    search_fields: ClassVar = ["name", "names__name"]
    autocomplete_fields: ClassVar = ["region", "parent"]
    inlines: ClassVar = [AgencyNameInline]

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        index_agencies([form.instance])


@admin.register(AgencyPattern)
class AgencyPatternAdmin(PlainFields, admin.ModelAdmin):
    list_display: ClassVar = ["line", "level", "official", "names"]
    list_filter: ClassVar = ["level", "kind"]
    search_fields: ClassVar = ["line", "official", "names"]


@admin.register(Region)
class RegionAdmin(PlainFields, admin.ModelAdmin):
    list_display: ClassVar = ["name", "code", "level", "parent"]
    list_filter: ClassVar = ["level"]
    search_fields: ClassVar = ["name", "short_name", "code"]
    autocomplete_fields: ClassVar = ["parent"]


@admin.register(Term)
class TermAdmin(PlainFields, SimpleHistoryAdmin):
    list_display: ClassVar = ["name", "synonyms", "is_topic"]
    list_filter: ClassVar = ["is_topic"]
    search_fields: ClassVar = ["name", "synonyms"]
    prepopulated_fields: ClassVar = {"slug": ["name"]}
