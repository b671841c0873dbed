"""A Query: what is wanted and what is not, as terms, each with the words, names, years and places it is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from documents.search.expressions import EVERYTHING, NOTHING, Node, Without, all_of, any_of, substring, tag


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
    is_common: bool = False  # a word of every second clause, which an answer need not hold

    @property
    def node(self) -> Node:
        return any_of([*map(tag, self.tags), *map(substring, self.words)])

    @property
    def exact_node(self) -> Node:
        """Where it stands letter for letter: a clause must not be kept out for a likeness."""
        return any_of([*map(tag, self.tags), *(substring(word, is_exact=True) for word in self.words)])


@dataclass(frozen=True, slots=True)
class Term:
    """What stands between blanks, or a quoted phrase: its text folded, and its parts."""

    text: str
    parts: tuple[Part, ...]
    is_phrase: bool = False

    def __str__(self) -> str:
        return f'"{self.text}"' if self.is_phrase else self.text

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
    excluded: tuple[Part, ...] = ()

    def __str__(self) -> str:
        """It as it may be typed."""
        return " ".join([*map(str, self.terms), *(f'-"{part.text}"' for part in self.excluded)])

    @property
    def every_part(self) -> tuple[Part, ...]:
        """All that the terms are made of."""
        return tuple(dict.fromkeys(part for term in self.terms for part in term.parts))

    @property
    def parts(self) -> tuple[Part, ...]:
        """The things asked for. Common words and single characters count only where there is nothing else: 建设, 省 and
        局 stand everywhere."""
        words = tuple(part for part in self.every_part if len(part.text) > 1 or part.tags)
        return tuple(part for part in words if not part.is_common) or words or self.every_part

    @property
    def extras(self) -> tuple[Part, ...]:
        """Words that an answer need not hold, but is the better for."""
        return tuple(part for part in self.every_part if part.is_common and part not in self.parts)

    def phrase_step(self) -> Node:
        """Every term stands there as typed."""
        return self._without(all_of(term.node for term in self.terms))

    def words_step(self) -> Node:
        """Every part stands there somewhere."""
        phrases = [term for term in self.terms if term.is_phrase]
        said = {part for term in phrases for part in term.parts}
        words = (part.node for part in self.parts if part not in said)
        return self._without(all_of([*(term.node for term in phrases), *words]))

    @property
    def loose_parts(self) -> tuple["Part", ...]:
        """The things asked for, long words taken apart."""
        taken_apart = (
            [Part(piece, (piece,)) for piece in part.pieces] if part.pieces else [part] for part in self.parts
        )
        return tuple(dict.fromkeys(part for parts in taken_apart for part in parts))

    @property
    def can_be_loosened(self) -> bool:
        """Whether some of it can be found without all of it."""
        return len(self.loose_parts) > 1 or self.loose_parts != self.parts

    def any_step(self) -> Node:
        """Some part stands there, or some piece of one."""
        return self._without(any_of(part.node for part in (*self.parts, *self.loose_parts)))

    def _without(self, node: Node) -> Node:
        if node == EVERYTHING:
            node = EVERYTHING if self.excluded else NOTHING
        unwanted = any_of(part.exact_node for part in self.excluded)
        return node if unwanted == NOTHING else Without(node, unwanted)
