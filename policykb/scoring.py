"""Facts found and facts expected come in; what is right, missing and spurious comes out, field by field."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TypeVar

from policykb.facts import (
    Citation,
    Deadline,
    Duty,
    Facts,
    Target,
    Task,
    fold,
    fold_number,
    show,
)

ALIKE = 0.6  # two wordings of one indicator share at least this much

G = TypeVar("G")


@dataclass(slots=True)
class Score:
    """Counts of one field, with the words of what went wrong."""

    right: int = 0
    missing: list[str] = field(default_factory=list)
    spurious: list[str] = field(default_factory=list)

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.right + other.right,
            self.missing + other.missing,
            self.spurious + other.spurious,
        )

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1 where nothing was found."""
        return (
            self.right / (self.right + len(self.spurious))
            if self.right or self.spurious
            else 1.0
        )

    @property
    def recall(self) -> float:
        """Share of what is expected that was found; 1 where nothing is expected."""
        return (
            self.right / (self.right + len(self.missing))
            if self.right or self.missing
            else 1.0
        )

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = 2 * self.right + len(self.missing) + len(self.spurious)
        return 2 * self.right / total if total else 1.0


def match(
    expected: Sequence[G],
    found: Sequence[G],
    same: Callable[[G, G], bool],
    show: Callable[[G], str] = str,
) -> Score:
    """Pair each expected fact with one found; an optional one counts neither way."""
    score, left = Score(), list(found)
    for fact in sorted(
        expected, key=lambda fact: bool(getattr(fact, "optional", False))
    ):
        optional = getattr(fact, "optional", False)
        partner = next((other for other in left if same(fact, other)), None)
        if partner is not None:
            left.remove(partner)
            score.right += not optional
        elif not optional:
            score.missing.append(show(fact))
    score.spurious = [show(other) for other in left]
    return score


def alike(one: str, other: str) -> bool:
    """Whether two wordings name the same indicator."""
    one, other = fold(one), fold(other)
    if not one or not other:
        return False
    return (
        one in other
        or other in one
        or SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE
    )


def align(
    expected: Sequence[Task], found: Sequence[Task]
) -> list[tuple[Task, Task | None]]:
    """Each expected task with the found one that is most like it, and shares its number or its title."""
    likeness = sorted(
        (
            (_likeness(task, other), -i, -j)
            for i, task in enumerate(expected)
            for j, other in enumerate(found)
        ),
        reverse=True,
    )
    partners: dict[int, int] = {}
    for points, i, j in likeness:
        if points >= 2 and -i not in partners and -j not in partners.values():
            partners[-i] = -j
    return [
        (task, found[partners[i]] if i in partners else None)
        for i, task in enumerate(expected)
    ]


def _likeness(task: Task, other: Task) -> float:
    points = 2.0 * (fold_number(task.number) == fold_number(other.number))
    points += 2.0 * bool(task.title and fold(task.title) == fold(other.title))
    points += fold("".join(task.path[-1:])) == fold("".join(other.path[-1:]))
    return points + bool(task.first and other.first.startswith(task.first))


def compare(gold: Facts, seen: Facts) -> dict[str, Score]:
    """Every field of one document."""
    scores = {"fields": _fields(gold, seen)}
    scores |= _tasks(gold.tasks, seen.tasks)
    scores["targets"] = match(gold.targets, seen.targets, _same_target, show)
    scores["targets, indicator"] = match(
        gold.targets,
        seen.targets,
        lambda g, s: _same_target(g, s) and alike(g.indicator, s.indicator),
        show,
    )
    scores["deadlines"] = match(gold.deadlines, seen.deadlines, _same_deadline, show)
    scores["citations"] = match(
        _distinct(gold.citations), _distinct(seen.citations), _same_citation, show
    )
    if gold.places:
        scores["places"] = _places(gold, seen)
    return scores


def _fields(gold: Facts, seen: Facts) -> Score:
    """A field that is rightly empty is right; a list counts one for each name."""
    total = Score()
    for name, values in gold.fields.items():
        found = seen.fields.get(name, ())
        score = match(
            values,
            found,
            lambda g, s: bool(g & s),
            lambda value: f"{name}: {min(value)}",
        )
        total += score if values or found else Score(right=1)
    return total


def _tasks(gold: Sequence[Task], seen: Sequence[Task]) -> dict[str, Score]:
    pairs = [
        (task, other) for task, other in align(gold, seen) if other or not task.optional
    ]
    left = [
        other for other in seen if all(other is not partner for _, partner in pairs)
    ]
    spurious = [show(other) for other in left]
    must = [(task, other) for task, other in pairs if not task.optional]
    rules: dict[str, Callable[[Task, Task], bool]] = {
        "tasks": lambda g, s: (
            fold_number(g.number) == fold_number(s.number)
            and fold(g.title) == fold(s.title)
        ),
        "tasks, path": lambda g, s: [*map(fold, g.path)] == [*map(fold, s.path)],
        "tasks, words": lambda g, s: (
            s.first.startswith(g.first) and s.last.endswith(g.last)
        ),
    }
    scores = {name: _paired(must, same, spurious) for name, same in rules.items()}
    order = [seen.index(other) for _, other in must if other]
    scores["tasks, order"] = Score(
        _rising(order), ["out of order"] * (len(order) - _rising(order))
    )
    scores["duties"], scores["duties, basis"] = Score(), Score()
    for task, other in [*pairs, *((None, other) for other in left)]:
        expected, found = (task.duties if task else ()), (other.duties if other else ())
        name = show(task or other)
        scores["duties"] += _labelled(name, match(expected, found, _same_duty, show))
        scores["duties, basis"] += _labelled(
            name, match(expected, found, _same_basis, show)
        )
    return scores


def _paired(
    pairs: Iterable[tuple[Task, Task | None]],
    same: Callable[[Task, Task], bool],
    left: list[str],
) -> Score:
    score = Score(spurious=list(left))
    for task, other in pairs:
        if other and same(task, other):
            score.right += 1
            continue
        score.missing.append("/".join((*task.path, show(task))))
        if other:
            score.spurious.append("/".join((*other.path, show(other))))
    return score


def _rising(order: Sequence[int]) -> int:
    """How long the longest rising chain is."""
    tails: list[int] = []
    for place in order:
        at = bisect_left(tails, place)
        tails[at : at + 1] = [place]
    return len(tails)


def _labelled(name: str, score: Score) -> Score:
    return Score(
        score.right,
        [f"{name}: {it}" for it in score.missing],
        [f"{name}: {it}" for it in score.spurious],
    )


def _same_duty(gold: Duty, seen: Duty) -> bool:
    return bool(gold.agency & seen.agency and gold.role & seen.role)


def _same_basis(gold: Duty, seen: Duty) -> bool:
    return (
        _same_duty(gold, seen)
        and bool(gold.basis & seen.basis)
        and fold_number(gold.source) == fold_number(seen.source)
    )


def _same_target(gold: Target, seen: Target) -> bool:
    unit = "*" in gold.unit or bool(gold.unit & seen.unit)
    values = (gold.value, gold.value_high) == (seen.value, seen.value_high)
    return values and unit and gold.deadline == seen.deadline


def _same_deadline(gold: Deadline, seen: Deadline) -> bool:
    return gold.due_on == seen.due_on and bool(gold.recurrence & seen.recurrence)


def _same_citation(gold: Citation, seen: Citation) -> bool:
    return fold(gold.title) == fold(seen.title) and fold(gold.number) == fold(
        seen.number
    )


def _distinct(citations: Iterable[Citation]) -> list[Citation]:
    return list({(fold(it.title), fold(it.number)): it for it in citations}.values())


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


def total(scores: Iterable[Mapping[str, Score]]) -> dict[str, Score]:
    """The sum of several documents' scores, field by field."""
    sums: dict[str, Score] = {}
    for each in scores:
        for name, score in each.items():
            sums[name] = sums.get(name, Score()) + score
    return sums


def worst(scores: Mapping[str, Score], count: int) -> Iterator[str]:
    """The misses of each field, both sides, at most `count` a side."""
    for name, score in scores.items():
        yield from (f"{name}: missing  {words}" for words in score.missing[:count])
        yield from (f"{name}: spurious {words}" for words in score.spurious[:count])
