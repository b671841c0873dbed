"""A quantity with the words around it in; what is promised of it out, by the first form of words that fits."""

import re
from typing import Final

from tasks.extraction.targets.counted import (
    bounded,
    done_to,
    listed,
    made_at_once,
    made_before,
    made_here,
    once_more,
    served,
)
from tasks.extraction.targets.measured import changed, rate, reached
from tasks.extraction.targets.quantities import Quantity
from tasks.extraction.targets.shares import among, members, part_of, rated, share_of
from tasks.extraction.targets.situations import Commitment, Situation
from tasks.extraction.targets.titled import titled

FORMS: Final = (
    made_here,
    changed,
    made_at_once,
    reached,
    part_of,
    share_of,
    members,
    rated,
    served,
    once_more,
    titled,
    made_before,
    rate,
    among,
    listed,
    done_to,
    bounded,
)
LONGEST_INDICATOR: Final = 60
NO_NAME: Final = re.compile("^的|[=＝×÷]")  # 实施的合同额200万元以上 · 5=3×4÷2


def read_commitment(at: Situation, quantity: Quantity) -> Commitment | None:
    """What is promised of a quantity; None where it fits no form of words.

    >>> from decimal import Decimal
    >>> from documents.text.spans import Span
    >>> text = "建成2个园区"
    >>> at = Situation(text, before=Span(0, 2), after=Span(4, 6), dated=True)
    >>> read_commitment(at, Quantity(Span(2, 4), 2, Decimal(2), "个")).indicator
    '园区'
    """
    for form in FORMS:
        commitment = form(at, quantity)
        if commitment and 2 <= len(commitment.indicator) <= LONGEST_INDICATOR:
            return None if NO_NAME.search(commitment.indicator) else commitment
    return None
