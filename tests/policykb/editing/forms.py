"""The admin's forms as an editor fills them in, and a change for each kind of record."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from documents.models import (
    AgencyPattern,
    SourceNote,
)
from tests.factories import (
    make_agency,
    make_deadline,
    make_document,
    make_duty,
    make_region,
    make_target,
    make_term,
)


def form_of(client, record):
    """The values an editor finds in the admin's form, by name."""
    response = client.get(reverse(f"admin:{record._meta.label_lower.replace('.', '_')}_change", args=[record.pk]))
    forms = [response.context["adminform"].form]
    for formset in response.context["inline_admin_formsets"]:
        forms += [formset.formset.management_form, *formset.formset.forms]
    values = {}
    for form in forms:
        for field in form:
            value = field.value()
            if value is not None and value is not False:
                values[field.html_name] = value
    return values


def save(client, record, **changes):
    """Change some values in the form and save it."""
    url = reverse(f"admin:{record._meta.label_lower.replace('.', '_')}_change", args=[record.pk])
    return client.post(url, form_of(client, record) | changes)


def browser_of(name):
    """The browser of an editor who may do everything."""
    client = Client()
    client.force_login(get_user_model().objects.create_superuser(name))
    return client


def url_of(record):
    """The address of a record's form."""
    return reverse(f"admin:{record._meta.label_lower.replace('.', '_')}_change", args=[record.pk])


def send(client, record, values):
    """Send a form; the page that the editor sees next, and whether the form was saved."""
    response = client.post(url_of(record), values)
    saved = response.status_code == 302
    return (client.get(url_of(record)) if saved else response), saved


def sent_again(response):
    """What the page that was refused sends if nothing is touched in it, the choices left as they are."""
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    values = {field.html_name: field.value() for form in forms for field in form}
    values |= {clash.name: "mine" for clash in response.context["merge"].clashes}
    return {name: value for name, value in values.items() if value is not None and value is not False}


def revert(client, record):
    """Go back to the record's first version."""
    name = f"admin:{record._meta.label_lower.replace('.', '_')}_simple_history"
    url = reverse(name, args=[record.pk, record.history.last().pk])
    form = client.get(url).context["adminform"].form
    values = {field.html_name: field.value() for field in form if field.value() not in (None, False)}
    response = client.post(url, values)
    assert response.status_code == 302, response.context["errors"]


def make_note():
    return SourceNote.objects.create(document=make_document(), kind="hole", message="缺文")


def make_pattern():
    return AgencyPattern.objects.create(line="能源", level="province", official="{region}能源局", names=["能源局"])


EVERY_FORM = pytest.mark.parametrize(
    ("make", "field", "value"),
    [
        (make_region, "short_name", "青"),
        (make_pattern, "official", "{region}能源办"),
        (make_note, "state", "done"),
        (make_term, "name", "直连"),
        (make_agency, "sort_key", 5),
        (make_duty, "as_written", "省能源办"),
        (make_target, "unit", "个"),
        (make_deadline, "quote", "到三十年"),
        (make_document, "document_number", "青测发〔2026〕99号"),
    ],
)
