"""The years that a document plans for."""

import pytest

from documents.structure.plan_period import find_plan_period
from documents.structure.values import Words
from documents.text.spans import Span


@pytest.mark.parametrize(
    ("title", "below", "expected"),
    [
        ("生态经济发展规划（2021—2025年）", "", (2021, 2025, "2021—2025年")),
        ("氢能产业发展规划(2023-2035年)", "", (2023, 2035, "2023-2035年")),
        ("“十四五”节能减排规划", "", (2021, 2025, "“十四五”")),
        ("十五五水利发展规划", "", (2026, 2030, "十五五")),
        ("2026年工业经济工作要点", "", (2026, 2026, "2026年")),
        ("人才发展规划", "规划期为2022年至2030年，分两步。", (2022, 2030, "规划期为2022年至2030年")),
        ("人才发展规划", "规划期至2035年。", (None, 2035, "规划期至2035年")),
        ("关于推进氢能发展的意见", "到2030年，产业规模扩大。", None),
        ("2026年省运动会场馆管理办法", "", None),
        ("发展规划（2035—2021年）", "", None),
    ],
)
def test_periods(title, below, expected):
    text = f"{title}\n{below}"
    found = find_plan_period(text, Words(title, Span(0, len(title))))
    said = found and (found.first_year, found.until.year, found.words.text)
    assert said == expected
    if found:
        assert found.words.span.quote(text) == found.words.text
        assert (found.until.month, found.until.day) == (12, 31)
