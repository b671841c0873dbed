"""The facts one document states, as records that can be compared, whether annotated or found."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

# Titles and names are compared without white space, marks of layout, and the width of marks.
FOLDED = str.maketrans("（）［］﹝﹞，：；．“”‘’％—–－～", "()[]〔〕,:;.\"\"''%----")
DROPPED = re.compile(r"[\s*#]+")

# Ways to say the same: a gold fact may allow several, a found one has one. "-" is nothing, "*" anything.
Spellings: TypeAlias = frozenset[str]
NOTHING: Spellings = frozenset({"-"})


def comparable_words(words: str) -> str:
    """The words without white space, marks of layout, a final 。 and differences of width."""
    return DROPPED.sub("", words).translate(FOLDED).rstrip("。")


def fold_number(number: str) -> str:
    """（一） as (一); 1. and 1、 as 1."""
    return comparable_words(number).rstrip("、.")


def spellings(*words: str) -> Spellings:
    """The words as ways to say the same thing; none of them says nothing."""
    return frozenset(word if word == "*" else comparable_words(word) for word in words if word) or NOTHING


@dataclass(frozen=True, slots=True)
class Duty:
    """An agency's part in a task; `source` is the number of the task it is inherited from."""

    agency: Spellings
    role: Spellings
    basis: Spellings
    source: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """An item that sets work. `first` and `last` are how its body begins and ends: a few words, or all of it.
    In gold, `titles` may hold several and a `path` that ends in * may be any."""

    number: str
    titles: Spellings
    path: tuple[str, ...] = ()
    first: str = ""
    last: str = ""
    duties: tuple[Duty, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """A quantified target, with the place it is written at for the reader of a miss."""

    place: str
    indicator: str
    comparator: Spellings
    value: frozenset[Decimal]
    value_high: Decimal | None
    unit: Spellings
    baseline_year: str
    deadline: Spellings
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Deadline:
    """A last day, a recurrence, or both."""

    place: str
    due_on: Spellings
    recurrence: Spellings
    quote: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """Another document named in the text."""

    title: str
    number: str = ""
    optional: bool = False


Fact: TypeAlias = Duty | Task | Target | Deadline | Citation


@dataclass(frozen=True, slots=True)
class Facts:
    """What one document says. `places` leads from a sentence to the sections it may stand in; `doubled` holds the
    sentences that stand in the text more than once."""

    fields: Mapping[str, tuple[Spellings, ...]] = field(default_factory=dict)
    tasks: tuple[Task, ...] = ()
    targets: tuple[Target, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    citations: tuple[Citation, ...] = ()
    places: Mapping[str, Spellings] = field(default_factory=dict)
    doubled: tuple[str, ...] = ()


def show(fact: Fact) -> str:
    """A fact on one line, for the list of misses."""
    match fact:
        case Task():
            return f"{fact.number}{_either(fact.titles)}"
        case Duty():
            source = f" {fact.source}" if fact.source else ""
            return f"{min(fact.agency)} {_either(fact.role)} {_either(fact.basis)}{source}"
        case Target():
            value = "|".join(map(str, sorted(fact.value))) + (f"—{fact.value_high}" if fact.value_high else "")
            amount = f"{_either(fact.comparator)} {value}{_either(fact.unit)}"
            return f"{fact.place}: {fact.indicator} {amount} {_either(fact.deadline)}"
        case Deadline():
            return f"{fact.place}: {_either(fact.due_on)} {_either(fact.recurrence)} {fact.quote}"
        case Citation():
            return f"《{fact.title}》{fact.number}"


def _either(words: Spellings) -> str:
    return "|".join(sorted(words))
