"""The public JSON of one document (policykb.machines.contract) comes in; the same facts as records come out."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from policykb.evaluation.facts import (
    Citation,
    Deadline,
    Duty,
    Facts,
    Spellings,
    Target,
    Task,
    comparable_words,
    spellings,
)

Json = Mapping[str, Any]


def observed(found: Json, sentences: Iterable[str] = ()) -> Facts:
    """The facts in `found`, and the sections in which the `sentences` stand."""
    numbers = {task["id"]: task["number"] for task in found["tasks"]}
    sentences = list(sentences)
    return Facts(
        fields={key: tuple(_values(value)) for key, value in found["document"].items()},
        tasks=tuple(_task(task, numbers) for task in found["tasks"]),
        targets=tuple(_target(it, numbers) for it in found["targets"] if it["value"] is not None),
        deadlines=tuple(_deadline(it, numbers) for it in found["deadlines"]),
        citations=tuple(Citation(it["title"], it["number"] or "") for it in found["citations"]),
        places=dict(_places(found, sentences)),
        doubled=tuple(_doubled(comparable_words(found["text"]), sentences)),
    )


def _values(value: Any) -> Iterator[Spellings]:
    for word in value if isinstance(value, list) else [value]:
        if word:
            yield spellings(str(word))


def _task(task: Json, numbers: Mapping[str, str]) -> Task:
    body = comparable_words(task["body"])
    duties = tuple(_duty(duty, numbers) for duty in task["responsibilities"])
    return Task(task["number"], spellings(task["title"] or ""), tuple(task["heading_path"]), body, body, duties)


def _duty(duty: Json, numbers: Mapping[str, str]) -> Duty:
    source = numbers.get(duty["inherited_from"] or "", "")
    return Duty(spellings(duty["agency"]), spellings(duty["role"]), spellings(duty["basis"]), source)


def _target(it: Json, numbers: Mapping[str, str]) -> Target:
    return Target(
        place=numbers.get(it["task"] or "", it["section"]),
        indicator=it["indicator"] or "",
        comparator=spellings(it["comparator"] or ""),
        value=frozenset({Decimal(str(it["value"]))}),
        value_high=Decimal(str(it["value_high"])) if it["value_high"] is not None else None,
        unit=spellings(it["unit"] or ""),
        baseline_year=str(it["baseline_year"] or ""),
        deadline=spellings(it["deadline"] or ""),
    )


def _deadline(it: Json, numbers: Mapping[str, str]) -> Deadline:
    place = numbers.get(it["task"] or "", "")
    return Deadline(place, spellings(it["due_on"] or ""), spellings(it["recurrence"] or ""), it["quote"])


def _places(found: Json, sentences: list[str]) -> Iterator[tuple[str, Spellings]]:
    """What stands in no section stands before the first, in 0."""
    sections = [(section["id"], comparable_words(section["text"])) for section in found["sections"]]
    text = comparable_words(found["text"])
    for sentence in sentences:
        words = comparable_words(sentence)
        ids = frozenset(id for id, body in sections if words in body)
        if ids or words in text:
            yield sentence, ids or frozenset({"0"})


def _doubled(text: str, sentences: list[str]) -> Iterator[str]:
    """Sentences that stand in the text more often than among the sentences."""
    expected = "\n".join(map(comparable_words, sentences))
    return (it for it in sentences if text.count(comparable_words(it)) > expected.count(comparable_words(it)))
