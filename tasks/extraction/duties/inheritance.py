"""Tasks in reading order, with their clauses, in; the duties each inherits from an earlier one out."""

from collections.abc import Sequence

from tasks.extraction.duties.duty_clauses import Clause
from tasks.extraction.duties.responsibilities import inherit
from tasks.extraction.values import DutyMention


class Inheritance:
    """What the last clause that reaches on (本条及以下…) says, until its chapter ends or another one comes."""

    def __init__(self) -> None:
        self._chapter = ""
        self._carried: list[DutyMention] = []

    def enter(self, chapter: str, task: str, clauses: Sequence[Clause]) -> list[DutyMention]:
        """The duties that this task inherits; afterwards its own clauses are in force."""
        inherited = self._carried if chapter == self._chapter else []
        carried = [duty for clause in clauses for duty in clause.reading.carried]
        self._carried = inherit(carried, task) if carried else inherited
        self._chapter = chapter
        return [] if carried else inherited
