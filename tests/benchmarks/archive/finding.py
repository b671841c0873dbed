"""Records, and how many copies of each there are, in; the search index and the sets of tags over all of them out.

What the copies have in common is worked out once: their texts' tokens and their tags.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, reduce
from itertools import islice
from operator import or_
from typing import Any
from unittest.mock import patch

from django.db import transaction
from django.db.models import Model
from pyroaring import BitMap

from documents.models import Document, Revision, SearchEntry
from documents.records.writing import writing
from documents.search.engines import IndexRow, own_engine
from documents.search.index import index_row, row_of
from documents.search.queries.lexicon import current_lexicon
from documents.search.sources import entry_sources
from documents.search.words.segmenter import segmenter
from documents.search.words.tokens import TAG, tokens
from documents.tag_sets.current import current_sets
from documents.tag_sets.sets import Kind, gathered
from documents.tag_sets.storing import store
from documents.tagging import ENTRIES
from tasks.models import Deadline, Target, Task

AT_A_TIME = 500
KINDS: Mapping[str, type[Model]] = {"document": Document, "task": Task, "target": Target, "deadline": Deadline}

Steps = Mapping[type[Model], int]  # by how much the keys of each table grow from one copy to the next


def index_all(copies: int = 0, steps: Steps | None = None, say: Callable[[str], Any] = lambda said: None) -> None:
    """Let search find all records that have been there before they were copied, and the copies."""
    segmenter().learn(current_lexicon().words)
    cut = lru_cache(maxsize=50_000)(tokens)
    with patch("documents.search.index.tokens", lambda *text: list(cut(*text))):  # a list that may be added to
        for source in entry_sources():
            step = (steps or {}).get(KINDS.get(source.kind, Model))
            keys = sorted(source.visible().values_list("pk", flat=True))
            originals = keys if step is None else [key for key in keys if key <= step]
            for start in range(0, len(originals), AT_A_TIME):
                some = source.visible().filter(pk__in=originals[start : start + AT_A_TIME])
                rows = [row_of(entry) for entry in source.entries(some)]
                write_rows(rows, copies if step else 0, step or 0, (steps or {}).get(Document, 0))
            say(f"{len(keys):,} entries: {source.kind}")
    own_engine().optimise()
    count_entries()


def count_entries() -> None:
    """The sets of entries by tag."""
    with writing():
        revision = Revision.objects.get(pk=1)
        revision.advance()
        sets = iter(gathered(ENTRIES.tags(ENTRIES.visible())).items())
        while some := list(islice(sets, AT_A_TIME)):
            store(((ENTRIES.kind, tag, members) for tag, members in some), revision.number)


def write_rows(rows: Sequence[SearchEntry], copies: int, step: int, document_step: int) -> None:
    """Write entries and their copies."""
    with transaction.atomic():
        written = [index_row(row) for row in SearchEntry.objects.bulk_create(rows)]
        own_engine().write(written)
        for number in range(1, copies + 1):
            moved = document_step * number
            copied = SearchEntry.objects.bulk_create([copy_of(row, step * number, moved) for row in rows])
            own_engine().write(
                IndexRow(row.pk, each.fields, [of_copy(tag, moved, TAG) for tag in each.tags])
                for row, each in zip(copied, written, strict=True)
            )


def copy_of(row: SearchEntry, moved: int, document_moved: int) -> SearchEntry:
    """The entry of a copy, whose keys are moved so far."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if field.name != "id"}
    values["object_id"] += moved
    values["document_id"] = row.document_id and row.document_id + document_moved
    values["tags"] = " ".join(of_copy(tag, document_moved) for tag in row.tags.split(" "))
    return SearchEntry(**values)


def of_copy(tag: str, moved: int, opened: str = "") -> str:
    """A tag as a copy carries it, which differs in its document (d12)."""
    letter = f"{opened}d"
    number = tag[len(letter) :]
    return f"{letter}{int(number) + moved}" if tag.startswith(letter) and number.isdecimal() else tag


def copy_sets(copies: int, steps: Steps) -> None:
    """The sets of tags with the copies in them, made of those of the originals."""
    with writing():
        sets, revision = current_sets(), Revision.objects.get(pk=1)
        revision.advance()
        for kind, model in KINDS.items():
            changed = with_copies(sets.of(kind), copies, steps[model], steps[Document])
            while some := list(islice(changed, AT_A_TIME)):
                store(((kind, tag, members) for tag, members in some), revision.number)


def with_copies(kind: Kind, copies: int, step: int, document_step: int) -> Iterator[tuple[str, BitMap]]:
    """Each set of a kind as it is when all records have been copied."""
    for tag, members in kind.tags:
        shifted = [members.shift(step * number) for number in range(1, copies + 1)]
        renamed = [of_copy(tag, document_step * number) for number in range(1, copies + 1)]
        if copies and renamed[0] != tag:
            yield from zip(renamed, shifted, strict=True)
        else:
            yield tag, reduce(or_, shifted, members)
