"""The archive that pages are looked at and measured with: varied, whole, and the same every time."""

import doctest
from collections import Counter
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from documents.models import Agency, Document, SearchEntry, Section, TagSet
from documents.records.writing import refill_sets
from documents.search.engines import IndexRow
from documents.search.index import index_row, remove_entries
from documents.search.sources import is_wanting
from documents.tag_sets.current import current_sets
from policykb.answers import best_tasks
from tasks.models import Citation, Deadline, Responsibility, Target, Task
from tests.benchmarks.archive import clauses, finding, plain, texts
from tests.benchmarks.archive.finding import copy_sets, index_all
from tests.benchmarks.archive.making import add_papers
from tests.benchmarks.archive.plan import WORKING, plan
from tests.benchmarks.archive.telling import told
from tests.benchmarks.copies import copy_documents

DOCUMENTS = 20


@pytest.fixture(scope="module")
def archive(samples: dict[str, Any], django_db_blocker: Any) -> int:
    """Some papers beside the samples; how many documents there are in all."""
    with django_db_blocker.unblock():
        add_papers(DOCUMENTS)
        return len(samples) + DOCUMENTS


@pytest.mark.parametrize("module", [clauses, plain, texts])
def test_examples(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


def test_papers_are_varied(registry: Any) -> None:
    papers = list(plan(2000, registry, [1, 2, 3], long_text=3))
    levels = Counter(paper.region.level for paper in papers)
    assert levels.keys() == {"national", "province", "city", "county"}
    assert min(levels["province"], levels["city"]) > 600
    assert len({paper.region.code for paper in papers}) > 60
    assert {paper.year for paper in papers} == set(range(2015, 2027))
    without_tasks = [paper for paper in papers if not paper.texts]
    assert {paper.kind for paper in without_tasks} == {"notice", "regulation", "interpretation", "report"}
    assert {paper.kind for paper in papers if paper.texts} == set(WORKING)
    assert 0 < sum(paper.issued_on is None for paper in papers) < 200
    assert 0 < sum(not paper.is_published for paper in papers) < 200
    assert len({paper.title for paper in papers}) > 1800
    numbers = [paper.number for paper in papers if paper.number]
    assert len(set(numbers)) == len(numbers) > 1400


def test_papers_are_the_same_every_time(registry: Any) -> None:
    assert list(plan(50, registry, [1, 2], long_text=2)) == list(plan(50, registry, [1, 2], long_text=2))


@pytest.mark.django_db
def test_every_fact_is_written_where_it_says(archive: int) -> None:
    assert Document.objects.count() == archive
    readings = {document.pk: document.text.reading for document in Document.objects.select_related("text")}
    for duty in Responsibility.objects.select_related("task"):
        assert readings[duty.task.document_id][duty.start : duty.end] == duty.as_written
    for task in Task.objects.exclude(responsibility_text=""):
        clause = readings[task.document_id][task.responsibility_start : task.responsibility_end]
        assert clause == task.responsibility_text
    for section in Section.objects.exclude(number=""):
        assert readings[section.document_id].startswith(section.number, section.start)
    for fact in (*Target.objects.all(), *Deadline.objects.all()):
        assert readings[fact.document_id][fact.start : fact.end] == fact.quote
    for citation in Citation.objects.exclude(start=None):
        assert citation.title in readings[citation.document_id][citation.start : citation.end]


@pytest.mark.django_db
def test_a_paper_speaks_of_its_own_place_and_year(archive: int) -> None:
    """None of another province speaks of the samples' ones, but where a name holds theirs."""
    others = Document.objects.exclude(region__in=("620000", "630000")).exclude(region__parent__in=("620000", "630000"))
    assert others.exists()
    for document in others.select_related("text", "region"):
        assert "青海省" not in document.text.reading
        assert "甘肃省" not in document.text.reading
    duties = Responsibility.objects.filter(task__document__in=others).select_related("agency", "task__document")
    assert duties.exists()
    assert not {duty.agency.region_id for duty in duties} & {"620000", "630000"}


@pytest.mark.django_db
def test_an_archive_has_large_records_and_tells_of_them(archive: int) -> None:
    longest = max(Document.objects.published(), key=lambda document: document.tasks.count())
    assert longest.tasks.count() == 200
    said = "\n".join(told())
    assert longest.slug in said
    assert f"{archive} documents" in said
    assert Agency.objects.filter(kind="group", responsibilities__isnull=False).exists()


@pytest.mark.django_db
def test_its_sets_are_filled_as_those_of_any_records(archive: int) -> None:
    refill_sets()
    assert len(current_sets().of("task").every) == Task.objects.published().count()


@pytest.mark.django_db
def test_what_is_found_by_is_what_any_writing_of_the_index_gives(archive: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts that recur are cut once, but no row has words of another."""
    written: dict[int, IndexRow] = {}
    index = SimpleNamespace(write=lambda rows: written.update({row.id: row for row in rows}), optimise=lambda: None)
    monkeypatch.setattr(finding, "own_engine", lambda: index)
    remove_entries(list(SearchEntry.objects.values_list("pk", flat=True)))
    index_all()
    assert len(written) == SearchEntry.objects.count() > archive
    assert all(index_row(row) == written[row.pk] for row in SearchEntry.objects.all())


@pytest.mark.django_db
def test_copies_are_found_and_counted_as_their_originals(archive: int) -> None:
    refill_sets()
    known = current_sets().of("task")
    tasks, topics = len(known.every), known.counts("t")
    steps = copy_documents(2)
    copy_sets(2, steps)
    remove_entries(list(SearchEntry.objects.values_list("pk", flat=True)))
    index_all(2, steps)
    assert Document.objects.count() == 3 * archive
    assert len(current_sets().of("task").every) == Task.objects.published().count() == 3 * tasks
    assert current_sets().of("task").counts("t") == {topic: 3 * number for topic, number in topics.items()}
    before = {(row.kind, row.tag): bytes(row.members) for row in TagSet.objects.all()}
    refill_sets()
    assert {(row.kind, row.tag): bytes(row.members) for row in TagSet.objects.all()} == before
    copied = SearchEntry.objects.filter(kind="task").order_by("object_id").last()
    assert copied and copied.document_id == Task.objects.get(pk=copied.object_id).document_id
    assert f"d{copied.document_id}" in copied.tags.split()
    assert not is_wanting()
    assert SearchEntry.objects.filter(kind="task").count() == 3 * tasks
    assert best_tasks("绿电", {}, 10)
