"""The matrix: numbers of duties by agency, document and role; pairs of agencies; what has no agencies at all."""

import csv
import re

import pytest
from django.test import Client

from documents.records.writing import writing
from tests.factories import make_agency, make_document, make_duty, make_region, make_task
from tests.policykb.markup import on_one_line

pytestmark = pytest.mark.django_db


@pytest.fixture
def duties(db: None) -> None:
    """能源局 leads three tasks with 商务厅 in two of them, and a collective in all; 甘肃 has one duty."""
    gansu = make_region(code="620000", name="甘肃省", short_name="甘肃")
    energy, trade, group = make_agency(), make_agency("青海省商务厅"), make_agency("青海省各市州", kind="group")
    document = make_document(slug="甲", title="甘肃省人民政府关于建设的意见")
    for number in range(3):
        task = make_task(document)
        make_duty(task, energy)
        make_duty(task, group, role="implement")
        if number:
            make_duty(task, trade, role="support")
    far = make_duty(make_task(make_document(region=gansu, slug="乙")), make_agency("甘肃省能源局", region=gansu))
    far.task.responsibilities.create(agency=make_agency("甘肃省商务厅"), role="support", standing="withdrawn")
    make_document(slug="丙", missing_attachments=["重点任务分工"])


def totals(client: Client, query: str = "") -> dict[str, int]:
    groups = client.get(f"/matrix/?{query}").context["groups"]
    return {row.agency.name: row.total for rows in groups.values() for row in rows}


def test_agencies_with_few_duties_are_shown_when_asked_for(client: Client, duties: None) -> None:
    assert totals(client) == {"青海省能源局": 3, "青海省各市州": 3}
    assert totals(client, "all=1") == {"青海省能源局": 3, "青海省各市州": 3, "青海省商务厅": 2, "甘肃省能源局": 1}


def test_one_region_alone(client: Client, duties: None) -> None:
    assert totals(client, "region=620000") == {"甘肃省能源局": 1}
    assert totals(client, "region=000000&all=1") == totals(client, "all=1")


def test_a_number_leads_to_these_tasks(client: Client, duties: None) -> None:
    html = on_one_line(client.get("/matrix/?all=1").content.decode())
    cells = re.findall(r'<a href="(/tasks/\?agency=[^"]+role=\w+)"><span.*?</span></span> (\d+)</a>', html)
    assert len(cells) == 4
    for url, number in cells:
        assert client.get(url.replace("&amp;", "&")).context["page"].paginator.count == int(number)


def test_pairs_without_collectives(client: Client, duties: None) -> None:
    pairs = client.get("/matrix/").context["pairs"]
    assert [({one.name, other.name}, count) for one, other, count in pairs] == [({"青海省能源局", "青海省商务厅"}, 2)]


def test_documents_without_agencies_are_named(client: Client, duties: None) -> None:
    html = client.get("/matrix/").content.decode()
    assert "1 份文件的原文未列责任单位。" in html and "所附《重点任务分工》缺失，待补。" in html
    assert "关于建设的意见</a>" in html
    assert re.findall(r'<td class="silent" rowspan="(\d+)" colspan="1">', html) == ["2"]


def test_more_documents_without_agencies_are_named_below(client: Client, duties: None) -> None:
    for number in range(12):
        make_document(slug=f"无{number}", missing_attachments=["分工"])
    html = client.get("/matrix/").content.decode()
    assert html.count("：原文未列责任单位；所附《分工》缺失，待补。") == 9 and "这样的文件共 13 份" in html
    assert "未列责任单位" not in client.get("/matrix/?region=620000").content.decode()
    make_document(slug="甘", region=make_region(code="620000", name="甘肃省", short_name="甘肃"))
    assert "1 份文件的原文未列责任单位" in client.get("/matrix/?region=620000").content.decode()


@pytest.fixture
def archive(db: None) -> None:
    """Documents of four provinces, more than one table takes: 13 of 青海省, one of its capital, one of each other."""
    nation = make_region(code="000000", name="全国", short_name="全国", level="national")
    provinces = {"630000": "青海省", "620000": "甘肃省", "610000": "陕西省", "640000": "宁夏"}
    for code, name in provinces.items():
        region = make_region(code=code, name=name, short_name=name, level="province", parent=nation)
        agency = make_agency(f"{name}能源局", region=region)
        for number in range(13 if code == "630000" else 1):
            make_duty(make_task(make_document(slug=f"{code}-{number}", region=region)), agency)
    xining = make_region(
        code="630100", name="西宁市", short_name="西宁", level="city", parent=region.__class__(pk="630000")
    )
    make_duty(make_task(make_document(slug="西宁", region=xining)), make_agency("西宁市能源局", region=xining))


def test_many_documents_begin_with_provinces_and_lines_of_government(client: Client, archive: None) -> None:
    overview = client.get("/matrix/").context["overview"]
    assert overview.lines == ["能源局"]
    assert {row.region.name: [cell.count for cell in row.cells] for row in overview.rows} == {
        "陕西省": [1], "甘肃省": [1], "青海省": [14], "宁夏": [1],
    }  # fmt: skip
    html = on_one_line(client.get("/matrix/").content.decode())
    cells = re.findall(r'<td class="tasks"><a href="([^"]*)">(\d+)</a>', html)
    assert len(cells) == 4
    for url, number in cells:
        assert client.get(url.replace("&amp;", "&")).context["page"].paginator.count == int(number)


def test_columns_are_paged_and_chosen_and_cities_are_of_their_province(client: Client, archive: None) -> None:
    def slugs(query: str) -> list[str]:
        return [document.slug for document in client.get(f"/matrix/?{query}").context["documents"]]

    first, second = slugs("region=630000"), slugs("region=630000&columns=2")
    assert len(first) == 12 and len(second) == 2 and not {*first} & {*second} and "西宁" in {*first, *second}
    assert slugs("region=630100") == ["西宁"]
    assert {*slugs("document=630000-0&document=640000-0")} == {"630000-0", "640000-0"}
    assert slugs("columns=99999999999999999999") and slugs("columns=x")


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("document=无", "本库没有“无”这份文件。"),
        ("region=630000&document=640000-0", "“640000-0”没有列责任单位，或不是这个地区的。"),
        ("&".join(f"document={number}" for number in range(1000)), "一次最多比 12 份文件，其余 988 份没有列出。"),
    ],
)
def test_wrong_columns_are_told(client: Client, archive: None, query: str, told: str) -> None:
    assert told in client.get(f"/matrix/?{query}").content.decode()
    assert client.get(f"/matrix/matrix.csv?{query}").status_code == 400


def test_rows_are_paged_and_the_file_has_all(client: Client, archive: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policykb.views.matrix.ROWS_SHOWN", 1)
    first, second = (client.get(f"/matrix/?document=630000-0&document=640000-0&page={page}") for page in (1, 2))
    names = [row.agency.name for page in (first, second) for rows in page.context["groups"].values() for row in rows]
    assert names == ["青海省能源局", "宁夏能源局"]
    file = client.get("/matrix/matrix.csv?document=630000-0&document=640000-0").content.decode("utf-8-sig")
    assert len(file.splitlines()) == 3


def test_an_empty_base(client: Client) -> None:
    assert "这里的文件没有列责任单位" in client.get("/matrix/").content.decode()


def test_the_number_of_queries_does_not_grow(client: Client, django_assert_max_num_queries: object) -> None:
    agencies = [make_agency(f"青海省第{number}局") for number in range(30)]
    for size in (5, 60):
        with writing():
            for _ in range(3):
                document = make_document()
                for number in range(size):
                    task = make_task(document)
                    make_duty(task, agencies[number % 30])
                    make_duty(task, agencies[(number + 7) % 30], role="support")
        with django_assert_max_num_queries(13):  # type: ignore[operator]
            assert client.get("/matrix/?all=1").status_code == 200


def test_the_file_is_the_table(client: Client, duties: None) -> None:
    make_duty(make_task(make_document(title="=1+1")), make_agency())
    rows = list(csv.DictReader(client.get("/matrix/matrix.csv?all=1").content.decode("utf-8-sig").splitlines()))
    assert {row["机构"]: int(row["合计"]) for row in rows} == totals(client, "all=1")
    assert [row["地区"] for row in rows] == ["甘肃省", *["青海省"] * 3]
    energy = next(row for row in rows if row["机构"] == "青海省能源局")
    assert energy["甘肃省人民政府关于建设的意见 牵头"] == "3" and energy["'=1+1 牵头"] == "1"
    assert len(client.get("/matrix/matrix.csv").content.splitlines()) == 1 + len(totals(client))
