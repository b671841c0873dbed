"""The query tree → FTS5's MATCH language, and the statements over the FTS5 table of SQLite."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from documents.search.engines import CHOSEN_FROM, COUNTED, FIELDS, WEIGHTS, IndexRow, Survey
from documents.search.expressions import AllOf, AnyOf, Node, Phrase, Without

TABLE = "documents_searchindex"
ENTRIES = "documents_searchentry"
EVERY = '"#entry"'  # every row carries this tag: FTS5 has no expression for everything
NOTHING = '"#nothing"'  # and none carries this
BM25 = f"bm25({TABLE}, {', '.join(str(weight) for weight in WEIGHTS)}, 0.0)"
# The newest that match: FTS5 reads them backwards and stops. Ranking one costs a microsecond.
HIT = (
    f"hit AS MATERIALIZED (SELECT rowid AS id, {BM25} AS score FROM {TABLE} WHERE {TABLE} MATCH %s "
    f"ORDER BY rowid DESC LIMIT {CHOSEN_FROM})"
)


def match(node: Node) -> str:
    """The node in FTS5's language. "" matches nothing and must not be asked."""
    match node:
        case Phrase(tokens):
            return '"' + " ".join(tokens).replace('"', "") + '"'
        case AllOf(parts):
            written = [operand(part) for part in parts]
            if "" in written:
                return ""
            return " AND ".join(written) if written else EVERY
        case AnyOf(parts):
            return " OR ".join(filter(None, map(operand, parts)))
        case Without(wanted, unwanted):
            left, right = operand(wanted), operand(unwanted)
            return f"{left} NOT {right}" if left and right else left


def operand(node: Node) -> str:
    """The node as an operand: in brackets where it has operators."""
    written = match(node)
    return f"({written})" if written and not isinstance(node, Phrase) else written


class Fts5Engine:
    """One FTS5 table, a column a field and one for tags; its rowid is the entry's id."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def create(self) -> Sequence[str]:
        # "ascii" takes every character beyond ASCII for part of a token, so that tokens are cut at blanks only.
        return [
            f"CREATE VIRTUAL TABLE {TABLE} USING fts5({', '.join(FIELDS)}, tags, "
            "tokenize = \"ascii tokenchars '.%#_:-'\", detail = full)"
        ]

    def drop(self) -> Sequence[str]:
        return [f"DROP TABLE IF EXISTS {TABLE}"]

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

    def optimise(self) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {TABLE}({TABLE}) VALUES ('optimize')")

    def subquery(self, node: Node) -> tuple[str, list[str]]:
        return f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s", [match(node) or NOTHING]

    def survey(
        self, node: Node, parts: Sequence[tuple[Node, float]], limit: int, *, some_may_lack: bool = False
    ) -> Survey:
        statement = (
            f"WITH {HIT} SELECT (SELECT count(*) FROM hit), "
            f"(SELECT group_concat(tags, ' ') FROM {ENTRIES} WHERE id IN (SELECT id FROM hit LIMIT {COUNTED})), "
            f"(SELECT group_concat(id, ' ') FROM (SELECT id FROM hit ORDER BY score, id LIMIT {limit}))"
        )
        for number, tags, best in self._rows(node, statement):
            return Survey(number, tags or "", [int(id) for id in (best or "").split()])
        return Survey(0, "", [])

    def ranked(
        self, node: Node, parts: Sequence[tuple[Node, float]], limit: int, *, some_may_lack: bool = False
    ) -> Sequence[int]:
        return [row[0] for row in self._rows(node, f"WITH {HIT} SELECT id FROM hit ORDER BY score, id LIMIT {limit}")]

    def frequencies(self, nodes: Sequence[Node], cap: int) -> list[int]:
        written = [match(node) or NOTHING for node in nodes]
        one = f"(SELECT count(*) FROM (SELECT 1 FROM {TABLE} WHERE {TABLE} MATCH %s LIMIT {cap}))"
        with self.connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join([one] * len(written))}", written)
            return list(cursor.fetchone())

    def tags(self, node: Node) -> tuple[int, str]:
        hits = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s ORDER BY rowid DESC LIMIT {COUNTED}"
        statement = f"SELECT count(*), coalesce(group_concat(tags, ' '), '') FROM {ENTRIES} WHERE id IN ({hits})"
        return (self._rows(node, statement) or [(0, "")])[0]

    def ordered(self, node: Node, limit: int, offset: int) -> list[int]:
        hits = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s"
        statement = (
            f"SELECT id FROM {ENTRIES} WHERE id IN ({hits}) "
            f"ORDER BY dated IS NULL, dated DESC, document_id, position, id LIMIT {limit} OFFSET {offset}"
        )
        return [row[0] for row in self._rows(node, statement)]

    def _rows(self, node: Node, statement: str) -> list[tuple[Any, ...]]:
        written = match(node)
        if not written:
            return []
        with self.connection.cursor() as cursor:
            cursor.execute(statement, [written])
            return list(cursor.fetchall())
