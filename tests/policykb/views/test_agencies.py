"""One agency: the page that answers who must do what by when."""

from datetime import date

import pytest
from django.test import Client

from documents.models import Agency, AgencyName, AgencyPattern, DocumentAgency
from documents.records.writing import writing
from policykb.insight.memberships import find_inclusions
from tests.factories import (
    changed,
    make_agency,
    make_deadline,
    make_document,
    make_duty,
    make_region,
    make_target,
    make_task,
    make_term,
    told,
)
from tests.policykb.markup import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A client whose today is 2026-11-20."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: date(2026, 11, 20))
    return client


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_roles_are_apart_and_say_on_what_ground(pages: Client) -> None:
    agency, document = make_agency(), make_document()
    make_duty(make_task(document, title="甲任务"), agency, basis="first-listed")
    source = make_task(document, number="（三）", title="乙任务")
    make_duty(source, agency, role="support", basis="explicit")
    make_duty(make_task(document, title="丙任务"), agency, role="support", basis="inherited", inherited_from=source)
    sections = pages.get(agency.get_absolute_url()).context["sections"]
    assert [(section.role, section.count) for section in sections] == [("lead", 1), ("support", 2), ("implement", 0)]
    assert sections[0].remark == "均因列在首位推定为牵头，原文未写“牵头”二字"
    assert sections[1].remark == "1 项承前文而来"
    page = text(pages, agency.get_absolute_url())
    assert "本条未列单位，承" in page and source.get_absolute_url() in page
    assert "◇" in page and "：没有。" in page


def test_a_collective_is_listed_with_its_reason(pages: Client) -> None:
    province = make_region()
    city = make_region(code="630100", name="西宁市", short_name="西宁", level="city", parent=province)
    government = make_agency("西宁市人民政府", kind="government", region=city)
    group = make_agency("青海省各市州人民政府", kind="group")
    make_duty(make_task(title="建设园区"), group, role="support", as_written="各市州政府")
    make_duty(agency=government)
    page = text(pages, government.get_absolute_url())
    assert "经由“青海省各市州人民政府” 1 项" in page
    assert "西宁市人民政府在其中" in page
    assert "建设园区" in page


@pytest.mark.parametrize(
    ("collective", "agency", "expected"),
    [
        ("青海省各市州人民政府", "西宁市人民政府", True),
        ("青海省有关市州人民政府", "西宁市人民政府", False),
        ("青海省各市州发展改革部门", "西宁市发展和改革委员会", True),
        ("青海省各县（市、区）人民政府", "西宁市人民政府", True),
        ("各有关部门", "西宁市人民政府", None),
        ("青海省各市州人民政府", "青海省人民政府", None),
        ("青海省各市州发展改革部门", "西宁市人民政府", None),
        ("甘肃省各市州人民政府", "西宁市人民政府", None),
        ("有关园区", "西宁经济技术开发区", False),
    ],
)
def test_which_collectives_speak_of_an_agency(collective: str, agency: str, expected: bool | None) -> None:
    province = make_region()
    gansu = make_region(code="620000", name="甘肃省", short_name="甘肃")
    city = make_region(code="630100", name="西宁市", short_name="西宁", level="city", parent=province)
    AgencyPattern.objects.get_or_create(line="发展改革", level="city", official="{region}发展和改革委员会")
    kind = "government" if agency.endswith("人民政府") else "park" if agency.endswith("区") else "agency"
    body = make_agency(agency, kind=kind, region=city if agency.startswith("西宁") else province)
    group = make_agency(collective, kind="group", region=gansu if collective.startswith("甘肃") else province)
    found = [inclusion.is_certain for inclusion in find_inclusions(body, [group])]
    assert found == ([] if expected is None else [expected])


def test_names_partners_issued_documents_and_where_it_is_not_named(pages: Client) -> None:
    agency, partner = make_agency(), make_agency("青海省商务厅")
    AgencyName.objects.create(agency=agency, name="青海省能源办公室", kind="former", until=date(2018, 10, 1))
    task = make_task(make_document(title="有责任的文件"))
    make_duty(task, agency)
    make_duty(task, partner, role="support", basis="listed", as_written="省商务厅")
    silent = make_document(title="没有列它的文件")
    told(DocumentAgency.objects.create(document=silent, agency=agency))
    page = text(pages, agency.get_absolute_url())
    for words in (
        "青海省能源办公室",
        "2018年10月1日",
        "青海省商务厅",
        "发文机关",
        "没有列它的文件",
        "原文未列任何责任单位",
    ):
        assert words in page
    assert "原文写作“省能源局”" in page


def test_what_is_next_counts_from_today(pages: Client) -> None:
    agency, document = make_agency(), make_document()
    task = make_task(document)
    make_duty(task, agency)
    make_deadline(document, task=task, due_on=None, precision="", recurrence="year_end", quote="每年年底")
    make_deadline(document, task=task, due_on=date(2025, 12, 31), quote="到2025年")
    make_target(document, task=task, deadline=date(2030, 12, 31))
    times = pages.get(agency.get_absolute_url()).context["times"]
    assert [(entry.recurrence, entry.day) for entry in times.ahead] == [
        ("每年年底", date(2026, 12, 31)),
        ("", date(2030, 12, 31)),
    ]
    assert times.past == 1
    assert "还有 41 天" in text(pages, agency.get_absolute_url())


def test_the_feed_tells_its_tasks(client: Client) -> None:
    agency = make_agency()
    make_duty(make_task(title="发展<b>风电"), agency)
    response = client.get(f"{agency.get_absolute_url()}feed.atom")
    assert response["Content-Type"].startswith("application/atom+xml")
    assert "发展&lt;b&gt;风电" in response.content.decode()


def test_the_brief_is_tables(pages: Client) -> None:
    agency = make_agency()
    make_duty(make_task(title="发展风电"), agency)
    page = text(pages, f"{agency.get_absolute_url()}brief/")
    assert "<table" in page and "发展风电" in page and "2026年11月20日整理" in page


def test_the_brief_gives_each_body_its_own_role_and_leads_to_the_clause(pages: Client) -> None:
    agency, document = make_agency(), make_document(slug="方案")
    first = make_task(document, title="发展风电", key="1.1", number="(一)")
    make_duty(first, agency, basis="first-listed")
    make_duty(first, make_agency("青海省商务厅"), role="support", basis="listed", order=1)
    make_duty(first, make_agency("西宁市人民政府"), role="implement", order=2)
    second = make_task(document, title="建设电网", key="1.2")
    make_duty(second, agency, basis="inherited", inherited_from=first)
    page = words_of(text(pages, f"{agency.get_absolute_url()}brief/"))
    assert "○ 配合 青海省商务厅" in page and "◇ 落实 西宁市人民政府" in page
    assert "牵头 2 项。" in page and "落实 0 项" not in page
    assert "首列" in page and "承（一）" in page
    html = pages.get(f"{agency.get_absolute_url()}brief/").content.decode()
    assert f'href="{first.get_absolute_url()}"' in html and "/tasks/方案/1.1/" in html
    assert "data-print hidden" in html and "用浏览器的打印功能" in html
    assert html.count("<svg") == 1 and "style=" not in html
    assert page.count("本条未写") == 2


def test_an_unknown_agency_is_not_there(client: Client) -> None:
    for path in ("", "brief/", "brief.docx", "deadlines.ics", "feed.atom"):
        assert client.get(f"/agencies/无此局/{path}").status_code == 404


def test_the_number_of_queries_does_not_grow(client: Client, django_assert_max_num_queries: object) -> None:
    agency, partners = make_agency(), [make_agency(f"青海省第{number}局") for number in range(9)]
    make_agency("青海省各市州人民政府", kind="group")
    for size in (5, 200):
        with writing():
            document = make_document()
            for number in range(size):
                task = make_task(document)
                make_duty(task, agency, role=("lead", "support", "implement")[number % 3])
                make_duty(task, partners[number % 9], role="support", basis="listed")
                make_deadline(document, task=task)
        for path in ("", "?by=year", "?by=topic", "brief/"):
            client.get("/agencies/")  # the sets as they are after the change
            with django_assert_max_num_queries(22):  # type: ignore[operator]
                client.get(f"{agency.get_absolute_url()}{path}")


def test_a_collective_that_perhaps_means_it_is_only_named(pages: Client) -> None:
    agency = make_agency()
    members = make_agency("青海省工业转型领导小组各成员单位", kind="group")
    make_duty(make_task(title="建设园区"), members, role="support", as_written="领导小组各成员单位")
    make_agency("青海省各有关部门", kind="group")  # without any task
    page = text(pages, agency.get_absolute_url())
    assert "也可能涉及" in page and "本库没有成员名单，青海省能源局可能是其中之一。" in page
    assert members.get_absolute_url() in page and "建设园区" not in page and "各有关部门" not in page
    assert "也可能涉及" not in text(pages, make_agency("国网青海省电力公司", kind="company").get_absolute_url())


@pytest.mark.parametrize(
    ("collective", "expected"),
    [
        ("青海省各有关部门", [False]),
        ("青海省有关单位", [False]),
        ("青海省各市州人民政府", []),
        ("甘肃省各有关部门", []),
    ],
)
def test_which_collectives_perhaps_mean_a_department(collective: str, expected: list[bool]) -> None:
    gansu = make_region(code="620000", name="甘肃省", short_name="甘肃")
    group = make_agency(collective, kind="group", region=gansu if collective.startswith("甘肃") else make_region())
    assert [inclusion.is_certain for inclusion in find_inclusions(make_agency(), [group])] == expected


def test_a_collective_of_all_cities_names_them(pages: Client) -> None:
    make_region(code="630100", name="西宁市", short_name="西宁", level="city", parent=make_region())
    make_region(code="630121", name="大通县", short_name="大通", level="county", parent=make_region())
    all_of_them = make_agency("青海省各市州人民政府", kind="group")
    assert "青海省有 1 个：西宁市" in text(pages, all_of_them.get_absolute_url())
    some = make_agency("青海省有关市州人民政府", kind="group")
    assert "西宁市" not in text(pages, some.get_absolute_url())


def test_the_brief_says_what_comes_next(pages: Client) -> None:
    agency, document = make_agency(), make_document()
    task = make_task(document, title="工作")
    make_duty(task, agency)
    brief = f"{agency.get_absolute_url()}brief/"
    assert "本条写明" not in text(pages, brief)
    make_deadline(document, task=task, due_on=date(2027, 12, 31), quote="到2027年")
    assert "“到2027年”" in text(pages, brief) and "本条写明" in text(pages, brief)


def test_a_brief_of_very_many_tasks_says_how_many_and_where_they_are(
    pages: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("policykb.views.agencies.MOST_PRINTED", 2)
    agency, document = make_agency(), make_document()
    for number in range(3):
        task = make_task(document, title=f"工作{number}")
        make_duty(task, agency)
    make_deadline(document, task=task, due_on=date(2027, 12, 31), quote="到2027年")
    page = text(pages, f"{agency.get_absolute_url()}brief/")
    assert "责任共 3 项，超过 2 项，不逐条印在这里。" in words_of(page) and "牵头 3 项" in page
    assert "工作1" not in page and "“到2027年”" in page
    assert f"{agency.get_absolute_url()}?by=year" in page and "/tasks/export.xlsx?agency=" in page


def test_squares_are_drawn_only_beside_few_documents(pages: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    agency = make_agency()
    for _ in range(2):
        make_duty(make_task(), agency)
    brief = f"{agency.get_absolute_url()}brief/"
    assert text(pages, brief).count("<svg") == 2
    monkeypatch.setattr("policykb.views.agencies.MOST_CODES", 1)
    assert "<svg" not in text(pages, brief)


@pytest.fixture
def busy(db: None, monkeypatch: pytest.MonkeyPatch) -> Agency:
    """An agency with more tasks than are shown one by one: two of a new document, one of an undated one."""
    monkeypatch.setattr("policykb.views.agencies.MOST_LISTED", 2)
    agency, new, old = make_agency(), make_document(title="新的文件"), make_document(title="旧的文件", issued_on=None)
    first, second, third = make_task(new, key="1.1"), make_task(new, key="1.2"), make_task(old, key="1.1")
    for task, role in ((first, "lead"), (second, "support"), (third, "lead")):
        make_duty(task, agency, role=role)
    make_duty(make_task(new, key="1.3"), make_agency("青海省商务厅"))
    make_deadline(new, task=first, due_on=date(2027, 12, 31))
    make_deadline(new, task=first, due_on=None, precision="", recurrence="yearly")
    make_target(old, task=third, deadline=date(2020, 12, 31))
    second.topics.add(make_term("绿电"))
    changed(second)
    return agency


def groups(pages: Client, agency: Agency, query: str = "") -> list[tuple[str, int, list[int]]]:
    """The name, number and numbers by role of each group; each is that of the list that it leads to."""
    context = pages.get(f"{agency.get_absolute_url()}?{query}").context
    for group in context["duty_groups"]:
        for number, url in [(group.count, group.url), *((count, url) for _, count, url in group.roles)]:
            assert pages.get(url).context["page"].paginator.count == number, url
    return [(group.name, group.count, [count for _, count, _ in group.roles]) for group in context["duty_groups"]]


def test_very_many_tasks_are_told_by_document(pages: Client, busy: Agency) -> None:
    assert groups(pages, busy) == [("新的文件", 2, [1, 1]), ("旧的文件", 1, [1, 0])]
    page = words_of(text(pages, busy.get_absolute_url()))
    assert "责任 3 项" in page and "全部 3 项在任务列表" in page and "◇ 落实：没有。" in page


def test_very_many_tasks_are_told_by_year_from_this_one_on_and_by_topic(pages: Client, busy: Agency) -> None:
    assert groups(pages, busy, "by=year") == [
        ("2027年", 1, [1, 0]),
        ("例行，逐年", 1, [1, 0]),
        ("本条未写期限", 1, [0, 1]),
        ("2020年", 1, [1, 0]),
    ]
    assert groups(pages, busy, "by=topic") == [("绿电", 1, [0, 1])]
    assert "2020年 已过" in words_of(text(pages, f"{busy.get_absolute_url()}?by=year"))


def test_groups_have_pages(pages: Client, busy: Agency, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policykb.insight.duty_groups.PER_PAGE", 1)
    assert groups(pages, busy, "by=document&page=2") == [("旧的文件", 1, [1, 0])]
    assert groups(pages, busy, f"page={10**20}") == [("旧的文件", 1, [1, 0])]


def test_an_unknown_way_of_listing_is_told(pages: Client, busy: Agency) -> None:
    page = text(pages, f"{busy.get_absolute_url()}?by=颜色")
    assert "没有“颜色”这种列法，只有 document、year、topic。" in page and "新的文件" in page


def test_few_tasks_are_shown_one_by_one_and_can_be_told_by_year_too(pages: Client) -> None:
    task = make_task(title="发展风电")
    make_duty(task, make_agency())
    assert "发展风电" in text(pages, make_agency().get_absolute_url())
    assert groups(pages, make_agency(), "by=year") == [("本条未写期限", 1, [1])]


def test_of_very_many_documents_without_it_only_the_number_is_told(
    pages: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("policykb.views.agencies.MOST_NOT_NAMED", 1)
    agency = make_agency()
    make_duty(make_task(), agency)
    for number in range(2):
        make_document(title=f"没有列它的第{number}份")
    page = text(pages, agency.get_absolute_url())
    assert "同一地区有 2 份文件没有把青海省能源局写进责任分工。" in page and "第1份" not in page
    assert "/documents/?region=630000" in page


def test_who_issued_a_document_too_is_named_without_a_mark_too_many(pages: Client) -> None:
    first, second, last = make_agency("青海省商务厅"), make_agency("青海省财政厅"), make_agency("青海省能源局")
    document = make_document()
    for agency in (first, second, last):
        make_duty(agency=agency)
        told(DocumentAgency.objects.create(document=document, agency=agency))
    for agency, others in ((first, "青海省财政厅、青海省能源局"), (last, "青海省商务厅、青海省财政厅")):
        assert f"，与{others}联合印发。" in words_of(text(pages, agency.get_absolute_url())).replace(" ", "")
