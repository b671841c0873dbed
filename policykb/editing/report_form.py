"""The forms by which readers report an error or ask for a document: in which words, and perhaps how to reach them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from documents.exchange.form_fields import PlainLineField, PlainTextField
from tasks.models import Report

LONGEST = 1000
LONGEST_CONTACT = 100
LONGEST_NAME = 300


def description(label: str, rows: int, **options: Any) -> PlainTextField:
    """The field for a reader's own words."""
    too_long = f"最多写 {LONGEST} 字，现在有 %(show_value)d 字，请删短后再提交。"
    return PlainTextField(
        label=label,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows, "maxlength": LONGEST}),
        error_messages={"required": "请写明怎样不对。", "max_length": too_long},
        **options,
    )


class ReaderForm(forms.Form):
    """What both forms ask. `website` is for programs that fill every field: people do not see it."""

    contact = PlainLineField(
        label="联系方式（可不填）",
        max_length=LONGEST_CONTACT,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": f"联系方式最多 {LONGEST_CONTACT} 字，现在有 %(show_value)d 字。"},
    )
    website = forms.CharField(
        label="此栏请留空",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError("“此栏请留空”一栏是用来分辨自动程序的，请清空它再提交。")
        return ""


class ReportForm(ReaderForm):
    """An error. `seen` is the digest of the words that the form showed."""

    field_order = ("kind", "description", "contact")
    kind = forms.ChoiceField(
        label="哪里不对",
        choices=[(kind.value, kind.label) for kind in Report.Kind if kind != Report.Kind.WANTED],
        widget=forms.RadioSelect,
        error_messages={"required": "请选一项：哪里不对。", "invalid_choice": "请在列出的几项里选一项。"},
    )
    description = description("怎样不对，应当怎样", 6)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_description(self) -> str:
        words: str = self.cleaned_data["description"].strip()
        if not words:
            raise ValidationError("请写明怎样不对。")
        return words


class WantedForm(ReaderForm):
    """A document that the library lacks."""

    field_order = ("wanted", "description", "contact")
    wanted = PlainLineField(
        label="文件的标题、文号或网址",
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": "请写明是哪份文件：标题、文号或网址，写一样就够。",
            "max_length": f"最多写 {LONGEST_NAME} 字，现在有 %(show_value)d 字。",
        },
    )
    description = description("说明（可不填）", 4, required=False)

    def clean_wanted(self) -> str:
        words: str = self.cleaned_data["wanted"].strip()
        if len(words) < 2:
            raise ValidationError("请写明是哪份文件：标题、文号或网址，写一样就够。")
        return words
