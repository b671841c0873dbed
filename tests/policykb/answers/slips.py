"""Words in; the same with one slip of each kind, made by a seeded generator, out."""

from collections.abc import Callable, Iterator, Sequence
from random import Random

from documents.search.slips.similar import distance, shapes, similar
from documents.search.slips.sounds import NEAR, SAME
from documents.search.words.segmenter import segmenter

COMMON = 200  # the weight of a character that people write


def exchanged(word: str, random: Random, is_meant: Callable[[str, str], bool]) -> str:
    """One character exchanged for another that is near to it in this way; "" where there is none."""
    place = random.randrange(len(word))
    others = [other for other in similar(word[place]) if is_meant(word[place], other)]
    others = [other for other in others if segmenter().weight(other) > COMMON]
    return word[:place] + random.choice(others) + word[place + 1 :] if others else ""


def same_sound(word: str, random: Random) -> str:
    return exchanged(word, random, lambda one, other: distance(one, other) <= SAME)


def neighbour_sound(word: str, random: Random) -> str:
    return exchanged(word, random, lambda one, other: distance(one, other) == NEAR)


def like_shape(word: str, random: Random) -> str:
    return exchanged(word, random, lambda one, other: other in shapes().get(one, ()))


def swapped(word: str, random: Random) -> str:
    place = random.randrange(len(word) - 1)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def left_out(word: str, random: Random) -> str:
    place = random.randrange(1, max(2, len(word) - 1))
    return word[:place] + word[place + 1 :]


def doubled(word: str, random: Random) -> str:
    place = random.randrange(len(word))
    return word[:place] + word[place] + word[place:]


def one_more(word: str, random: Random) -> str:
    place = random.randrange(1, len(word))
    return word[:place] + random.choice("大新高县山石车") + word[place:]


KINDS = (same_sound, neighbour_sound, like_shape, swapped, left_out, doubled, one_more)


def slips(words: Sequence[str], seed: int, of_each: int) -> Iterator[tuple[str, str, str]]:
    """Kind, word and slip, of each kind as many as are asked for, drawn from the words."""
    random = Random(seed)
    for kind in KINDS:
        for word in random.sample(words, min(of_each, len(words))):
            typed = kind(word, random)
            if typed and typed != word:
                yield kind.__name__, word, typed
