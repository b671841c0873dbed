"""Numbers in every script and width that documents use."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.text.numerals import CHINESE_NUMERALS, parse_int, parse_number
from tests.cases import Case, read_cases

CASES = Path(__file__).parent / "cases" / "numerals.txt"


@pytest.mark.parametrize("case", read_cases(CASES))
def test_each_number_has_its_value(case: Case) -> None:
    written = case.input.split("\n")
    values = [parse_number(number) for number in written]
    assert [str(value) if value is not None else "none" for value in values] == case.expected.split()


@pytest.mark.parametrize(
    "text", ["", " ", "点", "分之", "分之分之", "九" * 10_000, "1" * 10_000, "亿" * 40, "百分之" * 10]
)
def test_the_ends_of_the_range_raise_nothing(text: str) -> None:
    assert parse_number(text) is None or parse_number(text) >= 0


def test_whole_numbers_only() -> None:
    assert parse_int("二十三") == 23
    assert parse_int("３.0") == 3
    assert parse_int("三点五") is None
    assert parse_int("三分之二") is None


@given(st.text(alphabet=CHINESE_NUMERALS + "点分之0123456789０９.．,，-+²①", max_size=60) | st.text(max_size=20))
def test_any_text_is_a_number_or_none(text: str) -> None:
    assert parse_number(text) is None or parse_int(text) is None or parse_number(text) == parse_int(text)


@given(st.integers(min_value=0, max_value=10**8 - 1))
def test_a_number_spelled_out_reads_back(number: int) -> None:
    assert parse_number(_spelled(number)) == Decimal(number)
    assert parse_number(f"{number:,}") == Decimal(number)


def _spelled(number: int) -> str:
    """The number in Chinese numerals, every step written: 10,105 → 一万零一百零五."""
    if number < 10:
        return "零一二三四五六七八九"[number]
    for step, character in ((10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= step:
            high, low = divmod(number, step)
            zero = "零" if low and low < step // 10 else ""
            return _spelled(high) + character + (zero + _spelled(low) if low else "")
    raise AssertionError(number)
