"""Agencies made by an ingest: reviewed from the start only where every word of the name is known."""

import pytest

from documents.models import Region
from documents.records.writing import writing
from documents.registry.directory import AgencyDirectory
from documents.registry.loading import region_row

REVIEWED = {
    "青海省各市州人民政府": True,
    "有关园区": True,
    "青海省工业经济高质量发展领导小组各成员单位": True,
    "建设工地由施工单位": False,
    "相关附件": False,
    "青海省能源局版权所有": False,
    "办公区": False,
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", REVIEWED)
def test_who_is_born_reviewed(registry, name):
    province = registry.regions.named("青海省")
    Region.objects.create(**region_row(province) | {"parent_id": None})
    directory = AgencyDirectory(registry, province)
    with writing():
        assert directory.agency(name).is_reviewed == REVIEWED[name]
