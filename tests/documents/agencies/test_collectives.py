import pytest

from documents.agencies import gazetteer_from_files
from tests.cases import FIXTURES


@pytest.mark.parametrize(
    ("home", "words", "kept", "place"),
    [
        ("甘肃省", "有关园区", "甘肃省有关园区", "甘肃省"),
        ("甘肃省", "省直有关部门", "甘肃省直有关部门", "甘肃省"),
        ("肥西县", "市级有关部门", "合肥市级有关部门", "合肥市"),
        ("合肥市", "市县有关部门", "合肥市市县有关部门", "合肥市"),
        ("甘肃省", "兰州市各区人民政府", "兰州市各区人民政府", "兰州市"),
        ("甘肃省", "国务院有关部门", "国务院有关部门", "全国"),
        ("甘肃省", "中央在甘有关单位", "中央在甘有关单位", "甘肃省"),
        ("全国", "有关部门", "有关部门", "全国"),
        ("甘肃省", "高新区管委会", "甘肃省高新区管理委员会", None),
        ("肥西县", "肥西经开区管委会", "肥西经开区管理委员会", None),
        ("甘肃省", "某某银行", "某某银行", None),
        ("全国", "某某管理局", "某某管理局", None),
    ],
)
def test_words_for_bodies_of_any_region_are_kept_with_it(home: str, words: str, kept: str, place: str | None) -> None:
    gazetteer = gazetteer_from_files(FIXTURES)
    region = gazetteer.regions.nation() if home == "全国" else gazetteer.regions.named(home)
    match = gazetteer.resolve(words, region)
    found = gazetteer.regions.get(match.region_code)
    assert match.record_name == kept
    assert place is None or (found and found.name) == place


@pytest.mark.parametrize(
    "words",
    [
        "各街镇",
        "各镇街",
        "各镇乡",
        "各区街",
        "各园区镇街",
        "各镇街和园区",
        "各板块",
        "各村居",
        "相关街镇",
        "全区各街镇",
    ],
)
def test_classes_of_places_stand_side_by_side_in_any_order(words: str) -> None:
    gazetteer = gazetteer_from_files(FIXTURES)
    assert gazetteer.resolve(words, gazetteer.regions.named("余杭区")).known


@pytest.mark.parametrize("words", ["各市场", "各区域特色", "各街头"])
def test_words_that_begin_like_a_place_are_none(words: str) -> None:
    gazetteer = gazetteer_from_files(FIXTURES)
    assert not gazetteer.resolve(words, gazetteer.regions.named("余杭区")).known
