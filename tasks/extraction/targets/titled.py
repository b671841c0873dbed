"""A quantity whose thing only its item's title names in (建设社区食堂。2025年建成20家); what is promised of it out."""

import re

from documents.text.spans import Span
from tasks.extraction.targets.counted import BARE_VERB
from tasks.extraction.targets.measured_words import subject
from tasks.extraction.targets.phrases import DO_WORD
from tasks.extraction.targets.quantities import Quantity
from tasks.extraction.targets.situations import Commitment, Situation, comparator_of
from tasks.extraction.values import Comparator

ADVERB = r"(?:加快|大力|积极|稳步|持续|扎实|有序|全面|深入|加强|推进)"
# 建设社区食堂 · 推进社区食堂建设: one thing, and what is done with it
THING = re.compile(
    rf"{ADVERB}*(?:(?:{DO_WORD})(?P<thing>[^，。、；和与及]{{2,14}}?)|(?P<made>[^，。、；和与及]{{2,14}}?)(?:建设|改造|培育))"
)


def titled(at: Situation, quantity: Quantity) -> Commitment | None:
    """The verb stands alone before the number: of what, the title of the item says."""
    verb, named = subject(at.text, at.before), THING.fullmatch(at.title)
    if not named or not quantity.is_counted or quantity.is_share or not at.closed() or not at.dated:
        return None
    if not BARE_VERB.fullmatch(verb.quote(at.text)):
        return None
    thing = named["thing"] or named["made"]
    span = Span(verb.start, quantity.span.end)
    return Commitment(thing, span, comparator_of(quantity, Comparator.REACH), quantity, made=True)
