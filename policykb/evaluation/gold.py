"""Gold files come in (tests/gold/*/*.gold, format in tests/gold/README.md); the facts annotated in them come out."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

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

LISTS = ("issuers", "addressees", "missing_attachments")
MARKS = {"●": "lead", "○": "support", "◇": "implement"}
COLUMN = re.compile(r"(?<=\s)\|(?=\s)")  # a | without blanks around it separates spellings
Names = Mapping[str, Spellings]


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated document: the folder its gold is in, where its text is, and what it says."""

    name: str
    group: str
    source: Path
    facts: Facts


def find_gold(paths: Iterable[Path]) -> list[Path]:
    """The gold files among the paths and in the folders among them."""
    return sorted({file for path in paths for file in ([path] if path.is_file() else path.rglob("*.gold"))})


def read_gold(path: Path, root: Path) -> Gold:
    """One gold file. A source with a folder in its name stands below `root`, another beside the gold."""
    parts = dict(_parts(path.read_text("utf-8")))
    names = {short: spellings(*full.split("|")) for short, full in _pairs(parts.get("names", []), "=")}
    header = dict(_pairs(parts["document"], ":"))
    source, places = header.pop("source"), header.pop("places", "")
    facts = Facts(
        fields={key: tuple(_values(key, value, names)) for key, value in header.items()},
        tasks=tuple(_tasks(parts.get("tasks", []), names)),
        targets=tuple(_target(row) for row in parts.get("targets", [])),
        deadlines=tuple(_deadline(row) for row in parts.get("deadlines", [])),
        citations=tuple(_citation(row) for row in parts.get("citations", [])),
        places=dict(_places((path.parent / places).read_text("utf-8"))) if places else {},
    )
    folder = root if "/" in source else path.parent
    return Gold(f"{path.parent.name}/{path.stem}", path.parent.name, folder / source, facts)


def _parts(text: str) -> Iterator[tuple[str, list[str]]]:
    for block in re.split(r"(?m)^\[(?=\w+\]$)", text)[1:]:
        name, _, body = block.partition("]\n")
        yield name, [line for line in body.splitlines() if line.strip()]


def _pairs(lines: Iterable[str], mark: str) -> Iterator[tuple[str, str]]:
    for line in lines:
        key, _, value = line.partition(mark)
        yield key.strip(), value.strip()


def _values(key: str, value: str, names: Names) -> Iterator[Spellings]:
    if value == "-":
        return
    for word in value.split() if key in LISTS else [value]:
        yield names.get(word) or spellings(*word.split("|"))


def _cells(line: str, width: int) -> tuple[bool, list[str]]:
    """The columns of a line, and whether it is optional."""
    cells = [cell.strip() for cell in COLUMN.split(line.removeprefix("?") + " ")]
    return line.startswith("?"), cells + [""] * (width - len(cells))


def _target(line: str) -> Target:
    optional, (place, indicator, amount, unit, baseline, due) = _cells(line, 6)
    comparator, low, *high = amount.split()
    return Target(
        place=place,
        indicator=indicator,
        comparator=spellings(*comparator.split("|")),
        value=frozenset(map(Decimal, low.split("|"))),
        value_high=Decimal(high[0]) if high else None,
        unit=spellings(*unit.split("|")),
        baseline_year=baseline,
        deadline=spellings(*due.split("|")),
        optional=optional,
    )


def _deadline(line: str) -> Deadline:
    optional, (place, due, recurrence, quote) = _cells(line, 4)
    return Deadline(place, spellings(*due.split("|")), spellings(*recurrence.split("|")), quote, optional)


def _citation(line: str) -> Citation:
    optional, (title, number) = _cells(line, 2)
    return Citation(title, number, optional)


def _places(text: str) -> Iterator[tuple[str, Spellings]]:
    sections: Spellings = frozenset()
    for line in text.splitlines():
        if line.startswith("## "):
            sections = frozenset(line[3:].split("|"))
        elif line and not line.startswith("# "):
            yield line, sections


def _tasks(lines: Iterable[str], names: Names) -> list[Task]:
    path: tuple[str, ...] = ()
    tasks: list[Task] = []
    for line in lines:
        depth = len(line) - len(line.lstrip("#"))
        if depth:
            path = (*path[: depth - 1], line[depth:].strip())
        elif line.startswith(" "):
            tasks[-1] = _detail(line.strip(), names, tasks)
        else:
            optional, (number, titles) = _cells(line, 2)
            tasks.append(Task(number, spellings(*titles.split("|")), path, optional=optional))
    return tasks


def _detail(line: str, names: Names, tasks: list[Task]) -> Task:
    """The last task with what one more line says: how its body begins and ends, or who has which part in it."""
    task = tasks[-1]
    if line.startswith("“"):
        first, _, last = line[1:-1].partition("…")
        return replace(task, first=comparable_words(first), last=comparable_words(last))
    mark, *words = line.split()
    agencies = [names.get(word) or spellings(word) for word in words]
    duties = _inherited(words, tasks) if mark == "承" else _duties(mark, agencies)
    return replace(task, duties=(*task.duties, *duties))


def _duties(mark: str, agencies: list[Spellings]) -> Iterator[Duty]:
    """列: a plain list, the first leads; 列*: the text says so; ● ○ ◇: the words give the role, ○◇: either."""
    for place, agency in enumerate(agencies):
        if mark.startswith("列"):
            stated = ["explicit"] if mark == "列*" else []
            basis = spellings("listed" if place else "first-listed", *stated)
            yield Duty(agency, spellings("support" if place else "lead"), basis)
        else:
            yield Duty(agency, spellings(*(MARKS[sign] for sign in mark)), spellings("explicit"))


def _inherited(words: list[str], tasks: list[Task]) -> Iterator[Duty]:
    """承 （三）: all duties of the last task so numbered; with marks after it, those of these roles."""
    number, marks = words[0], words[1] if len(words) > 1 else "●○◇"
    source = next(task for task in reversed(tasks[:-1]) if task.number == number)
    roles = {MARKS[mark] for mark in marks}
    for duty in source.duties:
        if duty.role & roles:
            yield Duty(duty.agency, duty.role, spellings("inherited"), duty.source or number)
