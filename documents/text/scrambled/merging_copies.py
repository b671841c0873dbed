"""Two interleaved copies → one run of sentences in the document's order, with the places where text is missing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from documents.text.scrambled.copies import Twins
from documents.text.scrambled.loose_sentences import Sentence
from documents.text.scrambled.streams import Streams


@dataclass(frozen=True, slots=True)
class Merged:
    """Sentences in reading order; `holes` are the places before which text is missing."""

    sentences: tuple[Sentence, ...]
    holes: frozenset[int]


def merge(streams: Streams) -> Merged:
    """Each sentence once: the lag as far as it goes, between shared sentences first what only the lag has.

    After the last shared sentence only the lead goes on; it has a hole wherever the lag overwrote it.
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
    """The order without the later of two copies, also of those that do not run as the streams do."""
    partner = {**twins.stray, **{first: second for second, first in twins.stray.items()}, **twins.first, **twins.second}
    seen: set[int] = set()
    kept: list[int] = []
    for index in order:
        if partner.get(index) not in seen:
            kept.append(index)
            seen.add(index)
    return kept


def _overwritten(streams: Streams) -> set[int]:
    """The lead's sentences before which it lost text that the lag does not have."""
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
    """The sentence, in the copy that kept its headings."""
    twin = streams.twins.first.get(index, index)
    own, other = streams.sentences[index], streams.sentences[twin]
    return other if len(other.headings) > len(own.headings) else own
