"""Which part of the review list is meant, as an address or a form says it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from documents.text.printable import one_line

WITHOUT_GENRE: Final = "none"  # what an address says of documents whose genre was not read
FIELDS: Final = ("document", "genre", "note", "wording", "words")


@dataclass(frozen=True, slots=True)
class Scope:
    """Conditions on what waits; those that are empty hold of everything. `note` is a kind of notes, `wording` what
    equal ones say; `words` stand in what is to be decided."""

    document: int | None = None
    genre: str = ""
    note: str = ""
    wording: str = ""
    words: str = ""

    def __bool__(self) -> bool:
        return self != Scope()

    @property
    def fields(self) -> dict[str, str]:
        """The conditions as an address or a form says them."""
        return {name: str(value) for name in FIELDS if (value := getattr(self, name))}

    @property
    def is_of_notes(self) -> bool:
        """Whether it asks what only notes can be asked."""
        return bool(self.genre or self.note or self.wording)

    def within(self, **conditions: str) -> "Scope":
        """A part of this part."""
        return replace(self, **conditions)  # type: ignore[arg-type]


def read_scope(said: Mapping[str, str]) -> Scope:
    """The scope that an address or a form names."""
    words = {name: one_line(said.get(name, ""))[:200] for name in FIELDS}
    wording = said.get("wording", "").replace("\0", "")  # as it is stored
    return Scope(number(words.pop("document")), **words | {"wording": wording})


def number(words: str) -> int | None:
    """A row's number, None for anything else."""
    return int(words) if words.isdecimal() and words.isascii() and len(words) <= 18 else None
