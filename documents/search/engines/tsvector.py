"""The query tree → PostgreSQL's tsquery, tokens → tsvector, and the statements over the table that holds them.

Both are written as literals: to_tsvector and to_tsquery would cut our tokens again.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

from django.db import transaction
from pyroaring import BitMap

from documents.search.engines import CHOSEN_FROM, IndexRow, Survey, sum_of
from documents.search.expressions import AllOf, AnyOf, Node, Phrase, Without, all_of, prominent, tag
from documents.search.tally import Tally, tally_of
from documents.search.words.tokens import TAG, TITLE

TABLE = "documents_searchindex"
ENTRIES = "documents_searchentry"
WEIGHTS = "'{0.2, 0.3, 0.6, 1.0}'"  # body, heading, agency, title
LETTERS = "ABCD"  # title, agency, heading, body
LAST_POSITION = 16383  # PostgreSQL's own limits, of which the size is kept with room to spare
MOST_POSITIONS = 255
MOST_BYTES = 900_000
NOTHING = "'#nothing'"
LONG = "'#long'"  # of an entry in which not every place of every token is kept
PARTLY = "'#partly'"  # of one that has not all triples
RANKED = 100  # the most promising, whose vectors are read
MANY = 500  # so many rows at once are part of something large
UNSORTED = "128kB"  # of what is written otherwise, so much may wait to be sorted into the index: every search reads it


def together(phrase: Phrase) -> str:
    """That all pairs are there, wherever: what entries are ranked by."""
    return " & ".join(map(lexeme, phrase.tokens))


def in_order(phrase: Phrase) -> str:
    """That the tokens stand one after the other. Order is not in the GIN index, and to look it up in every row costs
    seven times as much; but triples of characters are, and hardly ever meet without the phrase. Where they are not
    all, the pairs must do; where not every place is known, the triples."""
    if len(phrase.tokens) == 1 or phrase.tokens[0].startswith((TAG, TITLE)):
        return together(phrase)
    found = f"({' & '.join(map(lexeme, triples(phrase.tokens)))}) | ({PARTLY} & {together(phrase)})"
    ordered = " <-> ".join(map(lexeme, phrase.tokens))
    return f"({found}) & (({ordered}) | {LONG})" if phrase.is_exact else found


def tsquery(node: Node, written: Callable[[Phrase], str] = in_order) -> str:
    """The node as a tsquery literal, its phrases written so."""
    match node:
        case Phrase():
            return written(node)
        case AllOf(parts):
            return " & ".join(f"({tsquery(part, written)})" for part in parts) or "'#entry'"
        case AnyOf(parts):
            return " | ".join(f"({tsquery(part, written)})" for part in parts) or NOTHING
        case Without(wanted, unwanted):
            return f"({tsquery(wanted, written)}) & !({tsquery(unwanted, written)})"


def triples(tokens: Sequence[str]) -> Iterator[str]:
    """The triples of characters that overlapping pairs make."""
    for before, after in pairwise(tokens):
        if len(before) == len(after) == 2 and before[1] == after[0]:
            yield before + after[1]


def tsvector(fields: Sequence[Sequence[str]], tags: Iterable[str]) -> str:
    """The tokens as a tsvector literal: positions run on through the fields, tags and triples have none."""
    places: dict[str, list[str]] = {}
    told = dict.fromkeys(map(lexeme, tags))
    position = size = 0
    for letter, field in zip(LETTERS, fields, strict=True):
        for token in field:
            position += 1
            where = places.get(token)
            if where is None:
                size += size_of(token)
                if size > MOST_BYTES:
                    break
                where = places[token] = []
            if position <= LAST_POSITION and len(where) < MOST_POSITIONS:
                where.append(f"{position}{letter}")
            else:
                told[LONG] = None
        position += 1
    for triple in dict.fromkeys(triple for field in fields for triple in triples(field)):
        if triple not in places:
            size += size_of(triple)
            if size > MOST_BYTES:
                told[PARTLY] = None
                break
            told[lexeme(triple)] = None
    lexemes = [f"'{token}':{','.join(where)}" if where else lexeme(token) for token, where in places.items()]
    return " ".join([*lexemes, *told])


def size_of(token: str) -> int:
    """What a token takes, places included, with room to spare."""
    return len(token.encode()) + 16


def lexeme(token: str) -> str:
    """The token as a lexeme; none holds a quotation mark (tokens.py)."""
    return f"'{token}'"


def ranking(
    node: Node, parts: Sequence[tuple[Node, float]], limit: int, some_may_lack: bool, by_title: bool = False
) -> tuple[str, list[str]]:
    """The tables `hit`, of what matches, in no particular order, and `ranked`, of the best with the place of each;
    with their parameters.

    A vector is long and stored apart; reading it costs more than ranking by it. So what the index alone can tell
    chooses those that are read, once for all parts; the others follow them. `by_title` none is read.
    """
    told = [(prominent(part), rarity) for part, rarity in parts]
    told += [(part, rarity) for part, rarity in parts if some_may_lack]
    within = f"(id IN (SELECT id FROM {TABLE} WHERE vector @@ %s::tsquery))::int"
    worth = sum_of(within, told)
    score = sum_of(f"ts_rank({WEIGHTS}, vector, %s::tsquery, 1)", parts)
    tables = (
        f"hit AS MATERIALIZED (SELECT id FROM {TABLE} WHERE vector @@ %s::tsquery LIMIT {CHOSEN_FROM}), "
        f"likely AS MATERIALIZED (SELECT id, {worth} AS worth FROM hit "
        f"ORDER BY worth DESC, id DESC LIMIT {max(RANKED, limit)}), "
        "best AS MATERIALIZED (SELECT id, row_number() OVER (ORDER BY worth DESC, id DESC) AS promise FROM likely), "
        f"unpacked AS MATERIALIZED (SELECT id, vector || ''::tsvector AS vector FROM {TABLE} JOIN best USING (id) "
        f"WHERE promise <= {0 if by_title else RANKED}), "
        f"read AS MATERIALIZED (SELECT id, row_number() OVER (ORDER BY {score} DESC, id DESC) AS place FROM unpacked), "
        "ranked AS (SELECT id, coalesce(place, promise) AS place FROM best LEFT JOIN read USING (id) "
        f"ORDER BY place LIMIT {limit})"
    )
    asked = [tsquery(node), *(tsquery(part) for part, _ in told), *(tsquery(part, together) for part, _ in parts)]
    return tables, asked


class TsvectorEngine:
    """A table of one tsvector an entry, with a GIN index."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    @contextmanager
    def session(self) -> Iterator[None]:
        """No scans of the whole table, which the planner takes for cheap, since it does not count the unpacking of
        vectors; no compiling of queries that only seem costly; memory enough to keep the hits in titles at hand."""
        with transaction.atomic(using=self.connection.alias):
            self._rows("SET LOCAL enable_seqscan = off; SET LOCAL jit = off; SET LOCAL work_mem = '64MB'", None)
            yield

    def write(self, rows: Iterable[IndexRow]) -> None:
        values = [(row.id, tsvector(row.fields, row.tags)) for row in rows]
        with transaction.atomic(using=self.connection.alias), self.connection.cursor() as cursor:
            if len(values) < MANY:
                cursor.execute(f"SET LOCAL gin_pending_list_limit = '{UNSORTED}'")
            cursor.executemany(
                f"INSERT INTO {TABLE} (id, vector) VALUES (%s, %s::tsvector) "
                "ON CONFLICT (id) DO UPDATE SET vector = EXCLUDED.vector",
                values,
            )

    def remove(self, ids: Sequence[int]) -> None:
        self._rows(f"DELETE FROM {TABLE} WHERE id = ANY(%s) RETURNING id", [list(ids)])

    def remove_strays(self) -> None:
        self._rows(f"DELETE FROM {TABLE} WHERE id NOT IN (SELECT id FROM {ENTRIES})", None)

    def optimise(self) -> None:
        self._rows(f"SELECT gin_clean_pending_list('{TABLE}_vector')", None)
        self._rows(f"ANALYZE {TABLE}", None)

    def keys(self, node: Node, kind: str) -> BitMap:
        hits = f"SELECT unnest(ARRAY(SELECT id FROM {TABLE} WHERE vector @@ %s::tsquery))"  # once, not for each row
        statement = f"SELECT object_id FROM {ENTRIES} WHERE kind = %s AND id IN ({hits})"
        return self._listed(statement, [kind, tsquery(all_of([node, tag(f"k{kind}")]))])

    def ids(self, node: Node) -> BitMap:
        statement = f"SELECT id FROM {TABLE} WHERE vector @@ %s::tsquery"
        return self._listed(statement, [tsquery(node)])

    def among(self, ids: Collection[int], node: Node) -> set[int]:
        statement = f"SELECT id FROM {TABLE} WHERE vector @@ %s::tsquery AND id = ANY(%s)"
        return {id for (id,) in self._rows(statement, [tsquery(node), list(ids)])}

    def survey(
        self, node: Node, parts: Sequence[tuple[Node, float]], limit: int, *, some_may_lack: bool = False
    ) -> Survey:
        hits, parameters = ranking(node, parts, limit, some_may_lack)
        statement = (
            f"WITH {hits}, number AS MATERIALIZED (SELECT count(*) AS hits FROM hit) "
            f"SELECT hits, CASE WHEN hits < {CHOSEN_FROM} THEN ARRAY(SELECT id FROM hit) END, "
            "ARRAY(SELECT id FROM ranked ORDER BY place) FROM number"
        )
        number, hit, best = self._rows(statement, parameters)[0]
        return Survey(number, tally_of(BitMap(hit)) if number < CHOSEN_FROM else None, best)

    def ranked(
        self,
        node: Node,
        parts: Sequence[tuple[Node, float]],
        limit: int,
        *,
        some_may_lack: bool = False,
        by_title: bool = False,
    ) -> Sequence[int]:
        hits, parameters = ranking(node, parts, limit, some_may_lack, by_title)
        return [row[0] for row in self._rows(f"WITH {hits} SELECT id FROM ranked ORDER BY place", parameters)]

    def frequencies(self, nodes: Sequence[Node], cap: int) -> list[int]:
        one = f"(SELECT count(*) FROM (SELECT 1 FROM {TABLE} WHERE vector @@ %s::tsquery LIMIT {cap}) AS hit)"
        return list(self._rows(f"SELECT {', '.join([one] * len(nodes))}", [tsquery(node) for node in nodes])[0])

    def tally(self, node: Node, limit: int) -> tuple[int, Tally]:
        statement = f"SELECT id FROM {TABLE} WHERE vector @@ %s::tsquery LIMIT {limit}"
        ids = self._listed(statement, [tsquery(node)])
        return len(ids), tally_of(ids)

    def ordered(self, node: Node, limit: int, offset: int) -> list[int]:
        hits = f"SELECT id FROM {TABLE} WHERE vector @@ %s::tsquery"
        statement = (
            f"SELECT id FROM {ENTRIES} WHERE id IN ({hits}) "
            f"ORDER BY dated DESC NULLS LAST, document_id, position, id LIMIT {limit} OFFSET {offset}"
        )
        return [row[0] for row in self._rows(statement, [tsquery(node)])]

    def _listed(self, statement: str, parameters: Sequence[Any]) -> BitMap:
        """The ids, each once, that the statement selects; a row for each would take longer."""
        [(ids,)] = self._rows(f"SELECT ARRAY({statement})", parameters)
        return BitMap(ids)

    def _rows(self, statement: str, parameters: Sequence[Any] | None) -> list[tuple[Any, ...]]:
        with self.connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            return list(cursor.fetchall()) if cursor.description else []
