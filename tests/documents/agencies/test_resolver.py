from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.agencies import AgencyEntry, AgencyPattern, Gazetteer, RegionEntry, gazetteer_from_files
from tests.cases import FIXTURES, Case, read_cases

HERE = Path(__file__).parent


def home(name: str) -> RegionEntry | None:
    regions = gazetteer_from_files(FIXTURES).regions
    return regions.nation() if name == "全国" else regions.named(name)


def resolved(name: str, region: RegionEntry | None) -> str:
    match = gazetteer_from_files(FIXTURES).resolve(name, region)
    return match.name if match.known else f"{match.name}?"


@pytest.mark.parametrize("case", read_cases(HERE / "cases/names.txt"))
def test_names(case: Case) -> None:
    region, *names = case.input.split("\n")
    assert "\n".join(resolved(name, home(region)) for name in names) == case.expected


@given(st.text(max_size=30), st.sampled_from(["青海省", "上海市", "苏州市", "全国", "-"]))
def test_any_words_resolve_to_one_name(words: str, region: str) -> None:
    match = gazetteer_from_files(FIXTURES).resolve(words, home(region))
    assert gazetteer_from_files(FIXTURES).resolve(words, home(region)) == match


def test_an_official_name_resolves_to_itself() -> None:
    gazetteer = gazetteer_from_files(FIXTURES)
    names = [agency.name for agency in gazetteer.agencies]
    assert [gazetteer.resolve(name, home("青海省")).name for name in names] == names


def test_a_gazetteer_can_be_made_from_rows() -> None:
    gazetteer = Gazetteer(
        [
            RegionEntry("000000", "全国", "全国", "national"),
            RegionEntry("630000", "青海省", "青海", "province", "000000"),
        ],
        [AgencyEntry("青海湖管理局", region="630000", names=("湖管局",))],
        [AgencyPattern("水利", "province", "{region}水利厅")],
    )
    region = gazetteer.regions.named("青海省")
    assert gazetteer.resolve("湖管局", region).name == "青海湖管理局"
    assert gazetteer.resolve("省水利厅", region).name == "青海省水利厅"
    assert gazetteer.other_names(gazetteer.resolve("湖管局", region)) == ("湖管局",)


def test_a_body_known_by_its_pattern_has_its_short_names() -> None:
    match = gazetteer_from_files(FIXTURES).resolve("省发展改革委", home("江苏省"))
    names = gazetteer_from_files(FIXTURES).other_names(match)
    assert {"省发展改革委", "江苏省发展改革委", "省发改委"} <= set(names)


def test_two_characters_of_a_far_region_do_not_say_where() -> None:
    gazetteer = gazetteer_from_files(FIXTURES)
    far = gazetteer.resolve("东方枢纽国际商务合作区管理局", home("上海市"))
    near = gazetteer.resolve("兰州新区某某中心", home("甘肃省"))
    assert (far.known, far.region_code, near.region_code) == (False, "310000", home("兰州市").code)
