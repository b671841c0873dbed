"""Events of a place, through any course of changes: what subscribers were once told stays, standing or cancelled."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from documents.models import Document
from policykb.machines.calendars.occasions import Birth, Key, Past, Stay, find_occasions, key_of, stay_of
from tasks.models import Deadline, Target

AT = datetime(2026, 3, 5, tzinfo=UTC)
DAYS = [date(2027, 6, 30), date(2028, 6, 30), date(2029, 6, 30)]


class Place:
    """A document with deadlines and targets, and what is known of their past."""

    def __init__(self) -> None:
        self.document, self.revision = Document(pk=1, issued_on=date(2026, 3, 5)), 0
        self.items: list[Deadline | Target] = []
        self.births: dict[Key, Birth] = {}
        self.moves: dict[Key, list[Stay]] = {}

    def add(self, kind: type[Deadline] | type[Target], day: date) -> None:
        item = kind(pk=len(self.items) + 1, document=self.document)
        self.items.append(item)
        if self.revision:
            self.births[key_of(item)] = Birth(self.revision, AT)
        self.set_day(item, day)
        self.moves[key_of(item)] = [stay_of(item, self.revision)]

    def set_day(self, item: Deadline | Target, day: date) -> None:
        setattr(item, "due_on" if isinstance(item, Deadline) else "deadline", day)

    def change(self, number: int, what: date | str) -> None:
        """Move an item to a day, or give it a standing."""
        item = self.items[number % len(self.items)]
        if isinstance(what, date):
            self.set_day(item, what)
        else:
            item.standing = what
        self.moves[key_of(item)].append(stay_of(item, self.revision))

    def events(self) -> dict[Key, bool]:
        """The names of the events, and whether each stands."""
        every = {key_of(item) for item in self.items}
        live = {key_of(item) for item in self.items if item.standing == "current"}
        found = list(find_occasions(self.items, live, every, Past(self.births, self.moves), lambda slot: True))
        assert len({key_of(each.first) for each in found}) == len(found)
        standing = [each for each in found if each.items]
        assert {key_of(item) for each in standing for item in each.items} == live
        assert len({each.day for each in standing}) == len(standing)
        return {key_of(each.first): bool(each.items) for each in found}


changes = st.one_of(
    st.tuples(st.sampled_from([Deadline, Target]), st.sampled_from(DAYS)),
    st.tuples(st.integers(0, 9), st.sampled_from([*DAYS, "withdrawn", "superseded", "current"])),
)


@given(st.lists(changes, min_size=1, max_size=12))
def test_what_was_told_once_stays_and_nothing_else(course: list[tuple[object, object]]) -> None:
    place, told = Place(), set[Key]()
    place.add(Deadline, DAYS[0])
    place.add(Target, DAYS[0])
    for what, how in [(0, DAYS[0]), *course]:
        place.revision += 1
        if isinstance(what, int):
            place.change(what, how)  # type: ignore[arg-type]
        else:
            place.add(what, how)  # type: ignore[arg-type]
        events = place.events()
        told |= {key for key, stands in events.items() if stands}
        assert events.keys() == told


def test_the_oldest_leads_whatever_it_is() -> None:
    place = Place()
    place.add(Target, DAYS[0])
    assert place.events() == {("target", 1): True}
    place.revision += 1
    place.add(Deadline, DAYS[0])
    assert place.events() == {("target", 1): True}
    place.revision += 1
    place.change(0, DAYS[1])
    assert place.events() == {("target", 1): True, ("deadline", 2): True}
    place.revision += 1
    place.change(0, DAYS[0])
    assert place.events() == {("target", 1): True, ("deadline", 2): False}
    place.revision += 1
    place.change(0, "withdrawn")
    assert place.events() == {("target", 1): True, ("deadline", 2): False}
