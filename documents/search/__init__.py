"""Records in, answers out: segmenting, the index on both databases, reading queries, ranking, excerpts."""

from documents.search.entries import Entry
from documents.search.index import remove, write

__all__ = ["Entry", "remove", "write"]
