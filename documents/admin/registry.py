"""Staff editing of regions, agencies and terms."""

from typing import ClassVar

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from documents.admin.versions import VersionedAdmin
from documents.models import AgencyName, AgencyPattern, Region, Term


class AgencyNameInline(admin.TabularInline):
    model = AgencyName
    extra = 1
    fields: ClassVar = ["name", "kind", "until"]


class AgencyAdmin(VersionedAdmin):
    """The form for an agency. The site registers it, because merging and renaming concern the duties. Its name and
    address change there, so that the old ones keep leading to it."""

    list_display: ClassVar = ["name", "kind", "region", "is_reviewed"]
    list_filter: ClassVar = ["is_reviewed", "kind", "region__level", "region"]
    readonly_fields: ClassVar = ["is_reviewed"]
    search_fields: ClassVar = ["name", "names__name"]
    autocomplete_fields: ClassVar = ["region", "parent"]
    inlines: ClassVar = [AgencyNameInline]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return [*self.readonly_fields, "name", "slug"] if obj else [*self.readonly_fields]

    def get_prepopulated_fields(self, request: HttpRequest, obj: Model | None = None) -> dict[str, list[str]]:
        return {} if obj else {"slug": ["name"]}


@admin.register(AgencyPattern)
class AgencyPatternAdmin(VersionedAdmin):
    list_display: ClassVar = ["line", "level", "official", "names"]
    list_filter: ClassVar = ["level", "kind"]
    search_fields: ClassVar = ["line", "official", "names"]


@admin.register(Region)
class RegionAdmin(VersionedAdmin):
    list_display: ClassVar = ["name", "code", "level", "parent"]
    list_filter: ClassVar = ["level"]
    search_fields: ClassVar = ["name", "short_name", "code"]
    autocomplete_fields: ClassVar = ["parent"]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return ["code"] if obj else []  # a region is known by its code


@admin.register(Term)
class TermAdmin(VersionedAdmin):
    list_display: ClassVar = ["name", "synonyms", "is_topic"]
    list_filter: ClassVar = ["is_topic"]
    search_fields: ClassVar = ["name", "synonyms"]
    prepopulated_fields: ClassVar = {"slug": ["name"]}
