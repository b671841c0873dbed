"""Open notes in; equal ones as one line, with how many they are and of which genres, out.

Notes are equal where they are of one kind and say the same, whatever words and numbers they say it of. A line is
decided as a whole; its seal tells whether it still holds the notes that a person saw.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any, Final

from django.db.models import Count, Max, Min, Q, QuerySet, Sum

from documents.exchange.labels import EMPTY
from documents.models import SourceNote
from policykb.editing.scope import WITHOUT_GENRE

FEWEST: Final = 3  # equal notes that are one line; fewer are shown themselves
GENRES_NAMED: Final = 8

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class EqualNotes:
    """A line: notes of one kind with one wording. `notes` are they where they are few, else they are `genres`: what an
    address calls a genre, what people call it, and how many notes stand in such documents."""

    kind: str
    wording: str
    number: int
    documents: int
    seal: str
    notes: list[SourceNote] = field(default_factory=list)
    genres: list[tuple[str, str, int]] = field(default_factory=list)

    @property
    def label(self) -> str:
        """What the kind is called."""
        return dict(SourceNote._meta.get_field("kind").flatchoices).get(self.kind, self.kind)  # type: ignore[union-attr]

    @property
    def more_genres(self) -> int:
        """How many genres are not named."""
        return max(len(self.genres) - GENRES_NAMED, 0)


def lines_of(notes: QuerySet[SourceNote]) -> QuerySet[Any]:
    """The lines of these notes as rows, the longest first; those of one length in the order of their notes."""
    said = notes.order_by().values("kind", "wording")
    numbers = said.annotate(number=Count("pk"), documents=Count("document", distinct=True), **SEAL)
    return numbers.order_by("-number", "least")


SEAL: Final = {"least": Min("pk"), "most": Max("pk"), "total": Sum("pk")}


def seal(row: Row) -> str:
    """What changes when the notes become others."""
    return f"{row['number']}-{row['least']}-{row['most']}-{row['total']}"


def seal_of(notes: QuerySet[SourceNote]) -> str:
    """The seal of all these notes."""
    return seal(notes.order_by().aggregate(number=Count("pk"), **SEAL))


def equal_notes(notes: QuerySet[SourceNote], rows: Iterable[Row]) -> list[EqualNotes]:
    """The lines that these rows tell, with what is shown of each."""
    rows = list(rows)
    few = notes_of(notes, [row for row in rows if row["number"] < FEWEST])
    genres = genres_of(notes, [row for row in rows if row["number"] >= FEWEST])
    return [
        EqualNotes(
            row["kind"], row["wording"], row["number"], row["documents"], seal(row), few[key(row)], genres[key(row)]
        )
        for row in rows
    ]


def notes_of(notes: QuerySet[SourceNote], rows: list[Row]) -> dict[tuple[str, str], list[SourceNote]]:
    """The notes of these lines."""
    found: dict[tuple[str, str], list[SourceNote]] = defaultdict(list)
    for note in notes.filter(of_lines(rows)) if rows else ():
        found[note.kind, note.wording].append(note)
    return found


def genres_of(notes: QuerySet[SourceNote], rows: list[Row]) -> dict[tuple[str, str], list[tuple[str, str, int]]]:
    """The genres of the documents of these lines, the commonest first."""
    found: dict[tuple[str, str], list[tuple[str, str, int]]] = defaultdict(list)
    counted = notes.order_by().values("kind", "wording", "document__genre").annotate(number=Count("pk"))
    for row in counted.filter(of_lines(rows)).order_by("-number", "document__genre") if rows else ():
        genre = row["document__genre"]
        found[key(row)].append((genre or WITHOUT_GENRE, genre or EMPTY, row["number"]))
    return found


def of_lines(rows: Iterable[Row]) -> Q:
    """The condition that a note stands in one of these lines."""
    return reduce(or_, (Q(kind=row["kind"], wording=row["wording"]) for row in rows))


def key(row: Row) -> tuple[str, str]:
    """What a line is known by."""
    return row["kind"], row["wording"]
