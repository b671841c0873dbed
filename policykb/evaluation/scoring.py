"""Facts expected and facts found come in; what is right, missing and spurious comes out, field by field."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import product
from typing import TypeVar

from policykb.evaluation.facts import (
    Citation,
    Deadline,
    Duty,
    Facts,
    Spellings,
    Target,
    Task,
    comparable_words,
    fold_number,
    show,
)

ALIKE = 0.6  # two wordings of one indicator share at least this much

F = TypeVar("F")


@dataclass(slots=True)
class Score:
    """Counts of one field, with the words of what went wrong."""

    right: int = 0
    missing: list[str] = field(default_factory=list)
    spurious: list[str] = field(default_factory=list)

    def __add__(self, other: "Score") -> "Score":
        return Score(self.right + other.right, self.missing + other.missing, self.spurious + other.spurious)

    def within(self, name: str) -> "Score":
        """The same with the words of each miss led by a name."""
        missing, spurious = ([f"{name}: {words}" for words in side] for side in (self.missing, self.spurious))
        return Score(self.right, missing, spurious)

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1 where nothing was found."""
        return self.right / (self.right + len(self.spurious)) if self.right or self.spurious else 1.0

    @property
    def recall(self) -> float:
        """Share of what is expected that was found; 1 where nothing is expected."""
        return self.right / (self.right + len(self.missing)) if self.right or self.missing else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        all_sides = 2 * self.right + len(self.missing) + len(self.spurious)
        return 2 * self.right / all_sides if all_sides else 1.0


def compare_facts(gold: Facts, seen: Facts) -> dict[str, Score]:
    """Every field of one document."""
    scores = {"document": _fields(gold, seen), **_tasks(gold.tasks, seen.tasks)}
    scores["targets"] = match_facts(gold.targets, seen.targets, _same_target, show)
    scores["targets, indicator"] = match_facts(gold.targets, seen.targets, _same_indicator, show)
    scores["deadlines"] = match_facts(gold.deadlines, seen.deadlines, _same_deadline, show)
    scores["citations"] = match_facts(_distinct(gold.citations), _distinct(seen.citations), _same_citation, show)
    if gold.places:
        scores["places"] = _places(gold, seen)
    return scores


def total(scores: Iterable[Mapping[str, Score]]) -> dict[str, Score]:
    """The sum of several documents' scores, field by field."""
    sums: dict[str, Score] = {}
    for each in scores:
        for name, score in each.items():
            sums[name] = sums.get(name, Score()) + score
    return sums


def match_facts(
    expected: Sequence[F], found: Sequence[F], same: Callable[[F, F], bool], words: Callable[[F], str]
) -> Score:
    """Pair each expected fact with one found; an optional one counts neither way."""
    score, left = Score(), list(found)
    for fact in sorted(expected, key=_is_optional):
        at = next((i for i, other in enumerate(left) if same(fact, other)), None)
        if at is not None:
            del left[at]
            score.right += not _is_optional(fact)
        elif not _is_optional(fact):
            score.missing.append(words(fact))
    score.spurious = [words(other) for other in left]
    return score


def align(expected: Sequence[Task], found: Sequence[Task]) -> list[tuple[Task, Task | None]]:
    """Each expected task with the found one most like it that shares its number or title; ties go in order."""
    pairs = product(range(len(expected)), range(len(found)))
    liking = sorted(((_likeness(expected[i], found[j]), -i, -j) for i, j in pairs), reverse=True)
    partners: dict[int, int] = {}
    for points, i, j in liking:
        if points >= 2 and -i not in partners and -j not in partners.values():
            partners[-i] = -j
    return [(task, found[partners[i]] if i in partners else None) for i, task in enumerate(expected)]


def alike(one: str, other: str) -> bool:
    """Whether two wordings name the same indicator."""
    one, other = comparable_words(one), comparable_words(other)
    if not one or not other:
        return False
    return one in other or other in one or SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE


def _is_optional(fact: object) -> bool:
    """Whether a careful reader may leave a fact out: it says so, or its body may be absent."""
    spelled = fact.agency if isinstance(fact, Duty) else fact
    return getattr(fact, "optional", False) or (isinstance(spelled, frozenset) and "-" in spelled)


def _likeness(task: Task, other: Task) -> float:
    points = 2.0 * _same_number(task, other) + 2.0 * bool(task.titles & other.titles - {"-"})
    return points + _same_path(task, other) + bool(task.first and other.first.startswith(task.first))


def _fields(gold: Facts, seen: Facts) -> Score:
    """A list counts one for each name; a field that may be empty and is counts as right."""
    result = Score()
    for name, values in gold.fields.items():
        score = match_facts(values, seen.fields.get(name, ()), _meet, lambda value: " | ".join(sorted(value))).within(
            name
        )
        nothing_wrong = not score.missing and not score.spurious
        result += Score(right=max(score.right, 1)) if nothing_wrong else score
    return result


def _meet(gold: Spellings, seen: Spellings) -> bool:
    return bool(gold & seen)


def _tasks(gold: Sequence[Task], seen: Sequence[Task]) -> dict[str, Score]:
    pairs = align(gold, seen)
    left = [other for other in seen if all(other is not partner for _, partner in pairs)]
    rules = {"tasks": _same_heading, "tasks, path": _same_path, "tasks, words": _same_words}
    scores = {name: _paired(pairs, same, left) for name, same in rules.items()}
    order = [next(i for i, it in enumerate(seen) if it is other) for _, other in pairs if other]
    scores["tasks, order"] = Score(_rising(order), ["out of order"] * (len(order) - _rising(order)))
    sides = [*pairs, *((None, other) for other in left)]
    for name, rule in (("duties", _same_duty), ("duties, basis", _same_basis)):
        scores[name] = sum((_duties(task, other, rule) for task, other in sides), Score())
    return scores


def _paired(
    pairs: Iterable[tuple[Task, Task | None]], same: Callable[[Task, Task], bool], left: Iterable[Task]
) -> Score:
    score = Score(spurious=[_where(other) for other in left])
    for task, other in pairs:
        if task.optional:
            continue
        if other and same(task, other):
            score.right += 1
            continue
        score.missing.append(_where(task))
        if other:
            score.spurious.append(_where(other))
    return score


def _where(task: Task) -> str:
    words = f" {task.first[:12]}…{task.last[-12:]}" if task.first else ""
    return " / ".join((*task.path, show(task))) + words


def _duties(task: Task | None, other: Task | None, same: Callable[[Duty, Duty], bool]) -> Score:
    name = show(task) if task else show(other) if other else ""
    return match_facts(task.duties if task else (), other.duties if other else (), same, show).within(name)


def _rising(order: Sequence[int]) -> int:
    """How long the longest rising chain is."""
    tails: list[int] = []
    for place in order:
        at = bisect_left(tails, place)
        tails[at : at + 1] = [place]
    return len(tails)


def _same_number(gold: Task, seen: Task) -> bool:
    return fold_number(gold.number) == fold_number(seen.number)


def _same_heading(gold: Task, seen: Task) -> bool:
    return _same_number(gold, seen) and bool(gold.titles & seen.titles)


def _same_path(gold: Task, seen: Task) -> bool:
    return gold.path[-1:] == ("*",) or [*map(comparable_words, gold.path)] == [*map(comparable_words, seen.path)]


def _same_words(gold: Task, seen: Task) -> bool:
    return seen.first.startswith(gold.first) and seen.last.endswith(gold.last)


def _same_duty(gold: Duty, seen: Duty) -> bool:
    return bool(gold.agency & seen.agency and gold.role & seen.role)


def _same_basis(gold: Duty, seen: Duty) -> bool:
    same_source = fold_number(gold.source) == fold_number(seen.source)
    return _same_duty(gold, seen) and bool(gold.basis & seen.basis) and same_source


def _same_target(gold: Target, seen: Target) -> bool:
    value = gold.value & seen.value and gold.value_high == seen.value_high
    return bool(value and ("*" in gold.unit or gold.unit & seen.unit) and gold.deadline & seen.deadline)


def _same_indicator(gold: Target, seen: Target) -> bool:
    return _same_target(gold, seen) and alike(gold.indicator, seen.indicator)


def _same_deadline(gold: Deadline, seen: Deadline) -> bool:
    return bool(gold.due_on & seen.due_on and gold.recurrence & seen.recurrence)


def _same_citation(gold: Citation, seen: Citation) -> bool:
    return comparable_words(gold.title) == comparable_words(seen.title) and comparable_words(
        gold.number
    ) == comparable_words(seen.number)


def _distinct(citations: Iterable[Citation]) -> list[Citation]:
    return list({(comparable_words(it.title), comparable_words(it.number)): it for it in citations}.values())


def _places(gold: Facts, seen: Facts) -> Score:
    """A sentence in another section is missing where it belongs and spurious where it stands."""
    score = Score(spurious=[f"twice: {sentence}" for sentence in seen.doubled])
    for sentence, sections in gold.places.items():
        found = seen.places.get(sentence, frozenset())
        if found & sections:
            score.right += 1
            continue
        score.missing.append(f"{'|'.join(sorted(sections))}: {sentence}")
        score.spurious.extend(f"{section}: {sentence}" for section in sorted(found))
    return score
