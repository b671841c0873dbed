"""A character in; those that it is written for by mistake, with how far they are, out: by sound and by shape."""

from collections import defaultdict
from functools import cache, lru_cache
from pathlib import Path

from documents.search.slips.sounds import FAR, NEAR, SAME, muddled, slurred, sounds

SHAPES = Path(__file__).parent / "shapes.txt"
BOTH = 0.8  # of the same sound and of a like shape: 班 and 斑
SHAPE = 1.1


@cache
def shapes() -> dict[str, frozenset[str]]:
    """Character → those of a like shape."""
    table: dict[str, set[str]] = defaultdict(set)
    for line in SHAPES.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            character, others = line.split()
            for other in others:
                table[character].add(other)
                table[other].add(character)
    return {character: frozenset(others) for character, others in table.items()}


@cache
def by_muddled() -> dict[str, tuple[str, ...]]:
    """Muddled syllable → the characters that may be said so."""
    table: dict[str, dict[str, None]] = defaultdict(dict)
    for character, read in sounds().items():
        for syllable in read:
            table[muddled(syllable)][character] = None
    return {syllable: tuple(characters) for syllable, characters in table.items()}


@lru_cache(maxsize=65536)
def distance(typed: str, meant: str) -> float:
    """How far two different characters are apart; infinite where they have neither sound nor shape in common.

    >>> distance("劝", "权"), distance("冶", "治"), distance("斑", "班")
    (1.0, 1.1, 0.8)
    """
    heard, read = sounds().get(typed, ()), sounds().get(meant, ())
    is_like = meant in shapes().get(typed, ())
    if set(heard) & set(read):
        return BOTH if is_like else SAME
    if is_like:
        return SHAPE
    if {slurred(each) for each in heard} & {slurred(each) for each in read}:
        return NEAR
    return FAR if {muddled(each) for each in heard} & {muddled(each) for each in read} else float("inf")


@lru_cache(maxsize=4096)
def similar(character: str) -> tuple[str, ...]:
    """The characters that may have been meant by this one, the nearest first."""
    heard = {other for syllable in sounds().get(character, ()) for other in by_muddled()[muddled(syllable)]}
    found = (heard | shapes().get(character, frozenset())) - {character}
    return tuple(sorted(found, key=lambda other: (distance(character, other), other)))
