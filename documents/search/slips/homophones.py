"""Latin letters in; the words of a large dictionary that have them as pinyin out, found along the begins of words."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache

from documents.search.slips.sounds import sounds

LONGEST_SYLLABLE = 6
MOST_CHARACTERS = 4


@cache
def characters() -> dict[str, tuple[str, ...]]:
    """Syllable → the characters that are read so; an ü, which is v here, may be typed as u."""
    table: dict[str, dict[str, None]] = defaultdict(dict)
    for character, syllables in sounds().items():
        for syllable in syllables:
            table[syllable][character] = None
            table[syllable.replace("v", "u")][character] = None
    return {syllable: tuple(found) for syllable, found in table.items()}


def homophones(letters: str, begins: Callable[[str], bool], word: str = "", used: int = 0) -> Iterator[tuple[int, str]]:
    """What of two characters or more has the first letters as pinyin, and how many these are. `begins` tells whether
    some word begins so; the caller knows which are words.

    >>> sorted(homophones("jianshe", {"建", "建设", "溅", "溅射", "建交"}.__contains__))
    [(7, '建设'), (7, '溅射')]
    """
    if len(word) > 1:
        yield used, word
    if len(word) == MOST_CHARACTERS:
        return
    for end in range(used + 1, min(used + LONGEST_SYLLABLE, len(letters)) + 1):
        for character in characters().get(letters[used:end], ()):
            if begins(word + character):
                yield from homophones(letters, begins, word + character, end)
