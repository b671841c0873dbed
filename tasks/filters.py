"""Narrowing the task list: a query string in, the tasks it leaves and its mistakes out."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, reduce
from operator import and_
from types import MappingProxyType
from typing import Any

import django_filters
from django import forms
from django.http import QueryDict
from pyroaring import BitMap

from documents.models import Agency, Document, Region, Term
from documents.tag_sets.current import current_sets
from documents.tag_sets.sets import Sets
from tasks.models import Responsibility, Task
from tasks.models.task_queries import TaskQuerySet

ORDERS = {"document": "文件顺序", "deadline": "期限", "relevance": "相关度"}
YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
WITHOUT_YEAR = {"recurring": "例行，逐年", "none": "本条未写期限"}
TARGETS = {
    "quantified": "有定量指标",
    "cover": "有覆盖类指标",
    "qualitative": "有定性目标",
    "none": "原文未写指标",
}


class YearField(forms.MultipleChoiceField):
    """A choice of four-digit years, recurring and none."""

    default_error_messages = {"invalid_choice": "期限年份请写四位数字，例如 2030；“%(value)s”不是年份。"}

    def valid_value(self, value: str) -> bool:
        return value in WITHOUT_YEAR or bool(YEAR.fullmatch(value))


class YearFilter(django_filters.MultipleChoiceFilter):
    field_class = YearField


def several(records: Any, label: str, unknown: str, to_field: str = "slug") -> django_filters.Filter:
    """A filter by several records, which the query string names by their field `to_field`."""
    return django_filters.ModelMultipleChoiceFilter(
        label=label,
        queryset=records,
        to_field_name=to_field,
        error_messages={"invalid_choice": unknown, "invalid_pk_value": unknown},
    )


class TaskFilter(django_filters.FilterSet):
    """Conditions on tasks. A wrong value is named in `errors`; the other conditions are applied."""

    q = django_filters.CharFilter(
        label="词语", max_length=200, error_messages={"max_length": "词语太长，请少于 %(limit_value)d 字。"}
    )
    document = several(Document.objects.published(), "文件", "本库没有“%(value)s”这份文件。")
    region = several(Region.objects.all(), "地区", "本库没有“%(value)s”这个地区。", "code")
    agency = several(Agency.objects.all(), "机构", "本库没有“%(value)s”这个机构。")
    role = django_filters.MultipleChoiceFilter(
        label="角色",
        choices=Responsibility.Role.choices,
        error_messages={"invalid_choice": "没有“%(value)s”这种角色，只有 lead、support、implement。"},
    )
    year = YearFilter(label="期限", choices=list(WITHOUT_YEAR.items()))
    target = django_filters.MultipleChoiceFilter(
        label="指标",
        choices=list(TARGETS.items()),
        error_messages={"invalid_choice": "没有“%(value)s”这种指标条件。"},
    )
    topic = several(Term.objects.all(), "专题", "本库没有“%(value)s”这个专题。")

    class Meta:
        model = Task
        fields = ()

    def __init__(
        self,
        data: QueryDict,
        matching: Callable[[str], BitMap],
        misnamed: Mapping[str, Sequence[str]] = MappingProxyType({}),
    ) -> None:
        """`matching` finds the keys of the tasks that contain certain words; `misnamed` are the mistakes that were
        found before, by condition."""
        self.matching = matching
        self.misnamed = misnamed
        # No database takes a NUL; without it the value is merely unknown.
        clean = QueryDict(mutable=True)
        for name, values in data.lists():
            clean.setlist(name, [value.replace("\0", "") for value in values if value])
        super().__init__(clean, Task.objects.published())

    @property
    def errors(self) -> dict[str, list[str]]:
        """What is wrong with the query string, by condition."""
        found = {name: list(map(str, messages)) for name, messages in self.form.errors.items()}
        if (order := self.data.get("order", "")) and order not in ORDERS:
            found["order"] = [f"没有“{order[:20]}”这种排序，只有 {'、'.join(ORDERS)}。"]
        return {name: [*self.misnamed.get(name, ()), *found.get(name, ())] for name in {**self.misnamed, **found}}

    @cached_property
    def conditions(self) -> dict[str, Any]:
        """The valid conditions by name, with records or words as values; empty ones are left out."""
        self.form.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    def filter_queryset(self, queryset: TaskQuerySet) -> TaskQuerySet:
        return queryset.among(self.keys()) if self.conditions else queryset

    @cached_property
    def sets(self) -> Sets:
        """The sets that this list is counted from."""
        return current_sets()

    def keys(self, without: Iterable[str] = ()) -> BitMap:
        """The keys of the tasks under all conditions but those named in `without`."""
        tasks = self.sets.of("task")
        asked = [tags for name, tags in self.tags.items() if name not in without]
        found = reduce(and_, map(tasks.any, asked), tasks.every)
        return found & self.found if "q" in self.conditions and "q" not in without else found

    @cached_property
    def found(self) -> BitMap:
        """The keys of the tasks that contain the words of the query."""
        return self.matching(self.conditions["q"])

    @cached_property
    def tags(self) -> dict[str, list[str]]:
        """For each condition the tags of which a task has to carry one. Who has to act in which role is one
        condition."""
        given = self.conditions
        agencies, roles = [f"a{agency.pk}" for agency in given.get("agency", ())], given.get("role", ())
        both = [f"{agency}.{role}" for agency in agencies for role in roles]
        tags = {
            "document": [f"d{document.pk}" for document in given.get("document", ())],
            "region": [f"g{region.pk}" for region in given.get("region", ())],
            "agency": both or agencies or [f"o{role}" for role in roles],
            "year": [f"y{year}" for year in given.get("year", ())],
            "target": [f"q{kind}" for kind in given.get("target", ())],
            "topic": [f"t{topic.pk}" for topic in given.get("topic", ())],
        }
        return {name: some for name, some in tags.items() if some}

    @property
    def orders(self) -> dict[str, str]:
        """The orders one can choose, with their names; by relevance only where words are searched for."""
        return {name: word for name, word in ORDERS.items() if name != "relevance" or self.conditions.get("q")}

    @property
    def order(self) -> str:
        """The order asked for if it can be chosen, else that of the documents."""
        wanted = self.data.get("order", "")
        return wanted if wanted in self.orders else "document"
