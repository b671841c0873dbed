"""A promise or a goal with the date that rules it in; the mention of a target at its task and section out."""

from decimal import Decimal

from tasks.extraction.scopes import Places
from tasks.extraction.targets.situations import Commitment
from tasks.extraction.targets.without_number import Goal
from tasks.extraction.times.dates import DateExpression
from tasks.extraction.values import TargetMention


def quantified(places: Places, commitment: Commitment, due: DateExpression | None) -> TargetMention:
    """A target with its value."""
    quantity = commitment.quantity
    return TargetMention(
        places.task(commitment.span.start),
        places.section(commitment.span.start),
        commitment.indicator,
        commitment.span,
        commitment.comparator,
        commitment.bound,
        quantity.value,
        quantity.value_high,
        quantity.unit,
        commitment.baseline_year,
        due.due_on if due else None,
        due.precision if due else None,
    )


def qualitative(places: Places, goal: Goal, due: DateExpression | None) -> TargetMention:
    """A goal without a number; none shall be left (清零) is zero."""
    return TargetMention(
        places.task(goal.span.start),
        places.section(goal.span.start),
        goal.indicator,
        goal.span,
        goal.comparator,
        value=Decimal(0) if goal.zero else None,
        deadline=due.due_on if due else None,
        precision=due.precision if due else None,
    )
