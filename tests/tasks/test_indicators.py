"""Which printed indicators are the same."""

import pytest

from tasks.indicators import normal, spellings


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("森林覆盖率", "森林覆盖率"),
        ("全省森林覆盖率", "森林覆盖率"),
        ("“散乱污” 企业整治率", "散乱污企业整治率"),
        ("全省总量", ""),
        ("", ""),
    ],
)
def test_what_is_compared(printed: str, expected: str) -> None:
    assert normal(printed) == expected


def test_spellings_are_the_same_indicator() -> None:
    assert {normal(spelling) for spelling in spellings("全省森林覆盖率")} == {"森林覆盖率"}
    assert spellings("比重") == set()
