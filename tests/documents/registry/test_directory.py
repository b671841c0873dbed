"""Agencies made by an ingest: reviewed from the start only where they are bodies on record; a collective is its
region's."""

import pytest

from documents.models import Region
from documents.records.writing import writing
from documents.registry.directory import AgencyDirectory
from documents.registry.loading import region_row

REVIEWED = {
    "青海省能源局": True,
    "青海省各市州人民政府": False,
    "有关园区": False,
    "青海省工业经济高质量发展领导小组各成员单位": False,
    "建设工地由施工单位": False,
    "相关附件": False,
    "青海省能源局版权所有": False,
    "办公区": False,
}


def directory_of(registry, place):
    province = registry.regions.named(place)
    Region.objects.get_or_create(code=province.code, defaults=region_row(province) | {"parent_id": None})
    return AgencyDirectory(registry, province)


@pytest.mark.django_db
@pytest.mark.parametrize("name", REVIEWED)
def test_who_is_born_reviewed(registry, name):
    with writing():
        assert directory_of(registry, "青海省").agency(name).is_reviewed == REVIEWED[name]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words", ["有关园区", "省直有关单位", "各有关企业", "相关县政府", "高新区管委会", "投资服务专班"]
)
def test_the_same_words_in_two_provinces_are_two_agencies(registry, words):
    with writing():
        pair = [directory_of(registry, place).agency(words) for place in ("甘肃省", "青海省")]
        again = directory_of(registry, "甘肃省").agency(words)
    assert [agency.region.name for agency in pair] == ["甘肃省", "青海省"]
    assert [agency.name.startswith(agency.region.name) for agency in pair] == [True, True]
    assert again == pair[0]


@pytest.mark.django_db
def test_a_collective_once_kept_by_its_words_alone_is_found(registry):
    with writing():
        known = directory_of(registry, "甘肃省").agency("有关园区")
        known.name = "有关园区"
        known.save()
        assert directory_of(registry, "甘肃省").agency("有关园区") == known
        assert directory_of(registry, "青海省").agency("有关园区") != known


@pytest.mark.django_db
def test_districts_of_one_name_have_bodies_of_their_own(registry):
    with writing():
        pair = [
            directory_of(registry, place).agency(registry.resolve("区水利局", registry.regions.named(place)).name)
            for place in ("北京市朝阳区", "长春市朝阳区")
        ]
    assert [agency.name for agency in pair] == ["北京市朝阳区水利局", "长春市朝阳区水利局"]
    assert [str(agency.region) for agency in pair] == ["北京市朝阳区", "长春市朝阳区"]
    assert "朝阳区水利局" in {name.name for name in pair[0].names.all()}
