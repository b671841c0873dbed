"""Two engines: while the first does not answer, the second is asked."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from pyroaring import BitMap

from documents.search.cluster.faults import SearchAway
from documents.search.engines import Engine, Survey
from documents.search.expressions import Node
from documents.search.tally import Tally

Answer = TypeVar("Answer")
Parts = Sequence[tuple[Node, float]]


class Fallback:
    """Both hold the same entries under the same ids, so that a search may ask one this and the other that."""

    def __init__(self, first: Engine, second: Engine) -> None:
        self._first, self._second = first, second

    @contextmanager
    def session(self) -> Iterator[None]:
        with self._first.session(), self._second.session():
            yield

    def keys(self, node: Node, kind: str) -> BitMap:
        return self._ask(lambda engine: engine.keys(node, kind))

    def ids(self, node: Node) -> BitMap:
        return self._ask(lambda engine: engine.ids(node))

    def among(self, ids: Collection[int], node: Node) -> set[int]:
        return self._ask(lambda engine: engine.among(ids, node))

    def survey(self, node: Node, parts: Parts, limit: int, *, some_may_lack: bool = False) -> Survey:
        return self._ask(lambda engine: engine.survey(node, parts, limit, some_may_lack=some_may_lack))

    def ranked(
        self, node: Node, parts: Parts, limit: int, *, some_may_lack: bool = False, by_title: bool = False
    ) -> Sequence[int]:
        return self._ask(
            lambda engine: engine.ranked(node, parts, limit, some_may_lack=some_may_lack, by_title=by_title)
        )

    def frequencies(self, nodes: Sequence[Node], cap: int) -> list[int]:
        return self._ask(lambda engine: engine.frequencies(nodes, cap))

    def tally(self, node: Node, limit: int) -> tuple[int, Tally]:
        return self._ask(lambda engine: engine.tally(node, limit))

    def ordered(self, node: Node, limit: int, offset: int) -> list[int]:
        return self._ask(lambda engine: engine.ordered(node, limit, offset))

    def _ask(self, question: Callable[[Engine], Answer]) -> Answer:
        try:
            return question(self._first)
        except SearchAway:
            return question(self._second)
