"""A character in; its syllables in pinyin, and how near they are to those of another, out."""

from collections import defaultdict
from functools import cache, lru_cache
from itertools import islice, product
from pathlib import Path

SOUNDS = Path(__file__).parent / "sounds.txt"
MOST_SPELLINGS = 4  # of a word whose characters are read in several ways
SLURRED = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"))  # initials that many do not tell apart
SAME, NEAR, FAR = 1.0, 1.5, 2.0  # how far apart two syllables are: not at all; zh and z, an and ang, n and l; h and f


@cache
def sounds() -> dict[str, tuple[str, ...]]:
    """Character → its syllables without tone, the usual one first."""
    table: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for line in SOUNDS.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            syllable, characters = line.split()
            for character in characters:
                table[character] += (syllable,)
    return dict(table)


def syllables(character: str) -> tuple[str, ...]:
    """The syllables of a character; it stands for itself where it has none.

    >>> syllables("重"), syllables("5")
    (('zhong', 'chong'), ('5',))
    """
    return sounds().get(character, (character,))


@cache
def slurred(syllable: str) -> str:
    """The syllable as those say it who do not tell zh from z, n from l, an from ang.

    >>> slurred("zheng"), slurred("nan")
    ('zen', 'lan')
    """
    for initial, instead in SLURRED:
        if syllable.startswith(initial) and len(syllable) > len(initial):
            syllable = instead + syllable[len(initial) :]
            break
    return syllable[:-1] if syllable.endswith(("ang", "eng", "ing")) else syllable


@cache
def muddled(syllable: str) -> str:
    """The slurred syllable as those say it who do not tell h from f either: hui and fei, hua and fa.

    >>> muddled("feng"), muddled("heng"), muddled("hua")
    ('hen', 'hen', 'ha')
    """
    plain = slurred(syllable)
    if plain.startswith("f"):
        return "h" + plain[1:]
    return "h" + plain[2:] if plain.startswith("hu") and len(plain) > 2 else plain


def spellings(word: str) -> list[tuple[str, ...]]:
    """The syllables of a word, in each way its characters are usually read.

    >>> spellings("重点")
    [('zhong', 'dian'), ('chong', 'dian')]
    """
    return list(islice(product(*map(syllables, word)), MOST_SPELLINGS))


def begins_in_pinyin(word: str, typed: str) -> bool:
    """Whether the pinyin of a word, or its initials, begin with what is typed.

    >>> begins_in_pinyin("发改委", "faga"), begins_in_pinyin("发改委", "fgw")
    (True, True)
    """
    return any(spelled.startswith(typed) for spelled in pinyin(word))


@lru_cache(maxsize=65536)
def pinyin(word: str) -> tuple[str, ...]:
    """The pinyin of a word and its initials, in each way that it is read; a character without a syllable is kept.

    >>> pinyin("发改委")
    ('fagaiwei', 'fgw')
    """
    read = spellings(word)
    return ("".join(read[0]), *("".join(each) for each in read[1:]), *{"".join(s[:1] for s in each) for each in read})
