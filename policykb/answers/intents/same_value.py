"""An amount → the targets with that value, in whatever multiple of the unit it is written (1000亿元, 10000000万元)."""

from collections.abc import Iterator
from decimal import Decimal

from django.db.models import Q

from policykb.answers.intents.amounts_asked import Amount
from policykb.answers.intents.answered import SHOWN, Answer, Line
from policykb.answers.intents.how_much import target_line
from tasks.measures import KINDS, TIMES, parse_unit
from tasks.models import Target

MOST_DECIMALS = Decimal(10) ** -6  # as many as the column holds
LARGEST = Decimal(10) ** 14


def answer_value(asked: Amount) -> Answer | None:
    """The targets with that value; None where there is none."""
    same = Q()
    for unit, value in spellings_of(asked):
        same |= Q(unit=unit, value=value) | Q(unit=unit, value_high=value)
    targets = Target.objects.published().filter(same)
    found = list(targets.with_place().in_order("document")[: SHOWN + 1])
    if not found:
        return None
    lines = [target_line(target) for target in found[:SHOWN]]
    more = targets.count() - SHOWN if len(found) > SHOWN else 0
    return Answer("value", f"指标值 {asked.words}", sentence_of(asked, lines, more), lines, more)


def spellings_of(asked: Amount) -> Iterator[tuple[str, Decimal]]:
    """The units in which the amount may be written, each with its value in it."""
    kind, factor = parse_unit(asked.unit)
    whole = asked.value * factor
    for unit in dict.fromkeys(
        [asked.unit, *(times + base for base in KINDS.get(kind, [kind]) for times in ["", *TIMES])]
    ):
        value = whole / parse_unit(unit)[1]
        if value < LARGEST and value == value.quantize(MOST_DECIMALS):
            yield unit, value


def sentence_of(asked: Amount, lines: list[Line], more: int) -> str:
    """What it is the value of, where that is one."""
    if len(lines) == 1:
        return f"{lines[0].words}（{lines[0].note}）。"
    return f"{len(lines) + more} 项指标的值是 {asked.words}。"
