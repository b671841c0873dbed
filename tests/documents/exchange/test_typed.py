"""Days and numbers as officers type them, and a sentence for everything else."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.exchange.typed import NotUnderstood, read_day, read_number, read_whole_number, read_year


@pytest.mark.parametrize(
    "words",
    [
        "2028-05-01", "2028-5-1", "2028/5/1", "2028.5.1", "20280501", "2028年5月1日", "2028 年 5 月 1 日",
        "２０２８-５-１", "２０２８．５．１", "２０２８年５月１日", "二〇二八年五月一日",
        "2028-05-01 00:00:00", "\u200b2028/5/1 0:00",
    ],
)  # fmt: skip
def test_a_day_is_read_as_it_is_typed(words: str) -> None:
    assert read_day(words) == date(2028, 5, 1)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("2028年5月", "请写明年月日，如 2028-05-01"),
        ("2027年底", "请写明年月日"),
        ("5/1/28", "请写明年月日"),
        ("", "请写明年月日"),
        ("长" * 10_000, "请写明年月日"),
        ("2028-2-30", "没有“2028-2-30”这一天"),
        ("9999-12-31", "1900 年至 2100 年之间"),
        ("0001-01-01", "1900 年至 2100 年之间"),
        ("1e2000000", "请写明年月日"),
    ],
)
def test_what_is_no_day_gets_a_sentence(words: str, sentence: str) -> None:
    with pytest.raises(NotUnderstood, match=sentence):
        read_day(words)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("1200", "1200"), ("1,200", "1200"), ("1，200", "1200"), ("１２３．５", "123.5"), ("-3", "-3"), ("−3", "-3"),
        ("－３", "-3"), (" 12.50 ", "12.5"), (".5", "0.5"), ("1,234,567.8", "1234567.8"),
    ],
)  # fmt: skip
def test_a_number_is_read_as_it_is_typed(words: str, number: str) -> None:
    assert read_number(words) == Decimal(number)


@pytest.mark.parametrize(
    "words", ["1e2000000", "1e400", "1e5", "NaN", "inf", "1_000", "1,20", "1.2亿", "很多", "", "9" * 10_000]
)
def test_what_is_no_number_gets_a_sentence(words: str) -> None:
    with pytest.raises(NotUnderstood, match=r"请只填数字，如 1200、1,200、12\.5"):
        read_number(words)


def test_a_percentage_is_not_guessed() -> None:
    with pytest.raises(NotUnderstood, match=r"这里只填 12\.5，百分号写在单位里"):
        read_number("１２．５％")


def test_whole_numbers_and_years() -> None:
    assert (read_whole_number("1,200"), read_year("２０２０年")) == (1200, 2020)
    with pytest.raises(NotUnderstood, match="不是整数"):
        read_whole_number("12.5")
    for words in ("30000", "20", "很久", ""):
        with pytest.raises(NotUnderstood, match="1900 年至 2100 年之间的年份"):
            read_year(words)


@given(st.text() | st.from_regex(r"[\d.,/年月日－-]{1,12}", fullmatch=True))
def test_any_words_are_a_value_or_a_sentence(words: str) -> None:
    for read in (read_day, read_number, read_whole_number, read_year):
        try:
            read(words)
        except NotUnderstood as refusal:
            assert str(refusal).endswith("。")
