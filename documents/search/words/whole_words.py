"""A text and words of terms in; where each stands as a word of its own, out.

The text is cut into words by the segmenter. Characters that only meet across two words are no word: 氯化氢|气体 does
not speak of 氢气, and 绿氢|能源 not of 氢能. What begins or ends a longer word is in it: 屋顶光伏 is 光伏. Of the words
looked for, a longer one hides the shorter ones inside it: 绿电直连 is not 绿电 too.
"""

from collections.abc import Collection

from documents.search.snippets import Mark
from documents.search.words.folding import RUN, fold_with_places
from documents.search.words.segmenter import Segmenter

Place = tuple[int, int]
AROUND = 6  # characters on each side, which tell how a word is cut out of a text


def find_whole_words(text: str, words: Collection[str], segmenter: Segmenter) -> list[Mark]:
    """Where the words (folded) stand in the text as words: (start, end, word), in order, none within another."""
    folded = fold_with_places(text)
    text = folded.text
    standing = [(start, word) for word in words if word and word in text for start in places_of(word, text)]
    if not standing:
        return []
    cuts = cut_places(folded.text, segmenter)
    found: list[Mark] = []
    last = 0
    for start, word in sorted(standing, key=lambda each: (each[0], -len(each[1]))):
        end = start + len(word)
        if start >= last and is_whole((start, end), folded.text, cuts):
            found.append((*folded.original(start, end), word))
            last = end
    return found


def stands_whole(word: str, text: str, segmenter: Segmenter) -> bool:
    """Whether a word stands in a folded text as a word anywhere. Only what is around it is cut."""
    for start in places_of(word, text):
        before = max(0, start - AROUND)
        window = text[before : start + len(word) + AROUND]
        place = (start - before, start - before + len(word))
        if is_whole(place, window, cut_places(window, segmenter)):
            return True
    return False


def places_of(word: str, text: str) -> list[int]:
    """Where a word begins in the text, each time."""
    found, start = [], text.find(word)
    while start >= 0:
        found.append(start)
        start = text.find(word, start + 1)
    return found


def cut_places(text: str, segmenter: Segmenter) -> list[tuple[int, int]]:
    """For each character of a folded text where the word that it is in begins and ends."""
    cuts = [(place, place + 1) for place in range(len(text))]
    for run in RUN.finditer(text):
        start = run.start()
        for word in segmenter.cut(run[0]):
            end = start + len(word)
            cuts[start:end] = [(start, end)] * len(word)
            start = end
    return cuts


def is_whole(place: Place, text: str, cuts: list[Place]) -> bool:
    """Whether characters are whole words of the text, or begin or end a longer one."""
    start, end = place
    if cuts_latin(text, start) or cuts_latin(text, end):
        return False
    begins, ends = cuts[start][0] == start, cuts[end - 1][1] == end
    return (begins and ends) or ((begins or ends) and cuts[start] == cuts[end - 1])


def cuts_latin(text: str, place: int) -> bool:
    """Whether a place is within letters or digits, as in the middle of 5G."""
    around = text[max(0, place - 1) : place + 1]
    return 0 < place < len(text) and around.isascii() and around.isalnum()
