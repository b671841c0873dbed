"""Entries → their passages as vectors: made by a command or after an ingest, never while somebody waits; taken out at
once where the text changes."""

from array import array
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import islice
from typing import Any

from documents.models import Passage, SearchEntry
from documents.records.writing import renew, writing
from documents.search.meaning import pgvector
from documents.search.meaning.cutting import digest_of, passages_of
from documents.search.meaning.encoders import Encoder, Vector, fast_encoder

KINDS = (SearchEntry.Kind.TASK,)  # what is found by meaning
READ = 500  # entries looked at together
STEP = 8  # entries written together: other writers wait no longer than that takes
LARGEST = 127  # of a value

Cut = tuple[int, list[str]]  # an entry and its passages


def fill(progress: Callable[[int], Any] = lambda number: None, most: int | None = None) -> int:
    """Make the vectors that are lacking or of another model, of so many entries at most; how many entries they are of:
    0 where the model is switched off or cannot run."""
    model = fast_encoder()
    if model is None:
        return 0
    pgvector.prepare(model.dimensions)
    made = 0
    due = islice(lacking(model.name), most)
    while some := list(islice(due, STEP)):
        made += make(some, model)
        progress(len(some))
    if made:
        renew()
    return made


def lacking(model: str) -> Iterator[Cut]:
    """The entries whose passages are not all there as vectors of this model."""
    pks = list(SearchEntry.objects.filter(kind__in=KINDS).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(pks), READ):
        known = digests(pks[start : start + READ], model=model)
        cut = cut_now(pks[start : start + READ])
        yield from ((pk, passages) for pk, passages in cut if known.get(pk) != digest_of(passages))


def number_lacking() -> int:
    """How many entries are to be made vectors of."""
    model = fast_encoder()
    return sum(1 for _ in lacking(model.name)) if model else 0


def cut_now(pks: Collection[int]) -> list[Cut]:
    """The passages of these entries as they are now."""
    rows = SearchEntry.objects.filter(pk__in=pks).order_by("pk").values_list("pk", "title", "body")
    return [(pk, passages_of(title, body)) for pk, title, body in rows]


def digests(pks: Collection[int], **which: str) -> dict[int, str]:
    """The digests by which the passages of these entries are kept."""
    return dict(Passage.objects.filter(entry_id__in=pks, number=0, **which).values_list("entry_id", "digest"))


def make(due: Sequence[Cut], model: Encoder) -> int:
    """Write the passages of these entries, but for those that changed meanwhile; how many entries they are of."""
    vectors = iter(model.encode_passages([passage for _, passages in due for passage in passages]))
    made = {pk: [packed(next(vectors)) for _ in passages] for pk, passages in due}
    with writing():  # one writer at a time: passages are seen in the order of their keys
        now = {pk: digest_of(passages) for pk, passages in cut_now(made)}
        kept = [(pk, digest_of(passages)) for pk, passages in due if now.get(pk) == digest_of(passages)]
        Passage.objects.filter(entry_id__in=[pk for pk, _ in kept]).delete()
        rows = Passage.objects.bulk_create(
            Passage(entry_id=pk, number=number, model=model.name, digest=digest, vector=vector)
            for pk, digest in kept
            for number, vector in enumerate(made[pk])
        )
        pgvector.write(rows)
    return len(kept)


def packed(vector: Vector) -> bytes:
    """The direction of a vector, a signed byte a value."""
    scale = LARGEST / (max(map(abs, vector)) or 1)
    return array("b", [round(value * scale) for value in vector]).tobytes()


def unpacked(data: bytes) -> Vector:
    """The values of a packed vector."""
    return array("b", data)


def forget_changed(rows: Sequence[SearchEntry]) -> None:
    """Take out the passages of entries that say something else now."""
    known = digests([row.pk for row in rows])
    changed = [row.pk for row in rows if known.get(row.pk, "") not in ("", digest_of(passages_of(row.title, row.body)))]
    if changed:
        Passage.objects.filter(entry_id__in=changed).delete()
