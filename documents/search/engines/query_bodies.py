"""The query tree → what OpenSearch is asked, in its JSON."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from documents.search.expressions import AllOf, AnyOf, Node, Phrase, Without, prominent
from documents.search.words.tokens import TAG, TITLE

Body = dict[str, Any]
BOOSTS = {"words": 1.0, "title": 4.0, "agency": 2.0, "heading": 0.5}  # `words` holds those of the others too
MOST_TERMS = 600  # tokens by which is ranked: a query of more than 1024 is refused


def clause(node: Node) -> Body:
    """The node as a condition."""
    match node:
        case Phrase(tokens):
            return phrase(tokens)
        case AllOf(parts):
            return {"bool": {"filter": [clause(part) for part in parts]}} if parts else {"match_all": {}}
        case AnyOf(parts):
            return any_of(parts)
        case Without(wanted, unwanted):
            return {"bool": {"filter": [clause(wanted)], "must_not": [clause(unwanted)]}}


def phrase(tokens: Sequence[str]) -> Body:
    """These tokens one after the other; tags, and tokens of the title that stand among them, in any order."""
    if tokens[0].startswith(TAG):
        return {"bool": {"filter": [{"term": {"tags": token}} for token in tokens]}}
    if tokens[0].startswith(TITLE):
        return {"bool": {"filter": [{"term": {"title": token.removeprefix(TITLE)}} for token in tokens]}}
    return stands("words", tokens)


def stands(field: str, tokens: Sequence[str], boost: float = 1.0) -> Body:
    """These tokens, one after the other, in a field."""
    if len(tokens) == 1:
        return {"term": {field: {"value": tokens[0], "boost": boost}}}
    return {"match_phrase": {field: {"query": " ".join(tokens), "boost": boost}}}


def any_of(parts: Sequence[Node]) -> Body:
    """At least one of these; tags, of which there may be very many, together."""
    tags = [part.tokens[0] for part in parts if isinstance(part, Phrase) and is_tag(part)]
    others = [clause(part) for part in parts if not (isinstance(part, Phrase) and is_tag(part))]
    choices = [*([{"terms": {"tags": tags}}] if tags else []), *others]
    return {"bool": {"should": choices, "minimum_should_match": 1}} if choices else {"match_none": {}}


def is_tag(phrase: Phrase) -> bool:
    """Whether a phrase is one tag."""
    return len(phrase.tokens) == 1 and phrase.tokens[0].startswith(TAG)


def ranked(node: Node, parts: Iterable[tuple[Node, float]], *, by_title: bool = False) -> Body:
    """The condition, with what its hits are ranked by: how often and where the parts stand; or `by_title`, only which
    of them stand in the title."""
    room = MOST_TERMS
    wanted: list[Body] = []
    for part, rarity in sorted(parts, key=lambda each: -each[1]):
        room -= size_of(part) * len(BOOSTS)
        if room < 0 and wanted:
            break
        told = clause(prominent(part)) if by_title else weight(part)
        wanted.append({"constant_score": {"filter": told, "boost": rarity}} if by_title else told)
    return {"bool": {"filter": [clause(node)], "should": wanted}}


def weight(node: Node) -> Body:
    """The node as something to rank by."""
    match node:
        case Phrase(tokens) if tokens[0].startswith(TAG):
            return {"bool": {"should": [clause(node), stands("agency", tokens, BOOSTS["agency"])]}}
        case Phrase(tokens):
            return {"bool": {"should": [stands(field, tokens, boost) for field, boost in BOOSTS.items()]}}
        case AllOf(parts):
            return {"bool": {"must": [weight(part) for part in parts]}} if parts else {"match_all": {}}
        case AnyOf(parts):
            return {"dis_max": {"queries": [weight(part) for part in parts]}} if parts else {"match_none": {}}
        case Without(wanted, _):
            return weight(wanted)


def size_of(node: Node) -> int:
    """How many tokens a node has."""
    match node:
        case Phrase(tokens):
            return len(tokens)
        case AllOf(parts) | AnyOf(parts):
            return sum(map(size_of, parts))
        case Without(wanted, unwanted):
            return size_of(wanted) + size_of(unwanted)


def counting(fields: str, most: int) -> Mapping[str, Body]:
    """How many hits carry each tag, by the letters that begin them."""
    return {letter: {"terms": {"field": f"counted.{letter}", "size": most}} for letter in fields}
