"""What is asked of the index, as a tree; engines/fts5.py and engines/tsvector.py each write it in their language.

Tokens hold only letters, digits, characters, points and percent signs (tokens.py), or are tags: nothing that either
language could take for an operator.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from documents.search.words.folding import fold, runs
from documents.search.words.tokens import TAG, TITLE, pairs


@dataclass(frozen=True, slots=True)
class Phrase:
    """These tokens, one after the other. Unless `is_exact`, an engine for which order is dear may ask only that all
    are there: pairs of characters overlap, so those of a word seldom meet without it."""

    tokens: tuple[str, ...]
    is_exact: bool = False


@dataclass(frozen=True, slots=True)
class AllOf:
    """Each of these; with no parts, everything."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of these; with no parts, nothing."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Without:
    """The first, where the second is not."""

    wanted: "Node"
    unwanted: "Node"


Node = Phrase | AllOf | AnyOf | Without
NOTHING = AnyOf(())
EVERYTHING = AllOf(())


def all_of(nodes: Iterable[Node]) -> Node:
    """Each of these, without needless nesting."""
    parts = tuple(dict.fromkeys(node for node in nodes if node != EVERYTHING))
    return parts[0] if len(parts) == 1 else AllOf(parts)


def any_of(nodes: Iterable[Node]) -> Node:
    """At least one of these, without needless nesting."""
    parts = tuple(dict.fromkeys(node for node in nodes if node != NOTHING))
    return parts[0] if len(parts) == 1 else AnyOf(parts)


def tag(token: str) -> Phrase:
    """The entries that carry this tag."""
    return Phrase((token if token.startswith(TAG) else TAG + token,))


def substring(text: str, *, is_exact: bool = False) -> Node:
    """The entries in which this text stands; where marks divide it, those that hold every stretch of it."""
    stretches = runs(fold(text))
    return all_of(Phrase(tuple(pairs(run)), is_exact) for run in stretches) if stretches else NOTHING


def prominent(node: Node) -> Node:
    """Where the node stands out in an entry: in its title or, of tags, anywhere."""
    match node:
        case Phrase(tokens) if tokens[0].startswith(TAG):
            return node
        case Phrase(tokens):
            return Phrase(tuple(TITLE + token for token in tokens))
        case AllOf(parts):
            return AllOf(tuple(map(prominent, parts)))
        case AnyOf(parts):
            return AnyOf(tuple(map(prominent, parts)))
        case Without(wanted, _):
            return prominent(wanted)
