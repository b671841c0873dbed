"""Topics: which can be compared, and one of them side by side in the documents' own words."""

import pytest
from django.test import Client

from documents.models import Region
from tasks.models import Task
from tests.factories import (
    make_agency,
    make_deadline,
    make_document,
    make_duty,
    make_region,
    make_target,
    make_task,
    make_term,
)
from tests.policykb.markup import on_one_line

pytestmark = pytest.mark.django_db


@pytest.fixture
def regions(db: None) -> tuple[Region, Region]:
    """A topic in two provinces; only the second has a target and a lead agency."""
    gansu = make_region(code="620000", name="甘肃省", short_name="甘肃")
    topic = make_term("零碳园区", synonyms=["零碳产业园区"])
    first, second = make_document(), make_document(region=gansu, title="关于培育建设零碳园区的意见", slug="园区")
    body = "优化布局。建设零碳产业园区<b>。推广经验。"
    here, there = make_task(first, title="打造园区", body=body), make_task(second, title="深化转型", number="（八）")
    for task in (here, there):
        task.topics.add(topic)
    make_target(second, task=there, indicator="绿电覆盖", deadline=None, precision="")
    make_target(
        second, indicator="省级零碳园区", quote="建成10个左右省级零碳园区", value=10, unit="个", comparator="about"
    )
    make_deadline(second, task=there)
    make_duty(there, make_agency("甘肃省能源局", region=gansu))
    make_task(first, title="无关").topics.add(make_term("旅游"))
    return make_region(), gansu


def test_the_list_tells_what_can_be_compared(client: Client, regions: object) -> None:
    (field,) = client.get("/topics/").context["fields"]
    assert [(entry.topic.name, entry.regions) for entry in field.shared] == [("零碳园区", {"甘肃省": 1, "青海省": 1})]
    assert [entry.topic.name for entry in field.small] == ["旅游"]


def test_topics_stand_by_field_and_name_their_region_once(client: Client) -> None:
    document = make_document()
    for name, field, number in (("光伏", "能源", 3), ("风电", "能源", 2), ("旅游", "文化", 1), ("无类", "", 2)):
        topic = make_term(name, field=field)
        for _ in range(number):
            make_task(document).topics.add(topic)
    response = client.get("/topics/")
    energy, culture, other = response.context["fields"]
    assert (energy.name, culture.name, other.name) == ("能源", "文化", "")
    assert [entry.topic.name for entry in energy.single["青海省"]] == ["光伏", "风电"]
    assert (energy.small, [entry.topic.name for entry in culture.small]) == ((), ["旅游"])
    page = on_one_line(response.content.decode())
    assert page.count("青海省") == 2 and "其他" in page and "只有一项任务的 1 个" in page


def test_regions_side_by_side(client: Client, regions: object) -> None:
    gansu, qinghai = client.get("/topics/零碳园区/").context["columns"]
    assert (gansu.region.name, qinghai.region.name) == ("甘肃省", "青海省")
    assert [target.indicator for target in gansu.targets] == ["省级零碳园区", "绿电覆盖"]
    assert [(share.agency.name, share.count, share.number) for share in gansu.leads] == [("甘肃省能源局", 1, "（八）")]
    assert (qinghai.targets, qinghai.leads, qinghai.deadlines) == ((), (), ())


def test_gaps_are_said(client: Client, regions: object) -> None:
    html = client.get("/topics/零碳园区/").content.decode()
    for gap in ("未写数量指标", "各条未写", "原文未列牵头单位", "未写“具体落实”单位"):
        assert gap in html


def test_only_the_differences(client: Client, regions: tuple[Region, Region]) -> None:
    here, there = Task.objects.get(title="打造园区"), Task.objects.get(title="深化转型")
    for task in (here, there):
        make_target(task.document, task=task, indicator="绿电直连项目", value=3, unit="个")
    make_duty(here, make_agency("青海省能源局"))
    make_duty(here, make_agency("青海省商务厅"))
    response = client.get("/topics/零碳园区/?only=differences")
    gansu, qinghai = response.context["columns"]
    assert [target.indicator for target in gansu.targets] == ["省级零碳园区", "绿电覆盖"]
    assert ([share.agency.name for share in qinghai.leads], gansu.leads) == (["青海省商务厅"], ())
    html = on_one_line(response.content.decode())
    assert "其余与他列相同" in html and '<span class="absent">各条未写</span>' in html
    assert '<th scope="row">任务</th>' not in html and "具体落实" not in html
    assert "指标 1 项，期限 0 项，牵头单位 1 个" in html


def test_the_differences_are_a_link_and_stay(client: Client, regions: object) -> None:
    assert "?only=differences" in client.get("/topics/零碳园区/").content.decode()
    html = client.get("/topics/零碳园区/?only=differences").content.decode()
    assert 'href="?region=620000&amp;only=differences"' in html and "看全部比较项" in html
    alone = client.get("/topics/零碳园区/?region=620000&only=differences").content.decode()
    assert "只看不同之处" not in alone and "绿电覆盖" in alone and "region=630000&amp;only" not in alone


def test_the_words_are_quoted_and_marked(client: Client, regions: object) -> None:
    _, column = client.get("/topics/零碳园区/").context["columns"]
    assert list(column.quoted[0].words) == [("……建设", False), ("零碳产业园区", True), ("<b>。……", False)]
    assert "<mark>零碳产业园区</mark>&lt;b&gt;" in client.get("/topics/零碳园区/").content.decode()


def test_a_column_can_be_left_out_and_put_back(client: Client, regions: object) -> None:
    response = client.get("/topics/零碳园区/?region=630000")
    assert [column.region.name for column in response.context["columns"]] == ["青海省"]
    assert "加上甘肃省" in response.content.decode()
    assert len(client.get("/topics/零碳园区/?region=nix").context["columns"]) == 2


@pytest.mark.parametrize("slug", ["无此专题", "%00"])
def test_an_unknown_topic_is_not_found(client: Client, slug: str) -> None:
    assert client.get(f"/topics/{slug}/").status_code == 404


def test_a_topic_without_tasks_says_so(client: Client) -> None:
    make_term("新词")
    assert "库内还没有任务谈到它" in client.get("/topics/新词/").content.decode()


def test_the_number_of_queries_does_not_grow(client: Client, django_assert_max_num_queries: object) -> None:
    topic, agency = make_term(), make_agency()
    for size in (5, 250):
        document = make_document()
        for _ in range(size):
            task = make_task(document)
            task.topics.add(topic)
            make_duty(task, agency)
        for path in ("/topics/", "/topics/绿电直连/"):
            with django_assert_max_num_queries(10):  # type: ignore[operator]
                assert client.get(path).status_code == 200
