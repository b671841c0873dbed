"""Gold files come in (tests/gold/*.gold); the facts a document states come out, as records that can be compared."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

# Titles and names are compared without white space, marks of layout, and the width of marks.
FOLDED = str.maketrans("（）［］，：；．“”‘’％—–－～", "()[],:;.\"\"''%----")
DROPPED = re.compile(r"[\s*#]+")

Spellings: TypeAlias = frozenset[
    str
]  # ways to say the same; a gold fact may allow several


@dataclass(frozen=True, slots=True)
class Duty:
    """An agency's part in a task; `source` is the number of the task it is inherited from."""

    agency: Spellings
    role: Spellings
    basis: Spellings
    source: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """An item that sets work. `first` and `last` are how its body begins and ends: a few words, or all of it."""

    number: str
    title: str
    path: tuple[str, ...] = ()
    first: str = ""
    last: str = ""
    duties: tuple[Duty, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """A quantified target; a baseline or a deadline is None where none is written."""

    place: str
    indicator: str
    comparator: Spellings
    value: Decimal
    value_high: Decimal | None
    unit: Spellings
    baseline_year: int | None = None
    deadline: date | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Deadline:
    """A last day, a recurrence, or both."""

    place: str
    due_on: date | None
    recurrence: Spellings
    quote: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """Another document named in the text."""

    title: str
    number: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What one document says. `places` leads from a sentence to the sections it may stand in, `doubled` holds the
    sentences that stand there more than once."""

    fields: Mapping[str, tuple[Spellings, ...]] = field(default_factory=dict)
    tasks: tuple[Task, ...] = ()
    targets: tuple[Target, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    citations: tuple[Citation, ...] = ()
    places: Mapping[str, Spellings] = field(default_factory=dict)
    doubled: tuple[str, ...] = ()


def fold(words: str) -> str:
    """The words without white space, marks of layout, a final 。 and differences of width."""
    return DROPPED.sub("", words).translate(FOLDED).rstrip("。")


def fold_number(number: str) -> str:
    """（一） as (一), 1、 and 1． as 1."""
    return re.sub(r"(?<=\d)[、.]$", ".", fold(number))


def spellings(*words: str) -> Spellings:
    """The words as ways to say the same thing."""
    return frozenset(fold(word) for word in words)


def show(fact: object) -> str:
    """A fact on one line, for the list of misses."""
    match fact:
        case Task():
            return f"{fact.number}{fact.title}"
        case Duty():
            return f"{min(fact.agency)} {'/'.join(sorted(fact.role))} {'/'.join(sorted(fact.basis))}"
        case Target():
            high = f"-{fact.value_high}" if fact.value_high is not None else ""
            unit = "/".join(sorted(fact.unit))
            return f"{fact.place}: {fact.indicator} {'/'.join(sorted(fact.comparator))} {fact.value}{high}{unit} {fact.deadline}"
        case Deadline():
            return f"{fact.place}: {fact.due_on} {'/'.join(sorted(fact.recurrence))} {fact.quote}"
        case Citation():
            return f"《{fact.title}》{fact.number}"
    return str(fact)


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated document: where its text is, and what it says."""

    path: Path
    source: Path
    facts: Facts


LISTS = ("issuers", "addressees", "missing_attachments")
MARKS = {"●": "lead", "○": "support", "◇": "implement"}
COLUMN = re.compile(
    r"(?<=\s)\|(?=\s)"
)  # a | without blanks around it separates spellings


def read_gold(path: Path, root: Path) -> Gold:
    """One gold file; the format is told in tests/gold/README.md. `root`: what its source is relative to."""
    parts = dict(_parts(path.read_text("utf-8")))
    names = {
        short.strip(): spellings(*full.split("|"))
        for short, _, full in _split(parts.get("names", ()), "=")
    }
    header = {
        key.strip(): value.strip() for key, _, value in _split(parts["document"], ":")
    }
    source, places = header.pop("source"), header.pop("places", "")
    facts = Facts(
        fields={
            key: tuple(_values(key, value, names)) for key, value in header.items()
        },
        tasks=tuple(_tasks(parts.get("tasks", ()), names)),
        targets=tuple(_target(*row) for row in _rows(parts.get("targets", ()), 6)),
        deadlines=tuple(
            _deadline(*row) for row in _rows(parts.get("deadlines", ()), 4)
        ),
        citations=tuple(
            Citation(title, number, optional)
            for optional, title, number in _rows(parts.get("citations", ()), 2)
        ),
        places=dict(_places((path.parent / places).read_text("utf-8")))
        if places
        else {},
    )
    return Gold(path, root / source if "/" in source else path.parent / source, facts)


def _parts(text: str) -> Iterator[tuple[str, list[str]]]:
    for block in re.split(r"(?m)^\[(?=\w+\]$)", text)[1:]:
        name, _, body = block.partition("]\n")
        yield name, [line for line in body.splitlines() if line.strip()]


def _split(lines: list[str] | tuple[()], mark: str) -> Iterator[tuple[str, str, str]]:
    return (line.partition(mark) for line in lines)


def _values(
    key: str, value: str, names: Mapping[str, Spellings]
) -> Iterator[Spellings]:
    """- means none; `-|全国` means none is fine too."""
    if value == "-":
        return
    for word in value.split() if key in LISTS else [value]:
        yield names.get(word) or spellings(*word.split("|"))


def _rows(
    lines: list[str] | tuple[()], width: int
) -> Iterator[tuple[bool, ...] | tuple]:  # type: ignore[type-arg]
    """The columns of each line, after whether it is optional."""
    for line in lines:
        optional = line.startswith("?")
        cells = [cell.strip() for cell in COLUMN.split(line.removeprefix("?") + " ")]
        yield (optional, *cells, *[""] * (width - len(cells)))


def _target(
    optional: bool,
    place: str,
    indicator: str,
    value: str,
    unit: str,
    base: str,
    due: str,
) -> Target:
    comparator, low, *high = value.split()
    return Target(
        place,
        indicator,
        spellings(*comparator.split("|")),
        Decimal(low),
        Decimal(high[0]) if high else None,
        spellings(*unit.split("|")),
        int(base) if base else None,
        _date(due),
        optional,
    )


def _deadline(
    optional: bool, place: str, due: str, recurrence: str, quote: str
) -> Deadline:
    return Deadline(
        place, _date(due), spellings(*recurrence.split("|")), quote, optional
    )


def _date(words: str) -> date | None:
    return date.fromisoformat(words) if words not in ("", "-") else None


def _places(text: str) -> Iterator[tuple[str, Spellings]]:
    sections: Spellings = frozenset()
    for line in text.splitlines():
        if line.startswith("## "):
            sections = frozenset(line[3:].split("|"))
        elif line and not line.startswith("# "):
            yield line, sections


def _tasks(
    lines: list[str] | tuple[()], names: Mapping[str, Spellings]
) -> Iterator[Task]:
    path: tuple[str, ...] = ()
    done: dict[str, Task] = {}
    for line in lines:
        depth = len(line) - len(line.lstrip("#"))
        if depth:
            path = (*path[: depth - 1], line[depth:].strip())
        elif not line.startswith(" "):
            ((optional, number, title),) = _rows([line], 2)
            task = Task(number, "" if title == "-" else title, path, optional=optional)
            done[f"{len(done)}"] = task
        else:
            key = f"{len(done) - 1}"
            done[key] = _detail(done[key], line.strip(), names, list(done.values()))
    yield from done.values()


def _detail(
    task: Task, line: str, names: Mapping[str, Spellings], before: list[Task]
) -> Task:
    """One line below a task: how its body begins and ends, or who has which part in it."""
    if line.startswith("“"):
        first, _, last = line[1:-1].partition("…")
        return replace(task, first=fold(first), last=fold(last))
    mark, *words = line.split()
    if mark == "承":
        return replace(task, duties=(*task.duties, *_inherited(words, before)))
    agencies = [names.get(word) or spellings(word) for word in words]
    return replace(task, duties=(*task.duties, *_duties(mark, agencies)))


def _duties(mark: str, agencies: list[Spellings]) -> Iterator[Duty]:
    """列: a plain list, the first leads; 列*: the text says so; ● ○ ◇: the words give the role."""
    for place, agency in enumerate(agencies):
        if mark.startswith("列"):
            basis = [
                "first-listed" if place == 0 else "listed",
                *["explicit"] * (mark == "列*"),
            ]
            yield Duty(
                agency, spellings("support" if place else "lead"), spellings(*basis)
            )
        else:
            yield Duty(
                agency,
                spellings(*(MARKS[sign] for sign in mark)),
                spellings("explicit"),
            )


def _inherited(words: list[str], before: list[Task]) -> Iterator[Duty]:
    """承 （三）: all duties of the last task so numbered; with a mark after it, those of that role."""
    number, marks = words[0], words[1] if len(words) > 1 else "●○◇"
    source = next(task for task in reversed(before) if task.number == number)
    roles = {MARKS[mark] for mark in marks}
    for duty in source.duties:
        if duty.role & roles:
            yield Duty(
                duty.agency, duty.role, spellings("inherited"), duty.source or number
            )
