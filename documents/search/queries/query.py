"""Query: what is wanted and what is not, as terms, each with its words, names, years and regions."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from documents.search.expressions import EVERYTHING, NOTHING, Node, Without, all_of, any_of, substring, tag
from documents.search.queries.body_names import BodyName, BodyNames
from documents.search.queries.meanings import Meaning
from documents.search.queries.read_as import Reading


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The words and names that a query is read with, all folded."""

    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # word → all words it stands for, itself too
    agencies: Mapping[str, tuple[int, ...]] = field(default_factory=dict)  # any name → the agencies that bear it
    regions: Mapping[str, str] = field(default_factory=dict)  # 青海省, 青海 → code, where they mean one region
    places: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # code → the names that texts use
    bodies: BodyNames = field(default_factory=BodyNames)  # how bodies are called, on record or not
    longest_agency: int = 0
    words: frozenset[str] = frozenset()  # what the segmenter keeps whole
    meanings: Mapping[str, tuple[Meaning, ...]] = field(default_factory=dict)  # word → words of documents


@dataclass(frozen=True, slots=True)
class Part:
    """One thing asked for: texts with any of these `words`, or any of these `tags` (see words/tokens.py); of a group
    (光伏 OR 风电), what any of its `choices` asks for."""

    text: str
    words: tuple[str, ...] = ()
    weights: tuple[float, ...] = ()  # what a mention of each word counts, 1 where nothing is said
    also: tuple[str, ...] = ()  # of the words those that the vocabulary puts beside it, the weightiest first
    tags: tuple[str, ...] = ()
    agencies: tuple[int, ...] = ()
    region: str = ""
    body: BodyName | None = None  # what is known of the name of a body, beside those that bear it
    asks: str = ""  # 局 of 我局: whose own body or place is to be asked
    pieces: tuple["Part", ...] = ()  # the shorter words in it, for when nothing or little has it whole
    is_common: bool = False  # a word of every second clause, which an answer need not hold
    choices: tuple["Query", ...] = ()
    reading: Reading | None = field(default=None, compare=False)  # where it asks for something else than is typed

    @property
    def weighed_words(self) -> Iterable[tuple[str, float]]:
        """The words, each with what a mention of it counts."""
        return zip(self.words, self.weights or (1.0,) * len(self.words), strict=True)

    @property
    def leaves(self) -> Iterator["Part"]:
        """The part itself; of a group the parts of its choices."""
        if not self.choices:
            yield self
        for choice in self.choices:
            yield from choice.leaves

    @property
    def node(self) -> Node:
        choices = (choice.words_step() for choice in self.choices)
        return any_of([*map(tag, self.tags), *map(substring, self.words), *choices])

    @property
    def exact_node(self) -> Node:
        """The same for words letter for letter, for what is not wanted: no text is kept out for being like it."""
        choices = (choice.exact_node for choice in self.choices)
        return any_of([*map(tag, self.tags), *(substring(word, is_exact=True) for word in self.words), *choices])


@dataclass(frozen=True, slots=True)
class QueryTerm:
    """What is typed between blanks, or a phrase in quotation marks: its folded text, and its parts. A group in brackets
    is a term of one part."""

    text: str
    parts: tuple[Part, ...]
    is_phrase: bool = False

    def __str__(self) -> str:
        return f'"{self.text}"' if self.is_phrase else self.text

    @property
    def node(self) -> Node:
        """The condition that a text holds the whole term."""
        if len(self.parts) == 1 and not self.is_phrase:
            return self.parts[0].node
        return substring(self.text, is_exact=self.is_phrase)


@dataclass(frozen=True, slots=True)
class Query:
    """What is wanted (`terms`) and what is not (`excluded`). `readings` tell what was typed otherwise; queries that
    want the same are equal, however they were typed.

    >>> str(Query((QueryTerm("绿电", ()), QueryTerm("零碳园区", (), is_phrase=True))))
    '绿电 "零碳园区"'
    """

    terms: tuple[QueryTerm, ...] = ()
    excluded: tuple[Part, ...] = ()
    readings: tuple[Reading, ...] = field(default=(), compare=False)

    def __str__(self) -> str:
        """The query as a person may type it."""
        unwanted = (f"-{part.text}" if part.choices else f'-"{part.text}"' for part in self.excluded)
        return " ".join([*map(str, self.terms), *unwanted])

    @property
    def every_part(self) -> tuple[Part, ...]:
        """The parts of all terms, each once."""
        return tuple(dict.fromkeys(part for term in self.terms for part in term.parts))

    @property
    def every_leaf(self) -> tuple[Part, ...]:
        """The parts of all terms, each once, those within groups in the place of the groups."""
        return tuple(dict.fromkeys(leaf for part in self.every_part for leaf in part.leaves))

    @property
    def widened(self) -> tuple[Reading, ...]:
        """What is also looked for in other words."""
        return tuple(Reading(part.text, "、".join(part.also), "vocabulary") for part in self.every_leaf if part.also)

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts that a text has to hold: without common words, and single characters that the vocabulary does not
        know (建设, 省), unless there is nothing else."""
        words = tuple(part for part in self.every_part if len(part.text) > 1 or part.tags or part.also)
        return tuple(part for part in words if not part.is_common) or words or self.every_part

    @property
    def leaves(self) -> tuple[Part, ...]:
        """The parts that a text has to hold, those within groups included."""
        return tuple(dict.fromkeys(leaf for part in self.parts for leaf in part.leaves))

    @property
    def exact_node(self) -> Node:
        """The condition that a text holds every part letter for letter, as for what is not wanted."""
        return self._without(all_of(part.exact_node for part in self.parts))

    @property
    def extras(self) -> tuple[Part, ...]:
        """Common words: a text need not hold them, but ranks higher if it does."""
        return tuple(part for part in self.every_part if part.is_common and part not in self.parts)

    def phrase_step(self) -> Node:
        """The condition that a text holds every term as typed."""
        return self._without(all_of(term.node for term in self.terms))

    def words_step(self) -> Node:
        """The condition that a text holds every part, anywhere."""
        phrases = [term for term in self.terms if term.is_phrase]
        said = {part for term in phrases for part in term.parts}
        words = (part.node for part in self.parts if part not in said)
        return self._without(all_of([*(term.node for term in phrases), *words]))

    @property
    def loose_parts(self) -> tuple["Part", ...]:
        """The parts asked for, with the shorter words of a long word in its place; beside it, where other words may
        stand for it."""
        taken_apart = ((part, *part.pieces) if part.also or not part.pieces else part.pieces for part in self.parts)
        return tuple(dict.fromkeys(part for parts in taken_apart for part in parts))

    @property
    def can_be_loosened(self) -> bool:
        """Whether a text may hold some of the loose parts without holding all parts."""
        return len(self.loose_parts) > 1 or self.loose_parts != self.parts

    def any_step(self) -> Node:
        """The condition that a text holds some part, or a piece of one."""
        return self._without(any_of(part.node for part in (*self.parts, *self.loose_parts)))

    def _without(self, node: Node) -> Node:
        if node == EVERYTHING:
            node = EVERYTHING if self.excluded else NOTHING
        unwanted = any_of(part.exact_node for part in self.excluded)
        return node if unwanted == NOTHING else Without(node, unwanted)
