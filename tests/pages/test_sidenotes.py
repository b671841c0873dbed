"""Which facts stand in the margin under which."""

from datetime import date

from policykb.pages.sidenotes import fact, targets_under
from tasks.models import Deadline, Target

DAY, LATER = date(2030, 12, 31), date(2035, 12, 31)


def deadline(start: int | None, due_on: date | None = DAY, section: int = 1) -> Deadline:
    return Deadline(start=start, due_on=due_on, section_id=section)


def target(start: int | None, day: date = DAY, section: int = 1) -> Target:
    return Target(start=start, deadline=day, section_id=section)


def test_a_deadline_has_the_targets_of_its_day_up_to_the_next_deadline() -> None:
    first, second, elsewhere = deadline(10), deadline(30), deadline(20, section=2)
    all_of = [first, second, elsewhere, deadline(None), deadline(5)]
    at, within, beyond, at_next = target(10), target(29), target(40), target(30)
    others = [target(9), target(15, LATER), target(15, section=2), target(None)]
    targets = [at, within, beyond, at_next, *others]
    assert [id(each) for each in targets_under(first, targets, all_of)] == [id(at), id(within)]
    assert [id(each) for each in targets_under(second, targets, all_of)] == [id(beyond), id(at_next)]


def test_a_deadline_without_a_place_or_a_day_has_none() -> None:
    for lone in (deadline(None), deadline(10, None)):
        assert targets_under(lone, [target(10), target(20)], [lone]) == ()


def test_targets_without_a_number_are_said_to_be_so() -> None:
    words, number = target(10), Target(start=12, value=2)
    assert fact("deadline", deadline(None), targets=(words, number)).aims == "目标 2 项"
    assert fact("deadline", deadline(None), targets=(words,)).aims == "定性目标 1 项"
