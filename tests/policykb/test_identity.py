"""Every text gets its right place, and none is lost: copies, versions, earlier texts, what speaks about a document, and
what nobody can say without a person."""

from dataclasses import replace
from hashlib import sha256

import pytest

from documents.models import Agency, Change, Document, DocumentVersion, Relation, SourceNote
from documents.records import originals
from documents.records.locks import accept, lock
from documents.records.saving import save
from documents.search.queries.lexicon import current_lexicon
from policykb.answers import search
from policykb.pipeline import examine_again, extractor, gazetteer, ingest, known_digests, store
from tasks.models import Task
from tests.factories import make_agency

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def registry_of_one(db):
    """A registry with one region and one agency."""
    make_agency().names.create(name="省能源局")


POLICY = """青海省人民政府办公厅关于印发《青海省冷链物流发展行动方案》的通知
青政办〔2031〕12号

各市、自治州人民政府，省政府各委、办、厅、局：
《青海省冷链物流发展行动方案》已经省政府同意，现印发给你们，请认真贯彻落实。

青海省人民政府办公厅
2031年5月6日

青海省冷链物流发展行动方案

一、重点任务
（一）建设产地冷库。新建产地冷库三十个，健全预冷设施。（省农业农村厅牵头，省财政厅配合）
（二）完善运输网络。在海东市布局冷链中心两个，开通直达班列。（省商务厅牵头，省交通运输厅配合）
（三）培育龙头企业。支持企业开展标准化试点，推广可循环包装。（省工业和信息化厅牵头，省农业农村厅配合）
（四）强化质量监管。建立全程温度追溯制度，定期公布抽检结果。（省市场监管局牵头，省卫生健康委配合）
"""
ABOUT = """《青海省冷链物流发展行动方案》政策解读
青政办〔2031〕12号

一、起草背景
近年来，我省冷链产业快速发展，鲜活农产品外销增长较快。
二、主要内容
方案共提出四项任务，明确了各部门的分工。
"""
SLIP = """青海省人民政府办公厅关于加强冬季供暖保障工作的通知
青政办〔2031〕12号

各市、自治州人民政府：

一、主要任务
（一）保障气源。做好天然气调度，落实储气责任。（省能源局牵头，省住房城乡建设厅配合）
（二）检修管网。十月底前完成管网检修，消除隐患。（省住房城乡建设厅负责）

青海省人民政府办公厅
2031年9月1日
"""
REGULATION = """青海省冷链管理办法
第一章 总则
第一条 为加强冷链管理，保障食品安全，制定本办法。
第二章 职责
第二条 冷链设施建设由省商务厅牵头，省财政厅配合。
第三条 任何单位不得擅自改变冷链设施用途。
本办法自{year}年5月1日起施行。
青海省人民政府
{year}年4月6日
"""


def take(text: str, name: str = "文件.txt"):
    return ingest(text.encode(), name, gazetteer())


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def current_texts() -> dict[str, str]:
    """The current text of each document that counts, by title."""
    return {document.title: document.text.file_name for document in Document.objects.current()}


def test_a_new_version_is_added_and_the_text_before_stays():
    take(POLICY, "一.txt")
    newer = POLICY.replace("三十个", "五十个").replace("2031年5月6日", "2031年8月6日")
    document, changes = take(newer, "二.txt")
    assert (changes.place, document.text.source) == ("version", newer)
    assert [version.source for version in document.versions.order_by("pk")] == [POLICY, newer]
    assert originals.kept(digest(POLICY)) == POLICY.encode()
    assert originals.kept(digest(newer)) == newer.encode()


@pytest.mark.parametrize(
    ("name", "text"),
    [("副本.txt", POLICY.replace("。", "。\n")), ("副本.md", POLICY.replace("一、重点任务", "## 一、重点任务"))],
)
def test_the_same_text_in_another_file_is_a_copy(name, text):
    document, _ = take(POLICY)
    again, changes = take(text, name)
    assert (again, changes.place) == (document, "copy")
    assert current_texts() == {document.title: "文件.txt"}
    assert document.versions.get(is_copy=True).file_name == name
    assert take(text, name)[1].place == "copy" and not take(text, name)[1]


def test_a_text_without_its_head_is_known_by_its_wording_and_is_a_copy():
    document, _ = take(POLICY)
    headless = POLICY[POLICY.index("青海省冷链物流发展行动方案\n\n一、") :]
    again, changes = take(headless, "无头.txt")
    assert (changes.place, again) == ("copy", document)
    assert not Relation.objects.exists()
    assert Task.objects.filter(document=document).current().count() == 4


@pytest.mark.parametrize("texts", [(POLICY, ABOUT), (ABOUT, POLICY)])
def test_what_speaks_about_a_document_is_linked_to_it_and_takes_nothing_from_it(texts):
    for _ in range(2):
        for text in texts:
            take(text, "解读.txt" if text is ABOUT else "方案.txt")
    policy = Document.objects.get(title="青海省冷链物流发展行动方案")
    about = Document.objects.get(title__contains="解读")
    assert (policy.text.source, about.text.source) == (POLICY, ABOUT)
    assert policy.tasks.current().count() == 4
    assert (policy.document_number, about.document_number) == ("青政办〔2031〕12号", "")
    relation = Relation.objects.get()
    assert (relation.document, relation.to, relation.kind, relation.is_decided) == (about, policy, "explains", True)


def test_a_file_of_two_known_papers_is_neither():
    one = POLICY + "".join(f"（{number}）推进第{number}类设施建设，由第{number}工作组牵头。\n" for number in range(80))
    other = SLIP.replace("12号", "13号") + "".join(
        f"（{number}）检修第{number}号管网、锅炉。\n" for number in range(80)
    )
    known = [take(text, name)[0].pk for text, name in ((one, "一.txt"), (other, "二.txt"))]
    both, changes = take(one + other, "合订.txt")
    assert (changes.place, both.is_published) == ("unsure", False)
    texts = Document.objects.order_by("pk").values_list("pk", "text__file_name")
    assert list(texts) == [(known[0], "一.txt"), (known[1], "二.txt"), (both.pk, "合订.txt")]


def test_a_new_version_is_one_though_another_document_carries_all_of_the_text_on():
    longer = POLICY + "".join(
        f"（{number}）推进第{number}类设施建设，由第{number}工作组牵头。\n" for number in range(80)
    )
    policy, _ = take(longer, "一.txt")
    heading = "甘肃省能源局关于做好冷链有关工作的函\n甘能函〔2031〕40号\n\n各单位：\n"
    carrying, changes = take(heading + longer[longer.index("一、重点任务") :], "二.txt")
    assert (changes.place, carrying.is_published) == ("new", True)
    newer = longer.replace("三十个", "五十个").replace("2031年5月6日", "2031年8月6日")
    assert (take(newer, "三.txt")[0], policy.versions.count()) == (policy, 2)


def test_a_part_of_an_explained_document_is_not_shown_beside_it():
    take(POLICY, "一.txt")
    part_of_it = POLICY[: POLICY.index("（三）")]
    take(ABOUT + part_of_it[part_of_it.index("（一）") :], "解读.txt")
    part, changes = take(part_of_it, "上半.txt")
    assert (changes.place, part.is_published) == ("unsure", False)


def test_another_document_of_the_same_number_waits_hidden_for_a_person(client):
    policy, _ = take(POLICY)
    before = client.get(policy.get_absolute_url()).content
    slip, changes = take(SLIP, "供暖.txt")
    assert (changes.place, slip.is_published) == ("unsure", False)
    assert Relation.objects.undecided().get().document == slip
    assert "文号相同；标题不同" in Relation.objects.get().evidence
    assert client.get(slip.get_absolute_url()).status_code == 404
    assert client.get(policy.get_absolute_url()).content == before
    assert client.get("/cite/", {"q": "青政办〔2031〕12号"}).url == policy.get_absolute_url()


def test_an_older_version_that_comes_later_does_not_replace_the_newer():
    newer, older = (REGULATION.format(year=year) for year in (2031, 2021))
    older = older.replace("省商务厅牵头，省财政厅配合", "省供销联社牵头")
    take(newer, "新.txt")
    document, changes = take(older, "旧.txt")
    assert (changes.place, document.text.file_name) == ("earlier", "新.txt")
    assert {version.file_name for version in document.versions.all()} == {"新.txt", "旧.txt"}


def test_an_older_version_that_comes_first_is_replaced():
    newer, older = (REGULATION.format(year=year) for year in (2031, 2021))
    take(older, "旧.txt")
    document, changes = take(newer, "新.txt")
    assert (changes.place, document.text.file_name) == ("version", "新.txt")


def test_two_counties_papers_of_one_title_are_two_documents():
    title = "关于印发2026年工作要点的通知\n\n"
    one, _ = take(
        title + "一、重点工作\n（一）修缮水渠。全面检修灌区渠系，更换老化闸门。（县水利局负责）\n", "甲县.txt"
    )
    other, _ = take(
        title + "一、重点工作\n（一）整治村道。拓宽路面，增设护栏和标志标线。（县交通局负责）\n", "乙县.txt"
    )
    assert one != other
    assert DocumentVersion.objects.count() == 2 and other.is_published


def test_the_plan_of_another_year_is_another_document():
    take(POLICY)
    other = POLICY.replace("〔2031〕12号", "〔2032〕9号").replace("发展行动方案", "发展2032年行动方案")
    document, changes = take(other.replace("2031年5月", "2032年5月"), "明年.txt")
    assert (changes.place, document.is_published) == ("new", True)


def test_a_document_whose_number_a_person_corrected_is_found_by_what_it_was_read_as(admin_user):
    document, _ = take(POLICY)
    document.document_number = "青政办〔2031〕99号"
    document.save()
    lock(document, {"document_number": "青政办〔2031〕12号"}, admin_user)
    assert document.number_key == "青政办-2031-99"
    newer = POLICY.replace("三十个", "五十个").replace("2031年5月6日", "2031年8月6日")
    assert take(newer, "新.txt")[0] == document
    # a proposal that is accepted changes what it is found by
    renumbered = newer.replace("〔2031〕12号", "〔2031〕13号").replace("五十个", "六十个")
    correction = document.corrections.get(field="document_number")
    correction.proposed, correction.has_proposal = "青政办〔2031〕13号", True
    correction.save()
    accept(correction)
    document.refresh_from_db()
    assert (document.document_number, document.number_key) == ("青政办〔2031〕13号", "青政办-2031-13")
    assert take(renumbered, "又新.txt")[0] == document


def test_a_clause_that_a_new_version_deletes_goes_with_its_correction_and_staff_are_told(admin_user):
    document, _ = take(POLICY)
    deleted = document.tasks.get(title="强化质量监管")
    deleted.title = "强化质量监管（人工更正）"
    save(deleted, ["title"])
    lock(deleted, {"title": "强化质量监管"}, admin_user)
    inserted = POLICY[: POLICY.index("（四）强化")]
    inserted = inserted.replace("（三）", "（四）").replace("（二）", "（三）")
    inserted = inserted.replace("（三）完善运输", "（二）发展智慧仓储。推广无人叉车。（省商务厅负责）\n（三）完善运输")
    for _ in range(2):
        take(inserted.replace("2031年5月6日", "2031年8月6日"), "新版.txt")
        deleted.refresh_from_db()
        assert (deleted.standing, deleted.title) == ("superseded", "强化质量监管（人工更正）")
        assert deleted.corrections.get().before == "强化质量监管"
        told = document.notes.get(kind="dropped")
        assert (told.state, "强化质量监管（人工更正）" in told.message) == (SourceNote.State.OPEN, True)
    for task in document.tasks.current():
        assert task.title in document_text(document)[task.start : task.end]


def document_text(document: Document) -> str:
    return Document.objects.get(pk=document.pk).text.reading


def test_a_corrected_task_whose_words_still_stand_stays(admin_user, monkeypatch):
    """The stages no longer find it, though the text has it: what a person worked on is not given up for that."""
    document, _ = take(POLICY)
    task = document.tasks.get(title="强化质量监管")
    lock(task, {"body": task.body}, admin_user)
    found = examine_again(document.text, gazetteer())
    less = [each for each in found.extraction.tasks if each.title != "强化质量监管"]
    store(replace(found, extraction=replace(found.extraction, tasks=tuple(less))), gazetteer())
    task.refresh_from_db()
    assert (task.standing, document.tasks.current().count()) == ("current", 4)


def test_only_what_is_stored_as_it_is_read_now_is_known():
    document, _ = take(POLICY)
    assert known_digests() == {digest(POLICY)}
    DocumentVersion.objects.update(extractor="earlier")
    assert known_digests() == set()
    take(POLICY)
    assert document.versions.get().extractor == extractor()


def test_what_a_new_document_brings_is_told_by_the_document_alone():
    take(POLICY)
    told = Change.objects.filter(cause="ingest", document_id__isnull=False)
    assert {change.model for change in told} == {"documents.document"}
    newer = POLICY.replace("三十个", "五十个").replace("2031年5月6日", "2031年8月6日")
    take(newer, "新.txt")
    last = Change.objects.filter(revision=Change.objects.last_revision())
    assert {"documents.documentversion", "tasks.task", "documents.document"} <= {change.model for change in last}


def test_search_and_the_lexicon_know_a_new_agency_at_once():
    current_lexicon()
    take(POLICY.replace("省市场监管局", "省冷链推进办"))
    new = Agency.objects.get(name__contains="冷链推进办")
    assert new.pk in current_lexicon().agencies[new.name]
    assert search("冷链推进办", kinds=["task"]).total == 1
