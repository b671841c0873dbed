"""Addresses of agencies: each has its own, a living one wins over a former one, and none is made twice."""

from datetime import date

import pytest
from django.urls import reverse

from documents.agencies import AgencyEntry
from documents.models import Agency, AgencyAddress
from documents.records.writing import writing
from documents.registry.directory import agency_at, agency_slug
from documents.registry.loading import add_agencies
from policykb.editing.merging import merge, undo_merge
from policykb.editing.renaming import rename
from tests.factories import make_agency, make_duty

pytestmark = pytest.mark.django_db

OLD = "青海省发展改革委员会"


@pytest.fixture
def renamed():
    """An agency that had another name; its old address leads to it."""
    agency = make_duty(agency=make_agency(OLD)).agency
    rename(agency, "青海省发展和改革委员会", date(2025, 1, 1))
    return agency


def add(client, slug):
    """Add an agency of the old name in the form."""
    values = {
        "name": OLD, "slug": slug, "kind": "agency", "region": "630000", "sort_key": 1,
        "names-TOTAL_FORMS": 0, "names-INITIAL_FORMS": 0,
    }  # fmt: skip
    return client.post(reverse("admin:documents_agency_add"), values)


def test_a_new_agency_does_not_take_a_former_address(admin_client, renamed):
    page = add(admin_client, OLD).content.decode()
    assert f"这个网址仍通往“{renamed}”，请改用“{OLD}-2”。" in page
    assert add(admin_client, f"{OLD}-2").status_code == 302
    new = Agency.objects.get(name=OLD)
    assert admin_client.get(new.get_absolute_url()).status_code == 200
    assert admin_client.get(reverse("agencies:detail", args=[OLD]))["Location"] == renamed.get_absolute_url()


@pytest.fixture
def squatter(renamed):
    """An agency that stands at a former address, as an earlier version let one be made."""
    return make_duty(agency=Agency.objects.create(name=OLD, slug=OLD, region=renamed.region)).agency


@pytest.mark.parametrize("view", ["detail", "brief", "calendar", "feed"])
def test_a_living_agency_wins_over_a_former_address(client, squatter, view):
    response = client.get(reverse(f"agencies:{view}", args=[squatter.slug]))
    assert response.status_code == 200
    if view == "detail":
        assert response.context["agency"] == squatter


def test_merging_away_an_agency_at_a_former_address_takes_the_address_along(client, renamed, squatter):
    target = make_agency("青海省能源局")
    before = sorted(AgencyAddress.objects.values_list("slug", "name", "agency"))
    merge(squatter, target)
    assert agency_at(OLD) == target
    assert client.get(reverse("agencies:detail", args=[OLD]))["Location"] == target.get_absolute_url()
    back, left = undo_merge(target.mergers.get())
    assert (back.slug, left) == (OLD, [])
    assert sorted(AgencyAddress.objects.values_list("slug", "name", "agency")) == before


def test_renaming_an_agency_at_a_former_address_takes_the_address_along(squatter):
    rename(squatter, "青海省全新委员会", date(2026, 1, 1))
    assert agency_at(OLD) == squatter


def test_the_registry_makes_addresses_that_nobody_has(renamed):
    """Two names that differ in their marks alone, one whose address is a former one, and one without a letter."""
    names = ["青海省工业（信息化）厅", "青海省工业信息化厅", OLD[:-1] + "、会", "《》"]
    with writing():
        assert add_agencies(AgencyEntry(name, region="630000") for name in names) == 4
    slugs = [Agency.objects.get(name=name).slug for name in names]
    assert slugs == ["青海省工业信息化厅", "青海省工业信息化厅-2", f"{OLD}-2", "agency"]
    assert agency_slug("《》") == "agency-2"
