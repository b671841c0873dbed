"""Places at a glance: provinces with their cities, as tiles and as a table."""

import pytest
from django.test import Client

from policykb.pictures.tile_grid import GRID, limits
from tests.factories import changed, make_agency, make_document, make_duty, make_region, make_task, make_term
from tests.policykb.markup import on_one_line

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(db: None) -> None:
    """青海省 has two documents with three tasks, one of which speaks of 绿电; its 西宁市 has one with a task."""
    qinghai, agency = make_region(), make_agency()
    city = make_region(code="630100", name="西宁市", short_name="西宁", level="city", parent=qinghai)
    make_region(code="620000", name="甘肃省", short_name="甘肃", level="province")
    one, other = make_document(), make_document()
    for document in (one, one, other, make_document(region=city)):
        make_duty(make_task(document), agency)
    make_document(region=qinghai, is_published=False)
    task = one.tasks.first()
    task.topics.add(make_term("绿电"))
    changed(task)


def rows(client: Client, query: str = "") -> list[tuple[str, int, int, int, list[str]]]:
    places = client.get(f"/places/?{query}").context["places"]
    return [
        (
            place.region.name,
            place.total("documents"),
            place.total("tasks"),
            place.total("duties"),
            [each.region.name for each in place.within],
        )
        for place in places
    ]


def test_a_province_holds_its_cities(client: Client, archive: None) -> None:
    assert rows(client) == [("青海省", 3, 4, 4, ["西宁市"])]


def test_only_what_speaks_of_a_topic_is_counted(client: Client, archive: None) -> None:
    assert rows(client, "topic=绿电") == [("青海省", 1, 1, 1, [])]


def test_the_tiles_say_what_the_table_says(client: Client, archive: None) -> None:
    page = client.get("/places/?show=tasks")
    tiles = {tile.place.region.name: (tile.number, tile.shade) for tile in page.context["tiles"]}
    assert tiles == {"青海省": (4, 1), "甘肃省": (0, 0)}
    html = on_one_line(page.content.decode())
    assert 'href="#p630000" aria-label="青海 4 项任务"' in html and 'id="p630000"' in html
    assert "还没有文件的：甘肃。" in html and 'href="/tasks/?region=630100"' in html


def test_the_numbers_lead_to_what_they_count(client: Client, archive: None) -> None:
    """A province's with all within it; its own, which no list shows apart, lead nowhere."""
    html = on_one_line(client.get("/places/").content.decode())
    province, own, city = html.partition("<tbody>")[2].partition("</tbody>")[0].split("</tr>")[:3]
    assert 'href="/documents/?region=630000" aria-label="青海省的文件，3 份">3</a>' in province
    assert "青海省本级" in own and own.count('<td class="figure">2</td>') == 1 and "href" not in own
    assert 'href="/tasks/?region=630100" aria-label="西宁市的任务，1 项">1</a>' in city
    spoken = client.get("/places/?topic=绿电").content.decode()
    assert "/tasks/?region=630000&amp;topic=" in spoken and "/documents/?region=" not in spoken


def test_an_unknown_topic_is_said(client: Client, archive: None) -> None:
    assert "本库没有“月球”这个专题。" in client.get("/places/?topic=月球&show=x").content.decode()


def test_no_two_provinces_share_a_tile() -> None:
    assert len(set(GRID.values())) == len(GRID) == 34


@pytest.mark.parametrize(
    ("numbers", "steps"), [([], []), ([7], [7]), ([1, 4], [1, 4]), ([1, 2, 3, 4, 5, 6, 7, 8], [1, 3, 5, 7])]
)
def test_shades_part_the_numbers_evenly(numbers: list[int], steps: list[int]) -> None:
    assert limits(numbers) == steps


def test_a_region_whose_province_is_not_on_record_stands_by_itself(client: Client, archive: None) -> None:
    task = make_task(make_document(region=make_region(code="990100", name="某城", short_name="某城", level="city")))
    changed(task.document)
    changed(task)
    assert ("某城", 1, 1, 0, []) in rows(client)
