"""The API: pages of lists, the site's own conditions, answers that say what was wrong."""

from datetime import date

import pytest
from django.test import Client

from documents.models import Document, Section
from documents.records.writing import writing
from policykb.machines import conditions
from tasks.models import DeadlineParty
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
from tests.policykb.policies import make_policy

pytestmark = pytest.mark.django_db


@pytest.fixture
def policy(db: None) -> Document:
    make_region(code="620000", name="甘肃省", short_name="甘肃")
    make_term("绿电直连", synonyms=["绿电直供"])
    policy = make_policy(document_number="青测发〔2025〕7号")
    grid = policy.tasks.get(key="2.2")
    make_deadline(policy, task=grid, due_on=date(2027, 6, 30), precision="month", quote="2027年6月底前")
    make_deadline(policy, task=grid, due_on=None, precision="", recurrence="yearly", quote="每年")
    return policy


def results(client: Client, path: str) -> list[dict]:
    response = client.get(path)
    assert response.status_code == 200, response.content.decode()
    return response.json()["results"]


@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("documents/", 1),
        ("documents/?q=园区", 1),
        ("documents/?region=620000", 0),
        ("tasks/", 2),
        ("tasks/?role=lead", 2),
        ("tasks/?agency=甘肃省能源局&target=none", 2),
        ("tasks/?topic=绿电直连", 1),
        ("tasks/?topic=绿电直供", 1),
        ("tasks/?region=青海省", 2),
        ("tasks/?region=青海", 2),
        ("tasks/?region=甘肃&region=630000", 2),
        ("tasks/?document=青测发[2025]第7号", 2),
        ("tasks/?document=甘肃省人民政府关于建设园区的意见", 2),
        ("tasks/?agency=甘肃省能源局&role=牵头", 2),
        ("tasks/?year=2030年", 0),
        ("tasks/?target=原文未写指标", 2),
        ("documents/?region=青海省", 1),
        ("agencies/?region=青海", 2),
        ("topics/", 1),
        ("deadlines/", 3),
        ("deadlines/?agency=甘肃省商务厅", 2),
        ("deadlines/?agency=甘肃省商务厅&year=2030", 0),
        ("deadlines/?year=2027年", 1),
        ("deadlines/?year=recurring&year=2030", 2),
        ("deadlines/?role=牵头&topic=绿电直连", 0),
        ("deadlines/?region=甘肃", 0),
        ("topics/?q=园区", 0),
        ("tasks/?order=deadline", 2),
        ("agencies/", 2),
        ("agencies/?q=商务", 1),
        ("agencies/?kind=company", 0),
        ("targets/", 2),
        ("targets/?kind=quantified&year=2030", 1),
        ("targets/?time=past", 0),
    ],
)
def test_conditions(client: Client, policy: Document, path: str, count: int) -> None:
    assert len(results(client, f"/api/{path}")) == count


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("documents/?region=999999", "没有“999999”这个地区"),
        ("tasks/?region=某省", "本库没有“某省”这个地区"),
        ("tasks/?document=甘政发〔2020〕1号", "本库没有“甘政发〔2020〕1号”这份文件"),
        ("tasks/?topic=无此词", "本库没有“无此词”这个专题"),
        ("tasks/?order=x", "没有“x”这种排序，只有 document、deadline、relevance"),
        (
            "tasks/?topik=氢能",
            "没有“topik”这个条件，只有 q、document、region、agency、role、year、target、topic、order",
        ),
        (
            "documents/?agency=x",
            "没有“agency”这个条件，只有 q、group、region、year、kind、issuer、validity、duties、link、order、page",
        ),
        ("agencies/?role=lead", "没有“role”这个条件"),
        ("targets/?issuer=630000", "没有“issuer”这个条件"),
        ("topics/?region=630000", "没有“region”这个条件"),
        ("deadlines/?q=风电", "没有“q”这个条件，只有 document、region、agency、role、topic、year、page、per_page"),
        ("deadlines/?year=x", "“x”不是年份"),
        ("documents/园区/?topik=氢能", "没有“topik”这个条件"),
        ("tasks/园区/2.2/?topik=氢能", "没有“topik”这个条件"),
        ("tasks/?role=boss", "没有“boss”这种角色"),
        ("tasks/?year=x", "“x”不是年份"),
        ("agencies/?kind=x", "没有“x”这种类别"),
        ("targets/?year=x", "“x”不是年份"),
        ("tasks/?page=0", "page 要写正整数"),
        ("tasks/?page=x", "page 要写正整数"),
        ("tasks/?per_page=-1", "per_page 要写正整数"),
        ("tasks/?page=" + "9" * 50, "page 要写正整数"),
        ("tasks/?agency=%00", "本库没有"),
    ],
)
def test_what_makes_no_sense_is_refused(client: Client, policy: Document, path: str, message: str) -> None:
    response = client.get(f"/api/{path}")
    assert response.status_code == 400
    assert message in "".join(response.json()["errors"])


def test_pages(client: Client) -> None:
    document = make_document()
    for number in range(5):
        make_task(document, number=f"（{number}）")
    first = client.get("/api/tasks/?per_page=2").json()
    assert (first["count"], first["page"], first["pages"], first["previous"]) == (5, 1, 3, None)
    numbers, page = [], first
    while True:
        numbers += [task["number"] for task in page["results"]]
        if not page["next"]:
            break
        page = client.get(page["next"]).json()
    assert numbers == [f"（{number}）" for number in range(5)]
    assert client.get("/api/tasks/?per_page=2&page=4").status_code == 404
    assert client.get("/api/tasks/?per_page=99999").status_code == 200


def test_what_words_are_read_as_is_told(client: Client, policy: Document) -> None:
    told = client.get("/api/tasks/", {"q": "园区 不要甘肃"}).json()["readings"]
    assert told == [{"typed": "不要甘肃", "read_as": "-甘肃", "kind": "negation"}]
    assert client.get("/api/tasks/", {"q": "园区 不要甘肃", "plain": "1"}).json()["readings"] == []
    assert "readings" not in client.get("/api/tasks/").json()


def test_the_fields_of_a_task(client: Client, policy: Document) -> None:
    task = client.get("/api/tasks/园区/2.2/").json()
    assert task in results(client, "/api/tasks/") and task["url"].endswith("/2.2/")
    duty = task["responsibilities"][1]
    assert duty["agency"] == "甘肃省商务厅" and duty["inherited_from"] == "2.1" and duty["basis"] == "inherited"


def test_the_fields_of_the_lists(client: Client, policy: Document) -> None:
    (document,) = results(client, "/api/documents/")
    assert (document["title"], document["task_count"], document["issued_on"]) == (policy.title, 2, "2025-09-01")
    agency = results(client, "/api/agencies/?q=能源")[0]
    assert (agency["name"], agency["task_count"], agency["lead"]) == ("甘肃省能源局", 2, 2)
    target = results(client, "/api/targets/?kind=quantified")[0]
    assert (target["value"], target["section"], target["task"]) == (2, "1", None)
    dated, general, yearly = results(client, "/api/deadlines/")
    assert [each["tier"] for each in (dated, general, yearly)] == ["own", "aim", "routine"]
    assert (dated["due_on"], dated["task"], dated["title"]) == ("2027-06-30", "2.2", "建设电网")
    assert dated["agencies"][1] == {"agency": "甘肃省商务厅", "role": "implement", "basis": "inherited"}
    assert (general["task"], general["section"], general["agencies"]) == (None, "1", [])


def test_the_deadlines_of_an_agency_are_those_of_its_page(client: Client) -> None:
    """Those of its tasks, of the parts above them, and those that name it; not the aims of its documents."""
    document = make_document()
    water, finance = make_agency("青海省水利厅"), make_agency("青海省财政厅")
    make_duty(make_task(document, key="2.1"), water)
    part = Section.objects.create(document=document, key="2", title="2027年重点任务", level=1, order=1)
    make_deadline(document, section=part, reaches=True, due_on=date(2027, 12, 31), quote="2027年")
    make_deadline(document, due_on=date(2030, 12, 31), quote="到2030年")
    yearly = make_deadline(document, due_on=None, precision="", recurrence="year_end", quote="每年年底")
    who = {"document": document, "deadline": yearly}
    DeadlineParty.objects.create(**who, role="acts", group="all", as_written="各责任单位")
    DeadlineParty.objects.create(**who, role="receives", agency=finance, as_written="省财政厅")
    tiers = {
        name: [each["tier"] for each in results(client, f"/api/deadlines/?agency={name}")]
        for name in ("青海省水利厅", "青海省财政厅")
    }
    assert tiers == {"青海省水利厅": ["part", "routine"], "青海省财政厅": ["routine"]}


def test_a_document_is_the_same_as_its_download(client: Client, policy: Document) -> None:
    assert client.get("/api/documents/园区/").json() == client.get("/documents/园区/document.json").json()


@pytest.mark.parametrize("path", ["documents/无/", "tasks/无/1/", "tasks/园区/9/", "nothing/", "tasks/a/b/c/"])
def test_what_is_not_there(client: Client, policy: Document, path: str) -> None:
    response = client.get(f"/api/{path}")
    assert response.status_code == 404 and response.json()["errors"]
    assert response["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("path", "accepted", "is_json"),
    [
        ("/nothing/", "application/json", True),
        ("/nothing/", "text/html,application/xhtml+xml,*/*;q=0.8", False),
        ("/nothing/", "*/*", False),
        ("/tasks/export.json?topik=x", "*/*", True),
        ("/tasks/export.csv?topik=x", "*/*", False),
    ],
)
def test_errors_come_in_the_form_asked_for(client: Client, path: str, accepted: str, is_json: bool) -> None:
    response = client.get(path, headers={"accept": accepted})
    assert response.status_code in (400, 404)
    assert response["Content-Type"].startswith("application/json" if is_json else "text/html")


def test_what_readers_may_not_do_is_told_in_json_too(client: Client, policy: Document) -> None:
    for path in ("tasks/", "tasks/园区/2.2/", "nothing/"):
        response = client.post(f"/api/{path}")
        assert response.status_code == 405 and response["Allow"] == "GET, HEAD"
        assert response["Access-Control-Allow-Origin"] == "*" and "只供阅读" in response.json()["errors"][0]
    assert client.get("/api/nothing", follow=True).status_code == 404


def test_a_short_name_that_two_provinces_have_needs_its_region(client: Client, policy: Document) -> None:
    make_agency("甘肃省生态环境厅", region=make_region(code="620000"))
    make_duty(agency=make_agency("青海省生态环境厅"))
    response = client.get("/api/tasks/?agency=省生态环境厅")
    assert response.status_code == 400
    assert response.json()["errors"] == [
        "“省生态环境厅”可指甘肃省生态环境厅、青海省生态环境厅，请写全称，或同时写地区。"
    ]
    for query in ("agency=省生态环境厅&region=青海省", "agency=青海生态环境厅", "agency=青海省生态环境厅"):
        assert client.get(f"/api/tasks/?{query}").json()["count"] == 1, query


def test_what_did_not_change_is_not_sent_again(client: Client, policy: Document) -> None:
    first = client.get("/api/tasks/")
    again = client.get("/api/tasks/", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_chinese_is_readable_and_any_site_may_read(client: Client, policy: Document) -> None:
    response = client.get("/api/tasks/")
    assert "发展风电" in response.content.decode()
    assert response["Access-Control-Allow-Origin"] == "*"
    assert client.post("/api/tasks/").status_code == 405


def test_the_page_that_explains_it_names_every_address(client: Client, policy: Document) -> None:
    html = client.get("/api/").content.decode()
    for path in ("documents", "tasks", "agencies", "targets", "deadlines", "topics"):
        assert f'href="/api/{path}/"' in html
    for condition in {*conditions.TASKS, *conditions.TARGETS, *conditions.PAGES, "kind"}:
        assert f"<code>{condition}</code>" in html
    assert 'href="/api/"' in client.get("/documents/").content.decode()
    assert client.get("/api/tasks/园区/2.1/").status_code == 200


def test_the_number_of_queries_does_not_grow(client: Client, django_assert_max_num_queries: object) -> None:
    agency, topic = make_agency(), make_term()
    for size in (5, 120):
        with writing():
            document = make_document(issued_on=date(2026, 1, 1))
            source = make_task(document)
            for _ in range(size):
                task = make_task(document)
                task.topics.add(topic)
                make_duty(task, agency, basis="inherited", inherited_from=source)
                make_target(document, task=task)
                DeadlineParty.objects.create(
                    deadline=make_deadline(document, task=task), document=document, agency=agency, role="acts"
                )
        for path in ("documents", "tasks", "agencies", "targets", "deadlines", "topics"):
            with django_assert_max_num_queries(12):  # type: ignore[operator]
                assert client.get(f"/api/{path}/?per_page=100").status_code == 200
