"""The reading page: every word once, marks where the facts stand, notes beside their clause, its source, its JSON."""

import inspect
import itertools
import re
from html import unescape
from urllib.parse import unquote

import pytest
from django.test import Client

from documents.models import Document, Section, SourceNote
from documents.records.writing import writing
from documents.text.spans import Span
from policykb.machines.contract import contract
from policykb.reading.marking import MarkedText
from policykb.reading.page_rows import BREATH, breaths, kind_of, lay_out
from tasks.models import Citation, DeadlineParty
from tests.factories import (
    changed,
    make_agency,
    make_deadline,
    make_document,
    make_duty,
    make_region,
    make_task,
    make_term,
)
from tests.policykb.markup import on_one_line
from tests.policykb.policies import TEXT, make_paragraphs, make_policy, place

pytestmark = pytest.mark.django_db


@pytest.fixture
def policy(db: None) -> Document:
    return make_policy()


def page(client: Client, path: str = "/documents/园区/") -> str:
    response = client.get(path)
    assert response.status_code == 200
    return on_one_line(response.content.decode())


def words_of(html: str) -> str:
    """What one reads: without tags."""
    return unescape(re.sub(r"<[^>]*>", "", html))


def row(html: str, anchor: str) -> str:
    """The HTML of the row at an anchor, up to the next row."""
    start = html.index(f'id="{anchor}"')
    ends = [place for place in (html.find('<div class="clause', start), html.find('id="cite"', start)) if place > 0]
    return html[start : min(ends)]


def test_every_word_of_the_text_is_shown_once_and_in_order(client: Client, policy: Document) -> None:
    html = page(client, "/documents/园区/?plain=1")
    shown = "".join(
        words_of(part).strip() for part in re.findall(r'<div class="words" data-official>(.*?)</div>', html, re.S)
    )
    assert shown == TEXT.replace("\n", "")


def test_a_clause_has_its_own_address_and_heading(client: Client, policy: Document) -> None:
    clause = row(page(client), "s2-1")
    assert '<h3 class="run-in">（一）发展风电。</h3>' in clause
    assert "#s2-1" in clause and 'data-cite="二、（一）"' in clause
    assert 'data-citation="《甘肃省人民政府关于建设园区的意见》' in page(client)


def test_facts_are_marked_and_numbered_in_reading_order(client: Client, policy: Document) -> None:
    html = page(client)
    general = row(html, "s1")
    assert re.findall(r'id="t(\d)" href="#n\1" aria-label="注 \1" data-sign="(.)"', html) == [
        ("1", "①"),
        ("2", "②"),
        ("3", "③"),
    ]
    assert '<span class="fact">到2030年</span>' in general
    assert "2030年（按年末计），目标 2 项" in words_of(general)
    assert "零碳园区 ≥ 2 个" in words_of(general)


def test_agencies_in_the_text_lead_to_their_pages(client: Client, policy: Document) -> None:
    assert re.search(r'<a class="duty" href="/agencies/[^"]+">省能源局</a>', row(page(client), "s2-1"))
    assert re.search(r'<a class="fact duty" href="/agencies/[^"]+">省商务厅</a>', row(page(client), "s2-1"))


def test_an_inherited_duty_says_where_it_comes_from(client: Client, policy: Document) -> None:
    html = page(client)
    assert "及于以下 （二）的责任承本条" in words_of(row(html, "s2-1"))
    clause = row(html, "s2-2")
    assert "承前 本条未列单位，承（一）：" in words_of(clause)
    assert 'href="#s2-1"' in clause and "省商务厅" in clause


def test_the_same_inherited_duties_are_told_in_full_only_once(client: Client, policy: Document) -> None:
    task = make_task(policy, key="2.3", number="（三）", order=9, start=len(TEXT) - 4, end=len(TEXT))
    first = policy.tasks.get(key="2.2")
    for duty in first.responsibilities.all():
        make_duty(
            task, duty.agency, role=duty.role, basis="inherited", as_written=duty.as_written,
            inherited_from=duty.inherited_from,
        )  # fmt: skip
    assert "承前 责任同（一），2 个单位" in words_of(page(client))


def test_the_same_bodies_again_are_told_by_their_lead(client: Client) -> None:
    """（二） names the bodies of （一） in the same words, （三） others, （四） two alone."""
    document = make_document(source="发展风电。\n发展光电。\n发展水电。\n发展核电。\n")
    bodies = [make_agency(f"青海省第{number}局") for number in range(5)]
    for order, named in enumerate([bodies[:4], bodies[:4], bodies, bodies[:2]]):
        where = {"order": order, "start": order * 6, "end": order * 6 + 5}
        task = make_task(document, key=f"1.{order}", number=f"（{'一二三四'[order]}）", **where)
        for rank, agency in enumerate(named):
            make_duty(task, agency, role="support" if rank else "lead", as_written=agency.name[3:], order=rank)
    first, second, third, fourth = page(client, document.get_absolute_url()).split('<div class="clause')[1:]
    told = " ".join(words_of(second).split())
    assert "牵头第0局" in told and "其余同（一），3 个单位" in told and "第1局" not in told
    assert 'href="#s1-0"' in second
    for full, last in ((first, "第3局"), (third, "第4局"), (fourth, "第1局")):
        assert last in words_of(full) and "其余同" not in full


def test_topics_stand_beside_their_task_without_those_that_are_part_of_another(client: Client) -> None:
    document = make_document(slug="园区")
    task, other = (make_task(document, key=key, start=0, end=5) for key in ("1", "2"))
    for each, names in ((task, ["绿电", "绿电直连", "储能"]), (other, ["盐湖"])):
        each.topics.add(*map(make_term, names))
        changed(each)
    notes = page(client).split("<b>专题</b>")[1:]
    assert [re.findall(r"/topics/([^/]+)/", unquote(note.split("</p>")[0])) for note in notes] == [
        ["绿电直连", "储能"],
        ["盐湖"],
    ]


def test_a_defect_of_the_source_stands_at_its_words(client: Client, policy: Document) -> None:
    clause = row(page(client), "s2-2")
    assert '<span class="defect">provide</span><sup><a class="note-ref defect-ref" id="y1" href="#x1"' in clause
    assert "原文此处夹有外文“provide”，未改字。" in clause


def test_a_note_leads_to_its_line_of_the_source(client: Client, policy: Document) -> None:
    html = page(client)
    found = re.findall(r'href="([^"]*/source/\?lines=(\d+)#L\d+)">原文第 \d+ 行', html)
    assert sorted({int(line) for _, line in found}) == [5, 7, 8]
    source = page(client, found[0][0].partition("#")[0])
    assert re.search(r'class="asked">.*?到2030年，建成2个', source)


def test_a_dismissed_note_and_one_for_staff_are_not_shown(client: Client, policy: Document) -> None:
    policy.notes.update(state="dismissed")
    SourceNote.objects.create(document=policy, kind="unread_clause", message="责任未读出。", **place("省能源局"))
    html = page(client)
    assert "夹有外文" not in html and "责任未读出" not in html


def test_a_hole_is_a_line_of_its_own(client: Client, policy: Document) -> None:
    position = TEXT.index("推进绿电直连")
    SourceNote.objects.create(document=policy, kind="hole", message="此处缺文。", start=position, end=position)
    html = page(client)
    before, after = html.split('<p class="hole" data-sign="〔此处缺文〕"></p>')
    assert "建设风电基地，</p>" in before and "推进绿电直连。" in after


def test_what_is_missing_is_said_at_the_head_with_how_much_and_where(client: Client, policy: Document) -> None:
    for words in ("推进绿电直连", "加快"):
        position = TEXT.index(words)
        SourceNote.objects.create(document=policy, kind="hole", message="此处缺文。", start=position, end=position)
    SourceNote.objects.create(document=policy, kind="lost_heading", message="据目录补出。", **place("总体要求"))
    policy.sections.filter(key="1").update(status="missing")
    html = page(client)
    head = words_of(html[html.index('class="defect-box"') : html.index('class="legend')])
    assert "所收文本有 2 处缺文，涉及 3 处章节，其中 1 处只余标题" in head
    assert re.sub(r"\s+", " ", head[head.index("缺在哪里") :]).startswith(
        "缺在哪里一（只余标题）二、（一）二、（二）标题缺失正文中缺 1 个标题，据目录补出"
    )
    assert words_of(row(html, "s1")).count("校 标题缺失") == 1


def test_defects_of_a_clause_are_one_line_that_unfolds(client: Client, policy: Document) -> None:
    for words in ("电网", "建网"):
        SourceNote.objects.create(
            document=policy, kind="page_break", message="已接续，未改字。", **place(words, "（二）")
        )
    clause = row(page(client), "s2-2")
    fold = clause[clause.index("<details") : clause.index("</details>")]
    assert "校 分页 2 处、外文" in re.sub(r"\s+", " ", words_of(fold))
    assert re.findall(r'<span id="(x\d)">', fold) == ["x1", "x2", "x3"] and fold.count("已接续，未改字。") == 2


def test_the_facts_beside_a_clause_stand_in_the_order_of_their_numbers(client: Client, policy: Document) -> None:
    make_deadline(policy, section=policy.sections.get(key="1"), quote="园区，园区", **place("园区，园区"))
    beside = client.get("/documents/园区/").context["layout"].rows[1].notes
    assert [(note.kind, note.number) for note in beside] == [("deadline", 1), ("target", 2), ("deadline", 3)]


@pytest.mark.parametrize(
    ("heading", "number", "gap"),
    [
        ("第一章规划背景", "第一章", "wide"),
        ("第一章 规划背景", "第一章", ""),
        ("1.优化布局。", "1.", "thin"),
        ("（一）优化布局。", "（一）", ""),
    ],
)
def test_the_gap_between_number_and_heading_is_one_of_layout(
    client: Client, heading: str, number: str, gap: str
) -> None:
    document = make_document(source=f"{heading}\n建设基地。\n")
    Section.objects.create(
        document=document, key="1", number=number, title="", level=1, order=0, start=0, end=len(heading) + 6,
        heading_end=len(heading), own_end=len(heading) + 6,
    )  # fmt: skip
    html = page(client, document.get_absolute_url())
    assert re.findall(r'<span class="(wide|thin)">', html) == [gap] * bool(gap)
    assert heading in words_of(html)


def test_a_long_paragraph_is_in_pieces_of_whole_sentences() -> None:
    text = "发展风电，建设基地。" * 40 + "“推进绿电直连。”"
    pieces = [span.quote(text) for span in breaths(text, Span(0, len(text)))]
    assert "".join(pieces) == text and len(pieces) == 3
    assert all(piece.endswith(("。", "”")) and len(piece) >= BREATH for piece in pieces)
    assert [span.quote(text) for span in breaths(text, Span(0, 200))] == [text[:200]]
    assert list(breaths("长" * 900, Span(0, 900))) == [Span(0, 900)]


def test_what_is_wrong_with_the_whole_document_stands_under_its_head(client: Client) -> None:
    make_policy(missing_attachments=["重点任务分工"])
    assert "缺附件原文提到附件《重点任务分工》，但所收文本没有。" in words_of(page(client))


def test_the_head_is_folded_and_the_preamble_is_not(client: Client, policy: Document) -> None:
    layout = client.get("/documents/园区/").context["layout"]
    assert [row.kind for row in layout.head] == ["title", "addressees"]
    assert layout.rows[0].span.quote(TEXT) == "为建设零碳园区，提出如下意见。"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("甘肃省人民政府关于建设园区的意见", "title"),
        ("各市、自治州人民政府，省政府各部门：", "addressees"),
        ("现将有关事项通知如下：", "text"),
        ("第一节 发展基础…………………………(8)", "contents"),
        ("（此件公开发布）", "line"),
        ("为建设零碳园区，提出意见。", "text"),
    ],
)
def test_lines_of_the_head(line: str, kind: str) -> None:
    assert kind_of(line, {"甘肃省人民政府关于建设园区的意见"}, 1) == kind


def test_plain_text_has_no_marks(client: Client, policy: Document) -> None:
    html = page(client, "/documents/园区/?plain=1")
    assert 'class="fact"' not in html and 'class="side-note' not in html
    assert "显示标注" in html


def test_html_in_the_text_is_text(client: Client, policy: Document) -> None:
    html = page(client)
    assert "&lt;绿色&gt;" in html and "<绿色>" not in html


@pytest.mark.parametrize(
    ("item", "anchor"),
    [("1", "s2-1"), ("一", "s2-1"), ("（二）", "s2-2"), ("第2条", "s2-2"), ("2.2", "s2-2"), ("(2)", "s2-2")],
)
def test_jump_to_an_item(client: Client, policy: Document, item: str, anchor: str) -> None:
    assert client.get("/documents/园区/", {"item": item})["Location"].endswith(f"#{anchor}")


@pytest.mark.parametrize("item", ["99", "<b>", "\0", "一百", "甲", "9" * 500])
def test_no_such_item(client: Client, policy: Document, item: str) -> None:
    response = client.get("/documents/园区/", {"item": item})
    assert response.status_code == 200 and "<b>”" not in response.content.decode()


def test_the_source_is_shown_line_by_line(client: Client, policy: Document) -> None:
    html = page(client, "/documents/园区/source/?lines=7-8")
    assert html.count('<li id="L') == TEXT.count("\n") + 1
    assert re.findall(r'<li id="L(\d+)" class="asked">', html) == ["7", "8"]
    assert page(client, "/documents/园区/source/?lines=x").count('class="asked"') == 0


def test_cited_documents_are_linked_both_ways(client: Client, policy: Document) -> None:
    other = make_document(title="国务院意见", slug="国务院意见")
    Citation.objects.create(document=policy, title="国务院意见", cited=other, **place("零碳园区"))
    Citation.objects.create(document=policy, title="无此文件", number="国发〔2021〕4号")
    html = page(client)
    assert '<a class="cite" href="/documents/%E5%9B%BD' in html
    assert "国发〔2021〕4号 · 本库未收" in words_of(html)
    assert policy.title in words_of(page(client, other.get_absolute_url()))


def test_json_has_the_fields_of_extract(client: Client, policy: Document) -> None:
    found = client.get("/documents/园区/document.json").json()
    names = re.findall(r'^        "(\w+)":', inspect.getsource(contract), re.M)
    assert list(found) == [*names, "license"]  # and what it may be used for
    assert [(section["id"], section["text"]) for section in found["sections"]][:2] == [
        ("0", "\n".join(TEXT.split("\n")[:3])),
        ("1", "到2030年，建成2个及以上零碳园区，园区<绿色>水平明显提升。"),
    ]
    assert found["tasks"][1]["responsibilities"][0]["inherited_from"] == "2.1"
    for fact in [*found["targets"], *found["deadlines"]]:
        assert found["text"][fact["start"] : fact["end"]] == fact["quote"]


@pytest.mark.parametrize("path", ["/documents/无/", "/documents/无/source/", "/documents/无/document.json"])
def test_an_unknown_document_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_what_is_not_published_is_not_shown(client: Client) -> None:
    make_policy(is_published=False)
    assert client.get("/documents/园区/").status_code == 404
    assert client.get("/documents/园区/document.json").status_code == 404


def test_a_text_without_sections_is_shown_whole(client: Client) -> None:
    document = make_document(source="今天天气很好。\n我们去公园。\n")
    assert "今天天气很好。" in page(client, document.get_absolute_url())


def test_overlapping_sections_show_no_word_twice() -> None:
    sections = [
        Section(key="1", number="一、", order=0, start=0, end=12, heading_end=2, own_end=12),
        Section(key="2", number="二、", order=1, start=6, end=20, heading_end=8, own_end=20),
    ]
    layout = lay_out(MarkedText(TEXT, []), sections, [], [], set())
    shown = [row.span for row in (*layout.head, *layout.rows)]
    assert shown == sorted(shown) and not any(a.overlaps(b) for a, b in itertools.pairwise(shown))
    assert "".join(span.quote(TEXT) for span in shown) == "".join(Span(0, len(TEXT)).quote(TEXT).split("\n"))


def test_the_number_of_queries_does_not_grow(client: Client, django_assert_max_num_queries: object) -> None:
    agencies = [make_agency(f"青海省第{number}局", region=make_region()) for number in range(9)]
    for size in (5, 300):
        with writing():
            document = make_document(slug=f"大文件{size}")
            for number in range(size):
                make_duty(make_task(document, key=f"1.{number}", start=0, end=5), agencies[number % 9])
        for path in ("", "source/", "document.json"):
            with django_assert_max_num_queries(20):  # type: ignore[operator]
                assert client.get(f"/documents/大文件{size}/{path}").status_code == 200


def test_a_paragraph_that_is_a_task_has_its_page_its_citation_and_an_anchor(client: Client) -> None:
    make_paragraphs()
    html = page(client, "/documents/航道/")
    first, second = row(html, "s1-1"), row(html, "s1-1-p2")
    assert 'id="s1-1-d2"' in first
    assert 'id="s1-1-d1"' in second
    assert "本段任务页" in first
    assert "/tasks/%E8%88%AA%E9%81%93/1.1.p1/" in second
    assert 'data-citation="《青海省航道养护方案》"' in html and 'data-cite="一、（一）第2段"' in second
    assert client.get("/documents/航道/?item=一").headers["Location"].endswith("#s1-1")


def test_the_outline_is_that_of_the_items(client: Client) -> None:
    make_paragraphs()
    sections = client.get("/documents/航道/document.json").json()["sections"]
    assert [section["id"] for section in sections] == ["1"]


def test_who_names_bodies_and_inherits_others_is_not_said_to_name_none(client: Client) -> None:
    first, second = make_paragraphs().tasks.order_by("order")
    body = make_agency("青海省各市州人民政府", kind="group")
    make_duty(second, body, basis="inherited", inherited_from=first, role="implement", as_written="各市州政府")
    assert "承前 另承（一）第1段：" in re.sub(r"\s+", " ", words_of(row(page(client, "/documents/航道/"), "s1-1-p2")))
    assert "另承 （一）第1段" in re.sub(r"\s+", " ", words_of(page(client, "/agencies/青海省各市州人民政府/"))).replace(
        "另承（", "另承 （"
    )


def test_whom_a_deadline_names_stands_beside_it(client: Client) -> None:
    document = make_document(source="各责任单位每年年底将进展报送省财政厅。")
    yearly = make_deadline(document, due_on=None, precision="", recurrence="year_end", quote="每年年底", start=5, end=9)
    who = {"document": document, "deadline": yearly}
    DeadlineParty.objects.create(**who, role="acts", group="all", as_written="各责任单位")
    DeadlineParty.objects.create(**who, role="receives", agency=make_agency("青海省财政厅"), as_written="省财政厅")
    html = page(client, document.get_absolute_url())
    assert "<br>承办 各责任单位" in html and "<br>接收 省财政厅" in html


def test_a_row_of_a_table_can_be_landed_on(client: Client) -> None:
    """A task of a table has no section of its own; the link from its page leads to its words all the same."""
    words = "压减审批时限"
    document = make_document(source=f"分工方案\n\n序号\n重点任务\n1\n{words}\n")
    start = document.text.reading.index(words)
    task = make_task(document, key="0.t1", number="1", title=words, start=start, end=start + len(words))
    html = page(client, document.get_absolute_url())
    assert html.count(f'id="{task.anchor}"') == 1 and html.index(f'id="{task.anchor}"') < html.index(words)
    assert f'href="{task.get_absolute_url()}"' in html
