"""The forms by which staff merge, rename and split agencies."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget, AutocompleteSelect

from documents.exchange.form_fields import PlainDateField, PlainLineField
from documents.models import Agency, AgencyMerge, AgencyName
from policykb.editing.merging import is_free
from tasks.models import Responsibility


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

    def __init__(self, *args: Any, agency: Agency, **options: Any) -> None:
        super().__init__(*args, **options)
        duties = Responsibility.objects.current().filter(agency=agency).select_related("task__document", "agency")
        self.fields["duties"].queryset = duties  # type: ignore[attr-defined]
        self.fields["duties"].label_from_instance = duty_label  # type: ignore[attr-defined]
        self.fields["names"].queryset = names = agency.names.all()  # type: ignore[attr-defined]
        if not names:
            self.fields["names"].widget = forms.MultipleHiddenInput()

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if not self.errors and not values["duties"] and not values["names"]:
            self.add_error("duties", "请选择归新机构的责任或别名。")
        return values


def duty_label(duty: Responsibility) -> str:
    """A duty in a list of duties of one agency: its task and its words."""
    return f"{duty.get_role_display()} {duty.task.document.name} {duty.task}（原文写作：{duty.as_written or '无'}）"
