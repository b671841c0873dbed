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
        ("国民经济和社会发展第十五个五年规划纲要", "", (2026, 2030, "第十五个五年规划")),
        ("大气污染防治三年行动方案（2024—2026年）", "", (2024, 2026, "2024—2026年")),
        ("2026年春运工作方案", "", (2026, 2026, "2026年")),
        ("2030年前碳达峰行动方案", "", (None, 2030, "2030年前")),
        ("关于印发《水利发展规划（2021—2025年）》的通知", "", (2021, 2025, "2021—2025年")),
        ("国土空间规划", "规划期限：2021—2035年，近期到2025年。", (2021, 2035, "规划期限：2021—2035年")),
        ("行动方案", "本方案实施期限为2025年至2027年。", (2025, 2027, "实施期限为2025年至2027年")),
        # a look back, and the making of a plan
        ("关于2025年国民经济和社会发展计划执行情况的报告", "", None),
        ("关于做好“十四五”规划实施情况总结评估工作的通知", "", None),
        ("关于做好“十五五”规划编制工作的通知", "", None),
        ("关于开展2025年度安全生产考核工作的通知", "", None),
        ("2024年度审计查出问题整改工作方案", "", None),
        # another document's years, two plans, and numbers that are no years
        ("关于贯彻落实《新能源产业发展规划（2021—2035年）》的实施意见", "", None),
        ("关于衔接“十四五”规划和“十五五”任务的通知", "", None),
        ("关于深化改革2025年1号文件的任务清单", "", None),
        ("促进民营经济发展的二十五条措施", "", None),
        ("2025年度入户工作热点13问", "", None),
        ("建设工程管理办法", "项目实施期限为2025年至2027年。", None),
        ("建设工程管理办法", "项目的实施期限为2025年至2027年。", None),
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
