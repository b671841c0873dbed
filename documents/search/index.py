"""Entries → the index, always within the caller's transaction: what is rolled back was never indexed. For an index
outside the database the transaction leaves a line in the outbox."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import islice

from documents.models import SearchEntry
from documents.records.writing import writing
from documents.search.cluster.outbox import remember
from documents.search.engines import FIELDS, IndexRow, is_own_kept, own_engine
from documents.search.entries import Entry
from documents.search.meaning.filling import forget_changed
from documents.search.queries.lexicon import current_lexicon
from documents.search.words.segmenter import segmenter
from documents.search.words.tokens import TAG, TITLE, tokens

BATCH = 500
MAX_TEXT = 400_000  # characters of one field; a longer text is found by its beginning
LONGEST_TITLE = 1000  # tokens that are told from those of other fields
UPDATED = ["tags", "document_id", "dated", "position", "title", "agency", "heading", "body"]


def write(entries: Iterable[Entry]) -> int:
    """Put these entries into the index, in place of what it held of the same records; how many they were."""
    segmenter().learn(current_lexicon().words)
    written = 0
    for batch in batches(entries):
        rows = [row_of(entry) for entry in batch]
        cut = [index_row(row) for row in rows] if is_own_kept() else []  # before others have to wait
        with writing() as current:
            SearchEntry.objects.bulk_create(
                rows,
                update_conflicts=True,
                unique_fields=["kind", "object_id"],
                update_fields=UPDATED,
            )
            if is_own_kept():
                own_engine().write(replace(each, id=row.pk) for each, row in zip(cut, rows, strict=True))
            remember(row.pk for row in rows)
            current.indexed.update(row.pk for row in rows)
            forget_changed(rows)
        written += len(batch)
    return written


def remove(kind: str, object_ids: Collection[int]) -> None:
    """Take these records out of the index; those it does not hold are no error."""
    remove_entries(list(SearchEntry.objects.filter(kind=kind, object_id__in=object_ids).values_list("pk", flat=True)))


def remove_entries(ids: list[int]) -> None:
    """Take these entries out."""
    with writing() as current:
        for start in range(0, len(ids), BATCH):
            some = ids[start : start + BATCH]
            if is_own_kept():
                own_engine().remove(some)
            SearchEntry.objects.filter(pk__in=some).delete()
            current.indexed.update(some)
            remember(some)  # last: who waited for these rows comes later in the outbox too


def batches(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """The entries in lists of bounded length, each record once in a list."""
    remaining = iter(entries)
    while batch := list(islice(remaining, BATCH)):
        yield list({(entry.kind, entry.object_id): entry for entry in batch}.values())


def row_of(entry: Entry) -> SearchEntry:
    """The entry as a row."""
    return SearchEntry(
        tags=" ".join(dict.fromkeys([f"k{entry.kind}", *entry.tags])),
        kind=entry.kind,
        object_id=entry.object_id,
        document_id=entry.document_id,
        dated=entry.dated,
        position=entry.position,
        **{field: clean(getattr(entry, field)) for field in FIELDS},
    )


def clean(text: str) -> str:
    """The text within what both databases can hold: PostgreSQL knows no NUL."""
    return text[:MAX_TEXT].replace("\0", " ")


def index_row(row: SearchEntry) -> IndexRow:
    """The tokens of a row. An agency's tags count as words of its field too: holding a duty is being named. Those of
    the title come again among the tags: there they are told from others without a look at any row."""
    tags = [TAG + name for name in ("entry", *row.tags.split())]
    fields = [tokens(getattr(row, field), segmenter()) for field in FIELDS]
    fields[FIELDS.index("agency")] += [name for name in tags if name.startswith(TAG + "a")]
    return IndexRow(row.pk, tuple(fields), [*tags, *(TITLE + token for token in fields[0][:LONGEST_TITLE])])
