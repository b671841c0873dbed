"""What an app declares about a record that is to be found: an Entry, the currency between the apps and the index."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Entry:
    """A record's words by field, in falling weight, and its tags (see SearchEntry)."""

    kind: str
    object_id: int
    title: str
    agency: str = ""
    heading: str = ""
    body: str = ""
    tags: Sequence[str] = ()
    document_id: int | None = None
    dated: date | None = None
    position: int = 0
