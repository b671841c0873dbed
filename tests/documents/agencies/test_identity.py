from pathlib import Path

import pytest

from documents.agencies import identify, load_registry
from documents.structure import parse
from documents.text import read, repair

FIXTURES = Path(__file__).parents[3] / "fixtures"


@pytest.mark.parametrize(
    ("head", "region"),
    [
        ("江苏省人民政府办公厅关于促进就业的意见\n苏政办发〔2024〕3号\n各市人民政府：\n", "江苏省"),
        ("苏州市人民政府关于促进就业的意见\n各县级市、区人民政府：\n", "苏州市"),
        ("江苏省苏州市人民政府关于促进就业的意见\n", "苏州市"),
        ("国务院办公厅关于促进就业的意见\n国办发〔2024〕3号\n各省、自治区、直辖市人民政府：\n", "全国"),
        ("工业和信息化部关于促进就业的意见\n", "全国"),
        ("关于促进就业的意见\n甘政办发〔2024〕3号\n", "甘肃省"),
        ("关于促进就业的意见\n", None),
    ],
)
def test_region(head: str, region: str | None) -> None:
    document = parse(repair(read(f"{head}一、主要任务\n加强培训。\n".encode(), "head.txt")))
    identity = identify(document, load_registry(FIXTURES))
    assert (identity.region.name if identity.region else None) == region
