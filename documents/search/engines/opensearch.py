"""The index on an OpenSearch cluster: one request for each question, of which only keys and numbers come back.

It is asked only. What changes goes there from the outbox (documents.search.cluster), a moment after the records did.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from pyroaring import BitMap

from documents.search.cluster.connection import ask, index_name
from documents.search.cluster.faults import refusal
from documents.search.cluster.layout import COUNTED
from documents.search.engines import Survey
from documents.search.engines.query_bodies import Body, clause, counting, ranked
from documents.search.expressions import Node, all_of, tag
from documents.search.tally import Tally, tally_from

PAGE = 50_000  # keys in one answer
MOST_TAGS = 5_000  # different ones of a letter, of which the commonest are counted
BEST_FIRST: list[Body] = [{"_score": "desc"}, {"id": "desc"}]
LATEST_FIRST: list[Body] = [
    {"dated": {"order": "desc", "missing": "_last"}},
    {"document": {"order": "asc", "missing": "_last"}},
    {"position": "asc"},
    {"id": "asc"},
]
WANTED = "hits.total,hits.hits.sort,aggregations.*.buckets"
WHOLE = {"allow_partial_search_results": False}  # a lost part must not pass for entries that do not match


class OpenSearchEngine:
    """An index behind an alias."""

    @contextmanager
    def session(self) -> Iterator[None]:
        """Nothing to prepare."""
        yield

    def keys(self, node: Node, kind: str) -> BitMap:
        return self._all("object", all_of([node, tag(f"k{kind}")]))

    def ids(self, node: Node) -> BitMap:
        return self._all("id", node)

    def among(self, ids: Collection[int], node: Node) -> set[int]:
        body = {"bool": {"filter": [clause(node), {"terms": {"id": list(ids)}}]}}
        return {found for (found,) in self._sorted(body, [{"id": "asc"}], len(ids))} if ids else set()

    def survey(
        self, node: Node, parts: Sequence[tuple[Node, float]], limit: int, *, some_may_lack: bool = False
    ) -> Survey:
        answer = self._search(
            query=ranked(node, parts),
            sort=BEST_FIRST,
            size=limit,
            track_total_hits=True,
            aggs=counting(COUNTED, MOST_TAGS),
        )
        return Survey(total(answer), tally_in(answer), [place[-1] for place in places(answer)])

    def ranked(
        self,
        node: Node,
        parts: Sequence[tuple[Node, float]],
        limit: int,
        *,
        some_may_lack: bool = False,
        by_title: bool = False,
    ) -> Sequence[int]:
        found = self._sorted(ranked(node, parts, by_title=by_title), BEST_FIRST, limit)
        return [place[-1] for place in found]

    def frequencies(self, nodes: Sequence[Node], cap: int) -> list[int]:
        lines: list[Body] = []
        for node in nodes:
            lines += [WHOLE, {"query": clause(node), "size": 0, "track_total_hits": cap}]
        return [min(cap, total(each)) for each in self._many(lines)] if lines else []

    def tally(self, node: Node, limit: int) -> tuple[int, Tally]:
        answer = self._search(query=clause(node), size=0, track_total_hits=True, aggs=counting(COUNTED, MOST_TAGS))
        return total(answer), tally_in(answer)

    def ordered(self, node: Node, limit: int, offset: int) -> list[int]:
        return [place[-1] for place in self._sorted(clause(node), LATEST_FIRST, limit, offset)]

    def _all(self, field: str, node: Node) -> BitMap:
        """The values of a field of all that match, page by page."""
        found, query, after = BitMap(), clause(node), None
        while True:
            body: Body = {"search_after": [after]} if after is not None else {}
            page = places(self._search(query=query, sort=[{field: "asc"}], size=PAGE, track_total_hits=False, **body))
            found.update(value for (value,) in page)
            if len(page) < PAGE:
                return found
            after = page[-1][0]

    def _sorted(self, query: Body, sort: Sequence[Body], size: int, start: int = 0) -> list[list[Any]]:
        return places(
            self._search(query=query, sort=sort, size=size, track_total_hits=False, **{"from": start} if start else {})
        )

    def _search(self, **body: Any) -> Mapping[str, Any]:
        parameters = {"filter_path": WANTED, "allow_partial_search_results": "false"}
        answer: Mapping[str, Any] = ask(lambda client: client.search(index=index_name(), body=body, params=parameters))
        return answer

    def _many(self, lines: Sequence[Body]) -> Sequence[Mapping[str, Any]]:
        answer = ask(lambda client: client.msearch(index=index_name(), body=lines))
        for each in answer["responses"]:
            if "error" in each:
                raise refusal(each.get("status", 503), str(each["error"]))
        return list(answer["responses"])


def total(answer: Mapping[str, Any]) -> int:
    """How many entries match."""
    return int(answer["hits"]["total"]["value"])


def places(answer: Mapping[str, Any]) -> list[list[Any]]:
    """What the hits are sorted by, in their order."""
    return [hit["sort"] for hit in answer.get("hits", {}).get("hits", ())]


def tally_in(answer: Mapping[str, Any]) -> Tally:
    """How many hits carry each tag."""
    found = answer.get("aggregations", {}).values()
    return tally_from({bucket["key"]: bucket["doc_count"] for each in found for bucket in each["buckets"]})
