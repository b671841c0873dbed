"""Scales: comparable values at true distances, and none where there is nothing to compare."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policykb.pictures.scales import WIDTH, Scale, make_scales
from tasks.measures import converted, kind_of

serial = count()


@dataclass(frozen=True)
class Goal:
    value: Decimal | None
    unit: str = "%"
    comparator: str = "reach"
    indicator: str = "利用率"
    value_high: Decimal | None = None
    pk: int = -1


def goal(value: str | None, unit: str = "%", comparator: str = "reach", **others: object) -> Goal:
    return Goal(None if value is None else Decimal(value), unit, comparator, **{"pk": next(serial), **others})  # type: ignore[arg-type]


def scales(*goals: Goal) -> list[Scale | None]:
    found = make_scales(goals, {})
    return [found.get(each.pk) for each in goals]


def told(scale: Scale | None) -> tuple[object, ...] | None:
    return scale and (scale.low, scale.high, scale.kind, scale.place, scale.bar)


@pytest.mark.parametrize(
    ("goals", "expected"),
    [
        ([goal("60")], [("0", "100%", "point", 120, None)]),
        ([goal("90", comparator="at_least")], [("0", "100%", "or_more", 180, (180, WIDTH))]),
        ([goal("50", comparator="at_most")], [("0", "100%", "or_less", 100, (0, 100))]),
        ([goal("150"), goal("50")], [("0", "200%", "point", 150, None), ("0", "200%", "point", 50, None)]),
        # falls of 12.5 % and 10 %: one scale, two places
        (
            [goal("12.5", comparator="fall"), goal("10", comparator="fall", indicator="用水量")],
            [("−15%", "0", "fall", 33, (33, WIDTH)), ("−15%", "0", "fall", 67, (67, WIDTH))],
        ),
        # a rise and a fall: 0 between them
        (
            [goal("10", comparator="rise"), goal("5", comparator="fall")],
            [("−6%", "12%", "rise", 178, (67, 178)), ("−6%", "12%", "fall", 11, (11, 67))],
        ),
        # numbers of one unit and size
        (
            [goal("2", "个", "at_least"), goal("10", "个", "about"), goal("1", "个", "between", value_high=Decimal(2))],
            [
                ("0", "12 个", "or_more", 33, (33, WIDTH)),
                ("0", "12 个", "about", 167, None),
                ("0", "12 个", "range", 17, (17, 33)),
            ],
        ),
        # 3 万吨 and 5000 吨, in the unit of the greater
        (
            [goal("3", "万吨"), goal("5000", "吨")],
            [("0", "4 万吨", "point", 150, None), ("0", "4 万吨", "point", 25, None)],
        ),
    ],
)
def test_comparable_values_share_a_scale(goals: list[Goal], expected: list[tuple[object, ...]]) -> None:
    assert list(map(told, scales(*goals))) == expected


@pytest.mark.parametrize(
    "goals",
    [
        [goal("1000", "亿元")],  # alone, a scale would only be made of the value itself
        [goal(None)],
        [goal("-3")],
        [goal("0", "")],
        [goal("0", "家"), goal("0", "家")],
        [goal("3", "个"), goal("3", "家")],  # other units
        [goal("1", "万元", indicator="甲补助"), goal("3", "亿元", indicator="乙投资")],  # other sizes and indicators
        [goal("3", "万吨"), goal("3", "万吨", "rise")],  # a level and a change
    ],
)
def test_what_cannot_be_compared_has_no_scale(goals: list[Goal]) -> None:
    assert scales(*goals) == [None] * len(goals)


def test_the_same_indicator_is_compared_whatever_its_size() -> None:
    one, other = scales(goal("1", "万元", indicator="投资总额"), goal("3", "亿元", indicator="全省投资总额"))
    assert one and other and one.place == 0 and (other.low, other.high) == ("0", "4 亿元")


def test_goals_elsewhere_are_marked() -> None:
    mine, other, unlike = goal("20"), goal("30"), goal("3", "个")
    found = make_scales([mine], {mine.pk: [other, unlike]})
    assert found[mine.pk].others == (60,)


VALUES = st.decimals(min_value=0, max_value=10**7, places=2)


@given(
    st.lists(
        st.builds(
            goal, VALUES.map(str), st.sampled_from(["%", "个", "吨", "万吨", "亿元", "万元", ""]),
            st.sampled_from(["reach", "fall", "rise", "at_least"]), indicator=st.sampled_from(["甲甲甲", "乙乙乙"]),
        ),
        max_size=8,
    )
)  # fmt: skip
def test_no_scale_lies(goals: list[Goal]) -> None:
    found = make_scales(goals, {})
    for one, other in combinations((each for each in goals if each.pk in found), 2):
        mine, its = found[one.pk], found[other.pk]
        assert 0 <= mine.place <= WIDTH
        is_alike = kind_of(one.unit) == kind_of(other.unit) and (mine.low, mine.high) == (its.low, its.high)
        if is_alike and one.value is not None and other.value is not None:
            signs = [-1 if each.comparator == "fall" else 1 for each in (one, other)]
            first, second = one.value * signs[0], converted(other.value, other.unit, one.unit) * signs[1]
            assert (first <= second) <= (mine.place <= its.place)
