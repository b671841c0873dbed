"""A run of folded characters in; its words out, cut by jieba with our own words added to its dictionary."""

import logging
import threading
import warnings
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

MAX_WORD = 16  # a longer dictionary entry is a sentence, and would hide the words in it


class Segmenter:
    """Cuts runs of characters into words of its dictionary: that of jieba, and the words last given to `learn`.

    The dictionary is loaded when it is first needed.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._learned: frozenset[str] = frozenset()
        self._before: dict[str, int] = {}  # how often jieba itself meets the learned words
        self._total = 0
        self._tokenizer: Any = None
        self._generation = 0  # of the dictionary: what was cut by one is not asked for under the next
        self._cuts = lru_cache(maxsize=65536)(self._cut)
        self._cuts_for_search = lru_cache(maxsize=65536)(self._cut_for_search)

    def cut(self, run: str) -> tuple[str, ...]:
        """The words of a run, which joined give the run."""
        return self._cuts(run, self._generation)

    def cut_for_search(self, run: str) -> tuple[str, ...]:
        """The words of a run and the shorter words inside them."""
        return self._cuts_for_search(run, self._generation)

    def weight(self, word: str) -> int:
        """How common a word of the dictionary is; 0 for what is none."""
        self.warm()
        return int(self._tokenizer.FREQ.get(word, 0))

    def begins(self, text: str) -> bool:
        """Whether a word of the dictionary begins with this text."""
        self.warm()
        return text in self._tokenizer.FREQ

    def warm(self) -> None:
        """Load the dictionary now (half a second), so that processes forked from this one share it."""
        with self._lock:
            if self._tokenizer is None:
                self._tokenizer = load_tokenizer()
                self._total = self._tokenizer.total

    def learn(self, words: Iterable[str]) -> None:
        """Take exactly these words into the dictionary, beside those of jieba; words learned before are forgotten."""
        wanted = frozenset(word for word in words if 2 <= len(word) <= MAX_WORD)
        if wanted == self._learned:
            return
        self.warm()
        with self._lock:
            # From the same start and in the same order each time: a word's weight depends on those before it.
            self._tokenizer.FREQ |= self._before
            self._tokenizer.total = self._total
            self._before = {word: self._tokenizer.FREQ.get(word, 0) for word in wanted}
            for word in sorted(wanted):
                self._tokenizer.add_word(word)
            self._learned = wanted
            self._generation += 1  # a thread that is cutting keeps its words under the generation it began with
            self._cuts.cache_clear()
            self._cuts_for_search.cache_clear()

    def _cut(self, run: str, generation: int) -> tuple[str, ...]:
        self.warm()
        return tuple(self._tokenizer.lcut(run, HMM=False))

    def _cut_for_search(self, run: str, generation: int) -> tuple[str, ...]:
        self.warm()
        return tuple(self._tokenizer.lcut_for_search(run, HMM=False))


def load_tokenizer() -> Any:
    """A new jieba tokenizer, with the dictionary read from the package of jieba.

    jieba itself would keep a copy in the temporary folder that all users share, and load it unchecked.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer


@cache
def segmenter() -> Segmenter:
    """The one segmenter of this process."""
    return Segmenter()
