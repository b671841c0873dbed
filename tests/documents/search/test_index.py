"""The index on the database at hand: every substring is found, any input is quoted, a rollback leaves nothing."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.conf import settings as site
from django.core.management import call_command
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.migrations._search_index import remake_index
from documents.models import SearchEntry
from documents.records.writing import state
from documents.search import Entry, remove, write
from documents.search.engines import engine, fts5
from documents.search.expressions import EVERYTHING, Node, Without, all_of, any_of, substring, tag
from documents.search.words.folding import fold, runs
from tasks.indexing import index_tasks
from tests.factories import make_task

pytestmark = pytest.mark.django_db

without_tags = import_module("documents.migrations.0042_index_without_tags_apart")
BODY = (
    "统筹发展风电、光伏、水电，探索“绿电直连”。能耗下降12.5%，到2030年建成5G基站100座；"
    "支持风光氢 储一体化（青政办〔2024〕35号）。"
)


def entry(key: int = 1, **values: object) -> Entry:
    return Entry(kind="task", object_id=key, **({"title": "优化绿电供应模式", "body": BODY} | values))


def number_of(node: Node) -> int:
    return engine().frequencies([node], 100)[0]


def found(text: str) -> int:
    return number_of(substring(text))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, len(BODY) - 1), st.integers(1, 12))
def test_every_substring_is_found(start: int, length: int) -> None:
    write([entry()])
    piece = BODY[start : start + length]
    if runs(fold(piece)):
        assert found(piece) == 1, piece


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_can_be_indexed_and_asked_for(body: str, asked: str) -> None:
    write([entry(body=body)])
    assert number_of(any_of([substring(body), tag("nothing")])) == bool(runs(fold(body)))
    for node in (substring(asked), Without(substring(body), substring(asked, is_exact=True))):
        assert number_of(node) in (0, 1)
        assert len(engine().ranked(node, [(node, 1.0)], 5)) in (0, 1)


def test_writing_again_replaces() -> None:
    write([entry()])
    write([entry(title="发展氢能", body="加氢站")])
    assert (found("绿电"), found("加氢站"), SearchEntry.objects.count()) == (0, 1, 1)


def test_removing() -> None:
    write([entry(1), entry(2)])
    remove("task", [1, 99])
    assert found("绿电") == 1


def test_what_is_rolled_back_was_never_indexed() -> None:
    with transaction.atomic():
        write([entry()])
        transaction.set_rollback(True)
    assert (found("绿电"), SearchEntry.objects.count()) == (0, 0)


def test_tags_narrow_and_are_counted() -> None:
    write([entry(1, tags=["a7", "y2030"]), entry(2, tags=["a7"]), entry(3)])
    assert number_of(all_of([substring("绿电"), tag("a7")])) == 2
    number, tally = engine().tally(substring("绿电"), 100)
    assert (number, tally["a7"], tally["y2030"]) == (3, 2, 1)


def test_what_is_written_again_or_removed_is_counted_anew_and_what_stays_raises_no_revision() -> None:
    write([entry(1, tags=["a7"]), entry(2, tags=["a7"])])
    before = state()
    write([entry(1, tags=["a7"])])
    assert state() == before
    write([entry(1, tags=["y2030"])])
    assert engine().tally(EVERYTHING, 10)[1].letters["a"] == {"7": 1}
    remove("task", [2])
    tally = engine().tally(EVERYTHING, 10)[1]
    assert (tally.of("a"), tally.of("y"), tally["ktask"]) == ({}, {"2030": 1}, 1)


def test_a_quoted_phrase_keeps_its_order() -> None:
    write([entry(body="直连绿电，绿电与电直两件事")])
    assert number_of(substring("绿电直连", is_exact=True)) == 0


def test_a_title_counts_more_than_a_body() -> None:
    write([entry(1, title="其他", body="绿电"), entry(2, title="绿电", body="其他")])
    first, _ = engine().ranked(substring("绿电"), [(substring("绿电"), 1.0)], 10)
    assert SearchEntry.objects.get(pk=first).object_id == 2


def test_a_text_beyond_all_bounds() -> None:
    write([entry(body=BODY + "".join(map(chr, range(0x4E00, 0x9FA5))) * 3)])
    assert found("绿电直连") == 1


def test_a_survey_counts_tells_the_tags_and_names_the_best() -> None:
    write([entry(1, title="别的"), entry(2, title="绿电直连", tags=["y2030"]), entry(3, body="无关", title="无关")])
    node = substring("绿电直连")
    survey = engine().survey(node, [(node, 1.0)], 1)
    assert (survey.number, survey.tally["ktask"], survey.tally["y2030"]) == (2, 2, 1)
    assert list(survey.best) == list(SearchEntry.objects.filter(object_id=2).values_list("pk", flat=True))


@pytest.mark.parametrize("large", [0, 200_000])
def test_an_entry_may_lack_a_part(large: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fts5, "LARGE", large)
    write(
        [entry(1, title="绿电", body="储能"), entry(2, title="绿电", body="其他"), entry(3, title="其他", body="储能")]
    )
    parts = [(substring("绿电"), 1.0), (substring("储能"), 2.0)]
    ranked = engine().ranked(any_of(node for node, _ in parts), parts, 10, some_may_lack=True)
    assert len(ranked) == 3
    assert SearchEntry.objects.get(pk=ranked[0]).object_id == 1


def test_what_stands_in_the_title_comes_first_in_a_large_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fts5, "LARGE", 0)
    write([entry(1, title="别的"), entry(2, title="发展绿电直连"), entry(3, title="另外")])
    node = substring("绿电直连")
    best = engine().ranked(node, [(node, 1.0)], 1)
    assert list(best) == list(SearchEntry.objects.filter(object_id=2).values_list("pk", flat=True))


def test_nothing_but_an_exclusion_is_answered_too() -> None:
    write([entry(1), entry(2, title="别的", body="无关")])
    node = Without(EVERYTHING, substring("绿电", is_exact=True))
    assert len(engine().ranked(node, [], 10)) == engine().survey(node, [], 10).number == 1


def test_many_hits_are_all_listed() -> None:
    write([entry(key, body="绿电") for key in range(1, 241)])
    node = substring("绿电")
    assert len(set(engine().ranked(node, [(node, 1.0)], 240))) == 240
    assert number_of(node) == 100


@pytest.mark.skipif(bool(site.SEARCH_URL), reason="the database's own index is not kept beside a cluster")
def test_an_index_that_a_migration_made_anew_is_filled() -> None:
    task = make_task(title="优化绿电供应模式")
    index_tasks([task])
    with connection.cursor() as cursor:
        editor = SimpleNamespace(connection=connection, execute=cursor.execute)
        remake_index(apps, editor)
        without_tags.drop_tags(apps, editor)
    assert found("绿电供应") == 0
    call_command("migrate", verbosity=0)
    assert (found("绿电供应"), found("火星基地")) == (1, 0)


def test_words_that_meet_at_a_mark_are_no_phrase() -> None:
    write([entry(1, title="绿电，电直", body="直连"), entry(2, title="绿电直连", body="")])
    assert (found("绿电直连"), found("绿电直")) == (1, 1)


def test_a_word_of_which_only_the_pairs_are_there_is_not_there() -> None:
    write([entry(1, title="绿色生产", body="色矿、矿山绿色"), entry(2, title="绿色矿山", body="")])
    assert (found("绿色矿山"), found("色矿"), found("矿山")) == (1, 2, 2)


def test_a_phrase_far_behind_in_a_long_text_is_found() -> None:
    write([entry(body="各项工作、" * 8000 + "建设零碳产业园区。")])
    assert (found("零碳产业园区"), number_of(substring("零碳产业园区", is_exact=True))) == (1, 1)


def test_tags_of_two_parts_are_matched_and_not_counted() -> None:
    write([entry(1, tags=["a7", "a7.lead", "y2030"]), entry(2, tags=["y2030"])])
    assert number_of(tag("a7.lead")) == 1
    counted = engine().tally(EVERYTHING, 10)[1]
    assert [counted[name] for name in ("a7", "a7.lead", "y2030", "ktask")] == [1, 0, 2, 2]


def test_keys_and_ids_of_all_that_match() -> None:
    write([entry(7), entry(8, title="别的", body="无关"), Entry(kind="target", object_id=7, title="绿电")])
    ids = dict(SearchEntry.objects.values_list("kind", "pk").exclude(object_id=8))
    assert list(engine().keys(substring("绿电"), "task")) == list(engine().keys(substring("绿电"), "target")) == [7]
    assert list(engine().ids(substring("绿电"))) == sorted(ids.values())
    assert engine().among([ids["task"], 10**6], substring("绿电")) == {ids["task"]}
    assert engine().among([], EVERYTHING) == set()
