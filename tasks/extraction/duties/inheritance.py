"""Tasks in reading order, with their clauses, in; the duties each inherits from an earlier one out."""

from collections.abc import Sequence

from tasks.extraction.duties.duty_clauses import DutyClause
from tasks.extraction.duties.responsibilities import inherit
from tasks.extraction.values import DutyMention


class Inheritance:
    """Hands the duties that a clause gives to later items (本条及以下…) to these, until the chapter ends or another
    such clause comes. Tasks are entered in reading order."""

    def __init__(self) -> None:
        self._chapter = ""
        self._carried: list[DutyMention] = []

    def enter(self, chapter: str, task: str, clauses: Sequence[DutyClause]) -> list[DutyMention]:
        """The duties that this task inherits: none where its own clauses have duties for later items, which then
        replace those in force. `chapter` and `task` are ids."""
        inherited = self._carried if chapter == self._chapter else []
        carried = [duty for clause in clauses for duty in clause.reading.carried]
        self._carried = inherit(carried, task) if carried else inherited
        self._chapter = chapter
        return [] if carried else inherited
