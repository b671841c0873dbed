"""A text, and what is otherwise in it, in; the other text out, and where each place of the first is in it."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """The characters from `start` to `end` are `new` ones; nothing is before them where `start` is `end`."""

    start: int
    end: int
    new: str


class Rewritten:
    """A text with edits, which may not overlap.

    >>> text = Rewritten("青海省能源局负责", [Edit(0, 3, "海东市"), Edit(6, 6, "牵头")])
    >>> text.text, text.at(3), text.at(6)
    ('海东市能源局牵头负责', 3, 8)
    """

    def __init__(self, text: str, edits: Iterable[Edit]) -> None:
        self._edits = sorted(edits, key=lambda edit: (edit.start, edit.end))
        self._ends = [edit.end for edit in self._edits]
        pieces, self._moved, done, moved = [], [0], 0, 0
        for edit in self._edits:
            pieces += [text[done : edit.start], edit.new]
            done = edit.end
            moved += len(edit.new) - (edit.end - edit.start)
            self._moved.append(moved)
        self.text = "".join([*pieces, text[done:]])

    def at(self, place: int) -> int:
        """Where a place of the first text is: behind what was put in there; within what was replaced as far in as it
        was, at most at the end."""
        number = bisect_right(self._ends, place)
        moved = self._moved[number]
        if number < len(self._edits) and (edit := self._edits[number]).start < place:
            return edit.start + moved + min(place - edit.start, len(edit.new))
        return place + moved


def apart(edits: Iterable[Edit], more: Iterable[Edit]) -> list[Edit]:
    """The edits, and of `more` those that overlap none of them."""
    kept = sorted(edits, key=lambda edit: edit.start)
    starts = [edit.start for edit in kept]
    found = list(kept)
    for edit in more:
        before = bisect_right(starts, edit.start) - 1
        is_free = before < 0 or kept[before].end <= edit.start
        if is_free and (before + 1 == len(kept) or edit.end <= kept[before + 1].start):
            found.append(edit)
    return found
