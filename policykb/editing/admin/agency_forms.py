"""The forms by which staff merge, rename and split agencies."""

from functools import reduce
from operator import or_
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget, AutocompleteSelect
from django.db.models import F, Q

from documents.exchange.form_fields import PlainDateField, PlainLineField
from documents.models import Agency, AgencyMerge, AgencyName
from policykb.editing.merging import is_free
from tasks.models import Responsibility

LISTED = 200  # duties of an agency
WORDS = 5  # that they are looked for by


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(
        Agency.objects.filter(is_rejected=False),
        label="并入",
        widget=AutocompleteSelect(Responsibility._meta.get_field("agency"), admin.site),  # type: ignore[arg-type]
        error_messages={"invalid_choice": "没有这个机构。", "required": "请选择并入哪个机构。"},
    )

    def __init__(self, *args: Any, agency: Agency, **options: Any) -> None:
        super().__init__(*args, **options)
        self.agency = agency

    def clean_into(self) -> Agency:
        into: Agency = self.cleaned_data["into"]
        if into == self.agency:
            raise forms.ValidationError("不能并入自身。")
        return into


class UnmergeForm(forms.Form):
    """A form without fields; it is valid where the merger can be undone."""

    is_confirmed = forms.BooleanField(widget=forms.HiddenInput, initial=True)

    def __init__(self, *args: Any, merger: AgencyMerge, **options: Any) -> None:
        super().__init__(*args, **options)
        self.merger = merger

    def clean(self) -> dict[str, Any]:
        if not is_free(self.merger):
            raise forms.ValidationError("这个名称或网址已归别的机构，不能撤销；请用“拆分”。")
        return super().clean() or {}


class NameForm(forms.Form):
    name = PlainLineField(label="新名称", max_length=120, widget=forms.TextInput(attrs={"class": "vTextField"}))

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if Agency.objects.filter(name=name).exists():
            raise forms.ValidationError(f"已有名为“{name}”的机构；如是同一机构，请用合并。")
        return name


class RenameForm(NameForm):
    is_former = forms.BooleanField(label="旧名称曾经使用", required=False, initial=True, help_text="写法有误的，请取消")
    until = PlainDateField(label="旧名称停用日期", required=False, widget=AdminDateWidget)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("is_former") and not values.get("until") and "until" not in self.errors:
            self.add_error("until", "请填旧名称停用的日期。")
        return values


class SplitForm(NameForm):
    duties = forms.ModelMultipleChoiceField(
        Responsibility.objects.none(), label="归新机构的责任", required=False, widget=forms.CheckboxSelectMultiple
    )
    names = forms.ModelMultipleChoiceField(
        AgencyName.objects.none(), label="归新机构的别名", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, agency: Agency, words: str = "", **options: Any) -> None:
        """Of the agency's duties, those that `words` are about; of very many the first are listed."""
        super().__init__(*args, **options)
        duties = Responsibility.objects.current().filter(agency=agency).select_related("task__document", "agency")
        for word in words.split()[:WORDS]:
            duties = duties.filter(about(word))
        self.fields["duties"].queryset = duties  # type: ignore[attr-defined]
        listed = duties.order_by(F("task__document__issued_on").desc(nulls_last=True), "task__order", "pk")[:LISTED]
        self.fields["duties"].choices = [(duty.pk, duty_label(duty)) for duty in listed]  # type: ignore[attr-defined]
        self.words, self.found, self.listed = words, duties.count(), LISTED
        self.fields["names"].queryset = names = agency.names.all()  # type: ignore[attr-defined]
        if not names:
            self.fields["names"].widget = forms.MultipleHiddenInput()

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if not self.errors and not values["duties"] and not values["names"]:
            self.add_error("duties", "请选择归新机构的责任或别名。")
        return values


def about(word: str) -> Q:
    """The condition that the words of a duty, its task or its document hold a word."""
    paths = ("as_written", "task__title", "task__document__title", "task__document__document_number")
    return reduce(or_, (Q(**{f"{path}__contains": word}) for path in paths))


def duty_label(duty: Responsibility) -> str:
    """A duty in a list of duties of one agency: its task and its words."""
    return f"{duty.get_role_display()} {duty.task.document.name} {duty.task}（原文写作：{duty.as_written or '无'}）"
