"""A table's grid in; which columns hold numbers, tasks and bodies out: told by heads and by what stands below.

Heads and cells are witnesses. A head that is not known, or missing, is replaced by what the cells are; a head that
the cells contradict (责任 above the names of persons) does not count; words that mean many things (事项, 单位) need a
second witness. Where the witnesses do not suffice, the table is none of duties.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from documents.text.duty_labels import DutyPart, duty_part
from documents.text.numerals import parse_int
from documents.text.spans import Span
from tasks.extraction.part_words import SETS_WORK
from tasks.extraction.tables.cell_words import PERSONS, is_nothing, is_number, is_time, squeezed
from tasks.extraction.tables.column_heads import BODIES, Column, Head
from tasks.extraction.tables.grid import Grid

MOST = 0.7  # of a column's cells, that tell what it holds
SHORTEST_TASK = 5  # characters of a task's words, on average
LONGEST_LIST = 150  # of a list of bodies
LONGEST_TITLE = 30
FEWEST_CELLS = 2
FEWEST_COUNTED = 3
# 1.完善规划 · （一）完善规划
PRINTED_NUMBER = re.compile(r"[（(]?(\d{1,3}|[一二三四五六七八九十]{1,3})[）)]?[.．、﹒]?(?!\d)")
ENOUGH = 2  # witnesses
HELPS = re.compile("配合|协|参与|参加")
OFFICES = re.compile("[处科股]室")
STOP = re.compile("[，。；;]")
AIMS = (Column.GOAL, Column.INDICATOR)
NO_NUMBERS = (Column.YEAR, Column.VALUE, Column.TIME, Column.OTHER)  # of rows


@dataclass(frozen=True, slots=True)
class DutyColumns:
    """The columns of a table of duties: that of the tasks, those of their numbers and titles (None where there is
    none), those of what several tasks are about, those of bodies and of times. `counted`: the titles are numbered, and
    rows without one go on with the task of the one above."""

    task: int
    number: int | None
    title: int | None
    groups: tuple[int, ...]
    bodies: Mapping[int, Column]
    times: tuple[int, ...]
    counted: bool = False


def read_columns(text: str, grid: Grid, is_bodies: Callable[[Span], bool]) -> DutyColumns | None:
    """The columns of a table of duties; None for any other table. `is_bodies` says whether a cell lists bodies."""
    survey = _Survey(text, grid, is_bodies)
    bodies = survey.bodies()
    task = survey.task(bodies)
    if task is None or not bodies or not survey.suffices(task, bodies):
        return None
    number = survey.number(task)
    left = [column for column in survey.texts(bodies) if column < task and column != number]
    counted = bool(left) and number is None and survey.counts_items(left[-1])
    title = left[-1] if left and (counted or survey.names_rows(left[-1], number)) else None
    times = tuple(grid.columns(Column.TIME)) or tuple(survey.times(task, bodies))
    spelled_out = None if counted else survey.spelled_out(task)
    if spelled_out is not None:
        title, task = task, spelled_out
    return DutyColumns(task, number, title, tuple(column for column in left if column != title), bodies, times, counted)


class _Survey:
    """What stands in each column of a table."""

    def __init__(self, text: str, grid: Grid, is_bodies: Callable[[Span], bool]) -> None:
        self.text, self.grid, self.is_bodies = text, grid, is_bodies
        found: dict[int, dict[Span, str]] = {}
        for row in grid.rows:
            for column, span in row.cells.items():
                words = squeezed(span.quote(text))
                if not is_nothing(words):
                    found.setdefault(column, {})[span] = words
        self.cells = {column: list(spans) for column, spans in sorted(found.items())}
        self.words = {column: list(spans.values()) for column, spans in sorted(found.items())}

    def head(self, column: int) -> Head | None:
        return self.grid.heads.get(column)

    def kind(self, column: int) -> Column | None:
        head = self.head(column)
        return head.kind if head else None

    def share(self, column: int, is_so: Callable[[str], bool]) -> float:
        words = self.words.get(column, [])
        return sum(map(is_so, words)) / len(words) if words else 0.0

    def share_of_bodies(self, column: int) -> float:
        cells = [span for span in self.cells.get(column, []) if len(span) <= LONGEST_LIST]
        return sum(map(self.is_bodies, cells)) / len(self.cells[column]) if cells else 0.0

    def bodies(self) -> dict[int, Column]:
        """The columns of bodies: those that a head names and no cell contradicts, else those with names of bodies."""
        found: dict[int, Column] = {}
        for column in self.words:
            head = self.head(column)
            if head and head.kind in BODIES and not self._contradicts(column):
                found[column] = head.kind
            elif self.kind(column) in (None, Column.UNIT) and self._holds_bodies(column):
                found[column] = Column.LIST
        found = self._without_offices(found) or self._misnamed()
        helps = any(HELPS.search(self.grid.head.get(column, "")) for column in found)
        if set(found.values()) == {Column.SUPPORT} and not helps:  # 指导部门 alone: who leads is not said
            return dict.fromkeys(found, Column.LIST)
        parts = {duty_part(squeezed(self.grid.head.get(column, ""))) for column in found}
        return dict.fromkeys(found, Column.LIST) if parts == {DutyPart.MAIN} else found

    def _without_offices(self, found: Mapping[int, Column]) -> dict[int, Column]:
        """The columns of bodies without those of offices in one of them, which say again who does it: 局内牵头处室
        beside 牵头单位."""
        offices = {column for column in found if OFFICES.search(self.grid.head.get(column, ""))}
        kinds = {kind for column, kind in found.items() if column not in offices}
        return {column: kind for column, kind in found.items() if column not in offices or kind not in kinds}

    def _holds_bodies(self, column: int) -> bool:
        return len(self.cells[column]) >= FEWEST_CELLS and self.share_of_bodies(column) >= MOST

    def _misnamed(self) -> dict[int, Column]:
        """The column with most names of bodies below a head of many meanings, such as 考核项目."""
        heads = {column: head for column in self.words if (head := self.head(column))}
        vague = [column for column, head in heads.items() if head.kind is Column.TASK and not head.is_plain]
        found = [column for column in vague if self._holds_bodies(column)]
        return {max(found, key=lambda column: len(self.cells[column])): Column.LIST} if found else {}

    def _contradicts(self, column: int) -> bool:
        """Whether cells below a head of bodies are persons, numbers, times or prose."""
        if self.share_of_bodies(column) * 2 >= 1:
            return False
        others = (is_number, is_time, lambda words: bool(PERSONS.fullmatch(words)), lambda words: "。" in words[:-1])
        return any(self.share(column, is_so) > MOST for is_so in others)

    def task(self, bodies: Mapping[int, Column]) -> int | None:
        """The column of the tasks: of those that a head calls so, one with the most cells of its own; of several the
        one with most words. Those with unknown heads, or heads of aims, come in where no head names tasks, or only
        cells that are merged over their rows stand below it."""
        texts = [column for column in self.texts(bodies) if self._is_text(column)]
        texts = self._behind_number(texts) or texts
        named = [column for column in texts if self.kind(column) is Column.TASK]
        rows = max((len(self.cells[column]) for column in named), default=0)
        others = [column for column in texts if self._may_be_task(column)]
        own = named + [column for column in others if len(self.cells[column]) * 2 > rows * 3]
        most = max((len(self.cells[column]) for column in own), default=0)
        full = [column for column in own if len(self.cells[column]) * 5 >= most * 4]
        return max(full, key=lambda column: (len("".join(self.words[column])), column), default=None)

    def _behind_number(self, texts: Sequence[int]) -> list[int]:
        """The columns of text behind one of numbers that stands amid them: it counts what is behind it."""
        numbers = [at for at in self.words if texts and at > texts[0] and self.share(at, is_number) >= MOST]
        counted = [at for at in numbers if self.kind(at) in (None, Column.NUMBER) and at < texts[-1]]
        return [column for column in texts if counted and column > counted[-1] and self._may_be_counted(column)]

    def _may_be_counted(self, column: int) -> bool:
        return self.kind(column) is Column.TASK or self._may_be_task(column)

    def _may_be_task(self, column: int) -> bool:
        """Whether tasks may stand below a head that does not say so: 重点领域, where the cells are sentences."""
        is_prose = self.share(column, lambda words: words[-1] in "。；;") >= MOST
        return self.kind(column) in (None, Column.GOAL, Column.INDICATOR) or (
            self.kind(column) is Column.GROUP and is_prose
        )

    def texts(self, bodies: Mapping[int, Column]) -> list[int]:
        """The columns that may hold tasks or what they are about, from left to right."""
        kinds = (None, Column.TASK, Column.GROUP, Column.GOAL, Column.INDICATOR)
        return [
            column
            for column in self.words
            if column not in bodies and self.kind(column) in kinds and self.share(column, is_number) < MOST
        ]

    def _is_text(self, column: int) -> bool:
        words = self.words[column]
        is_long = sum(map(len, words)) >= SHORTEST_TASK * len(words) or self.kind(column) is Column.TASK
        return is_long and self.share(column, is_time) < MOST

    def number(self, task: int) -> int | None:
        """The column of the tasks' numbers: the nearest before them of those with the most cells of their own."""
        found = [
            column
            for column in self.words
            if self.kind(column) not in NO_NUMBERS and self.share(column, is_number) >= MOST
        ]
        before = [column for column in found if column < task] or found
        return max(before, key=lambda column: (len(self.cells[column]), column), default=None)

    def names_rows(self, column: int, number: int | None) -> bool:
        """Whether the cells of a column before the tasks name each of them: each short, and no two rows share one,
        merged or printed again; a number between the two counts what is behind it."""
        rows = [squeezed(row.cells[column].quote(self.text)) for row in self.grid.rows if row.cells.get(column)]
        is_each = len(set(rows)) == len(rows) and len(rows) * 5 >= len(self.grid.rows) * 4
        is_behind = number is None or number < column or len(rows) == len(self.grid.rows)
        return is_each and is_behind and self._are_titles(column)

    def counts_items(self, column: int) -> bool:
        """Whether the cells of a column before the tasks are titles that count up (1.完善规划), half of which or more
        stand before one row only."""
        numbers = [PRINTED_NUMBER.match(words) for words in self.words[column]]
        counts = [parse_int(found[1]) for found in numbers if found]
        is_count = len(counts) >= FEWEST_COUNTED and counts == list(range(1, len(self.words[column]) + 1))
        begun = [bool(row.cells.get(column)) for row in self.grid.rows]
        alone = sum(own and after for own, after in zip(begun, [*begun[1:], True], strict=True))
        return is_count and alone * 2 >= len(counts) and self._are_titles(column)

    def spelled_out(self, task: int) -> int | None:
        """The column behind that of the tasks whose sentences say what to do, while the tasks' cells are but names of
        it: 考核内容 beside 评分标准."""
        are_names = self.share(task, lambda words: len(words) <= LONGEST_TITLE and not STOP.search(words)) >= MOST
        aims = [column for column in self.words if column > task and self.kind(column) in AIMS]
        said = [column for column in aims if self.share(column, lambda words: bool(STOP.search(words))) >= MOST]
        return said[0] if are_names and said else None

    def _are_titles(self, column: int) -> bool:
        return all(len(words) <= LONGEST_TITLE and "。" not in words[:-1] for words in self.words[column])

    def times(self, task: int, bodies: Mapping[int, Column]) -> list[int]:
        """The columns without a known head whose cells are times."""
        free = [column for column in self.words if column != task and column not in bodies and not self.kind(column)]
        return [column for column in free if self.share(column, is_time) >= MOST]

    def suffices(self, task: int, bodies: Mapping[int, Column]) -> bool:
        """Whether two witnesses say that this is a table of duties: a head of bodies, one of tasks, cells that are
        bodies, tasks that begin like work."""
        heads = [self.head(column) for column in bodies]
        named = self.head(task)
        said = [column for column in (task, self.spelled_out(task)) if column is not None]
        witnesses = (
            any(head is not None and head.is_plain and head.kind in BODIES for head in heads),
            named is not None and named.is_plain and named.kind is Column.TASK,
            any(self.share_of_bodies(column) >= MOST for column in bodies),
            any(self.share(column, lambda words: bool(SETS_WORK.search(words))) * 2 >= 1 for column in said),
        )
        is_about_bodies = witnesses[0] or witnesses[2]
        return is_about_bodies and sum(witnesses) >= ENOUGH
