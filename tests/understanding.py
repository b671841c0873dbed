"""A model for tests of search by meaning: it knows a few things, each by several words, and nothing else."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from documents.search.meaning import encoders, nearest

THINGS = (("打鱼", "捕捞", "禁渔"), ("冰箱", "家电", "旧货"), ("电费", "电价", "谷段"), ("茅房", "厕所"))


class Understanding:
    """Texts that name the same things are near, however they name them."""

    name = "a few things"
    dimensions = len(THINGS) + 1

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode_queries(self, texts: Sequence[str]) -> list[Sequence[float]]:
        self.asked += texts
        return [self.vector(text) for text in texts]

    def encode_passages(self, texts: Sequence[str]) -> list[Sequence[float]]:
        return [self.vector(text) for text in texts]

    def vector(self, text: str) -> Sequence[float]:
        values = [*(float(sum(map(text.count, words))) for words in THINGS), 0.1]
        length = sum(value**2 for value in values) ** 0.5
        return [value / length for value in values]


class Broken(Understanding):
    """A model that fails when it is asked."""

    def encode_queries(self, texts: Sequence[str]) -> list[Sequence[float]]:
        raise OSError("no such instruction")


@pytest.fixture
def understanding(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Understanding]:
    """Search by meaning switched on, with this model."""
    pytest.importorskip("numpy", reason="numpy, which compares vectors, is not installed")
    settings.SEARCH_MEANING = True
    model = Understanding()
    monkeypatch.setattr(encoders, "loaded", lambda threads: model)
    nearest.shelf.cache_clear()
    nearest.say_once.cache_clear()
    yield model
    nearest.shelf.cache_clear()
