"""The query tree → FTS5's MATCH language, and the statements over the FTS5 table of SQLite."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from pyroaring import BitMap

from documents.search.engines import CHOSEN_FROM, FIELDS, ROUGH, WEIGHTS, IndexRow, Survey, sum_of
from documents.search.expressions import AllOf, AnyOf, Node, Phrase, Without, all_of, prominent, tag
from documents.search.size import number_of_entries
from documents.search.tally import Tally, tally_of

TABLE = "documents_searchindex"
ENTRIES = "documents_searchentry"
EVERY = '"#entry"'  # every row carries this tag: FTS5 has no expression for everything
NOTHING = '"#nothing"'  # and none carries this
BM25 = f"bm25({TABLE}, {', '.join(str(weight) for weight in WEIGHTS)}, 0.0)"
LARGE = 200_000  # entries, beyond which bm25 costs too much: for each query it counts each word in the whole index


def match(node: Node) -> str:
    """The node in FTS5's language; "" for what matches nothing, which FTS5 cannot be asked."""
    match node:
        case Phrase(tokens):
            return '"' + " ".join(tokens).replace('"', "") + '"'
        case AllOf(parts):
            operands = [operand(part) for part in parts]
            if "" in operands:
                return ""
            return " AND ".join(operands) if operands else EVERY
        case AnyOf(parts):
            return " OR ".join(filter(None, map(operand, parts)))
        case Without(wanted, unwanted):
            left, right = operand(wanted), operand(unwanted)
            return f"{left} NOT {right}" if left and right else left


def operand(node: Node) -> str:
    """The node as an operand: in brackets where it has operators."""
    inner = match(node)
    return f"({inner})" if inner and not isinstance(node, Phrase) else inner


def compiled(node: Node) -> str:
    """The node as it can be asked for."""
    return match(node) or NOTHING


def listed(ids: str | None) -> list[int]:
    """The ids that the database has put together, none for NULL: a row for each takes twice the time."""
    return list(map(int, (ids or "").split()))


class Fts5Engine:
    """One FTS5 table, a column a field and one for tags; its rowid is the entry's id."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    @contextmanager
    def session(self) -> Iterator[None]:
        """Nothing to prepare."""
        yield

    def write(self, rows: Iterable[IndexRow]) -> None:
        rows = list(rows)
        values = [[row.id, *map(" ".join, row.fields), " ".join(row.tags)] for row in rows]
        self.remove([row.id for row in rows])
        marks = ", ".join(["%s"] * (len(FIELDS) + 2))
        with self.connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {TABLE}(rowid, {', '.join(FIELDS)}, tags) VALUES ({marks})", values)

    def remove(self, ids: Sequence[int]) -> None:
        with self.connection.cursor() as cursor:
            cursor.executemany(f"DELETE FROM {TABLE} WHERE rowid = %s", [(id,) for id in ids])

    def remove_strays(self) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE} WHERE rowid NOT IN (SELECT id FROM {ENTRIES})")

    def optimise(self) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {TABLE}({TABLE}) VALUES ('optimize')")

    def keys(self, node: Node, kind: str) -> BitMap:
        hits = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s"
        statement = f"SELECT object_id AS id FROM {ENTRIES} WHERE kind = %s AND id IN ({hits})"
        return self._listed(statement, [kind, compiled(all_of([node, tag(f"k{kind}")]))])

    def ids(self, node: Node) -> BitMap:
        statement = f"SELECT rowid AS id FROM {TABLE} WHERE {TABLE} MATCH %s"
        return self._listed(statement, [compiled(node)])

    def among(self, ids: Collection[int], node: Node) -> set[int]:
        statement = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s AND rowid IN ({', '.join(['%s'] * len(ids))})"
        return {id for (id,) in self._rows(statement, [compiled(node), *ids])} if ids else set()

    def survey(
        self, node: Node, parts: Sequence[tuple[Node, float]], limit: int, *, some_may_lack: bool = False
    ) -> Survey:
        is_rough = self._is_large()
        hits, parameters = self._ranking(node, parts, max(limit, ROUGH) if is_rough else limit, some_may_lack)
        statement = (
            f"WITH {hits}, number AS MATERIALIZED (SELECT count(*) AS hits FROM hit) "
            f"SELECT hits, CASE WHEN hits < {CHOSEN_FROM} THEN "
            "(SELECT group_concat(id, ' ') FROM hit) END, (SELECT group_concat(id, ' ') FROM ranked) FROM number"
        )
        number, hit, best = self._rows(statement, parameters)[0]
        tally = tally_of(BitMap(listed(hit))) if number < CHOSEN_FROM else None
        return Survey(number, tally, listed(best), is_rough)

    def ranked(
        self,
        node: Node,
        parts: Sequence[tuple[Node, float]],
        limit: int,
        *,
        some_may_lack: bool = False,
        by_title: bool = False,
    ) -> Sequence[int]:
        hits, parameters = self._ranking(node, parts, limit, some_may_lack, by_title)
        return [row[0] for row in self._rows(f"WITH {hits} SELECT id FROM ranked", parameters)]

    def _ranking(
        self, node: Node, parts: Sequence[tuple[Node, float]], limit: int, some_may_lack: bool, by_title: bool = False
    ) -> tuple[str, list[str]]:
        """The tables `hit`, of the newest that match, and `ranked`, of the best; with their parameters.

        In a large index, and where only they are asked for, the titles and tags decide and, of entries that may lack a
        part, which parts they hold.
        """
        told: list[tuple[Node, float]] = []
        score, order = BM25, "score, id"
        if by_title or self._is_large():
            told = [(prominent(part), rarity) for part, rarity in parts]
            told += [(part, rarity) for part, rarity in parts if some_may_lack]
            within = f"id IN (SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s AND rowid >= (SELECT min(id) FROM hit))"
            score, order = "0", f"{sum_of(within, told)} DESC, id DESC"
        tables = (
            f"hit AS MATERIALIZED (SELECT rowid AS id, {score} AS score FROM {TABLE} WHERE {TABLE} MATCH %s "
            f"ORDER BY rowid DESC LIMIT {CHOSEN_FROM}), "
            f"ranked AS (SELECT id FROM hit ORDER BY {order} LIMIT {limit})"
        )
        return tables, [compiled(asked) for asked, _ in [(node, 1.0), *told]]

    def _is_large(self) -> bool:
        return number_of_entries() > LARGE

    def frequencies(self, nodes: Sequence[Node], cap: int) -> list[int]:
        one = f"(SELECT count(*) FROM (SELECT 1 FROM {TABLE} WHERE {TABLE} MATCH %s LIMIT {cap}))"
        with self.connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join([one] * len(nodes))}", [compiled(node) for node in nodes])
            return list(cursor.fetchone())

    def tally(self, node: Node, limit: int) -> tuple[int, Tally]:
        statement = f"SELECT rowid AS id FROM {TABLE} WHERE {TABLE} MATCH %s ORDER BY rowid DESC LIMIT {limit}"
        ids = self._listed(statement, [compiled(node)])
        return len(ids), tally_of(ids)

    def ordered(self, node: Node, limit: int, offset: int) -> list[int]:
        hits = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s"
        statement = (
            f"SELECT id FROM {ENTRIES} WHERE id IN ({hits}) "
            f"ORDER BY dated IS NULL, dated DESC, document_id, position, id LIMIT {limit} OFFSET {offset}"
        )
        return [row[0] for row in self._rows(statement, [compiled(node)])]

    def _listed(self, statement: str, parameters: Sequence[Any]) -> BitMap:
        """The ids, each once, that the statement selects."""
        [(ids,)] = self._rows(f"SELECT group_concat(id, ' ') FROM ({statement})", parameters)
        return BitMap(listed(ids))

    def _rows(self, statement: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
        with self.connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            return list(cursor.fetchall())
