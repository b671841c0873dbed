"""A word that stands nowhere in → terms, agencies and words of the vocabulary that share most of its characters out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from documents.search.queries.query import Lexicon

SHARED: Final = 0.5  # the share of a word's pairs of characters that a name near it holds
MOST_BEARERS: Final = 2_000  # names with one pair of characters that are looked at; a commoner pair tells nothing


def near_names(word: str, lexicon: Lexicon, limit: int) -> list[str]:
    """The names on record most like the folded word, the likest first.

    >>> near_names("充电桩", Lexicon(synonyms={"充电设施": (), "换电站": (), "充电": ()}), 5)
    ['充电', '充电设施']
    """
    wanted = pairs_of(word)
    shared: dict[str, int] = defaultdict(int)
    for pair in wanted:
        bearers = names_by_pair(lexicon).get(pair, ())
        for name in bearers if len(bearers) <= MOST_BEARERS else ():
            shared[name] += 1
    like = {
        name: number / (len(wanted) + len(pairs_of(name)) - number)
        for name, number in shared.items()
        if number >= SHARED * len(wanted) and name != word
    }
    return sorted(like, key=lambda name: (-like[name], len(name), name))[:limit]


def pairs_of(word: str) -> frozenset[str]:
    """The pairs of neighbouring characters."""
    return frozenset(word[place : place + 2] for place in range(len(word) - 1))


@lru_cache(maxsize=1)
def names_by_pair(lexicon: Lexicon) -> Mapping[str, Sequence[str]]:
    """The names on record by the pairs of characters in them."""
    return gather([*lexicon.synonyms, *lexicon.agencies, *lexicon.meanings])


def gather(names: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """Each pair of characters → the names that hold it, each once."""
    bearers: dict[str, dict[str, None]] = defaultdict(dict)
    for name in names:
        for pair in pairs_of(name):
            bearers[pair][name] = None
    return {pair: tuple(held) for pair, held in bearers.items()}
