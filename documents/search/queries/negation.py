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
from documents.search.queries.word_edges import is_whole, word_edges
from documents.search.words.folding import fold

SPOKEN: Final = (
    "不要|不想要|不想看|不看|不找|不查|别要|别给我|别用|别看|别算|别提|除了|除开|去掉|剔除|抛开|撇开|抛去|刨去|刨除|排开|"
    "不含|不包括|不包含|不算|不带|不谈|不提|不考虑|不涉及|未涉及|没涉及|没有涉及|没提到|没有提到|未提到|不提到"
)
STRICT: Final = "排除|除去|不是|不属于|非|除"
LATIN: Final = frozenset({"without", "except", "excluding", "not"})
NEGATION = re.compile(f"{SPOKEN}|{STRICT}")
# what may follow a name that is not wanted: 除了青海之外的储能 · 除了光伏还有哪些 · 储能（不含抽水蓄能）
NEGATING = re.compile(f"(?P<said>{SPOKEN}|{STRICT})(?:跟|和|与|涉及|关于|提到)?")
FURTHER: Final = "还|也|又|其他|其它|其余|别的"
BEHIND = re.compile(
    r"(?:[两二三四五几]省|在内|有关|相关|那边|方面|地区)?"
    rf"(?:之外|以外|除外|外)?(?:的|[)）]|$|(?={FURTHER}))|之外|以外|除外|外"
)
OUTSIDE = re.compile("之外|以外|除外|外")
ASIDE: Final = (
    "除外|(?:都|就|全|一律|统统)?(?:不要|不算|不看|不含|不包括|不考虑|不用|排除|去掉|别要|别算|算了)(?:在内)?了?"
)
OWN_FORMS = (
    # 不要补贴的 · 除了汽车还能用在哪 · 除了锂电和铅酸的储能
    re.compile(rf"(?P<said>{SPOKEN})(?P<words>.{{2,12}}?)(?:之外|以外)?(?:的?(?P<behind>(?:{FURTHER}).*)?|的(?P<rest>.+))"),
    # 抽水蓄能除外 · 锂电池的不算
    re.compile(rf"(?P<said>)(?P<words>.{{2,12}}?)的?(?<![算要看含用])(?:{ASIDE})"),
    # 和光伏无关的
    re.compile("(?P<said>[和跟与同])(?P<words>.{2,12}?)(?:无关|没有?关系|不相关|不沾边)(?:的(?P<rest>.*))?"),
    # 不是工业上的 · 非工业的节水
    re.compile(
        "(?P<said>不是|不属于|非)(?P<words>.{2,10}?)(?:上|方面|领域|行业|那边|这块)?的(?P<rest>.*)"
    ),
)  # fmt: skip
BRACKETED = re.compile(r"(?P<before>[^()]+)\((?P<inner>[^()]+)\)(?P<after>[^()]*)")
INDEFINITE = re.compile("所有|全部|每|一般|这|那|很|太|在内|只|单纯")  # what is not wanted has a name
LINK = re.compile("但是|但|可是|不过|而且|而|并且|既|也|又|就")  # before a negation
OTHERS = re.compile("(?:其他|其它|其余|别的)(?:省份?|地区|地方|市州?|州|县|部门)的?")  # 除甘肃外其他省的储能
TAIL = re.compile("(?:之外|以外|除外)?的?$")
AND = re.compile("以及|或者|或是|[、,和与及或跟]")
# 不要 甘肃 和 青海
LISTED = re.compile(rf"(?<!\S)(?:{SPOKEN}|除) +\S+(?: +(?:和|与|及|以及|跟|、) +\S+)+(?!\S)")
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
            rest[:0] = words_of([OTHERS.sub("", said.behind)])
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


def join_listed(text: str) -> str:
    """The text, with what a negation that stands apart keeps out as one word.

    >>> join_listed("储能 不要 甘肃 和 青海")
    '储能 不要 甘肃、青海'
    """
    return LISTED.sub(lambda found: re.sub(" +(?:和|与|及|以及|跟|、) +", "、", found[0]), text)


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
        if tail is None or names == ("所有",) or not is_whole(term, match.start(), match.start(), reader.cutter):
            continue
        if match["said"] == "除" and not OUTSIDE.match(tail[0]):
            continue
        before, behind = without_link(term[: match.start()].rstrip("(（"), reader), term[tail.end() :]
        said, others = term[match.start() : end], bool(before or behind or has_others)
        if all(is_name(name, reader) for name in names) or (others and not is_known(said, reader)):
            return Unwanted(before, names, behind, term[match.start() : tail.end()].rstrip(")"))
    return outside(term, reader) or own_words(term, reader, has_others) or bracketed(term, reader)


def without_link(before: str, reader: Reader) -> str:
    """What stands before a negation, without the word that leads to it: 储能但是 → 储能."""
    for link in LINK.finditer(before):
        if link.end() == len(before) and is_whole(before, *link.span(), reader.cutter):
            return before[: link.start()]
    return before


def outside(term: str, reader: Reader) -> Unwanted | None:
    """青海以外的光伏 · 清洁能源里光伏以外的"""
    for start in sorted(word_edges(term, reader.cutter)):
        names, end = names_from(term, start, reader)
        tail = OUTSIDE.match(term, end) if names else None
        if tail and tail[0] != "外" and not (start and tail[0] == "除外"):
            behind = term[tail.end() :].removeprefix("的")
            before = re.sub("(?:当中|里面|里|中)$", "", term[:start])
            return Unwanted(before, names, behind, term[start : len(term) - len(behind)])
    return None


def own_words(term: str, reader: Reader, has_others: bool) -> Unwanted | None:
    """Words on no record that are kept out, where something else is asked for: 不要补贴, 锂电池的不算, 非工业的节水."""
    link = LINK.match(term)
    start = link.end() if link and is_whole(term, *link.span(), reader.cutter) else 0
    for match in filter(None, (form.fullmatch(term, start) for form in OWN_FORMS)):
        told = match.groupdict()
        words, behind = told["words"], told.get("behind") or told.get("rest") or ""
        is_apart = is_whole(term, start, match.end("said"), reader.cutter)
        if not is_apart or INDEFINITE.match(words) or is_asking(words) or not (has_others or behind):
            continue
        if not is_known(term, reader) and not (told["said"] and is_known(told["said"] + words, reader)):
            return Unwanted("", taken_apart(words, reader), behind, term.removesuffix(behind))
    return None


def taken_apart(words: str, reader: Reader) -> tuple[str, ...]:
    """The names side by side, or joined by 和, that words are: 光伏风电, 锂电和铅酸; the words themselves if they are
    none."""
    found, end = [""], 0
    while not reader.knows(words) and end < len(words) and (name := name_at(words, end, reader)):
        found.append(name)
        end += len(name)
    if end == len(words):
        return tuple(found[1:])
    names = AND.split(words)
    return tuple(names) if all(len(name) > 1 for name in names) and not reader.knows(words) else (words,)


def bracketed(term: str, reader: Reader) -> Unwanted | None:
    """储能(甘肃的不算)"""
    match = BRACKETED.fullmatch(term)
    said = own_words(match["inner"], reader, has_others=True) if match else None
    return replace(said, before=match["before"], behind=match["after"]) if match and said else None


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
