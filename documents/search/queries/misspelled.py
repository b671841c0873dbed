"""A query that finds nothing or little → what was meant: slips put right, pinyin read.

Two questions to the index at most: what of the query stands nowhere, and how often all stands that may be meant.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from documents.search.lookups import how_many, unknown
from documents.search.queries.attempts import Attempt, Choice, English, Misspelled, Romanised
from documents.search.queries.doubts import Piece, doubtful, is_beyond_doubt, pieces_of
from documents.search.queries.guesses import guesses
from documents.search.queries.latin import english, is_latin, transcripts
from documents.search.queries.query import Lexicon, Query, QueryTerm
from documents.search.queries.read_as import Reading

MOST_ATTEMPTS = 4  # terms of one query that are put right
ENOUGH = 10  # hits
COMPARED = 100  # entries; words that stand in more are equally common
DOUBLED = re.compile(r"([\u3400-\u9fff])\1")


@dataclass(frozen=True, slots=True)
class Correction:
    """What was meant. `text` is the query with all that is sure, "" where nothing is, and `readings` tell what that
    changed; `others` are queries that may have been meant as well, or, where nothing is sure, the likeliest first."""

    text: str = ""
    readings: tuple[Reading, ...] = ()
    others: tuple[str, ...] = ()


def is_worth_asking(query: Query, complete: int) -> bool:
    """Whether a query that has so many hits may be misspelled: where they are few, or a character stands twice or is
    in no word."""
    is_loose = any(len(part.text) == 1 and not part.tags for part in query.every_part)
    return complete < ENOUGH or is_loose or any(DOUBLED.search(term.text) for term in query.terms)


def corrected(query: Query, lexicon: Lexicon, *, is_found: bool) -> Correction:
    """What was meant by a query. A term is misspelled where a stretch of it stands nowhere in the base and is no name
    on record; what is meant is sure only where nothing is found by the query as it stands."""
    return correction_of(query, [*choices_in(query, lexicon, is_found), *choices_in_groups(query, lexicon)])


def choices_in(query: Query, lexicon: Lexicon, is_found: bool) -> Iterator[Choice]:
    """What the terms are read as, in no particular order."""
    doubted = {n: term for n, term in enumerate(query.terms) if not is_beyond_doubt(term, lexicon)}
    if is_found:
        doubted = {n: term for n, term in doubted.items() if not is_latin(term.text)}
    pieces = {n: pieces_of(term.text, lexicon) for n, term in doubted.items()}
    if not any(piece.is_loose or not is_found for each in pieces.values() for piece in each):
        return
    nowhere = None if is_found else unknown(words_asked(doubted, pieces))
    attempts = list(attempts_at(query.terms, doubted, pieces, nowhere, lexicon))[:MOST_ATTEMPTS]
    numbers = how_many([node for attempt in attempts for node in attempt.nodes], COMPARED)
    for attempt in attempts:
        size = len(attempt.nodes)
        if choice := attempt.choose(numbers[:size]):
            yield choice
        numbers = numbers[size:]


def choices_in_groups(query: Query, lexicon: Lexicon) -> Iterator[Choice]:
    """What the groups (绿电值连 OR 海外仓) are read as: each of what they let choose by itself."""
    for number, term in enumerate(query.terms):
        for group in (part for part in term.parts if part.choices):
            texts = [corrected(choice, lexicon, is_found=False).text for choice in group.choices[:MOST_ATTEMPTS]]
            if any(texts):
                rest = [""] * (len(group.choices) - len(texts))
                read = " OR ".join(
                    text or str(choice) for text, choice in zip([*texts, *rest], group.choices, strict=True)
                )
                yield Choice(number, number, term.text, f"({read})", "spelling", is_sure=True)


def words_asked(terms: Mapping[int, QueryTerm], pieces: Mapping[int, Sequence[Piece]]) -> list[str]:
    """The words of the terms that may stand nowhere."""
    words = [piece.text for each in pieces.values() for piece in each if piece.may_be_wrong and len(piece.text) > 1]
    parts = [text for term in terms.values() for text in lone_parts(term)]
    letters = [piece.text for each in pieces.values() for piece in each] + [term.text for term in terms.values()]
    return list(dict.fromkeys([*words, *parts, *filter(is_latin, letters)]))


def lone_parts(term: QueryTerm) -> list[str]:
    """The parts of a term that nothing else stands for, but for single characters."""
    return [part.text for part in term.parts if part.words == (part.text,) and not part.tags and len(part.text) > 1]


def attempts_at(
    terms: Sequence[QueryTerm],
    doubted: Mapping[int, QueryTerm],
    pieces: Mapping[int, Sequence[Piece]],
    nowhere: Collection[str] | None,
    lexicon: Lexicon,
) -> Iterator[Attempt]:
    """The attempts to read the doubted terms otherwise: each with Chinese words alone, Latin ones side by side
    together."""
    lost = nowhere or ()
    for number, term in doubted.items():
        doubts = doubtful(pieces[number], nowhere)
        if doubts and (found := guesses(pieces[number], doubts, lexicon)):
            is_lost = any(text in lost for text in lone_parts(term))
            yield Misspelled(number, term.text, found, lexicon, is_lost)
        for piece in pieces[number] if not is_latin(term.text) else ():
            if piece.text in lost and is_latin(piece.text) and (read := transcripts([piece.text], lexicon)):
                before, after = term.text[: piece.start], term.text[piece.end :]
                yield Romanised(number, number, term.text, read, lexicon, before, after)
    latin = [number for number, term in doubted.items() if is_latin(term.text) and term.text in lost]
    for _, group in groupby(enumerate(latin), lambda each: each[1] - each[0]):
        yield from latin_attempts([number for _, number in group], [term.text for term in terms], lexicon)


def latin_attempts(numbers: Sequence[int], texts: Sequence[str], lexicon: Lexicon) -> Iterator[Attempt]:
    """Latin terms side by side as pinyin or, where they are none, as misspelled English words: several, with the Latin
    ones around them, as what the vocabulary puts beside them."""
    first, last = numbers[0], numbers[-1]
    runs = [texts[number] for number in numbers]
    if read := transcripts(runs, lexicon):
        yield Romanised(first, last, " ".join(runs), read, lexicon)
        return
    while first and is_latin(texts[first - 1]):
        first -= 1
    while last + 1 < len(texts) and is_latin(texts[last + 1]):
        last += 1
    phrase = texts[first : last + 1]
    if len(phrase) > 1 and (words := english("".join(phrase), lexicon)):
        yield English(first, last, " ".join(phrase), [lexicon.meanings[word][0].word for word in words])
        return
    for number, run in zip(numbers, runs, strict=True):
        if words := english(run, lexicon):
            yield English(number, number, run, words)


def correction_of(query: Query, chosen: Sequence[Choice]) -> Correction:
    """The choices put into the query: those that are sure or, where none is, the first as a question."""
    sure = [choice for choice in chosen if choice.is_sure]
    if not sure:
        texts = (text for choice in chosen[:1] for text in (choice.read_as, *choice.others))
        return Correction(others=tuple(with_terms(query, [replace(chosen[0], read_as=text)]) for text in texts))
    text = with_terms(query, sure)
    readings = tuple(Reading(choice.typed, choice.read_as, choice.kind) for choice in sure)
    others = (with_terms(query, [*sure[1:], replace(sure[0], read_as=other)]) for other in sure[0].others)
    return Correction(text, readings, tuple(others))


def with_terms(query: Query, choices: Sequence[Choice]) -> str:
    """The query as a person may type it, with what was chosen in place of its terms."""
    terms: list[QueryTerm] = []
    for number, term in enumerate(query.terms):
        choice = next((each for each in choices if each.first <= number <= each.last), None)
        if choice is None:
            terms.append(term)
        elif choice.first == number:
            terms.append(QueryTerm(choice.read_as, ()))
    return str(replace(query, terms=tuple(terms)))
