"""A folded term in; its parts out: a serial number, the names of agencies and regions, years, amounts, and words."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from documents.search.queries.amounts import amount_at
from documents.search.queries.meanings import MOST_SAID, join_known, meanings_of, weighed_words
from documents.search.queries.proper_names import name_at, names_body, tags_of_agencies
from documents.search.queries.query import Lexicon, Part, QueryTerm
from documents.search.queries.questions import COMMON_WORDS, STOP_WORDS
from documents.search.queries.years import year_at
from documents.search.words.folding import runs

SERIAL = re.compile(r"\(?(20\d\d)\)?[年-]?第?(\d{1,5})号")
ROLES = {"牵头": "lead", "主责": "lead", "配合": "support", "参与": "support", "落实": "implement"}
# 牵头 · 配合单位 · 牵头负责的任务; before other words, 参与 and 落实 are what is done, not a role
ROLE = re.compile("(牵头|主责|配合|参与(?=的|$)|落实(?=的|$))(?:负责|单位|部门)?(?:的|任务|工作|事项)*")
LONGEST_LOOSE = 3  # single characters side by side that may be a word
LONGEST_AGAIN = 6  # characters that are cut again
# 12.5% · 5g · 绿电: numbers and Latin words, or characters
ALIKE = re.compile(r"[0-9a-z.%]+|[^0-9a-z.%]+")
NUMERIC = re.compile(r"[0-9a-z.%]")


class Cutter(Protocol):
    """Cuts runs into words, as Segmenter does (words/segmenter.py)."""

    def cut(self, run: str) -> Sequence[str]: ...

    def cut_for_search(self, run: str) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class Reader:
    """What a query is read with. `today` tells which year 今年 is; without it such words are only words. `plain`:
    nothing is read as something else. `stands` tells whether a text stands in the base."""

    lexicon: Lexicon
    cutter: Cutter
    today: date | None = None
    plain: bool = False
    stands: Callable[[str], bool] = lambda text: False

    def knows(self, text: str) -> bool:
        """Whether a text is a word of the vocabulary as it stands."""
        return text in self.lexicon.synonyms or text in self.lexicon.meanings


def read_term(text: str, reader: Reader) -> QueryTerm:
    """A term with its parts; one that holds only stop words is one common part."""
    return QueryTerm(text, tuple(find_parts(text, reader)) or (Part(text, (text,), is_common=True),))


def find_parts(term: str, reader: Reader) -> Iterator[Part]:
    """What a term asks for: a serial number, or what the lexicon knows as a whole, or names, years and words in it."""
    lexicon, cutter = reader.lexicon, reader.cutter
    if serial := SERIAL.fullmatch(term):
        yield Part(term, (term,), tags=(f"n{serial[1]}-{serial[2]}",))
        return
    if reader.knows(term) and not names_body(term, lexicon, cutter):
        ids = lexicon.agencies.get(term, ())
        tags, pieces = tags_of_agencies(ids), piece_parts(term, lexicon, cutter)
        year = year_at(term, 0, reader)  # 十四五 is a term, too
        if year and year.text == term:
            yield word_part(term, lexicon, tags=year.tags, pieces=pieces, reading=year.reading)
            return
        yield word_part(term, lexicon, tags=tags, agencies=ids, pieces=pieces)
        return
    found = list(split_names(term, reader))
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
    leaves = (leaf for term in terms for part in term.parts for leaf in part.leaves)
    agencies = tuple(dict.fromkeys(id for leaf in leaves for id in leaf.agencies))
    for term in terms:
        role = ROLE.fullmatch(term.text) if agencies and not term.is_phrase else None
        yield QueryTerm(term.text, (role_part(role, agencies),)) if role else term


def split_names(term: str, reader: Reader) -> Iterator[Part | str]:
    """The agencies, years, amounts and regions in a term as parts, and the other words between them as text."""
    start = place = 0
    while place < len(term):
        found = name_at(term, place, reader.lexicon, reader.cutter) or year_at(term, place, reader)
        if not (found or reader.plain):
            found = amount_at(term, place, reader.cutter)
        if found is None:
            place += 1
            continue
        if start < place:
            yield term[start:place]
        yield found
        place = start = place + len(found.text)
    if start < len(term):
        yield term[start:]


def segments(term: str, lexicon: Lexicon, cutter: Cutter) -> list[str]:
    """The term in pieces, which joined give the term: names, words, and the marks between them."""
    found: list[str] = []
    for piece in split_names(term, Reader(lexicon, cutter)):
        found += [piece.text] if isinstance(piece, Part) else cutter.cut(piece)
    return found


def find_words(text: str, lexicon: Lexicon, cutter: Cutter) -> Iterator[Part]:
    """The words of a text with their synonyms; single characters side by side are one word: 绿氨."""
    for run in runs(text):
        loose = ""
        for word in [*join_known(cut_again([*cut_run(run, cutter)], lexicon, cutter), lexicon), ""]:
            if len(word) == 1 and word not in STOP_WORDS:
                loose += word
                continue
            if loose:
                yield from single_parts(loose, lexicon)
                loose = ""
            if word and word not in STOP_WORDS:
                pieces = piece_parts(word, lexicon, cutter)
                yield word_part(word, lexicon, pieces=pieces, is_common=word in COMMON_WORDS)


def single_parts(characters: str, lexicon: Lexicon) -> Iterator[Part]:
    """Single characters side by side: one word (绿氨), where they are few; of more, which are no word (还能少缴点税),
    those that the vocabulary knows."""
    if len(characters) <= LONGEST_LOOSE:
        yield word_part(characters, lexicon)
        return
    known = [character for character in characters if character in lexicon.meanings]
    yield from (word_part(character, lexicon) for character in known or characters)


def piece_parts(word: str, lexicon: Lexicon, cutter: Cutter) -> tuple[Part, ...]:
    """The parts that ask for the pieces of a word."""
    return tuple(word_part(piece, lexicon) for piece in find_pieces(word, cutter))


def word_part(word: str, lexicon: Lexicon, **facts: Any) -> Part:
    """The part that asks for a word by all the words that stand for it."""
    words = weighed_words(word, lexicon)
    also = tuple(meaning.word for meaning in meanings_of(word, lexicon)[:MOST_SAID])
    return Part(word, tuple(words), tuple(words.values()), also, **facts)


def cut_run(run: str, cutter: Cutter) -> Iterator[str]:
    """The words of a run; a number with its sign is one."""
    for stretch in ALIKE.findall(run):
        yield from [stretch] if NUMERIC.match(stretch) else cutter.cut(stretch)


def cut_again(words: Sequence[str], lexicon: Lexicon, cutter: Cutter) -> Sequence[str]:
    """The words of a run; where a single character is left over beside a word, both make two words, if the vocabulary
    knows one of them: 偷 排污 水 → 偷排 污水."""
    for start in range(len(words) - 1):
        for end in (start + 3, start + 2):
            if halves := known_halves(words[start:end], lexicon, cutter):
                return [*words[:start], *halves, *cut_again(words[end:], lexicon, cutter)]
    return words


def known_halves(words: Sequence[str], lexicon: Lexicon, cutter: Cutter) -> tuple[str, ...]:
    """The two words that words with a single character among them make."""
    text = "".join(words)
    if 1 in map(len, words) and 3 < len(text) <= LONGEST_AGAIN:
        for place in range(2, len(text) - 1):
            halves = (text[:place], text[place:])
            is_better = any(half in lexicon.meanings and half not in words for half in halves)
            if is_better and all(half in lexicon.meanings or len(cutter.cut(half)) == 1 for half in halves):
                return halves
    return ()


def find_pieces(word: str, cutter: Cutter) -> tuple[str, ...]:
    """The shorter words in a word, and what is left between them: 税收优惠 → 税收 优惠."""
    if len(word) < 3 or NUMERIC.match(word):
        return ()
    inner = sorted({each for each in cutter.cut_for_search(word) if 1 < len(each) < len(word)}, key=len, reverse=True)
    if not inner:
        return ()
    return tuple(piece for piece in re.split(f"({'|'.join(map(re.escape, inner))})", word) if len(piece) > 1)
