"""The form by which readers report an error: what is wrong, in which words, and perhaps how to reach them."""

from django import forms
from django.core.exceptions import ValidationError

from documents.exchange.form_fields import PlainLineField, PlainTextField
from tasks.models import Report

LONGEST = 1000
LONGEST_CONTACT = 100


class ReportForm(forms.Form):
    """`seen` is the digest of the words that the form showed; `website` is for programs that fill every field: people
    do not see it."""

    kind = forms.ChoiceField(
        label="哪里不对",
        choices=Report.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选一项：哪里不对。", "invalid_choice": "请在列出的几项里选一项。"},
    )
    description = PlainTextField(
        label="怎样不对，应当怎样",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6, "maxlength": LONGEST}),
        error_messages={
            "required": "请写明怎样不对。",
            "max_length": f"最多写 {LONGEST} 字，现在有 %(show_value)d 字，请删短后再提交。",
        },
    )
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
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_description(self) -> str:
        words: str = self.cleaned_data["description"].strip()
        if not words:
            raise ValidationError("请写明怎样不对。")
        return words

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError("“此栏请留空”一栏是用来分辨自动程序的，请清空它再提交。")
        return ""
