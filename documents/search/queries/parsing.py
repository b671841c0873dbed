"""What a person typed in; the Query out.

Raises nothing: a text with nothing to search for gives an empty query.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from documents.search.queries.either import either_of
from documents.search.queries.meanings import join_latin
from documents.search.queries.negation import LINK, is_negation, join_listed, read_negation
from documents.search.queries.parts import Cutter, Reader, read_term, with_roles
from documents.search.queries.proper_names import agencies_of_name, agency_or_body_at, tags_of_agencies
from documents.search.queries.query import Lexicon, Part, Query, QueryTerm
from documents.search.queries.questions import is_asking, matters
from documents.search.queries.read_as import Reading
from documents.search.queries.syntax import (
    BAR,
    DONE,
    MINUS,
    NAMED,
    OPEN,
    SPOKEN,
    Group,
    Item,
    Word,
    as_words,
    cleaned,
    is_word,
    parse_syntax,
)  # fmt: skip
from documents.search.words.folding import fold, runs

MAX_QUERY = 200  # characters; what is longer is a pasted page, of which the beginning is searched
MAX_TERMS = 16


def parse_query(
    text: str,
    lexicon: Lexicon,
    cutter: Cutter,
    documents: Mapping[str, Sequence[int]] | None = None,
    *,
    today: date | None = None,
    plain: bool = False,
    stands: Callable[[str], bool] = lambda text: False,
) -> Query:
    """The query that `text` means. `documents` maps parts of the text (document numbers, titles) to the keys of the
    documents that they name; `today` tells which year 今年 is; `plain`: nothing is read as something else; `stands`
    tells whether a text stands in the base.

    >>> from documents.search.words.segmenter import segmenter
    >>> str(parse_query("“绿电直连” -光伏", Lexicon(), segmenter()))
    '"绿电直连" -"光伏"'
    """
    reader = Reader(lexicon, cutter, today, plain, stands)
    text, named = with_places(cleaned(text)[:MAX_QUERY], documents or {})
    text = join_latin(text if plain else join_listed(text), lexicon)
    query = read_items(parse_syntax(text, plain=plain), reader, named)
    return replace(query, terms=tuple(with_roles(query.terms)))


def with_places(text: str, documents: Mapping[str, Sequence[int]]) -> tuple[str, list[Part]]:
    """The text with places in it for the names of documents, and the parts that stand there."""
    named: list[Part] = []
    for name, pks in documents.items():
        before, found, after = text.partition(name)
        if found:
            blank = "" if not before or before[-1] in MINUS + OPEN + BAR else " "
            text = f"{before}{blank}{NAMED}{len(named)}{DONE} {after}"
            named.append(Part(fold(name), (fold(name),), tags=tuple(f"d{pk}" for pk in pks)))
    return text, named


def read_items(items: Sequence[Item], reader: Reader, named: Sequence[Part]) -> Query:
    """The query that asks for all of these."""
    items, readings = (items, []) if reader.plain else settled(items, reader)
    terms: list[QueryTerm] = []
    excluded: list[Part] = []
    for item in items:
        if item.is_unwanted:
            excluded += unwanted(item, reader, named)
        else:
            found = read_item(item, reader, named)
            terms, excluded = [*terms, *found.terms], [*excluded, *found.excluded]
    told = (reading for term in terms for part in term.parts for reading in readings_of(part))
    return Query(
        tuple(dict.fromkeys(terms))[:MAX_TERMS],
        tuple(dict.fromkeys(excluded))[:MAX_TERMS],
        tuple(dict.fromkeys([*told, *readings])),
    )


def settled(items: Sequence[Item], reader: Reader) -> tuple[Sequence[Item], list[Reading]]:
    """The items without words of asking and with negations in words read, until nothing more is to be read."""
    told: list[Reading] = []
    for _ in range(MAX_TERMS):
        before = items
        items = [each for item in items for each in ungrouped(item, reader, told)]
        items = [each for item in items for each in asked_about(item, reader)]
        items = [item for item in items if not is_silent(item, reader)] or items[:1]
        items, readings = read_negation(items, reader)
        items = [item for item in items if not (is_word(item) and is_negation(item.text))] or items[:1]
        items = [each for item in items for each in either_of(item, reader)]
        told += readings
        if items == before:
            break
    return items, told


def ungrouped(item: Item, reader: Reader, told: list[Reading]) -> Sequence[Item]:
    """A group with each of its choices settled; where one alone says something, its items. Adds to what is told."""
    if not isinstance(item, Group):
        return [item]
    choices: list[tuple[Item, ...]] = []
    for choice in item.choices:
        items, readings = settled(choice, reader)
        told += readings
        choices += [tuple(items)] if items and tuple(items) not in choices else []
    if len(choices) == 1 and not item.is_unwanted:
        return choices[0]
    return [replace(item, choices=tuple(choices))] if choices else []


def asked_about(item: Item, reader: Reader) -> Sequence[Item]:
    """What an item asks about: of a word the text between the words of asking."""
    if isinstance(item, Word) and item.named is None and not runs(fold(item.text)):
        return []
    if not is_word(item):
        return [item]
    stretches = [text for word in as_words(fold(item.text)) for text in matters(word.text, reader.knows)]
    return [word for text in stretches for word in as_words(text)]


def is_silent(item: Item, reader: Reader) -> bool:
    """Whether a word only asks (什么时候完成) or joins (和)."""
    if not is_word(item) or reader.knows(item.text):
        return False
    return item.text in SPOKEN or bool(LINK.fullmatch(item.text)) or is_asking(item.text)


def readings_of(part: Part) -> Iterator[Reading]:
    """What a part is read as; of a group, also what its choices are read as."""
    if part.reading:
        yield part.reading
    for choice in part.choices:
        yield from choice.readings


def read_item(item: Item, reader: Reader, named: Sequence[Part]) -> Query:
    """What a word, a phrase or a group asks for."""
    if isinstance(item, Group):
        return read_group(item, reader, named)
    if item.named is not None:
        part = named[item.named]
        return Query((QueryTerm(part.text, (part,)),))
    folded = fold(item.text)
    if not runs(folded):
        return Query()
    if item.is_phrase:
        return Query((QueryTerm(folded, (Part(folded, (folded,)),), is_phrase=True),))
    return Query((read_term(folded, reader),))


def read_group(group: Group, reader: Reader, named: Sequence[Part]) -> Query:
    """The group as a term of one part; of one choice alone, what it asks for."""
    choices = choices_of(group, reader, named)
    if len(choices) < 2:
        return choices[0] if choices else Query()
    part = group_part(choices)
    reading = Reading(group.typed, part.text, "operator") if group.typed else None
    return Query((QueryTerm(part.text, (replace(part, reading=reading),)),))


def choices_of(group: Group, reader: Reader, named: Sequence[Part]) -> Sequence[Query]:
    """The choices of a group that say something, each once."""
    choices = dict.fromkeys(read_items(items, reader, named) for items in group.choices)
    return [choice for choice in choices if choice.terms or choice.excluded]


def group_part(choices: Sequence[Query]) -> Part:
    """The part that asks for any of these.

    >>> group_part([Query((QueryTerm("绿电", ()),)), Query((QueryTerm("光伏", ()), QueryTerm("风电", ())))]).text
    '(绿电 OR (光伏 风电))'
    """
    texts = [
        f"({choice})" if len(choices) > 1 < len(choice.terms) + len(choice.excluded) else str(choice)
        for choice in choices
    ]
    return Part(f"({' OR '.join(texts)})", choices=tuple(choices))


def unwanted(item: Item, reader: Reader, named: Sequence[Part]) -> Iterator[Part]:
    """What keeps a text out: that it has the words, or belongs to the region or agency; of a group, that it holds one
    of the choices."""
    if isinstance(item, Group):
        choices = choices_of(item, reader, named)
        if len(choices) == 1 == len(choices[0].terms) and not choices[0].excluded:
            yield from unwanted(Word(choices[0].terms[0].text), reader, named)
        elif choices:
            yield group_part(choices)
        return
    folded, lexicon = fold(item.text), reader.lexicon
    regions = [f"g{lexicon.regions[folded]}"] if folded in lexicon.regions else []
    body = agency_or_body_at(folded, 0, lexicon, reader.cutter)
    agencies = agencies_of_name(body) if body and body.text == folded else ()
    tags = (*regions, *tags_of_agencies(agencies))
    if item.named is not None:
        yield named[item.named]
    elif runs(folded):
        yield Part(folded, (folded,), tags=tags)
