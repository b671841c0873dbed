"""A folded term and a place in it in; the agency or region whose name begins there out."""

import re
from collections.abc import Sequence

from documents.search.queries.meanings import weighed_words
from documents.search.queries.query import Lexicon, Part
from documents.search.queries.word_edges import Cutting, word_edges

LONGEST_REGION = 16
# Cities whose short names are words of texts (日照时间, 江河源): they are read where 市 or 州 stands behind
WORDS_TOO = frozenset(
    re.findall(r"\w+", "三明 中山 北海 大同 大理 安康 山南 开封 怒江 日照 朝阳 来宾 河源 白银 红河 阿里 黄山")
)


def name_at(term: str, place: int, lexicon: Lexicon, cutter: Cutting) -> Part | None:
    """The agency or the region with the longest name that begins at `place`."""
    return agency_at(term, place, lexicon) or region_at(term, place, lexicon, cutter)


def agency_at(term: str, place: int, lexicon: Lexicon) -> Part | None:
    """The agency with the longest name that begins at `place`; a name of two characters only as the whole term."""
    for length in range(min(lexicon.longest_agency, len(term) - place), 1, -1):
        name = term[place : place + length]
        if name in lexicon.agencies and (length > 2 or length == len(term)):
            ids = lexicon.agencies[name]
            words = weighed_words(name, lexicon)
            return Part(name, tuple(words), tuple(words.values()), tags=tags_of_agencies(ids), agencies=ids)
    return None


def tags_of_agencies(ids: Sequence[int]) -> tuple[str, ...]:
    return tuple(f"a{id}" for id in ids)


def region_at(term: str, place: int, lexicon: Lexicon, cutter: Cutting) -> Part | None:
    """The region with the longest name that begins at `place` and is made of whole words: 工业节水|青海, but not 青海湖
    or 今日|照常."""
    for end in range(min(place + LONGEST_REGION, len(term)), place + 1, -1):
        name = term[place:end]
        code = lexicon.regions.get(name)
        if code and name not in WORDS_TOO and {place, end} <= word_edges(term, cutter):
            words = dict.fromkeys([name, *lexicon.places.get(code, ())])
            return Part(name, tuple(words), tags=(f"g{code}",), region=code)
    return None
