"""Which units can be compared, and what a value is in another of its kind."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.measures import UNITS, IncomparableError, converted, kind_of, parse_unit

NUMBERS = st.decimals(min_value=0, max_value=10**9, places=3)
KNOWN = st.sampled_from(sorted(UNITS))


@pytest.mark.parametrize(
    ("value", "unit", "wanted", "expected"),
    [
        ("3.2", "万吨", "吨", "32000"),
        ("1000", "亿元", "万亿元", "0.1"),
        ("50", "万元", "亿元", "0.005"),
        ("2", "吉瓦", "万千瓦", "200"),
        ("150", "亿千瓦时", "万千瓦时", "1500000"),
        ("5", "‰", "％", "0.5"),
        ("1", "平方公里", "亩", "1500"),
        ("100", "万人", "人", "1000000"),
        ("0.5", "吨标准煤/万元", "千克标准煤/元", "0.05"),
        ("35", "微克/立方米", "毫克/立方米", "0.035"),
        ("12", "座", "座", "12"),
        ("7", "", "", "7"),
    ],
)
def test_units_of_one_kind(value: str, unit: str, wanted: str, expected: str) -> None:
    assert round(converted(Decimal(value), unit, wanted), 9) == Decimal(expected)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("个", "家"),
        ("%", "百分点"),
        ("%", ""),
        ("吨", "吨标准煤"),
        ("千瓦", "千瓦时"),
        ("元", "美元"),
        ("吨", "吨/万元"),
        ("人", "人次"),
        ("万元", "万吨"),
    ],
)
def test_what_is_not_comparable_is_refused(one: str, other: str) -> None:
    assert kind_of(one) != kind_of(other)
    with pytest.raises(IncomparableError, match="不能换算成"):
        converted(Decimal(1), one, other)


@given(value=NUMBERS, one=KNOWN, other=KNOWN)
def test_there_and_back(value: Decimal, one: str, other: str) -> None:
    if kind_of(one) == kind_of(other):
        back = converted(converted(value, one, other), other, one)
        assert abs(back - value) <= Decimal("1e-12") * (value + 1)


@given(st.text(max_size=20))
def test_any_unit_is_of_a_kind_and_more_of_it_is_more(unit: str) -> None:
    assert parse_unit(unit)[1] > 0
    assert converted(Decimal(2), unit, unit) == Decimal(2)
