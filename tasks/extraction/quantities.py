"""Text in; the quantities it names out: value, upper value, unit and bound (不低于, 以上, 左右)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from documents.text.numerals import CHINESE_NUMERALS, STEPS, parse_number
from documents.text.spans import Span
from tasks.extraction.values import Comparator

COUNTED: Final = (
    "个 家 项 件 座 条 处 户 人次 人 名 套 台 辆 艘 架 支 只 头 羽 种 类 批 次 场 所 门 本 部 篇 株 棵 栋 幢 孔 眼 张 枚 对 组 例 片 "
    "万人次 标准箱 床位 张床位 个工作日"
).split()
MEASURED: Final = (
    "平方公里 平方千米 平方米 立方米 公里 千米 海里 厘米 毫米 米 公顷 亩 千瓦时 兆瓦时 千瓦 兆瓦 吉瓦 千伏安 千伏 吨标准煤 吨标煤 标准煤 吨公里 "
    "吨二氧化碳当量 吨 公斤 千克 克 斤 微克 毫克 升 方 标方 立方 摄氏度 度 ℃ kWh kW MW GWh GW TWh km² km m² m³ kg tce t "
    "Gbps Mbps 比特 EFLOPS PFLOPS EB PB TB 机架 标准机架 座席 分贝 dB"
).split()
MONEY: Final = "美元 欧元 元人民币 元".split()
TIMES: Final = "个工作日 工作日 个月 星期 周 天 日 小时 分钟 秒 岁".split()
PARTS: Final = "个百分点 百分点 % ％ ‰ 倍 番 成".split()

FACTORS = r"(?:万亿|千亿|百亿|十亿|千万|百万|十万|亿|万|千|百)?"
BASES = "|".join(sorted({*COUNTED, *MEASURED, *MONEY, *TIMES, *PARTS}, key=len, reverse=True))
PER = r"(?:[/／每](?:万元|亿元|万人|千人|百户|平方公里|平方米|立方米|公里|千瓦时|千瓦|小时|公斤|吨|升|亩|年|天|日|人|户|个|台|元|km|m³|m2|m3|m|h|L|t))?"
UNIT = rf"{FACTORS}(?:{BASES}){PER}"
ARABIC = r"(?<![\dA-Za-z.．第])(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:[.．]\d+)?"
CHINESE = rf"(?<![第{CHINESE_NUMERALS}])[{CHINESE_NUMERALS}]{{1,14}}(?:点[{CHINESE_NUMERALS}]{{1,4}})?"
TO = r"[ \t]?(?:[—–\-－~～]{1,2}|至|到)[ \t]?"

# 不低于 · 超过 · 约
BOUNDS: Final = {
    Comparator.AT_LEAST: "不得低于 不得少于 不低于 不少于 不小于 不短于 大于等于 大于或等于 至少 ≥ ≧".split(),
    Comparator.AT_MOST: "不得超过 不得高于 不超过 不超 不高于 不多于 不大于 不突破 小于等于 小于或等于 至多 最多 ≤ ≦".split(),
    Comparator.OVER: "突破 超过 超出 超 逾 大于 高于 多于 > ＞".split(),
    Comparator.UNDER: "低于 少于 小于 不足 不到 < ＜".split(),
    Comparator.ABOUT: "大约 约为 约 接近 近".split(),
}
# 以上 · 及以上 · 左右
SUFFIXES: Final = {
    Comparator.AT_LEAST: "及以上 或以上 以上".split(),
    Comparator.AT_MOST: "及以下 或以下 以内 之内 以下 内".split(),
    Comparator.ABOUT: "左右 上下".split(),
}
COMPARATORS: Final = {word: key for table in (BOUNDS, SUFFIXES) for key, words in table.items() for word in words}


def _any(table: dict[Comparator, list[str]]) -> str:
    return "|".join(sorted((word for words in table.values() for word in words), key=len, reverse=True))


# 2 个及以上 · 1—2个 · 约12.5万吨 · 30%—40% · 百分之九十五 · 三分之二 · 10余家
QUANTITY = re.compile(
    rf"(?:(?P<bound>{_any(BOUNDS)})[ \t]?(?:了|为)?)?"
    rf"(?:(?P<hundredth>百分之)(?P<percent>\d+(?:[.．]\d+)?|{CHINESE})(?P<points>点)?"
    rf"|(?P<fraction>{CHINESE}分之[{CHINESE_NUMERALS}]{{1,4}})"
    rf"|(?P<low>{ARABIC}|{CHINESE})[ \t]?(?:(?P<low_unit>{UNIT})?{TO}(?P<high>\d+(?:[.．]\d+)?|[{CHINESE_NUMERALS}]{{1,8}})[ \t]?)?"
    rf"(?P<more>[余多])?[ \t]?(?P<unit>{UNIT}))"
    rf"[ \t]?(?:的?(?P<suffix>{_any(SUFFIXES)}))?"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount as written; `span` covers bound, number, unit and suffix, `start` is where the number begins.

    两千亿元 and 1000亿元 are the same: 万 and 亿 before a unit belong to the unit.
    """

    span: Span
    start: int
    value: Decimal
    unit: str
    value_high: Decimal | None = None
    bound: Comparator | None = None
    chinese: bool = False

    @property
    def base(self) -> str:
        """The unit without 万 and 亿 before it and without what it is per."""
        return re.sub(r"^(?:万亿|[十百千]?[万亿]|[百千](?=[家个项人户]))|[/／每].*$", "", self.unit) or self.unit

    @property
    def is_share(self) -> bool:
        return self.unit in ("%", "‰", "成", "")

    @property
    def is_counted(self) -> bool:
        return self.base in COUNTED

    @property
    def is_money(self) -> bool:
        return self.base in MONEY

    @property
    def is_time(self) -> bool:
        return self.base in TIMES


def find_quantities(text: str, within: Span) -> Iterator[Quantity]:
    """The quantities in a stretch of text, in order."""
    for match in QUANTITY.finditer(text, within.start, within.end):
        quantity = _quantity(match)
        if quantity:
            yield quantity


def _quantity(match: re.Match[str]) -> Quantity | None:
    number = match["percent"] or match["fraction"] or match["low"]
    value, unit = _value(match)
    if value is None:
        return None
    high = _scaled(match["high"], match["unit"])[0] if match["high"] else None
    if high is not None and high <= value:
        return None
    bound = match["bound"] or match["suffix"]
    start = match.start("hundredth") if match["percent"] else match.start("fraction" if match["fraction"] else "low")
    comparator = Comparator.BETWEEN if high is not None else COMPARATORS.get(bound or "")
    if comparator is None and match["more"]:
        comparator = Comparator.OVER
    return Quantity(Span(*match.span()), start, value, unit, high, comparator, number[0] in CHINESE_NUMERALS)


def _value(match: re.Match[str]) -> tuple[Decimal | None, str]:
    if match["percent"]:
        return parse_number(match["percent"]), "%"
    if match["fraction"]:
        return parse_number(match["fraction"]), ""
    return _scaled(match["low"], match["unit"])


def _scaled(number: str, unit: str) -> tuple[Decimal | None, str]:
    """两千亿 + 元 → 2000 亿元: a last 万 or 亿 of a Chinese numeral goes to the unit."""
    unit = unit.replace("％", "%")
    if number in STEPS:  # 万元地区生产总值能耗
        return None, unit
    factor = re.search(r"万?亿$|万$", number)
    if factor and not re.search(r"[万亿]", number[: factor.start()]):
        return parse_number(number[: factor.start()] or "一"), factor[0] + unit
    return parse_number(number), unit
