"""Typed text in; its words, phrases and groups out, as blanks, quotation marks, brackets, minus, AND, OR and NOT set
them apart.

AND binds closer than OR, OR closer than a blank: 甘肃 光伏 OR 风电 asks for 甘肃 and one of the others. Any text is
read: a bracket without its partner is a blank, an operator without operands is left out.
"""

import re
import unicodedata
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TypeGuard

DEEPEST = 6  # brackets within brackets; what is nested deeper is read without
OPEN, CLOSE = "(（[［【〖〔{｛«", ")）]］】〗〕}｝»"
MINUS = "-－﹣−"
BAR = "|｜"
PAUSE = "，。；！？"  # between words like a blank
# “零碳园区” · "绿电直连"
PHRASE = re.compile(
    r"[\"“”＂「『](?P<words>[^\"“”＂「」『』]{1,200})[\"“”＂」』](?=$|[\s)）\]］】〗〕}｝»|｜，。；！？])"
)
OPERATORS = {"AND": "and", "&": "and", "&&": "and", "OR": "or", "NOT": "not"}
# words of speech, which join where something stands on both sides: 光伏 或 风电
SPOKEN = dict.fromkeys(("或", "或者", "或是", "or"), "or")
SPOKEN |= dict.fromkeys(("和", "与", "及", "以及", "跟", "并且", "and"), "and")
HELD = {"word", "phrase", "close"}  # what an operator may join
OPERATED = re.compile(r"(?<!\S)(?:AND|OR|NOT)(?!\S)|[|｜]")
WHOLE = re.compile(r"[^\s，。；！？\"“”]+")  # what brackets within a word may hold
INNER = re.compile(r"(?:\(|[^\W_]|%).*(?:\)|[^\W_]|%)|[^\W_]|%")
UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")


# Around the number of a document that the text names, in the place of its name; no cleaned text has them.
NAMED, DONE = "\ue000", "\ue001"


@dataclass(frozen=True, slots=True)
class Word:
    """A word or, in quotation marks, a phrase, as typed; or the place of a document's name."""

    text: str
    is_phrase: bool = False
    is_unwanted: bool = False

    @property
    def named(self) -> int | None:
        """The number of the document whose place this is."""
        return int(self.text.strip(NAMED + DONE)) if self.text.startswith(NAMED) else None


@dataclass(frozen=True, slots=True)
class Group:
    """At least one of these choices, each a list of what must all hold. `typed`: the words, where OR was said in
    another way."""

    choices: tuple[tuple["Item", ...], ...]
    is_unwanted: bool = False
    typed: str = ""


Item = Word | Group


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text: its kind is word, phrase, open, close, and, or, not."""

    kind: str
    text: str
    start: int
    end: int
    is_spoken: bool = False


def cleaned(text: str) -> str:
    """The text with blanks for control characters and halves of characters, and without those that nobody sees.

    >>> cleaned("绿\\u200b电\\x00直连\\u3000")
    '绿电 直连'
    """
    seen = (each for each in UNSEEN.sub("", text) if unicodedata.category(each) != "Cf")
    return "".join(each if each.isprintable() else " " for each in seen).strip()


def is_word(item: Item) -> TypeGuard[Word]:
    """Whether an item is a wanted word, to be read: no phrase, no document's name, no group."""
    return isinstance(item, Word) and not (item.is_phrase or item.is_unwanted) and item.named is None


def parse_syntax(text: str, *, plain: bool = False) -> tuple[Item, ...]:
    """What must all hold. `plain`: words of speech are words, not operators.

    >>> parse_syntax("-光伏 NOT 风电")
    (Word(text='光伏', is_phrase=False, is_unwanted=True), Word(text='风电', is_phrase=False, is_unwanted=True))
    """
    tokens = list(find_tokens(text))
    return tuple(items_of(deque(tokens if plain else spoken(tokens)), text))


def find_tokens(text: str) -> Iterator[Token]:
    """The pieces of the text in order."""
    brackets = matched_brackets(PHRASE.sub(lambda found: "”" * len(found[0]), text))
    place, word = 0, ""
    while place < len(text):
        each = text[place]
        phrase = PHRASE.match(text, place)
        mark = brackets.get(place) or ("or" if each in BAR else "")
        is_minus = not word and each in MINUS and text[place + 1 : place + 2].strip()
        if mark or phrase or is_minus or each.isspace() or each in PAUSE:
            yield from word_tokens(word, place)
            word = ""
        if phrase:
            yield Token("phrase", phrase["words"], place, phrase.end())
        elif mark.strip() or is_minus:
            yield Token(mark or "not", each, place, place + 1)
        elif not (mark or each.isspace() or each in PAUSE):
            word += each
        place = phrase.end() if phrase else place + 1
    yield from word_tokens(word, place)


def word_tokens(word: str, end: int) -> Iterator[Token]:
    """The word that ends at `end`, or the operator that it is; nothing if it is empty."""
    if word:
        operator = OPERATORS.get(unicodedata.normalize("NFKC", word))
        yield Token(operator or "word", word, end - len(word), end)


def matched_brackets(text: str) -> dict[int, str]:
    """The places of the brackets that set words apart: open and close for a pair around whole words, a blank for one
    without a partner. Others, as in (2024)35号, are part of a word."""
    found: dict[int, str] = {}
    opened: list[int] = []
    for place, each in enumerate(text):
        if each in OPEN:
            opened.append(place)
        elif each in CLOSE and opened:
            start = opened.pop()
            if (begins(text, start) and ends(text, place)) or OPERATED.search(text, start, place):
                deep = len(opened) >= DEEPEST
                found |= {start: " " if deep else "open", place: " " if deep else "close"}
            elif not WHOLE.fullmatch(text, start + 1, place):
                found |= {start: " ", place: " "}
        elif each in CLOSE:
            found[place] = " "
    return found | dict.fromkeys(opened, " ")


def as_words(text: str) -> list[Word]:
    """The words that a folded stretch of a word is: without marks at its ends, parted at a bracket without partner."""
    pieces = [text] if text.count("(") == text.count(")") else re.split("[()]", text)
    found: list[Word] = []
    for inner in filter(None, map(INNER.search, pieces)):
        is_enclosed = partner(inner[0]) == len(inner[0]) - 1
        found += as_words(inner[0][1:-1]) if is_enclosed else [Word(inner[0])]
    return found


def partner(text: str) -> int:
    """The place of the bracket that closes the one that a balanced text begins with; -1 where it begins with none."""
    depth = 0
    for place, each in enumerate(text):
        depth += (each == "(") - (each == ")")
        if depth == 0:
            return place or -1
    return -1


def begins(text: str, place: int) -> bool:
    """Whether a word begins at this place."""
    before = text[:place].rstrip(MINUS)[-1:]
    return not before or before.isspace() or before in OPEN + BAR + PAUSE


def ends(text: str, place: int) -> bool:
    """Whether a word ends at this place."""
    after = text[place + 1 : place + 2]
    return not after or after.isspace() or after in CLOSE + BAR + PAUSE


def spoken(tokens: list[Token]) -> Iterator[Token]:
    """The tokens, with words of speech between two things that are looked for as operators."""
    for before, token, after in zip([None, *tokens], tokens, [*tokens[1:], None], strict=False):
        joins = SPOKEN.get(token.text.lower()) if token.kind == "word" else None
        if joins and before and after and before.kind in HELD and after.kind in HELD | {"open", "not"}:
            yield Token(joins, token.text, token.start, token.end, is_spoken=True)
        else:
            yield token


def items_of(tokens: deque[Token], text: str) -> list[Item]:
    """What must all hold, up to the end or a closing bracket; takes these tokens away."""
    chains: list[Chain] = []
    joint: Token | None = None
    is_unwanted = False
    while tokens and (token := tokens.popleft()).kind != "close":
        if token.kind in ("and", "or"):
            joint = joint if joint and joint.kind == "or" else token
            continue
        if token.kind == "not":
            is_unwanted = True
            continue
        found: list[Item] = [Word(token.text, token.kind == "phrase")]
        if token.kind == "open":
            found = items_of(tokens, text)
        if found:
            if not (joint and chains):
                chains.append(Chain(token.start))
            chains[-1].add(inverted(found) if is_unwanted else found, joint)
            chains[-1].end = tokens[0].start if tokens else len(text)
            joint = None
        is_unwanted = False
    return [item for chain in chains for item in chain.items(text)]


def inverted(items: list[Item]) -> list[Item]:
    """What must hold where not all of these may."""
    if len(items) == 1:
        return [replace(items[0], is_unwanted=not items[0].is_unwanted)]
    return [Group((tuple(items),), is_unwanted=True)]


@dataclass(slots=True)
class Chain:
    """Items joined by AND and OR, as they come, and the stretch of the text that they were typed as."""

    start: int
    end: int = 0
    choices: list[list[Item]] = field(default_factory=list)
    is_spoken: bool = False

    def add(self, items: list[Item], joint: Token | None) -> None:
        """Join these to what is there."""
        if self.choices and joint and joint.kind == "and":
            self.choices[-1] += items
        else:
            self.choices.append(list(items))
        self.is_spoken |= bool(joint and joint.kind == "or" and joint.is_spoken)

    def items(self, text: str) -> list[Item]:
        """The chain as items: those that AND joins, or a group of choices."""
        choices = tuple(dict.fromkeys(map(tuple, self.choices)))
        if len(choices) == 1:
            return list(choices[0])
        return [Group(choices, typed=text[self.start : self.end].strip(PAUSE + " ") if self.is_spoken else "")]
