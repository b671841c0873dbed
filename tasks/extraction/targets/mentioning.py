"""A promise or a goal with the date that rules it in; the mention of a target at its task and section out."""

from dataclasses import replace
from decimal import Decimal

from tasks.extraction.scopes import Places
from tasks.extraction.targets.situations import Commitment
from tasks.extraction.targets.without_number import Goal
from tasks.extraction.times.dates import DateExpression
from tasks.extraction.values import TargetMention


def quantified(places: Places, commitment: Commitment, due: DateExpression | None) -> TargetMention:
    """A target with its value."""
    quantity = commitment.quantity
    return replace(
        _mention(places, commitment, due),
        bound=commitment.bound,
        value=quantity.value,
        value_high=quantity.value_high,
        unit=quantity.unit,
        baseline_year=commitment.baseline_year,
    )


def qualitative(places: Places, goal: Goal, due: DateExpression | None) -> TargetMention:
    """A goal without a number; none left or added (清零, 零增长) is zero."""
    return replace(_mention(places, goal, due), value=Decimal(0) if goal.zero else None)


def _mention(places: Places, said: Commitment | Goal, due: DateExpression | None) -> TargetMention:
    start = said.span.start
    mention = TargetMention(places.task(start), places.section(start), said.indicator, said.span, said.comparator)
    return replace(mention, deadline=due.due_on, precision=due.precision) if due else mention
