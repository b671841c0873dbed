"""The directory of agencies: whole where it is small, folded where it is large; by place, kind and name; and straight
to one."""

from typing import Any

import pytest
from django.test import Client

from documents.models import AgencyName, AgencyPattern, LineName, Region
from documents.records.writing import writing
from policykb.editing.merging import merge
from tests.factories import make_agency, make_document, make_duty, make_region, make_task, told
from tests.policykb.markup import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(db: None) -> Region:
    return make_region(code="630100", name="西宁市", short_name="西宁", level="city", parent=make_region())


@pytest.fixture
def directory(city: Region) -> None:
    """Bodies of 青海省, 西宁市 and its 大通县, and of 甘肃省; a collective; one without any task."""
    county = make_region(code="630121", name="大通县", short_name="大通", level="county", parent=city)
    gansu = make_region(code="620000", name="甘肃省", short_name="甘肃", level="province")
    busy = make_agency("青海省能源局")
    for agency in (
        make_agency("甘肃省能源局", region=gansu),
        busy,
        make_agency("国网青海省电力公司", kind="company"),
        make_agency("西宁市能源局", region=city),
        make_agency("大通县人民政府", region=county, kind="government"),
        make_agency("青海省各市州人民政府", kind="group"),
        busy,
    ):
        make_duty(make_task(make_document()), agency)
    make_agency("青海省无事局")


def names(agencies: Any) -> list[str]:
    return [agency.name for agency in agencies]


def rows(client: Client, query: str) -> list[str]:
    """The names in a list, as the page has them."""
    response = client.get(f"/agencies/?{query}")
    assert response.status_code == 200
    return names(response.context["page"])


def test_a_small_directory_is_shown_whole_by_province_and_kind(client: Client, directory: None) -> None:
    context = client.get("/agencies/").context
    assert context["shape"] == "whole" and context["count"] == 6
    assert {
        str(region): {kind: names(found) for kind, found in kinds.items()}
        for region, kinds in context["directory"].items()
    } == {
        "甘肃省": {"机关": ["甘肃省能源局"]},
        "青海省": {
            "机关": ["青海省能源局"],
            "企业": ["国网青海省电力公司"],
            "集合称呼": ["青海省各市州人民政府"],
            "市（州）、县": ["西宁市能源局", "大通县人民政府"],
        },
    }


def test_a_large_directory_folds_its_provinces_and_keeps_collectives_apart(
    client: Client, directory: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("policykb.views.agency_list.MOST_AT_ONCE", 5)
    monkeypatch.setattr("policykb.views.agency_list.SHOWN", 1)
    response = client.get("/agencies/")
    assert [(str(region), number, names(most)) for region, number, most in response.context["provinces"]] == [
        ("甘肃省", 1, ["甘肃省能源局"]),
        ("青海省", 4, ["青海省能源局"]),
    ]
    assert names(response.context["groups"]) == ["青海省各市州人民政府"]
    page = response.content.decode()
    assert '<details id="r630000">' in page and 'href="?region=630000"' in page  # where anchors of before lead
    assert "6 个机构" in page


def test_a_province_shows_its_own_then_its_cities_then_its_collectives(
    client: Client, directory: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = client.get("/agencies/?region=630000").context
    assert [(label, names(found)) for _, label, found, _ in context["kinds"]] == [
        ("机关", ["青海省能源局"]),
        ("企业", ["国网青海省电力公司"]),
    ]
    assert names(context["below"]) == ["西宁市能源局", "大通县人民政府"]
    assert names(context["groups"]) == ["青海省各市州人民政府"]
    monkeypatch.setattr("policykb.views.agency_list.MOST_AT_ONCE", 3)
    response = client.get("/agencies/?region=青海省")
    assert [(region.name, number) for region, number in response.context["places"]] == [("西宁市", 2)]
    assert 'href="?region=630100"' in response.content.decode()


def test_a_city_holds_its_counties_and_says_where_it_lies(client: Client, directory: None) -> None:
    response = client.get("/agencies/?region=630100")
    assert names(response.context["below"]) == ["大通县人民政府"]
    assert ("青海省", "/agencies/?region=630000") in response.context["crumbs"]


def test_a_kind_is_a_list_of_its_own(client: Client, directory: None) -> None:
    assert rows(client, "kind=group") == ["青海省各市州人民政府"]
    assert rows(client, "kind=机关") == ["甘肃省能源局", "青海省能源局", "西宁市能源局"]
    assert rows(client, "region=630000&kind=agency") == ["青海省能源局", "西宁市能源局"]


def test_a_long_list_has_pages(client: Client, directory: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policykb.views.agency_list.PER_PAGE", 2)
    assert rows(client, "kind=agency&page=2") == ["西宁市能源局"]
    assert "?kind=agency&amp;page=1" in client.get("/agencies/?kind=agency&page=2").content.decode()


@pytest.mark.parametrize(
    "words", ["能源局", "省能源局", "青海 能源", "能源部门", "qhsny", "青海省能办", "旧煤炭", "火电厅"]
)
def test_any_name_finds_it(client: Client, directory: None, words: str) -> None:
    agency = make_agency("青海省能源局")
    told(AgencyName.objects.create(agency=agency, name="青海省能办"))
    told(AgencyName.objects.create(agency=agency, name="青海省旧煤炭局", kind="former"))
    pattern = {"line": "能源", "level": "province", "official": "{region}能源局"}
    told(AgencyPattern.objects.get_or_create(**pattern)[0])
    told(LineName.objects.create(line="能源", name="火电", kind="former"))
    assert "青海省能源局" in rows(client, f"q={words}")


def test_what_holds_the_words_in_its_own_name_comes_first_and_other_names_are_shown(
    client: Client, directory: None
) -> None:
    told(AgencyName.objects.create(agency=make_agency("青海省能源局"), name="青海省电力办"))
    page = words_of(client.get("/agencies/?q=电力").content.decode())
    assert page.index("国网青海省电力公司") < page.index("青海省能源局 青海省电力办")


def test_a_search_within_a_place_stays_there(client: Client, directory: None) -> None:
    assert rows(client, "q=能源&region=620000") == ["甘肃省能源局"]
    page = client.get("/agencies/?q=电力&region=620000").content.decode()
    assert "没有名称含“电力”的甘肃省机构" in page and "在全部机构中查找“电力”" in page


def test_a_name_that_only_a_draft_has_finds_nothing(client: Client, directory: None, admin_user: Any) -> None:
    draft = make_agency("青海省秘密局")
    make_duty(make_task(make_document(is_published=False)), draft)
    merge(draft, make_agency("青海省能源局"))
    assert rows(client, "q=秘密") == []
    assert rows(client, "q=青海省能源局") == ["青海省能源局"]


def test_a_name_leads_straight_to_its_agency(client: Client, directory: None) -> None:
    agency = make_agency("青海省能源局")
    told(AgencyName.objects.create(agency=agency, name="青海省能办"))
    for words in (agency.slug, "青海省能办", "青海能源局"):
        assert client.get("/agencies/", {"agency": words})["Location"] == agency.get_absolute_url()
    assert client.get("/agencies/?agency=%00").status_code == 200


def test_of_several_of_a_name_one_is_chosen(client: Client, directory: None) -> None:
    response = client.get("/agencies/?agency=能源局")
    assert response.status_code == 200
    assert names(response.context["page"]) == ["甘肃省能源局", "青海省能源局", "西宁市能源局"]
    page = response.content.decode()
    assert "“能源局”可指 3 个机构，请选一个。" in page and 'value="能源局"' in page


def test_an_unknown_name_is_kept_and_what_is_like_it_is_offered(client: Client, directory: None) -> None:
    response = client.get("/agencies/?agency=无此局")
    assert response.status_code == 404
    page = response.content.decode()
    assert "本库没有“无此局”这个机构。" in page and 'value="无此局"' in page
    response = client.get("/agencies/?agency=网青海")
    assert response.status_code == 200 and names(response.context["page"]) == ["国网青海省电力公司"]
    assert "名称相近的有" in response.content.decode()


def test_wrong_conditions_are_told(client: Client, directory: None) -> None:
    response = client.get("/agencies/?region=火星&kind=厨房")
    assert [*response.context["errors"]] == [
        "本库没有“火星”这个地区。",
        "没有“厨房”这种类别，只有 机关、政府、党委机构、群团组织、军队武警、学校、医疗机构、企业、园区、集合称呼。",
    ]
    assert response.context["count"] == 6
    make_region(code="640000", name="宁夏回族自治区", short_name="宁夏")
    assert "宁夏回族自治区还没有承担任务的机构。" in client.get("/agencies/?region=宁夏").content.decode()


def test_the_number_of_queries_does_not_grow(client: Client, django_assert_max_num_queries: Any) -> None:
    for size in (5, 200):
        with writing():
            document = make_document()
            for number in range(size):
                make_duty(make_task(document), make_agency(f"青海省第{size}{number}局"))
        client.get("/agencies/?q=第")  # the sets and the names as they are after the change
        for query in ("", "region=630000", "kind=group", "q=青海省第", "q=能源局"):
            with django_assert_max_num_queries(10):
                client.get(f"/agencies/?{query}")
        with django_assert_max_num_queries(14):  # a name that nobody bears is looked up in every way
            client.get("/agencies/?agency=第5")
