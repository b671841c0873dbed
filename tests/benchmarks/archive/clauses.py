"""Bodies with their roles in; the words that say who does what, and where in these each is named, out."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Duty:
    """What a body does in a task, and on what ground."""

    agency: int
    name: str
    role: str
    basis: str


@dataclass(frozen=True, slots=True)
class Clause:
    """Who does what, as printed; where each of the duties is named in it."""

    text: str
    duties: Sequence[Duty]
    places: Sequence[int]


def composed(duties: Sequence[Duty]) -> Clause:
    """The clause that says these duties.

    >>> composed([Duty(1, "省能源局", "lead", "explicit"), Duty(2, "省财政厅", "support", "explicit")]).text
    '省能源局牵头，省财政厅配合'
    """
    acting = [duty for duty in duties if duty.role != "implement"]
    below = [duty for duty in duties if duty.role == "implement"]
    groups: list[tuple[list[Duty], str]] = []
    if any(duty.basis == "explicit" for duty in acting):
        groups.append(([duty for duty in acting if duty.role == "lead"], "牵头"))
        groups.append(([duty for duty in acting if duty.role == "support"], "配合"))
    else:
        groups.append((acting, "按职责分工负责"))
    groups.append((below, "具体落实"))
    text, places, order = "", [], []
    for members, verb in groups:
        if members:
            text += "，" if text else ""
            for number, duty in enumerate(members):
                text += "、" if number else ""
                places.append(len(text))
                order.append(duty)
                text += duty.name
            text += verb
    return Clause(text, order, places)
