"""What is not wanted, said in words (不要甘肃, 除了抽水蓄能之外, 非青海的), read as a minus.

Words that only begin like that (非化石能源, 不动产, 除尘) stay words: what follows has to be a region, an agency or a
term on record, or words of its own behind a word of speech; of all but names, the whole must stand nowhere in the base.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from documents.search.queries.parts import Reader
from documents.search.queries.questions import is_asking
from documents.search.queries.read_as import Reading
from documents.search.queries.syntax import Group, Item, Word, as_words, is_word
from documents.search.queries.word_edges import is_whole
from documents.search.words.folding import fold

SPOKEN: Final = "不要|不想要|不想看|不看|别要|别给我|除了|除开|去掉|剔除|不含|不包括|不包含|不算"
STRICT: Final = "排除|除去|不是|非|除"
LATIN: Final = frozenset({"without", "except", "excluding", "not"})
NEGATION = re.compile(f"{SPOKEN}|{STRICT}")
# what may follow a name that is not wanted: 除了青海之外的储能 · 除了光伏还有哪些 · 储能（不含抽水蓄能）
NEGATING = re.compile(f"(?P<said>{SPOKEN}|{STRICT})(?:跟|和|与|涉及|关于|提到)?")
BEHIND = re.compile(
    r"(?:在内|有关|相关|那边|方面|地区)?(?:之外|以外|除外|外)?(?:的|[)）]|$|(?=还|也|又|其他|其它|别的))|之外|以外|除外|外"
)
OUTSIDE = re.compile("之外|以外|除外|外")
# 不要补贴的 · 除了汽车还能用在哪 · 抽水蓄能除外
OWN_WORDS = re.compile(rf"(?:{SPOKEN})(?P<words>.{{2,12}}?)(?:之外|以外)?的?(?P<behind>(?:还|也|又|其他|其它|别的).*)?")
OWN_WORDS_FIRST = re.compile("(?P<words>.{2,12}?)除外(?P<behind>)")
TAIL = re.compile("(?:之外|以外|除外)?的?$")
AND = re.compile("以及|[、,和与及或跟]")
LONGEST_NAME: Final = 24


@dataclass(frozen=True, slots=True)
class Unwanted:
    """A negation in a folded word: what stands before and behind it, and the names that are not wanted."""

    before: str
    names: tuple[str, ...]
    behind: str
    typed: str


def read_negation(items: Sequence[Item], reader: Reader) -> tuple[list[Item], list[Reading]]:
    """The items, those that words keep out as unwanted, and how they were read."""
    found: list[Item] = []
    readings: list[Reading] = []
    rest = list(items)
    while rest:
        item = rest.pop(0)
        if is_word(item) and is_negation(item.text) and rest and not rest[0].is_unwanted:
            typed, names = take_next(item, rest)
        elif is_word(item) and (said := find_negation(fold(item.text), reader, has_others=len(items) > 1)):
            found += words_of([said.before])
            rest[:0] = words_of([said.behind])
            typed, names = said.typed, words_of(said.names)
        else:
            found.append(item)
            continue
        found += [replace(name, is_unwanted=True) for name in names]
        read_as = " ".join(f"-{fold(name.text)}" if isinstance(name, Word) else "NOT" for name in names)
        readings.append(Reading(typed, read_as, "negation"))
    return found, readings


def words_of(texts: Iterable[str]) -> list[Item]:
    """The texts as words, without empty ones."""
    return [word for text in texts for word in as_words(text)]


def is_negation(text: str) -> bool:
    """Whether a word says only that the next is not wanted: 不要, 除了."""
    folded = fold(text)
    return bool(NEGATION.fullmatch(folded)) or folded in LATIN


def take_next(negation: Word, rest: list[Item]) -> tuple[str, list[Item]]:
    """What is not wanted after a negation that stands alone, taken from the items behind it; with what was typed."""
    following = rest.pop(0)
    if isinstance(following, Group):
        return negation.text, [following]  # said as NOT
    typed = [negation.text, following.text]
    names: list[Item] = [following]
    if is_word(following):
        names = words_of(AND.split(TAIL.sub("", fold(following.text)))) or [following]
    if rest and is_word(rest[0]) and (OUTSIDE.fullmatch(rest[0].text) or rest[0].text == "的"):
        typed.append(rest.pop(0).text)
    return " ".join(typed), names


def find_negation(term: str, reader: Reader, *, has_others: bool) -> Unwanted | None:
    """The negation in a folded term. `has_others`: whether something else is asked for."""
    if reader.knows(term):
        return None
    for match in NEGATING.finditer(term):
        names, end = names_from(term, match.end(), reader)
        tail = BEHIND.match(term, end) if names else None
        if tail is None or not is_whole(term, match.start(), match.start(), reader.cutter):
            continue
        if match["said"] == "除" and not OUTSIDE.match(tail[0]):
            continue
        before, behind = term[: match.start()].rstrip("(（"), term[tail.end() :]
        said, others = term[match.start() : end], bool(before or behind or has_others)
        if all(is_name(name, reader) for name in names) or (others and not is_known(said, reader)):
            return Unwanted(before, names, behind, term[match.start() : tail.end()].rstrip(")"))
    return outside(term, reader) or own_words(term, reader, has_others)


def outside(term: str, reader: Reader) -> Unwanted | None:
    """青海以外的光伏"""
    names, end = names_from(term, 0, reader)
    tail = OUTSIDE.match(term, end) if names else None
    if tail is None or tail[0] == "外":
        return None
    behind = term[tail.end() :].removeprefix("的")
    return Unwanted("", names, behind, term[: len(term) - len(behind)])


def own_words(term: str, reader: Reader, has_others: bool) -> Unwanted | None:
    """Words on no record that a term of its own keeps out: 不要补贴."""
    match = OWN_WORDS.fullmatch(term) or OWN_WORDS_FIRST.fullmatch(term)
    if match and (has_others or match["behind"]) and not is_known(term, reader) and not is_asking(match["words"]):
        behind = match["behind"] or ""
        return Unwanted("", (match["words"],), behind, term.removesuffix(behind))
    return None


def names_from(term: str, place: int, reader: Reader) -> tuple[tuple[str, ...], int]:
    """The names and terms on record that stand side by side from `place`, and where they end."""
    names: list[str] = []
    end = place
    while name := name_at(term, place, reader):
        names.append(name)
        end = place + len(name)
        joint = AND.match(term, end)
        if not joint:
            break
        place = joint.end()
    return tuple(names), end


def name_at(term: str, place: int, reader: Reader) -> str:
    """The longest name or term on record that begins at `place`; "" where none does."""
    for length in range(min(LONGEST_NAME, len(term) - place), 1, -1):
        name = term[place : place + length]
        if is_name(name, reader) or reader.knows(name):
            return name
    return ""


def is_name(text: str, reader: Reader) -> bool:
    """Whether a text names a region or an agency."""
    return text in reader.lexicon.regions or text in reader.lexicon.agencies


def is_known(text: str, reader: Reader) -> bool:
    """Whether a text is a word of its own, or stands in the base."""
    return reader.knows(text) or len(reader.cutter.cut(text)) == 1 or reader.stands(text)
