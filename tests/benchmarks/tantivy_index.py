"""The same entries, tokens and query trees in tantivy, a dedicated engine: what the databases are compared with."""

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tantivy

from documents.search.engines import FIELDS, WEIGHTS, IndexRow
from documents.search.expressions import AllOf, AnyOf, Node, Phrase, Without
from documents.search.words.tokens import TAG


class TantivyIndex:
    """An index in a temporary folder."""

    def __init__(self) -> None:
        builder = tantivy.SchemaBuilder()
        for field in FIELDS:
            builder.add_text_field(field, tokenizer_name="whitespace")
        builder.add_text_field("tags", tokenizer_name="raw", fast=True, index_option="basic")
        builder.add_unsigned_field("id", stored=True)
        self.schema = builder.build()
        self.folder = Path(tempfile.mkdtemp(prefix="policykb-tantivy-"))
        self.index = tantivy.Index(self.schema, path=str(self.folder))
        self.writer = self.index.writer(heap_size=200_000_000, num_threads=1)

    def write(self, rows: Iterable[IndexRow]) -> None:
        for row in rows:
            document = tantivy.Document(id=row.id, tags=[tag for tag in row.tags if tag.startswith(TAG)])
            for field, tokens in zip(FIELDS, row.fields, strict=True):
                document.add_text(field, " ".join(tokens))
            self.writer.add_document(document)

    def finish(self) -> None:
        """To be called once, after the last write."""
        self.writer.commit()
        self.writer.wait_merging_threads()
        self.index.reload()

    def size(self) -> int:
        """In bytes."""
        return sum(path.stat().st_size for path in self.folder.rglob("*"))

    def remove(self) -> None:
        shutil.rmtree(self.folder)

    def page_count_facets(self, node: Node, limit: int) -> Any:
        """What a whole request needs of an engine: the best hits, how many there are, and how many of each tag."""
        query, searcher = self.query(node), self.index.searcher()
        found = searcher.search(query, limit=limit, count=True)
        facets = searcher.aggregate(query, {"tags": {"terms": {"field": "tags", "size": 200}}})
        return found.count, facets

    def query(self, node: Node) -> Any:
        """The query tree as tantivy has it."""
        occur = tantivy.Occur
        match node:
            case Phrase((token,)) if token.startswith("#"):
                return tantivy.Query.term_query(self.schema, "tags", token)
            case Phrase(tokens):
                weighed = [(occur.Should, self.in_field(*each, tokens)) for each in zip(FIELDS, WEIGHTS, strict=True)]
                return tantivy.Query.boolean_query(weighed)
            case AllOf(parts):
                return tantivy.Query.boolean_query([(occur.Must, self.query(part)) for part in parts])
            case AnyOf(parts):
                return tantivy.Query.boolean_query([(occur.Should, self.query(part)) for part in parts])
            case Without(wanted, unwanted):
                both = [(occur.Must, self.query(wanted)), (occur.MustNot, self.query(unwanted))]
                return tantivy.Query.boolean_query(both)

    def in_field(self, field: str, weight: float, tokens: tuple[str, ...]) -> Any:
        if len(tokens) == 1:
            query = tantivy.Query.term_query(self.schema, field, tokens[0])
        else:
            query = tantivy.Query.phrase_query(self.schema, field, list(tokens))
        return tantivy.Query.boost_query(query, weight)
