"""Possible ordinals in; those that really number items out, nested by the order of their numbers."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from documents.structure.ordinals import Ordinal, Style
from documents.text.notes import Note, NoteKind
from documents.text.spans import Span

# How far a number may run ahead of the one expected and still be a gap rather than a quantity
WIDEST_GAP = {Style.DIGIT: 5, Style.DIGIT_HALF: 3, Style.LETTER: 0, Style.ROMAN: 0, Style.BOX: 50}
USUAL_GAP = 20
DECIMALS = (Style.DECIMAL_2, Style.DECIMAL_3, Style.DECIMAL_4)
# Marks that say so little that only a run of them numbers anything
FAINT = (Style.LETTER, Style.ROMAN, Style.DIGIT_HALF)
MEASURES = "%％‰亿万千百个度倍元米吨"


@dataclass(frozen=True, slots=True)
class NumberedItem:
    """An ordinal that numbers an item. `parent` is the index of the entry above, -1 at the top."""

    ordinal: Ordinal
    parent: int
    level: int


class Sequencer:
    """Reads ordinals in order and keeps the lists that are open, from the outermost to the innermost.

    The result of run() is in `entries` and `notes`.
    """

    def __init__(self, text: str, ordinals: Sequence[Ordinal]) -> None:
        self.text = text
        self.ordinals = ordinals
        self.entries: list[NumberedItem] = []
        self.notes: list[Note] = []
        self.open: list[int] = []  # indices of entries, outermost first
        self.last: dict[Style, Ordinal] = {}  # the last number of each style in this part of the text
        self.places: dict[Style, list[int]] = {}
        for place, ordinal in enumerate(ordinals):
            self.places.setdefault(ordinal.style, []).append(place)

    def run(self) -> None:
        """Go through the ordinals in order and add those that number items to `entries`."""
        for place, ordinal in enumerate(self.ordinals):
            if ordinal.style is Style.ANNEX:
                self._part(ordinal)
                continue
            read = self._read(ordinal, place)
            if read is not None:
                self._take(read, place)

    def _part(self, ordinal: Ordinal) -> None:
        """Begin a part beside the body: an attachment holds what follows, a closing block (number 0) does not."""
        self.open.clear()
        self._push(ordinal)
        if ordinal.number:
            self.last.clear()
        else:
            self.open.clear()

    def _read(self, ordinal: Ordinal, place: int) -> Ordinal | None:
        """The ordinal, read as the numbers around it suggest; None where it does not number an item."""
        if ordinal.style in DECIMALS:
            return ordinal if self._continues_decimal(ordinal) else self._as_glued(ordinal, place)
        if ordinal.is_glued:
            return self._as_glued(ordinal, place)
        if ordinal.is_bare:
            return ordinal if self._heads_decimals(ordinal, place) else None
        if not ordinal.is_leading or ordinal.style in FAINT:
            return ordinal if self._in_sequence(ordinal, place) else None
        return ordinal if self._is_near(ordinal, place) else None

    def _heads_decimals(self, ordinal: Ordinal, place: int) -> bool:
        """Whether 2.1 follows the bare number 2, or the list of bare numbers has begun so."""
        last = self.last.get(Style.DIGIT)
        follower = self.ordinals[place + 1] if place + 1 < len(self.ordinals) else None
        is_above = follower is not None and follower.path == (ordinal.number, 1)
        return ordinal.is_leading and (
            is_above or (last is not None and last.is_bare and self._in_sequence(ordinal, place))
        )

    def _as_glued(self, ordinal: Ordinal, place: int) -> Ordinal | None:
        """The first part of a decimal as a number, if it is due: 11.121人才项目 → 11.; 12.5%, 1.5亿 → None."""
        first = ordinal.path[0]
        end = ordinal.span.start + len(str(first)) + 1
        after = self.text[end : end + 8].lstrip("0123456789.．")
        if len(ordinal.path) < 3 and after[:1] in MEASURES:
            return None
        whole = replace(ordinal, style=Style.DIGIT, number=first, path=(first,), span=Span(ordinal.span.start, end))
        return whole if self._in_sequence(whole, place) else None

    def _continues_decimal(self, ordinal: Ordinal) -> bool:
        """Whether 1.2 follows 1.1 (or 1.1 is the first below its 1)."""
        last = self.last.get(ordinal.style)
        if not ordinal.is_leading:
            return False
        if last and last.path[:-1] == ordinal.path[:-1]:
            return 0 < ordinal.number - last.number <= 3
        above = self.last.get(Style(ordinal.style - 1))
        if ordinal.number != 1:
            return False
        return above is None or above.path == ordinal.path[:-1] or bool(self.open)

    def _in_sequence(self, ordinal: Ordinal, place: int) -> bool:
        """Whether the number follows the last one of its style, or is a 1 behind which a 2 comes."""
        if ordinal.number == 1:
            return self._has_successor(ordinal, place)
        last = self.last.get(ordinal.style)
        return last is not None and ordinal.number == last.number + 1

    def _is_near(self, ordinal: Ordinal, place: int) -> bool:
        """Whether the number can belong to a list with gaps; a number far ahead is a quantity."""
        last = self.last.get(ordinal.style)
        ahead = ordinal.number - (last.number if last else 0)
        if ahead - 1 <= WIDEST_GAP.get(ordinal.style, USUAL_GAP) or self._begins_late(ordinal, place):
            return True
        self._note(ordinal, "序号与前文不相接，按正文处理")
        return False

    def _begins_late(self, ordinal: Ordinal, place: int) -> bool:
        """Whether a list begins amid its count: 第三十五条 or 53., and the next number follows; two more, where its
        style has numbered another list before."""
        if not self._has_successor(ordinal, place):
            return False
        follower = self._next(ordinal.style, place)
        return ordinal.style not in self.last or self._has_successor(self.ordinals[follower or 0], follower or 0)

    def _has_successor(self, ordinal: Ordinal, place: int) -> bool:
        follower = self._next(ordinal.style, place)
        return follower is not None and self.ordinals[follower].number == ordinal.number + 1

    def _next(self, style: Style, place: int) -> int | None:
        """The place of the next ordinal of this style."""
        places = self.places.get(style, [])
        index = bisect_right(places, place)
        return places[index] if index < len(places) else None

    def _take(self, ordinal: Ordinal, place: int) -> None:
        depth = self._depth_of(ordinal)
        if depth is not None:
            del self.open[depth:]
        else:
            while self.open and not self._holds(self._ordinal(self.open[-1]), ordinal, place):
                self.open.pop()
        self._check_number(ordinal, is_open=depth is not None)
        self._push(ordinal)

    def _depth_of(self, ordinal: Ordinal) -> int | None:
        """How deep the open list is that the ordinal belongs to; None if it begins a new list, as in a box (专栏)."""
        lists = [self._ordinal(index) for index in self.open]
        depths = [depth for depth, last in enumerate(lists) if last.style is ordinal.style]
        if not depths or (lists[-1].style is Style.BOX is not ordinal.style and ordinal.number == 1):
            return None
        due = [depth for depth in depths if lists[depth].number + 1 == ordinal.number]
        return max(due or depths)

    def _holds(self, outer: Ordinal, inner: Ordinal, place: int) -> bool:
        """Whether `inner` belongs below `outer`: by the usual order of styles, or against it if the inner numbers end
        before the next outer one: 1. （一）（二） 2."""
        if outer.style is Style.BOX:
            return inner.number == 1
        if outer.style < inner.style:
            return True
        sibling, next_outer = self._next(inner.style, place), self._next(outer.style, place)
        if inner.number != 1 or sibling is None or next_outer is None or sibling > next_outer:
            return False
        runs_on = self.ordinals[sibling].number == 2 and self.ordinals[next_outer].number == outer.number + 1
        return runs_on and not self._closed_between(outer, place, next_outer)

    def _closed_between(self, outer: Ordinal, place: int, next_outer: int) -> bool:
        """Whether a list further out goes on before the next number of `outer`."""
        for index in self.open:
            above = self._ordinal(index)
            if above.style is outer.style:
                return False
            following = self._next(above.style, place)
            if following is not None and following < next_outer:
                return True
        return False

    def _check_number(self, ordinal: Ordinal, is_open: bool) -> None:
        """Note a gap, a restart or a step back; what is printed without a number has none."""
        if not ordinal.span:
            return
        last = self.last.get(ordinal.style)
        due = last.number + 1 if last and last.path[:-1] == ordinal.path[:-1] else 1
        if ordinal.number == due or (ordinal.number == 1 and not is_open):
            return
        is_inserted = last is not None and last.number == ordinal.number and "之" in ordinal.span.quote(self.text)
        is_announced = ordinal.number == 1 and self.text[max(0, ordinal.span.start - 8) : ordinal.span.start].rstrip()[
            -1:
        ] in ("：", ":")
        if is_inserted or is_announced:  # 第三十条之一 · 申请人应当：（一）
            return
        self._note(ordinal, "序号重新开始" if ordinal.number == 1 else f"序号不连续：此处应为第{due}项")

    def _push(self, ordinal: Ordinal) -> None:
        parent = self.open[-1] if self.open else -1
        self.entries.append(NumberedItem(ordinal, parent, len(self.open) + 1))
        self.open.append(len(self.entries) - 1)
        self.last[ordinal.style] = ordinal

    def _ordinal(self, index: int) -> Ordinal:
        return self.entries[index].ordinal

    def _note(self, ordinal: Ordinal, message: str) -> None:
        self.notes.append(Note(NoteKind.NUMBERING, message, ordinal.span))
