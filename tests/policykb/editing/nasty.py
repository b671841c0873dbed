"""Words that break programs, and forms of the admin filled in with them."""

import re
from urllib.parse import urlencode

from django import forms
from django.apps import apps
from django.db import models

NASTY = {
    "controls": "发\0\x01\x1b[31m\x7f\x9f展\ud800风\uffff电",
    "line ends": "推进\x0b风电\x0c光伏\r\n水电\r储能\u2028氢能\x85煤电\t核电",
    "direction": "省\u202e水利\u2066厅\u2069\u200f",
    "nothing seen": "\u200b\ufeff\u200d\xad\x00",
    "long": "长" * 10_000,
    "emoji": "🙂👨\u200d👩\u200d👧𠮷",
    "huge power": "1e2000000",
    "many digits": "9" * 400,
    "last day": "9999-12-31",
    "written day": "2028年5月1日",
    "markup": "=1+1<script>alert(1)</script>\"'\\{x}{0}{{7*7}}",
    "address": "a/b?c#d%00/../\\",
}
# Spelled out here, so that a slip in the program's own list is seen.
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
HAN = re.compile("[\u4e00-\u9fff]")
FREE = (forms.CharField, forms.DecimalField, forms.IntegerField, forms.DateField)
OURS = [model for label in ("documents", "tasks") for model in apps.get_app_config(label).get_models()]


def forms_of(page):
    """The form on a page, and those of the rows under it."""
    rows = [form for formset in page.context["inline_admin_formsets"] for form in formset.formset.forms]
    return [page.context["adminform"].form, *rows]


def free_fields(page):
    """The names of the fields in which a person writes; none of rows that are still empty."""
    first, *rows = forms_of(page)
    return {
        form.add_prefix(name)
        for form in [first, *(row for row in rows if row.instance.pk)]
        for name, field in form.fields.items()
        if isinstance(field, FREE) and not field.widget.is_hidden
    }


def errors_of(page):
    """The sentences on a refused form, by field; "" are those about the whole."""
    found = {}
    for form in forms_of(page):
        for name, sentences in form.errors.items():
            found["" if name == "__all__" else form.add_prefix(name)] = list(sentences)
    return found


def post(client, url, values):
    """Send a form as a browser would that does not mind halves of pairs."""
    body = urlencode(values, doseq=True, errors="surrogatepass")
    return client.post(url, body, content_type="application/x-www-form-urlencoded")


def fill_in(client, url, values, names, words):
    """Fill these fields in with the words, then without those that were refused; whether the rest was stored."""
    while names:
        page = post(client, url, values | dict.fromkeys(names, words))
        assert page.status_code in (200, 302), url
        if page.status_code == 302:
            return True
        refused = errors_of(page)
        assert refused and all(HAN.search(sentence) for said in refused.values() for sentence in said), refused
        if not names & set(refused):
            return False
        names = names - set(refused)
    return True


GOOD = {
    "code": "540000", "name": "西藏某某", "short_name": "西藏", "line": "水利", "official": "{region}水利厅",
    "slug": "某某", "sort_key": "1", "indicator": "装机", "due_on": "2030-12-31", "quote": "到2030年",
    "title": "某意见", "key": "9.9",
}  # fmt: skip


def good_values(form):
    """What an empty form is filled in with where the nasty words are refused."""
    values = {}
    for name, field in form.fields.items():
        if isinstance(field, forms.ModelChoiceField) and field.required:
            values[name] = field.queryset.last().pk
        elif isinstance(field, forms.ChoiceField) and field.required:
            values[name] = next(value for value, _ in field.choices if value)
        elif name in GOOD:
            values[name] = GOOD[name]
    return values | ({"precision": "day"} if "due_on" in form.fields else {})


def empty_rows(page):
    """What says that there are no rows under a form."""
    prefixes = [inline.formset.prefix for inline in page.context["inline_admin_formsets"]]
    return {f"{prefix}-{name}": 0 for prefix in prefixes for name in ("TOTAL_FORMS", "INITIAL_FORMS")}


def words_stored():
    """Every text in the rows of both apps and their histories."""
    for model in OURS:
        columns = [
            field.attname
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField)
            and model._meta.model_name not in ("stagedfile", "searchentry")
        ]
        for row in model._default_manager.values_list(*columns) if columns else ():
            for column, value in zip(columns, row, strict=True):
                for words in value if isinstance(value, list) else [value]:
                    if isinstance(words, str):
                        yield f"{model.__name__}.{column}", words
