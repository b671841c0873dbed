"""Tasks in reading order, with their clauses, in; the duties each inherits from an earlier one out."""

from collections.abc import Sequence

from tasks.extraction.duties.duty_clauses import DutyClause
from tasks.extraction.duties.responsibilities import inherit
from tasks.extraction.values import DutyMention


class Inheritance:
    """Hands the duties that a clause gives to later items (本条及以下…) to these, until the chapter ends or another
    such clause comes; to the end those beside a rule about all lists (括号中为牵头单位，…下同), and those that are said
    to belong to every list (以下责任单位均包括…) or to have a part in everything below (以下均需…配合，不再列出).
    Tasks are entered in reading order."""

    def __init__(self) -> None:
        self._chapter = ""
        self._carried: list[DutyMention] = []
        self._lasts = False

    def enter(self, chapter: str, task: str, clauses: Sequence[DutyClause]) -> list[DutyMention]:
        """The duties that this task inherits: none where its own clauses have duties for later items, which then
        replace those in force. `chapter` and `task` are ids."""
        inherited = self._carried if self._lasts or chapter == self._chapter else []
        carrying = [clause.reading for clause in clauses if clause.reading.carried]
        carried = [duty for reading in carrying for duty in reading.carried]
        if carrying:
            self._lasts = any(reading.lasts for reading in carrying)
        self._carried = inherit(carried, task) if carried else inherited
        self._chapter = chapter
        return [] if carried else inherited
