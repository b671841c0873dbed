"""Staff editing of regions, agencies and terms."""

import re
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest

from documents.admin.chosen import RegionFilter
from documents.admin.exchange import ExchangeAdmin
from documents.admin.fields import NamedRows, PlainFields
from documents.admin.two_editors import VersionedAdmin, VersionedForm
from documents.exchange.sheets import Sheet
from documents.models import AgencyAddress, AgencyName, AgencyPattern, Change, LineName, Region, Term, WordPair
from documents.records.saving import save
from documents.records.writing import tell
from documents.registry.directory import agency_slug

OFFICIAL_MARK = re.compile(r"\{(?:region|short|committee)\}")
REGION_CODE = re.compile(r"[0-9]{6}")
BRACE = re.compile(r"[{}]")


class AgencyNameInline(PlainFields, admin.TabularInline):
    model = AgencyName
    formset = NamedRows
    extra = 1
    fields: ClassVar = ["name", "kind", "until"]


class AgencyForm(VersionedForm):
    """An agency. A new one does not take the address by which another is still found."""

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if former := AgencyAddress.objects.filter(slug=slug).select_related("agency").first():
            raise ValidationError(f"这个网址仍通往“{former.agency}”，请改用“{agency_slug(slug)}”。")
        return slug


class AgencyAdmin(VersionedAdmin):
    """The form for an agency. The site registers it, because merging and renaming concern the duties. Its name and
    address change there, so that the old ones keep leading to it."""

    form = AgencyForm
    list_display: ClassVar = ["name", "kind", "region", "is_reviewed", "changed_at"]
    list_filter: ClassVar = ["is_reviewed", "is_rejected", "kind", "region__level", ("region", RegionFilter)]
    list_select_related: ClassVar = ["region"]
    readonly_fields: ClassVar = ["is_reviewed"]
    search_fields: ClassVar = ["name", "names__name"]
    autocomplete_fields: ClassVar = ["region", "parent"]
    inlines: ClassVar = [AgencyNameInline]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return [*self.readonly_fields, "name", "slug"] if obj else [*self.readonly_fields]

    def get_form(self, request: HttpRequest, obj: Model | None = None, **options: Any) -> Any:
        help = {"sort_key": "同一地区、同一类机构之中，数小的在前"}
        return super().get_form(request, obj, help_texts=help, **options)

    def get_prepopulated_fields(self, request: HttpRequest, obj: Model | None = None) -> dict[str, list[str]]:
        return {} if obj else {"slug": ["name"]}


class PatternForm(VersionedForm):
    """How bodies are named, with marks for the region; other marks would stop the reading of every file."""

    def clean_official(self) -> str:
        official: str = self.cleaned_data["official"]
        if BRACE.search(OFFICIAL_MARK.sub("", official)):
            raise ValidationError("花括号只能是 {region}、{short} 或 {committee}。")
        return official

    def clean_names(self) -> list[str]:
        names: list[str] = self.cleaned_data["names"]
        if any(BRACE.search(name.replace("{}", "")) for name in names):
            raise ValidationError("花括号只能是 {}，表示地区所在的位置。")
        return names


@admin.register(AgencyPattern)
class AgencyPatternAdmin(VersionedAdmin):
    form = PatternForm
    list_display: ClassVar = ["line", "level", "official", "names"]
    list_filter: ClassVar = ["level", "kind"]
    search_fields: ClassVar = ["line", "official", "names"]

    def get_form(self, request: HttpRequest, obj: Model | None = None, **options: Any) -> Any:
        help = {
            "official": "{region} 表示地区全称（青海省），{short} 表示简称（青海），{committee} 表示党委（青海省委）",
            "names": "每行一个，不写地区；地区在中间的，用 {} 表示它的位置",
        }
        return super().get_form(request, obj, help_texts=help, **options)


class RegionForm(VersionedForm):
    """A region."""

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if not REGION_CODE.fullmatch(code):
            raise ValidationError("行政区划代码是 6 位数字，如 630000。")
        return code


@admin.register(Region)
class RegionAdmin(VersionedAdmin):
    form = RegionForm
    list_display: ClassVar = ["name", "code", "level", "parent"]
    list_filter: ClassVar = ["level"]
    list_select_related: ClassVar = ["parent"]
    search_fields: ClassVar = ["name", "short_name", "code"]
    autocomplete_fields: ClassVar = ["parent"]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return ["code"] if obj else []  # a region is known by its code


@admin.register(Term)
class TermAdmin(VersionedAdmin):
    list_display: ClassVar = ["name", "synonyms", "is_topic", "field"]
    list_filter: ClassVar = ["is_topic", "field"]
    search_fields: ClassVar = ["name", "synonyms"]
    prepopulated_fields: ClassVar = {"slug": ["name"]}

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What goes with terms: they are taken off the tasks that carry them, which are too many to be named."""
        marked = Term.tasks.through.objects.filter(term__in=objs).count()  # type: ignore[attr-defined]
        counts = {self.opts.verbose_name_plural: len(objs), "标有它的任务（不再标）": marked}
        return [str(term) for term in objs], counts, set(), []


@admin.register(WordPair)
class WordPairAdmin(ExchangeAdmin):
    sheet = Sheet(WordPair, fields=("typed", "official", "kind", "weight", "state", "note"))
    most_taken = 100_000  # a part of the table may be brought back
    list_display: ClassVar = ["typed", "official", "kind", "weight", "state", "note"]
    actions: ClassVar = ["take", "decline"]
    list_filter: ClassVar = ["state", "kind"]
    search_fields: ClassVar = ["typed", "official"]

    @admin.action(description="采用所选词对", permissions=["change"])
    def take(self, request: HttpRequest, queryset: Any) -> None:
        self.decide(request, queryset, WordPair.State.IN_USE)

    @admin.action(description="不采用所选词对", permissions=["change"])
    def decline(self, request: HttpRequest, queryset: Any) -> None:
        self.decide(request, queryset, WordPair.State.DECLINED)

    def decide(self, request: HttpRequest, queryset: Any, state: WordPair.State) -> None:
        """Give the pairs this state; it is in force at once."""
        changed = list(queryset.exclude(state=state))
        for pair in changed:
            pair.state = state
            save(pair, ["state"])
            tell(pair, Change.Kind.UPDATED, ["state"])
            self.log_change(request, pair, str(state.label))
        messages.success(request, f"{len(changed)} 个词对已记为“{state.label}”。")


@admin.register(LineName)
class LineNameAdmin(VersionedAdmin):
    list_display: ClassVar = ["name", "line", "kind"]
    list_filter: ClassVar = ["kind"]
    search_fields: ClassVar = ["name", "line"]
