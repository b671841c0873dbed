"""Bases made before districts bore their city's name and collectives their region's: what migrations make of them."""

from importlib import import_module

import pytest
from django.apps import apps

from documents.models import Agency, Region
from tests.factories import make_agency, make_document, make_duty, make_task

districts = import_module("documents.migrations.0019_districts_with_their_city")
collectives = import_module("tasks.migrations.0010_collectives_by_region")


@pytest.fixture
def places(db):
    rows = [
        ("000000", "全国", "national", None), ("220000", "吉林省", "province", "000000"),
        ("220100", "长春市", "city", "220000"), ("220104", "朝阳区", "county", "220100"),
        ("220122", "农安县", "county", "220100"), ("620000", "甘肃省", "province", "000000"),
    ]  # fmt: skip
    return {
        name: Region.objects.update_or_create(
            code=code, defaults={"name": name, "short_name": name, "level": level, "parent_id": parent}
        )[0]
        for code, name, level, parent in rows
    }


def test_districts_and_their_bodies_bear_the_name_of_their_city(places):
    body = make_agency("朝阳区水利局", region=places["朝阳区"])
    districts.name_districts(apps, None)
    body.refresh_from_db()
    assert set(Region.objects.filter(level="county").values_list("name", flat=True)) == {"长春市朝阳区", "农安县"}
    assert Region.objects.get(pk="220104").short_name == "朝阳区"
    assert (body.name, [name.name for name in body.names.all()]) == ("长春市朝阳区水利局", ["朝阳区水利局"])


def test_a_name_that_a_person_gave_a_district_stays(places, admin_user):
    district = places["朝阳区"]
    district.short_name = "朝阳"
    district._history_user = admin_user
    district.save()
    districts.name_districts(apps, None)
    district.refresh_from_db()
    assert district.name == "朝阳区"


def test_bodies_get_their_kind_and_pieces_of_sentences_are_doubted(places):
    office, piece = make_agency("中共吉林省委宣传部"), make_agency("单位绿地由所属单位", kind="group")
    whole = make_agency("有关园区", kind="group")
    districts.doubt_pieces(apps, None)
    districts.sort_bodies(apps, None)
    for agency in (office, piece, whole):
        agency.refresh_from_db()
    assert (office.kind, piece.is_reviewed, whole.is_reviewed) == ("party", False, True)


def test_a_collective_of_all_provinces_becomes_one_for_each(places):
    group = make_agency("有关园区", kind="group", region=places["甘肃省"])
    here = make_duty(make_task(make_document(region=places["甘肃省"], slug="gan")), group)
    there = make_duty(make_task(make_document(region=places["吉林省"], slug="ji")), group)
    collectives.split(apps, None)
    collectives.split(apps, None)
    here.refresh_from_db()
    there.refresh_from_db()
    assert (here.agency.name, there.agency.name) == ("有关园区", "吉林省有关园区")
    assert (there.agency.region.name, there.agency.is_reviewed) == ("吉林省", False)
    assert Agency.objects.filter(kind="group").count() == 2
