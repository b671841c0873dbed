"""Search as the pages and the command see it."""

import json
from datetime import date
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from documents.indexing import index_document
from documents.models import AgencyName, Document, SearchEntry
from documents.search.engines import own_engine
from documents.search.expressions import EVERYTHING
from documents.search.queries.read_as import Reading
from policykb.answers import matching_tasks, search, suggest
from tasks.indexing import index_facts, index_tasks
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

pytestmark = pytest.mark.django_db

GANSU = {"code": "620000", "name": "甘肃省", "short_name": "甘肃"}


@pytest.fixture
def qinghai_task() -> Task:
    """绿电直连 in Qinghai, led by its energy bureau, due in 2030."""
    document = make_document(document_number="青发改运行〔2025〕569号", number_key="青发改运行-2025-569")
    task = make_task(document)
    make_duty(task, make_agency("青海省能源局"))
    make_deadline(document, task=task, due_on=date(2030, 12, 31))
    make_target(document, task=task)
    task.topics.add(make_term("绿电直连"))
    index_document(document)
    index_tasks([task])
    return task


@pytest.fixture
def gansu_task() -> Task:
    """Virtual power plants in Gansu, supported by its energy bureau."""
    region = make_region(**GANSU)
    document = make_document(title="甘肃省零碳园区意见", region=region, document_number="", issued_on=date(2026, 3, 1))
    task = make_task(document, title="发展虚拟电厂", body="加快虚拟电厂建设，推广余热利用。能效“领跑者”。")
    make_duty(task, make_agency("甘肃省能源局", region=region), role="support")
    index_document(document)
    index_tasks([task])
    return task


def tasks_found(text: str, **options: object) -> list[Task]:
    return [hit.record for hit in search(text, kinds=["task"], **options).hits]


def test_agency_names_are_read_in_their_region(qinghai_task: Task, gansu_task: Task) -> None:
    assert set(tasks_found("省能源局")) == {qinghai_task, gansu_task}
    assert set(tasks_found("能源部门")) == {qinghai_task, gansu_task}
    assert tasks_found("甘肃省能源局") == [gansu_task]
    assert tasks_found("青海能源局") == [qinghai_task]
    assert tasks_found("省能源局牵头")[0] == qinghai_task
    assert search("省能源局牵头", kinds=["task"]).complete == 1
    assert {agency.name for agency in search("省能源局").understood.agencies} == {"青海省能源局", "甘肃省能源局"}


def test_an_alias_is_found_at_once(qinghai_task: Task) -> None:
    assert search("能源办公室").complete == 0
    AgencyName.objects.create(agency=make_agency("青海省能源局"), name="能源办公室")
    assert tasks_found("能源办公室") == [qinghai_task]


def test_a_new_synonym_is_found_at_once(gansu_task: Task) -> None:
    assert search("聚合电厂").complete == 0
    make_term("虚拟电厂", synonyms=["聚合电厂"])
    assert tasks_found("聚合电厂") == [gansu_task]


@pytest.mark.parametrize("text", ["青发改运行〔2025〕569号", "青发改运行[2025]569号", "青发改运行 2025 569"])
def test_a_document_number_in_any_spelling(qinghai_task: Task, text: str) -> None:
    results = search(text)
    assert results.understood.documents == [qinghai_task.document]
    assert qinghai_task in [hit.record for hit in results.hits]


@pytest.mark.parametrize(
    "text", ["綠電直連", "绿电直连", "直连", "绿 电", '"探索开展绿电直连"', "绿电 -虚拟电厂", "2030年"]
)
def test_spellings(qinghai_task: Task, gansu_task: Task, text: str) -> None:
    assert tasks_found(text)[0] == qinghai_task


def test_hits_carry_an_excerpt_of_the_original(gansu_task: Task) -> None:
    hit = search("能效领跑者", kinds=["task"]).hits[0]
    assert "".join(words for words, _ in hit.excerpt) in gansu_task.body
    assert ("能效“领跑者", True) in hit.excerpt
    assert hit.why == ["正文"]
    assert hit.url == gansu_task.get_absolute_url()


def test_facets_count_under_the_other_filters(qinghai_task: Task, gansu_task: Task) -> None:
    results = search("省能源局", kinds=["task"])
    assert results.facets["region"] == [("620000", "甘肃省", 1), ("630000", "青海省", 1)]
    assert results.facets["role"][0] == ("lead", "牵头", 1)
    assert results.facets["year"] == [("2030", "2030年", 1)]
    narrowed = search("省能源局", kinds=["task"], filters={"region": ["630000"]})
    assert [hit.record for hit in narrowed.hits] == [qinghai_task]
    assert len(narrowed.facets["region"]) == 2
    assert [value for value, _, _ in narrowed.facets["agency"]] == ["青海省能源局"]


def test_filters(qinghai_task: Task, gansu_task: Task) -> None:
    agency = ["青海省能源局"]
    assert tasks_found("省能源局", filters={"agency": agency, "role": ["lead"]}) == [qinghai_task]
    assert tasks_found("省能源局", filters={"agency": agency, "role": ["support"]}) == []
    assert tasks_found("省能源局", filters={"topic": ["绿电直连"], "year": ["2030"]}) == [qinghai_task]
    assert tasks_found("省能源局", filters={"document": ["no-such"]}) == []


def test_the_newest_first(qinghai_task: Task, gansu_task: Task) -> None:
    assert tasks_found("省能源局", order="date") == [gansu_task, qinghai_task]


def test_only_what_readers_may_see(qinghai_task: Task) -> None:
    document = qinghai_task.document
    Document.objects.filter(pk=document.pk).update(is_published=False)
    assert search("绿电").hits == []
    document.refresh_from_db()
    index_document(document)
    index_facts(document)
    assert search("绿电").total == 0


def test_an_edit_is_in_step(qinghai_task: Task) -> None:
    qinghai_task.title, qinghai_task.body = "发展冷链", "建设冷库。"
    qinghai_task.save()
    index_tasks([qinghai_task])
    assert tasks_found("冷库") == [qinghai_task]
    assert tasks_found("光伏") == []


def test_a_rolled_back_edit_leaves_no_trace(qinghai_task: Task) -> None:
    with transaction.atomic():
        qinghai_task.title = "发展冷链"
        qinghai_task.save()
        index_tasks([qinghai_task])
        transaction.set_rollback(True)
    assert tasks_found("冷链") == []
    assert tasks_found("直连") == [qinghai_task]


def test_matching_tasks(qinghai_task: Task, gansu_task: Task) -> None:
    assert list(matching_tasks("虚拟电厂")) == [gansu_task.pk]
    assert set(matching_tasks("")) == {qinghai_task.pk, gansu_task.pk}
    assert not matching_tasks("火星")
    assert qinghai_task.pk in matching_tasks("省能源局")


def test_a_near_word_is_offered(gansu_task: Task) -> None:
    make_term("虚拟电厂")
    found = search("虚你电厂")
    assert (found.read_as, found.did_you_mean, found.complete) == ("虚拟电厂", "", 1)
    assert found.readings == (Reading("虚你电厂", "虚拟电厂", "spelling"),)
    assert search("虚你电厂", plain=True).complete == 0
    assert [hit.record for hit in found.hits if hit.kind == "task"] == [gansu_task]
    found = search("虚拟电厂")
    assert (found.read_as, found.did_you_mean) == ("", "")


def test_of_several_near_words_none_is_read_at_once(gansu_task: Task) -> None:
    found = search("推广于热利用")
    assert (found.read_as, found.did_you_mean) == ("推广余热利用", "")
    make_term("余热利用", synonyms=["玉热利用"])
    found = search("推广于热利用")
    assert found.read_as == "推广余热利用"


def test_pinyin_is_read_and_words_of_the_base_come_first(qinghai_task: Task, gansu_task: Task) -> None:
    make_term("虚拟电厂")
    found = search("xunidianchang 甘肃")
    assert found.readings == (Reading("xunidianchang", "虚拟电厂", "pinyin"),)
    assert [hit.record for hit in found.hits if hit.kind == "task"] == [gansu_task]
    assert search("xunidianchang", plain=True).complete == 0
    assert search("qhsnyj").read_as == "青海省能源局"
    assert search("xunidianchang OR 曲棍球").read_as == "(虚拟电厂 OR 曲棍球)"


@pytest.mark.parametrize(
    "text", ["绿电", "新疆储能政策", "lv", "hydrogen", "５Ｇ", "a" * 300, "们" * 300, "一" * 60, "\x00劝"]
)
def test_nothing_is_read_as_what_it_is_not(qinghai_task: Task, gansu_task: Task, text: str) -> None:
    make_term("新型储能")
    assert search(text).read_as == ""


def test_a_quoted_phrase_is_not_read_as_another(gansu_task: Task) -> None:
    make_term("虚拟电厂")
    assert search('"虚你电厂"').hits == []
    assert search('虚你电厂 -"余热"').complete == 0


def test_suggestions(qinghai_task: Task) -> None:
    assert [(found.kind, found.label) for found in suggest("绿电")][:1] == [("topic", "绿电直连")]
    assert ("agency", "青海省能源局") in [(found.kind, found.label) for found in suggest("省能")]
    assert suggest("") == suggest("“") == []


@pytest.mark.parametrize("typed", ["qhsnyj", "qinghaisheng'neng", "snyj", "QHS", "qing hai sheng neng"])
def test_suggestions_for_pinyin(qinghai_task: Task, typed: str) -> None:
    assert [found.label for found in suggest(typed) if found.kind == "agency"] == ["青海省能源局"]
    assert [found.label for found in suggest("ldzl")] == ["绿电直连"]
    assert suggest("xyz") == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        '"',
        "(",
        "NOT",
        "*",
        "绿-电",
        "-绿电",
        "以及 -绿电",
        "😀",
        "\x00",
        "'; DROP TABLE x; --",
        "绿" * 10_000,
        "a\\",
    ],
)
def test_any_input_gets_an_answer(qinghai_task: Task, text: str) -> None:
    assert search(text).total >= 0
    assert suggest(text) is not None
    assert len(matching_tasks(text)) >= 0


def test_queries_are_bounded(qinghai_task: Task, gansu_task: Task) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as context:
            search("省能源局 绿电", filters={"region": ["630000"]})
        return len(context)

    search("省能源局 绿电")  # counts the entries, which is kept
    before = queries()
    for _ in range(15):
        make_duty(make_task(qinghai_task.document), make_agency("青海省能源局"))
    index_facts(qinghai_task.document)
    assert queries() <= before + 2 <= 32


def test_an_excerpt_shows_the_clause_as_printed_not_the_names_it_is_found_by(qinghai_task: Task) -> None:
    Task.objects.filter(pk=qinghai_task.pk).update(responsibility_text="省能源局、省商务厅按职责分工负责")
    make_duty(qinghai_task, make_agency("青海省商务厅"))
    index_facts(qinghai_task.document)
    hit = next(hit for hit in search("省商务厅", kinds=["task"]).hits if hit.record == qinghai_task)
    assert "".join(words for words, _ in hit.excerpt) == "省能源局、省商务厅按职责分工负责"


@pytest.mark.skipif(bool(settings.SEARCH_URL), reason="the database's own index is not kept beside a cluster")
def test_rebuilding_takes_out_what_flushing_left(qinghai_task: Task) -> None:
    SearchEntry.objects.all().delete()  # as `manage.py flush` does: past the index
    call_command("rebuild_search_index", verbosity=0, stdout=StringIO())
    SearchEntry.objects.all().delete()
    assert any(own_engine().frequencies([EVERYTHING], 1))
    own_engine().remove_strays()
    assert not any(own_engine().frequencies([EVERYTHING], 1))


def test_rebuilding_restores_and_removes(qinghai_task: Task) -> None:
    SearchEntry.objects.filter(kind="task").delete()
    SearchEntry.objects.create(kind="task", object_id=999, title="gone", tags="ktask")
    call_command("rebuild_search_index", verbosity=0, stdout=StringIO())
    assert tasks_found("直连") == [qinghai_task]
    assert not SearchEntry.objects.filter(object_id=999).exists()


def test_the_command_prints_a_line_for_each_query(qinghai_task: Task) -> None:
    out = StringIO()
    call_command("search", "直连", "", "火星", "--kind", "task", stdout=out)
    first, second, third = map(json.loads, out.getvalue().splitlines())
    assert first["results"][0] == {
        "kind": "task",
        "document": qinghai_task.document.slug,
        "document_title": qinghai_task.document.title,
        "number": "（一）",
        "title": "优化绿电供应模式",
        "url": qinghai_task.get_absolute_url(),
        "score": first["results"][0]["score"],
        "why": ["正文"],
        "lacks": [],
    }
    assert (first["total"], second["total"], third["total"]) == (1, 0, 0)
    assert first["complete"] == 1


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2030年", ["期限"]),
        ("青发改运行2025年569号", ["所在文件"]),
        ("省能源局", ["牵头 青海省能源局"]),
        ("直连", ["正文"]),
    ],
)
def test_a_hit_says_why(qinghai_task: Task, text: str, why: list[str]) -> None:
    assert set(why) <= set(search(text, kinds=["task"]).hits[0].why)


@pytest.mark.parametrize(
    "text", ["零碳园区意见", "《甘肃省零碳园区意见》", "甘肃零碳园区的意见", "青发改运行569号文", "569号"]
)
def test_a_document_is_known_by_its_title_or_serial(qinghai_task: Task, gansu_task: Task, text: str) -> None:
    document = (qinghai_task if "569" in text else gansu_task).document
    results = search(text)
    assert results.understood.documents == [document]
    assert results.hits[0].record == document
    assert {hit.record.document for hit in results.hits if hit.kind == "task"} == {document}


@pytest.mark.parametrize(
    "text",
    [
        "青发改运行（2025）569",
        "青发改运行2025-569",
        "青发改运行２０２５年第５６９号",
        "青发改运行2025年569号文件",
        "2025年569号",
        "2025 569号",
        "〔2025〕569号",
        "569号文",
    ],
)
def test_numbers_are_read_in_every_spelling(qinghai_task: Task, gansu_task: Task, text: str) -> None:
    assert tasks_found(text) == [qinghai_task]
    assert tasks_found(f"园区 {text}")[0] == qinghai_task


def test_a_minus_keeps_out_a_document(qinghai_task: Task, gansu_task: Task) -> None:
    assert tasks_found("能源局 -青发改运行〔2025〕569号") == [gansu_task]


def test_words_that_suit_no_title_name_no_document(gansu_task: Task) -> None:
    assert all(not search(text).understood.documents for text in ("虚拟电厂意见", "意见", "建设方案"))


def test_a_minus_keeps_out_a_place(qinghai_task: Task, gansu_task: Task) -> None:
    assert set(tasks_found("能源局")) == {qinghai_task, gansu_task}
    assert tasks_found("能源局 -甘肃") == [qinghai_task]
    assert tasks_found("能源局 -青海省能源局") == [gansu_task]


def test_words_of_asking_do_not_count(qinghai_task: Task, gansu_task: Task) -> None:
    assert search("虚拟电厂由哪些部门牵头建设？", kinds=["task"]).complete == 1
    assert search("以及").complete == 0


def test_what_the_query_names_comes_first(qinghai_task, gansu_task):
    first = [search(text).hits[0] for text in ("青发改运行[2025]569", "青海省能源局")]
    assert [(hit.kind, hit.record) for hit in first] == [
        ("document", qinghai_task.document),
        ("agency", qinghai_task.responsibilities.get().agency),
    ]


def test_an_excerpt_shows_the_clause_with_the_name_it_uses(qinghai_task: Task) -> None:
    Task.objects.filter(pk=qinghai_task.pk).update(responsibility_text="省能源局、省商务厅按职责分工负责")
    duty = qinghai_task.responsibilities.get()
    duty.as_written = "省能源局"
    duty.save()
    index_facts(qinghai_task.document)
    hit = next(hit for hit in search("青海能源局", kinds=["task"]).hits if hit.record == qinghai_task)
    assert ("省能源局", True) in hit.excerpt


def test_an_excerpt_shows_the_body_of_a_task_without_a_clause(qinghai_task: Task) -> None:
    index_facts(qinghai_task.document)
    hit = next(hit for hit in search("青海省能源局", kinds=["task"]).hits if hit.record == qinghai_task)
    assert "".join(words for words, _ in hit.excerpt).strip("…") in qinghai_task.body
