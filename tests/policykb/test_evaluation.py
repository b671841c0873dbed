"""The scores: right on small made-up facts; above their floors on the annotated documents."""

import json
from dataclasses import replace
from decimal import Decimal
from functools import cache
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from documents.text import UnreadableSource
from policykb.evaluation import Score, compare_facts, evaluate, find_gold, read_gold, total
from policykb.evaluation.facts import Citation, Duty, Facts, Target, Task, comparable_words, fold_number, spellings
from policykb.evaluation.observed import observed
from policykb.evaluation.scoring import align, alike, match_facts
from tests.cases import ROOT

GOLD = ROOT / "tests" / "gold"


def duty(agency: str, role: str = "lead", basis: str = "explicit", source: str = "") -> Duty:
    return Duty(spellings(agency), spellings(role), spellings(basis), source)


def task(number: str, title: str, *duties: Duty, path: tuple[str, ...] = ("二、任务",), body: str = "") -> Task:
    return Task(number, spellings(title), path, body, body, duties)


def target(value: str, unit: str = "%", deadline: str = "2025-12-31", indicator: str = "覆盖率") -> Target:
    amount = frozenset({Decimal(value)})
    return Target("", indicator, spellings("reach"), amount, None, spellings(unit), "", spellings(deadline))


def counts(score: Score) -> tuple[int, int, int]:
    return score.right, len(score.missing), len(score.spurious)


def test_figures_of_a_score():
    score = Score(6, ["a", "b"], ["c"] * 4)
    assert score.precision == pytest.approx(0.6)
    assert score.recall == pytest.approx(0.75)
    assert score.f1 == pytest.approx(2 / 3)
    assert Score().f1 == 1


@pytest.mark.parametrize(("one", "other"), [("（一）", "(一)"), ("1.", "1、"), ("第一节", "第 一 节")])
def test_numbers_are_folded(one, other):
    assert fold_number(one) == fold_number(other)


def test_titles_are_folded():
    assert comparable_words("**建设“无废城市”（试点）。** ") == comparable_words('建设"无废城市"(试点)')
    assert comparable_words("云政办﹝2031﹞9号") == comparable_words("云政办〔2031〕9号")


def test_each_fact_pairs_once():
    score = match_facts([1, 1, 2], [1, 2, 2, 3], lambda one, other: one == other, str)
    assert counts(score) == (2, 1, 2)


def test_an_optional_fact_counts_neither_way():
    optional = Citation("规划", optional=True)
    assert counts(compare_facts(Facts(citations=(optional,)), Facts())["citations"]) == (0, 0, 0)
    assert counts(compare_facts(Facts(citations=(optional,)), Facts(citations=(Citation("规划"),)))["citations"]) == (
        0,
        0,
        0,
    )
    maybe = task("1.", "甲项", replace(duty("各部门", "support"), agency=spellings("-", "各部门")))
    for found in (task("1.", "甲项"), task("1.", "甲项", duty("各部门", "support"))):
        assert counts(compare_facts(Facts(tasks=(maybe,)), Facts(tasks=(found,)))["duties"]) == (0, 0, 0)


def test_a_wrong_role_is_missing_and_spurious():
    gold = Facts(tasks=(task("（一）", "种树", duty("林业局"), duty("财政厅", "support")),))
    seen = Facts(tasks=(task("(一)", "种树。", duty("林业局", basis="listed"), duty("财政厅")),))
    scores = compare_facts(gold, seen)
    assert counts(scores["duties"]) == (1, 1, 1)
    assert counts(scores["duties, basis"]) == (0, 2, 2)


def test_any_accepted_spelling_of_an_agency_is_right():
    customs = replace(duty("西宁海关"), agency=spellings("西宁海关", "中华人民共和国西宁海关"))
    gold = Facts(tasks=(task("1.", "通关", customs),))
    seen = Facts(tasks=(task("1.", "通关", duty("中华人民共和国西宁海关")),))
    assert compare_facts(gold, seen)["duties"].f1 == 1


def test_duties_of_a_task_nobody_set_are_spurious():
    seen = Facts(tasks=(task("1.", "种树", duty("林业局")),))
    assert counts(compare_facts(Facts(), seen)["duties"]) == (0, 0, 1)
    assert counts(compare_facts(seen, Facts())["duties"]) == (0, 1, 0)


def test_restarting_numbers_are_aligned_by_title_and_path():
    gold = [task("1.", "种树", path=("一、",)), task("1.", "修路", path=("二、",))]
    pairs = align(gold, list(reversed(gold)))
    assert all(one == other for one, other in pairs)


def test_path_order_and_words_of_tasks():
    gold = Facts(tasks=(task("1.", "甲", body="先种。后浇。"), task("2.", "乙"), task("3.", "丙")))
    late = task("1.", "甲", path=("三、保障",), body="先种。")
    scores = compare_facts(gold, Facts(tasks=(gold.tasks[1], gold.tasks[2], late)))
    assert counts(scores["tasks"]) == (3, 0, 0)
    assert counts(scores["tasks, path"]) == (2, 1, 1)
    assert counts(scores["tasks, words"]) == (2, 1, 1)
    assert counts(scores["tasks, order"]) == (2, 1, 0)


def test_a_target_needs_value_unit_and_deadline():
    gold = Facts(targets=(target("60"),))
    for seen in (target("61"), target("60", unit="个"), target("60", deadline="2030-12-31"), target("60", deadline="")):
        assert counts(compare_facts(gold, Facts(targets=(seen,)))["targets"]) == (0, 1, 1)
    assert compare_facts(gold, Facts(targets=(target("60.0", "％", indicator="价格"),)))["targets"].f1 == 1


def test_indicators_are_compared_loosely():
    assert alike("全省一般工业固体废物综合利用率", "一般工业固体废物综合利用率")
    assert alike("万元工业增加值用水量", "万元增加值用水量")
    assert not alike("森林覆盖率", "研发投入强度")
    assert not alike("", "研发投入强度")


def test_fields_may_be_empty_or_lists():
    gold = Facts(
        fields={"title": (spellings("方案"),), "region": (spellings("-", "全国"),), "issuers": (), "genre": ()}
    )
    assert counts(compare_facts(gold, Facts(fields={"title": (spellings("方案"),)}))["document"]) == (4, 0, 0)
    wrong = Facts(fields={"title": (spellings("规划"),), "issuers": (spellings("省政府"),)})
    assert counts(compare_facts(gold, wrong)["document"]) == (2, 1, 2)


def test_sums_over_documents():
    assert counts(total([{"a": Score(1, ["x"])}, {"a": Score(2, [], ["y"])}])["a"]) == (3, 1, 1)


def test_sentences_lost_misplaced_and_doubled():
    gold = Facts(places={"种树。": frozenset({"1"}), "浇水。": frozenset({"1", "2"}), "修路。": frozenset({"2"})})
    found = {
        "document": {}, "tasks": [], "targets": [], "deadlines": [], "citations": [],
        "sections": [{"id": "1", "text": "种树。种\n树。"}, {"id": "2", "text": "浇水。"}],
        "text": "种树。种\n树。浇水。",
    }  # fmt: skip
    score = compare_facts(gold, observed(found, gold.places))["places"]
    assert counts(score) == (2, 1, 1)
    assert score.spurious == ["twice: 种树。"]


@pytest.mark.parametrize("path", find_gold([GOLD]), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_gold_agrees_with_itself_and_with_its_text(path):
    gold = read_gold(path, ROOT)
    scores = compare_facts(gold.facts, gold.facts)
    assert {name: score.f1 for name, score in scores.items()} == dict.fromkeys(scores, 1.0)
    text = comparable_words(gold.source.read_text("utf-8")).replace("---", "")
    ends = [words for task in gold.facts.tasks for words in (task.first, task.last)]
    assert [words for words in ends if words not in text] == []


INHERITED = """[document]
source: a.txt
[names]
甲 = 甲厅|省甲厅
[tasks]
# 一、任务
1. | 种树
  列 甲 乙局
  ◇ 各市
2. | 浇水
  承 1. ◇
"""


def test_inherited_duties_keep_their_roles(tmp_path):
    (tmp_path / "a.gold").write_text(INHERITED, "utf-8")
    first, second = read_gold(tmp_path / "a.gold", tmp_path).facts.tasks
    assert [sorted(duty.role) for duty in first.duties] == [["lead"], ["support"], ["implement"]]
    assert first.duties[0].agency == {"甲厅", "省甲厅"}
    assert [(duty.agency, duty.basis, duty.source) for duty in second.duties] == [({"各市"}, {"inherited"}, "1.")]


@pytest.mark.parametrize("between", ["", " ", "　　"])
@pytest.mark.parametrize("name", ["tasks", "tasks, path", "tasks, words", "duties", "targets", "deadlines"])
def test_a_text_that_lost_its_line_breaks_is_read_as_well(on_one_line, between, name):
    assert on_one_line(between)[name].f1 >= 0.95, on_one_line(between)[name]


@pytest.fixture(scope="module")
def on_one_line():
    """Scores over the annotated texts, their paragraphs put on one line with something between them."""
    from documents.agencies import gazetteer_from_files
    from documents.text import read, repair
    from policykb.evaluation.report import grouped
    from policykb.machines.contract import contract
    from policykb.pipeline import examine

    gazetteer = gazetteer_from_files(ROOT / "fixtures")
    golds = [read_gold(path, ROOT) for path in find_gold([GOLD / "development"])]
    golds = [gold for gold in golds if gold.source.suffix == ".txt"]

    @cache
    def scores(between):
        def found(data, name):
            paragraphs = repair(read(data, name)).text.split("\n")
            return contract(examine(between.join(paragraphs).encode(), name, gazetteer))

        return grouped(evaluate(golds, found))["development"]

    return scores


@pytest.fixture(scope="module")
def figures():
    """Scores by group over all annotated documents."""
    from documents.agencies import gazetteer_from_files
    from policykb.evaluation.report import grouped
    from policykb.machines.contract import contract
    from policykb.pipeline import examine

    gazetteer = gazetteer_from_files(ROOT / "fixtures")
    golds = [read_gold(path, ROOT) for path in find_gold([GOLD])]
    return grouped(evaluate(golds, lambda data, name: contract(examine(data, name, gazetteer))))


FLOORS = [
    ("five", "tasks", 1.0),
    ("five", "tasks, path", 1.0),
    ("five", "tasks, words", 1.0),
    ("five", "duties", 0.98),
    ("five", "targets", 0.95),
    ("five", "targets, indicator", 0.95),
    ("five", "document", 0.95),
    ("five", "places", 0.97),
    ("development", "tasks", 0.85),
    ("development", "duties", 0.8),
    ("development", "targets", 0.85),
    ("held_out", "tasks", 0.85),
    ("held_out", "duties", 0.75),
    ("held_out", "targets", 0.7),
]


@pytest.mark.parametrize(("group", "name", "floor"), FLOORS)
def test_figures_stay_above_their_floors(figures, group, name, floor):
    assert figures[group][name].f1 >= floor, figures[group][name]


def test_no_sentence_of_the_scrambled_plan_is_doubled(figures):
    assert [words for words in figures["five"]["places"].spurious if words.startswith("twice")] == []


def run(*arguments: object) -> str:
    out = StringIO()
    call_command("evaluate", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_the_command_prints_a_table_and_misses():
    table = run(GOLD / "development" / "charging.gold", "--misses", 3)
    assert table.splitlines()[0].split() == ["development", "right", "miss", "extra", "P", "R", "F1"]
    assert "\ntotal" in table


def test_the_command_prints_json_and_keeps_held_out_misses_to_itself():
    figures = json.loads(run("--held-out", "--json"))
    assert set(figures["groups"]) == {"five", "development", "held_out", "total"}
    assert {name.split("/")[0] for name in figures["documents"]} == {"five", "development"}
    assert figures["groups"]["five"]["tasks"]["right"] == 121


def test_the_command_says_when_there_is_no_gold(tmp_path):
    with pytest.raises(CommandError, match="no \\.gold files"):
        run(tmp_path)


def test_nothing_is_found_in_an_unreadable_file(tmp_path):
    (tmp_path / "a.gold").write_text(INHERITED, "utf-8")
    (tmp_path / "a.txt").write_text("", "utf-8")

    def refuse(data: bytes, name: str) -> dict[str, object]:
        raise UnreadableSource(name, name)

    (result,) = evaluate([read_gold(tmp_path / "a.gold", tmp_path)], refuse)
    assert counts(result.scores["duties"]) == (0, 4, 0)


@pytest.mark.parametrize("words", ["nothing of the kind\n", "", "[document]\ntitle: no source\n"])
def test_what_is_no_gold_is_called_so(tmp_path: Path, words: str) -> None:
    (tmp_path / "a.gold").write_text(words, "utf-8")
    with pytest.raises(CommandError, match="is no gold file"):
        call_command("evaluate", str(tmp_path / "a.gold"))
