"""What a person typed → Query: terms, each with the words, names, years and places that it is made of.

Pure: the dictionary (Lexicon) is passed in. Any text gives a query; what has nothing to search for gives an empty one.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from documents.search.expressions import EVERYTHING, NOTHING, Node, Without, all_of, any_of, substring, tag
from documents.search.normalise import fold, runs

MAX_QUERY = 200  # characters; what is longer is a pasted page, of which the beginning is searched
MAX_TERMS = 16
# "绿电直连" · “零碳园区” · -光伏 · -"绿电直连" · 省发改委
TERM = re.compile(
    r"(?P<minus>(?:^|(?<=\s))[-－﹣])?"
    r"(?:(?:^|(?<=[\s\-－﹣]))[\"“”＂「『](?P<phrase>[^\"“”＂「」『』]{1,200})[\"“”＂」』](?=\s|$)|(?P<term>\S{1,200}))"
)
SERIAL = re.compile(r"\(?(20\d\d)\)?第?(\d{1,5})号")
YEAR = re.compile(r"(?<!\d)(20\d\d)(?:年底?|(?!\d))")
ROLES = {"牵头": "lead", "主责": "lead", "配合": "support", "参与": "support", "落实": "implement"}
ROLE = re.compile("(牵头|主责|配合|参与|落实)(?:负责|单位|部门)?(?:的|任务|工作|事项)*$")
# Words of a question that no clause is about.
STOP_WORDS = frozenset(
    re.findall(
        r"\w+",
        "怎么 怎样 如何 哪些 什么 哪个 哪里 多少 几个 请问 有没有 有无 是否 是不是 为什么 能不能 可以 谁 吗 呢 "
        "的 了 和 与 及 以及 对 在 由 把 被 为 是 有 关于 有关 相关 方面 情况",
    )
)


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The dictionary a query is read with; all names folded."""

    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # word → all words it stands for, itself too
    agencies: Mapping[str, tuple[int, ...]] = field(default_factory=dict)  # any name → the agencies that bear it
    regions: Mapping[str, str] = field(default_factory=dict)  # 青海省, 青海 → code
    longest_agency: int = 0
    words: frozenset[str] = frozenset()  # what the segmenter keeps whole


@dataclass(frozen=True, slots=True)
class Part:
    """One thing asked for: any of these words, or any of these tags."""

    text: str
    words: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    agencies: tuple[int, ...] = ()
    region: str = ""

    pieces: tuple[str, ...] = ()  # the shorter words in it, for when nothing or little has it whole

    @property
    def node(self) -> Node:
        return any_of([*map(tag, self.tags), *map(substring, self.words)])


@dataclass(frozen=True, slots=True)
class Term:
    """What stands between blanks, or a quoted phrase: its text folded, and its parts."""

    text: str
    parts: tuple[Part, ...]
    is_phrase: bool = False

    @property
    def node(self) -> Node:
        """The term as a whole."""
        if len(self.parts) == 1 and not self.is_phrase:
            return self.parts[0].node
        return substring(self.text, is_exact=self.is_phrase)


@dataclass(frozen=True, slots=True)
class Query:
    """What is wanted and what is not."""

    terms: tuple[Term, ...] = ()
    excluded: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[Part, ...]:
        """The things asked for. Single characters count only where there is nothing else: 省, 局 stand everywhere."""
        every = tuple(dict.fromkeys(part for term in self.terms for part in term.parts))
        return tuple(part for part in every if len(part.text) > 1 or part.tags) or every

    def phrase_step(self) -> Node:
        """Every term stands there as typed."""
        return self._without(all_of(term.node for term in self.terms))

    def words_step(self) -> Node:
        """Every part stands there somewhere."""
        phrases = [term.node for term in self.terms if term.is_phrase]
        return self._without(all_of([*phrases, *(part.node for part in self.parts)]))

    @property
    def loose_parts(self) -> tuple["Part", ...]:
        """The things asked for, long words taken apart."""
        taken_apart = (
            [Part(piece, (piece,)) for piece in part.pieces] if len(part.pieces) > 1 else [part] for part in self.parts
        )
        return tuple(dict.fromkeys(part for parts in taken_apart for part in parts))

    def any_step(self) -> Node:
        """Some part stands there, or some piece of one."""
        return self._without(any_of(part.node for part in (*self.parts, *self.loose_parts)))

    def _without(self, node: Node) -> Node:
        if node == EVERYTHING:
            node = EVERYTHING if self.excluded else NOTHING
        unwanted = any_of(substring(text, is_exact=True) for text in self.excluded)
        return node if unwanted == NOTHING else Without(node, unwanted)


class Cutter(Protocol):
    """What divides runs into words (segmenter.py)."""

    def cut(self, run: str) -> Sequence[str]: ...

    def cut_for_search(self, run: str) -> Sequence[str]: ...


def parse_query(text: str, lexicon: Lexicon, cutter: Cutter, documents: Mapping[str, int] | None = None) -> Query:
    """Read a query. `documents` maps document numbers, as typed, to documents."""
    terms: list[Term] = []
    excluded: list[str] = []
    for number, document in (documents or {}).items():
        if number in text:
            text = text.replace(number, " ", 1)
            terms.append(Term(fold(number), (Part(fold(number), tags=(f"d{document}",)),)))
    for match in TERM.finditer(printable(text)[:MAX_QUERY]):
        folded = fold(match["phrase"] or match["term"])
        if not runs(folded):
            continue
        if match["minus"]:
            excluded.append(folded)
        elif match["phrase"]:
            terms.append(Term(folded, (Part(folded, (folded,)),), is_phrase=True))
        else:
            terms.append(Term(folded, tuple(find_parts(folded, lexicon, cutter))))
    return Query(tuple(dict.fromkeys(terms))[:MAX_TERMS], tuple(dict.fromkeys(excluded))[:MAX_TERMS])


def printable(text: str) -> str:
    """The text with blanks in place of control characters and halves of characters."""
    return "".join(each if each.isprintable() else " " for each in text).strip()


def find_parts(term: str, lexicon: Lexicon, cutter: Cutter) -> Iterator[Part]:
    """The things that a term asks for: names the lexicon knows, years, then words."""
    if serial := SERIAL.fullmatch(term):
        yield Part(term, (term,), (f"n{serial[1]}-{serial[2]}",))
        return
    if term in lexicon.synonyms:
        ids = lexicon.agencies.get(term, ())
        yield Part(term, lexicon.synonyms[term], tags_of_agencies(ids), ids, pieces=find_pieces(term, cutter))
        return
    found = list(split_names(term, lexicon))
    agencies = tuple(dict.fromkeys(id for part in found if isinstance(part, Part) for id in part.agencies))
    for piece in found:
        if isinstance(piece, Part):
            yield piece
        elif agencies and (role := ROLE.fullmatch(piece)):
            yield Part(piece, (term,), tuple(f"a{agency}.{ROLES[role[1]]}" for agency in agencies))
        else:
            yield from find_words(piece, lexicon, cutter)


def split_names(term: str, lexicon: Lexicon) -> Iterator[Part | str]:
    """Agencies and years of a term, and the stretches between them."""
    start = place = 0
    while place < len(term):
        found = agency_at(term, place, lexicon) or year_at(term, place) or region_at(term, place, lexicon)
        if found is None:
            place += 1
            continue
        if start < place:
            yield term[start:place]
        yield found
        place = start = place + len(found.text)
    if start < len(term):
        yield term[start:]


def agency_at(term: str, place: int, lexicon: Lexicon) -> Part | None:
    """The agency with the longest name that begins here; a name of two characters only as the whole term."""
    for length in range(min(lexicon.longest_agency, len(term) - place), 1, -1):
        name = term[place : place + length]
        if name in lexicon.agencies and (length > 2 or length == len(term)):
            ids = lexicon.agencies[name]
            return Part(name, lexicon.synonyms.get(name, (name,)), tags_of_agencies(ids), ids)
    return None


def tags_of_agencies(ids: Sequence[int]) -> tuple[str, ...]:
    return tuple(f"a{id}" for id in ids)


def year_at(term: str, place: int) -> Part | None:
    """The year that begins here: written in the text, or the year of a deadline."""
    if match := YEAR.match(term, place):
        return Part(match[0], (match[1],), (f"y{match[1]}",))
    return None


def region_at(term: str, place: int, lexicon: Lexicon) -> Part | None:
    """The region whose name begins here, at the beginning of the term: 甘肃零碳园区."""
    if place:
        return None
    for length in range(min(8, len(term)), 1, -1):
        if code := lexicon.regions.get(term[:length]):
            return Part(term[:length], (term[:length],), (f"g{code}",), region=code)
    return None


def find_words(text: str, lexicon: Lexicon, cutter: Cutter) -> Iterator[Part]:
    """The words of a stretch with their synonyms; single characters side by side make one word: 绿氨."""
    for run in runs(text):
        loose = ""
        for word in [*cutter.cut(run), ""]:
            if len(word) == 1 and word not in STOP_WORDS:
                loose += word
                continue
            if loose:
                yield Part(loose, lexicon.synonyms.get(loose, (loose,)))
                loose = ""
            if word and word not in STOP_WORDS:
                yield Part(word, lexicon.synonyms.get(word, (word,)), pieces=find_pieces(word, cutter))


def find_pieces(word: str, cutter: Cutter) -> tuple[str, ...]:
    """The words that a long word is made of, what is left between them too: 税收优惠 → 税收 优惠."""
    if len(word) < 4:
        return ()
    pieces: list[str] = []
    rest = word
    for inner in cutter.cut_for_search(word):
        if inner != word and len(inner) > 1 and inner in rest:
            before, rest = rest.split(inner, 1)
            pieces += [before, inner] if len(before) > 1 else [inner]
    return tuple([*pieces, rest] if len(rest) > 1 and pieces else pieces)
