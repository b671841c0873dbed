"""From a public page to its records in the admin and back: for staff, and nobody else sees a trace of it."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse

from tests.factories import make_duty, make_term

pytestmark = pytest.mark.django_db


def bar(client: Client, path: str) -> list[str]:
    """The addresses in the bar of a page."""
    page = client.get(path).content.decode()
    _, _, rest = page.partition('class="page desk-bar')
    nav, _, _ = rest.partition("</nav>")
    return [part.partition('"')[0] for part in nav.split('href="')[1:]]


def test_a_page_leads_to_the_forms_of_what_it_shows_and_they_lead_back(admin_client: Client) -> None:
    duty = make_duty()
    task, document, agency = duty.task, duty.task.document, duty.agency
    change = reverse("admin:tasks_task_change", args=[task.pk])
    assert bar(admin_client, task.get_absolute_url())[0] == change
    assert reverse("admin:documents_document_change", args=[document.pk]) in bar(admin_client, task.get_absolute_url())
    assert f"/admin/documents/review/?document={document.pk}" in bar(admin_client, document.get_absolute_url())
    assert bar(admin_client, agency.get_absolute_url())[0].endswith(f"/agency/{agency.pk}/change/")
    for record in (task, document, agency):
        form = reverse(f"admin:{record._meta.label_lower.replace('.', '_')}_change", args=[record.pk])
        back = reverse("admin:view_on_site", args=[ContentType.objects.get_for_model(record).pk, record.pk])
        assert back in admin_client.get(form).content.decode()


def test_what_stands_in_a_task_leads_to_its_page(admin_client: Client) -> None:
    duty = make_duty()
    form = reverse("admin:tasks_responsibility_change", args=[duty.pk])
    back = reverse("admin:view_on_site", args=[ContentType.objects.get_for_model(duty.task).pk, duty.task_id])
    assert back in admin_client.get(form).content.decode()
    duty.task.document.is_published = False
    duty.task.document.save()
    assert back not in admin_client.get(form).content.decode()


def test_a_topic_leads_to_its_term(admin_client: Client) -> None:
    duty, term = make_duty(), make_term()
    duty.task.topics.add(term)
    assert bar(admin_client, f"/topics/{term.slug}/") == [reverse("admin:documents_term_change", args=[term.pk])]


def test_staff_see_only_what_they_may_open(client: Client) -> None:
    duty = make_duty()
    reader = get_user_model().objects.create_user("访客", is_staff=True)
    client.force_login(reader)
    assert bar(client, duty.task.get_absolute_url()) == []
    reader.user_permissions.add(Permission.objects.get(codename="view_task"))
    client.force_login(get_user_model().objects.get(pk=reader.pk))
    assert len(bar(client, duty.task.get_absolute_url())) == 2  # the task, and the tasks of its document


def test_readers_pages_ask_nothing_of_a_session(client: Client) -> None:
    duty = make_duty()
    response = client.get(duty.task.get_absolute_url())
    assert "desk-bar" not in response.content.decode() and "Cookie" not in response.get("Vary", "")
    client.force_login(get_user_model().objects.create_user("读者"))
    assert bar(client, duty.task.get_absolute_url()) == []
