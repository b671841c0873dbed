"""Names that only unpublished documents know are not for readers."""

import pytest
from django.urls import reverse

from documents.models import Agency, DocumentAgency
from documents.records.reconcile import create
from documents.registry.loading import SHIPPED
from policykb.editing.merging import merge
from tests.factories import make_agency, make_document, make_duty, make_task

pytestmark = pytest.mark.django_db


def pages_of(client, agency):
    """The answers at all addresses of an agency."""
    urls = [reverse(f"agencies:{page}", args=[agency.slug]) for page in ("detail", "brief", "calendar", "feed")]
    return {client.get(url).status_code for url in (*urls, f"/agencies/?agency={agency.slug}")}


@pytest.mark.parametrize("how", ["duty", "issuance"])
@pytest.mark.parametrize("is_reviewed", [True, False])
def test_a_body_known_from_drafts_alone_has_no_page(client, how, is_reviewed):
    agency, draft = make_agency("青海省秘密领导小组", is_reviewed=is_reviewed), make_document(is_published=False)
    if how == "duty":
        make_duty(make_task(draft), agency)
    else:
        DocumentAgency.objects.create(document=draft, agency=agency)
    assert pages_of(client, agency) == {404}
    draft.is_published = True
    draft.save()
    assert pages_of(client, agency) == {200, 302}


def test_a_body_of_the_registry_has_one_whatever_drafts_say(client):
    create(Agency, [Agency(name="青海省财政厅", slug="青海省财政厅")], SHIPPED)
    agency = Agency.objects.get()
    assert pages_of(client, agency) == {200, 302}
    make_duty(make_task(make_document(is_published=False)), agency)
    assert pages_of(client, agency) == {200, 302}


def test_a_merged_name_is_shown_only_where_a_published_document_knows_it(client):
    into, draft, shown = make_agency(), make_document(is_published=False), make_document()
    make_duty(make_task(shown), into)
    secret, plain = make_agency("青海省秘密办公室"), make_agency("青海省能源办公室")
    secret.names.create(name="省秘密办")
    make_duty(make_task(draft), secret)
    make_duty(make_task(shown), plain)
    merge(secret, into)
    merge(plain, into)
    for path in (into.get_absolute_url(), "/api/agencies/"):
        page = client.get(path).content.decode()
        assert "能源办公室" in page and "秘密" not in page
    assert client.get("/agencies/青海省秘密办公室/").status_code == 404
    assert client.get("/agencies/青海省能源办公室/").status_code == 301
    draft.is_published = True
    draft.save()
    assert "省秘密办" in client.get(into.get_absolute_url()).content.decode()
    assert client.get("/agencies/青海省秘密办公室/").status_code == 301
