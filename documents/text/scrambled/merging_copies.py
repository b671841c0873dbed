"""Two interleaved copies in; the sentences once each, in the document's order, and where text is missing, out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from documents.text.scrambled.copies import Twins
from documents.text.scrambled.loose_sentences import Sentence
from documents.text.scrambled.streams import Streams


@dataclass(frozen=True, slots=True)
class Merged:
    """Sentences in reading order; `holes` are the places of those before which text is missing."""

    sentences: tuple[Sentence, ...]
    holes: frozenset[int]


def merge(streams: Streams) -> Merged:
    """Each sentence once, in order.

    As far as the lag goes, its order is taken, and before each shared sentence what only the lead has. Behind the lag
    follows the rest of the lead, with a hole wherever the lag overwrote it.
    """
    order = _once(_order(streams), streams.twins)
    broken = _overwritten(streams)
    holes = frozenset(place for place, index in enumerate(order) if index in broken)
    return Merged(tuple(_fullest(streams, index) for index in order), holes)


def _order(streams: Streams) -> Iterator[int]:
    only_lead = (index for index in streams.lead if index not in streams.twins.second)
    waiting = next(only_lead, None)
    for index in streams.lag:
        twin = streams.twins.first.get(index)
        while twin is not None and waiting is not None and waiting < twin:
            yield waiting
            waiting = next(only_lead, None)
        yield index
    while waiting is not None:
        yield waiting
        waiting = next(only_lead, None)


def _once(order: Iterable[int], twins: Twins) -> list[int]:
    """The order without the later one of two copies, stray pairs too."""
    partner = {**twins.stray, **{first: second for second, first in twins.stray.items()}, **twins.first, **twins.second}
    seen: set[int] = set()
    kept: list[int] = []
    for index in order:
        if partner.get(index) not in seen:
            kept.append(index)
            seen.add(index)
    return kept


def _overwritten(streams: Streams) -> set[int]:
    """The sentences of the lead before which text is missing that the lag does not have either."""
    found: set[int] = set()
    is_open = False
    for run in streams.runs:
        for index in range(run.first, run.last):
            if run.start <= index < run.end:
                is_open = True
            elif index <= streams.covered:
                is_open = False
            elif is_open:
                found.add(index)
                is_open = False
    return found


def _fullest(streams: Streams, index: int) -> Sentence:
    """The sentence, in the copy that has more headings before it."""
    twin = streams.twins.first.get(index, index)
    own, other = streams.sentences[index], streams.sentences[twin]
    return other if len(other.headings) > len(own.headings) else own
