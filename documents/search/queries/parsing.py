"""What a person typed in; the Query out.

Raises nothing: a text with nothing to search for gives an empty query.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from documents.search.queries.meanings import MOST_SAID, join_known, join_latin, weighed_words
from documents.search.queries.proper_names import name_at, tags_of_agencies
from documents.search.queries.query import Lexicon, Part, Query, QueryTerm
from documents.search.queries.questions import COMMON_WORDS, STOP_WORDS, matters
from documents.search.words.folding import fold, runs

MAX_QUERY = 200  # characters; what is longer is a pasted page, of which the beginning is searched
MAX_TERMS = 16
TERM = re.compile(
    r"""
    (?P<minus>(?:^|(?<=\s))[-－﹣])?                                # -光伏 · -"绿电直连"
    (?: (?:^|(?<=[\s\-－﹣]))
        ["“”＂「『](?P<phrase>[^"“”＂「」『』]{1,200})["“”＂」』](?=\s|$)    # "绿电直连" · “零碳园区”
      | (?P<term>\S{1,200})                                         # 省发改委
    )
    """,
    re.VERBOSE,
)
MINUS = re.compile(r"(?:^|(?<=\s))[-－﹣]$")
SERIAL = re.compile(r"\(?(20\d\d)\)?[年-]?第?(\d{1,5})号")
YEAR = re.compile(r"(?<!\d)(20\d\d)(?:年底?|(?!\d))")
ROLES = {"牵头": "lead", "主责": "lead", "配合": "support", "参与": "support", "落实": "implement"}
# 牵头 · 配合单位 · 牵头负责的任务; before other words, 参与 and 落实 are what is done, not a role
ROLE = re.compile("(牵头|主责|配合|参与(?=的|$)|落实(?=的|$))(?:负责|单位|部门)?(?:的|任务|工作|事项)*")
# 12.5% · 5g · 绿电: numbers and Latin words, or characters
ALIKE = re.compile(r"[0-9a-z.%]+|[^0-9a-z.%]+")
NUMERIC = re.compile(r"[0-9a-z.%]")


class Cutter(Protocol):
    """Cuts runs into words, as Segmenter does (words/segmenter.py)."""

    def cut(self, run: str) -> Sequence[str]: ...

    def cut_for_search(self, run: str) -> Sequence[str]: ...


def parse_query(
    text: str, lexicon: Lexicon, cutter: Cutter, documents: Mapping[str, Sequence[int]] | None = None
) -> Query:
    """The query that `text` means. `documents` maps parts of the text (document numbers, titles) to the keys of the
    documents that they name.

    >>> from documents.search.words.segmenter import segmenter
    >>> str(parse_query("“绿电直连” -光伏", Lexicon(), segmenter()))
    '"绿电直连" -"光伏"'
    """
    terms: list[QueryTerm] = []
    excluded: list[Part] = []
    for name, pks in (documents or {}).items():
        before, found, after = text.partition(name)
        part = Part(fold(name), (fold(name),), tags=tuple(f"d{pk}" for pk in pks))
        if found and MINUS.search(before):
            excluded.append(part)
        elif found:
            terms.append(QueryTerm(part.text, (part,)))
        text = f"{MINUS.sub('', before)} {after}" if found else text
    for match in TERM.finditer(join_latin(without_controls(text)[:MAX_QUERY], lexicon)):
        folded = fold(match["phrase"] or match["term"])
        if not runs(folded):
            continue
        if match["minus"]:
            excluded.append(unwanted(folded, lexicon))
        elif match["phrase"]:
            terms.append(QueryTerm(folded, (Part(folded, (folded,)),), is_phrase=True))
        else:
            terms += [read_term(each, lexicon, cutter) for each in matters(folded)]
    return Query(tuple(dict.fromkeys(with_roles(terms)))[:MAX_TERMS], tuple(dict.fromkeys(excluded))[:MAX_TERMS])


def read_term(text: str, lexicon: Lexicon, cutter: Cutter) -> QueryTerm:
    """A term with its parts; one that holds only stop words is one common part."""
    return QueryTerm(text, tuple(find_parts(text, lexicon, cutter)) or (Part(text, (text,), is_common=True),))


def unwanted(term: str, lexicon: Lexicon) -> Part:
    """What a term behind a minus keeps out: texts with its words, and all that belongs to the region or agency."""
    regions = [f"g{lexicon.regions[term]}"] if term in lexicon.regions else []
    return Part(term, (term,), tags=(*regions, *tags_of_agencies(lexicon.agencies.get(term, ()))))


def without_controls(text: str) -> str:
    """The text with blanks for control characters and surrogates, and none around it."""
    return "".join(each if each.isprintable() else " " for each in text).strip()


def find_parts(term: str, lexicon: Lexicon, cutter: Cutter) -> Iterator[Part]:
    """What a term asks for: a serial number, or what the lexicon knows as a whole, or names, years and words in it."""
    if serial := SERIAL.fullmatch(term):
        yield Part(term, (term,), tags=(f"n{serial[1]}-{serial[2]}",))
        return
    if term in lexicon.synonyms or term in lexicon.meanings:
        ids = lexicon.agencies.get(term, ())
        yield word_part(term, lexicon, tags=tags_of_agencies(ids), agencies=ids, pieces=find_pieces(term, cutter))
        return
    found = list(split_names(term, lexicon, cutter))
    agencies = tuple(dict.fromkeys(id for part in found if isinstance(part, Part) for id in part.agencies))
    for piece in found:
        if isinstance(piece, Part):
            yield piece
        elif agencies and (role := ROLE.match(piece)):
            yield role_part(role, agencies)
            yield from find_words(piece[role.end() :], lexicon, cutter)
        else:
            yield from find_words(piece, lexicon, cutter)


def role_part(role: re.Match[str], agencies: Sequence[int]) -> Part:
    """The part that asks for duties of one of these agencies in a role."""
    return Part(role[0], tags=tuple(f"a{agency}.{ROLES[role[1]]}" for agency in agencies))


def with_roles(terms: Sequence[QueryTerm]) -> Iterator[QueryTerm]:
    """The terms; one that is a role alone (省能源局 牵头) becomes the role of the agencies in the other terms."""
    agencies = tuple(dict.fromkeys(id for term in terms for part in term.parts for id in part.agencies))
    for term in terms:
        role = ROLE.fullmatch(term.text) if agencies and not term.is_phrase else None
        yield QueryTerm(term.text, (role_part(role, agencies),)) if role else term


def split_names(term: str, lexicon: Lexicon, cutter: Cutter) -> Iterator[Part | str]:
    """The agencies, years and regions in a term as parts, and the other words between them as text."""
    start = place = 0
    while place < len(term):
        found = name_at(term, place, lexicon, cutter) or year_at(term, place)
        if found is None:
            place += 1
            continue
        if start < place:
            yield term[start:place]
        yield found
        place = start = place + len(found.text)
    if start < len(term):
        yield term[start:]


def year_at(term: str, place: int) -> Part | None:
    """The year that begins at `place`: one written in a text, or the year of a deadline."""
    if match := YEAR.match(term, place):
        return Part(match[0], (match[1],), tags=(f"y{match[1]}",))
    return None


def segments(term: str, lexicon: Lexicon, cutter: Cutter) -> list[str]:
    """The term in pieces, which joined give the term: names, words, and the marks between them."""
    found: list[str] = []
    for piece in split_names(term, lexicon, cutter):
        found += [piece.text] if isinstance(piece, Part) else cutter.cut(piece)
    return found


def find_words(text: str, lexicon: Lexicon, cutter: Cutter) -> Iterator[Part]:
    """The words of a text with their synonyms; single characters side by side are one word: 绿氨."""
    for run in runs(text):
        loose = ""
        for word in [*join_known([*cut_run(run, cutter)], lexicon), ""]:
            if len(word) == 1 and word not in STOP_WORDS:
                loose += word
                continue
            if loose:
                yield word_part(loose, lexicon)
                loose = ""
            if word and word not in STOP_WORDS:
                yield word_part(word, lexicon, pieces=find_pieces(word, cutter), is_common=word in COMMON_WORDS)


def word_part(word: str, lexicon: Lexicon, **facts: Any) -> Part:
    """The part that asks for a word by all the words that stand for it."""
    words = weighed_words(word, lexicon)
    also = tuple(meaning.word for meaning in lexicon.meanings.get(word, ())[:MOST_SAID])
    return Part(word, tuple(words), tuple(words.values()), also, **facts)


def cut_run(run: str, cutter: Cutter) -> Iterator[str]:
    """The words of a run; a number with its sign is one."""
    for stretch in ALIKE.findall(run):
        yield from [stretch] if NUMERIC.match(stretch) else cutter.cut(stretch)


def find_pieces(word: str, cutter: Cutter) -> tuple[str, ...]:
    """The shorter words in a word, and what is left between them: 税收优惠 → 税收 优惠."""
    if len(word) < 3 or NUMERIC.match(word):
        return ()
    inner = sorted({each for each in cutter.cut_for_search(word) if 1 < len(each) < len(word)}, key=len, reverse=True)
    if not inner:
        return ()
    return tuple(piece for piece in re.split(f"({'|'.join(map(re.escape, inner))})", word) if len(piece) > 1)
