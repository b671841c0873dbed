"""A folded term and a place in it in; the agency or region whose name begins there out."""

import re
from collections.abc import Iterator, Sequence

from documents.search.queries.body_names import LONGEST, WHOLE, Where
from documents.search.queries.meanings import weighed_words
from documents.search.queries.query import Lexicon, Part
from documents.search.queries.word_edges import Cutting, word_edges

LONGEST_REGION = 16
# Cities whose short names are words of texts (日照时间, 江河源): they are read where 市 or 州 stands behind
WORDS_TOO = frozenset(
    re.findall(r"\w+", "三明 中山 北海 大同 大理 安康 山南 开封 怒江 日照 朝阳 来宾 河源 白银 红河 阿里 黄山")
)
LEVELS = {
    "省": ("province",), "自治区": ("province",), "市": ("city", "municipality"), "州": ("city",), "盟": ("city",),
    "地区": ("city",), "县": ("county",), "区": ("county",), "旗": ("county",),
}  # fmt: skip
LEVEL = re.compile("(?P<word>省|自治区|市|州|盟|地区|县|区|旗)级?")
TOLD = {"province": "省级", "city": "市级", "county": "县级"}
# 我局 · 我们县 · 本单位; 我国 is no question
OWN = re.compile("(?:我们?|本|咱们?)(?P<kind>委员会|办公室|省|市|州|县|区|旗|厅|局|委|办|部门|单位|公司|企业|园区)")


def name_at(term: str, place: int, lexicon: Lexicon, cutter: Cutting) -> Part | None:
    """The body or the region with the longest name that begins at `place`."""
    body = agency_or_body_at(term, place, lexicon, cutter)
    return body or region_at(term, place, lexicon, cutter) or own_at(term, place, cutter)


def agency_or_body_at(term: str, place: int, lexicon: Lexicon, cutter: Cutting) -> Part | None:
    """The agency on record with the longest name that begins at `place`, or a body with a longer name."""
    found = agency_at(term, place, lexicon)
    body = body_at(term, place, lexicon, cutter)
    return body if found is None or (body and len(body.text) > len(found.text)) else found


def agencies_of_name(part: Part) -> tuple[int, ...]:
    """The agencies that a name may mean: those that bear it, else, if it says no place, those of its line."""
    near = part.body.near if part.body and not part.body.is_placed else ()
    return part.agencies or near


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


def body_at(term: str, place: int, lexicon: Lexicon, cutter: Cutting) -> Part | None:
    """The body with the longest name that begins at `place` and is made of whole words, as patterns name it: 生环厅,
    云南省发改委, 国网河南省电力公司, 县级环保局. It need not be on record."""
    best: Part | None = None
    for end, form, where in named_bodies(term, place, lexicon):
        if best and end <= place + len(best.text):
            continue
        meant = lexicon.bodies.meant(form, where)
        if meant and {place, end} <= word_edges(term, cutter):
            ids, body = meant
            name = term[place:end]
            words = {**weighed_words(name, lexicon), body.official: 1.0}
            best = Part(name, tuple(words), tuple(words.values()), tags=tags_of_agencies(ids), agencies=ids, body=body)
    return best


def names_body(term: str, lexicon: Lexicon, cutter: Cutting) -> bool:
    """Whether a whole term is the name of a body that patterns give, and of no agency on record."""
    body = None if term in lexicon.agencies else body_at(term, 0, lexicon, cutter)
    return bool(body and body.text == term)


def named_bodies(term: str, place: int, lexicon: Lexicon) -> Iterator[tuple[int, str, Where]]:
    """What may be the name of a body that begins at `place`: where it ends, its form, and what it says of where."""
    for begin, where in places_at(term, place, lexicon):
        for end in range(min(len(term), begin + LONGEST), begin + 1, -1):
            yield end, term[begin:end], where
    for length in sorted(map(len, lexicon.bodies.starts)):
        start = term[place : place + length]
        if start in lexicon.bodies.starts:
            for begin, where in places_at(term, place + length, lexicon):
                for end in range(min(len(term), begin + LONGEST), begin, -1):
                    yield end, f"{start}{{}}{term[begin:end]}", where
    for end in range(min(len(term), place + LONGEST), place + 1, -1):
        form = term[place:end]
        if WHOLE.search(form) and (len(form) > 2 or form == term) and not form.startswith(("委", "党委")):
            yield end, form, Where()


def places_at(term: str, place: int, lexicon: Lexicon) -> Iterator[tuple[int, Where]]:
    """The regions and words for a level that begin at `place`, and where what follows begins: 青海省西宁市, 县级."""
    for end in range(min(place + LONGEST_REGION, len(term)), place + 1, -1):
        code = lexicon.regions.get(term[place:end])
        if code and code in lexicon.places:
            inner = list(places_at(term, end, lexicon)) if end < len(term) else []
            yield from ((begin, where) for begin, where in inner if where.region)
            yield end, where_of(code, lexicon)
    if level := LEVEL.match(term, place):
        tiers = LEVELS[level["word"]]
        yield level.end(), Where(tiers, name=TOLD[tiers[0]])


def where_of(code: str, lexicon: Lexicon) -> Where:
    """The region as what stands before a form."""
    name, short, *_ = (*lexicon.places[code], "")
    tier = "county" if not code.endswith("00") else "city" if not code.endswith("0000") else "province"
    tier = "municipality" if tier == "province" and name.endswith("市") else tier
    return Where((tier,), code, name, short or name)


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


def own_at(term: str, place: int, cutter: Cutting) -> Part | None:
    """我局, 本单位: a body or a place that only who types it knows; no demand."""
    own = OWN.match(term, place)
    if own and {own.start(), own.end()} <= word_edges(term, cutter):
        return Part(own[0], (own[0],), asks=own["kind"], is_common=True)
    return None
