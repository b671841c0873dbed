"""Units and bounds as documents print them (万千瓦, 个百分点, 不低于, 左右), as lists and as patterns."""

from typing import Final

from documents.text.numerals import BLANKS, CHINESE_NUMERALS
from tasks.extraction.values import Comparator


def longest_first(words: str) -> str:
    """The alternatives of a pattern, longer ones first, so that none hides another.

    >>> longest_first("项|事项")
    '事项|项'
    """
    return "|".join(sorted(words.split("|"), key=len, reverse=True))


COUNTED: Final = (
    "场次|台套|家次|个|家|项|件|座|条|处|户|人次|人|名|套|台|辆|艘|架|支|只|头|羽|种|类|批|次|场|所|门|本|部|篇|株|棵|栋|幢|孔|"
    "眼|张|枚|对|组|例|片|万人次|标准箱|床位|张床位|个工作日|节|款|宗|笔|份|间|盏|列|册|批次|台次|辆次|班次|户次|件次|标台|学时|课时|个学分|学分|"
    "网格|根|口(?![岸腔径人粮之袋])|位(?![一居列于次数编码置])|副(?![省厅县市区部主书秘教研校院局处科站组总])"
)
MEASURED: Final = (
    "平方公里|平方千米|平方米|立方米|公里|千米|海里|厘米|毫米|米|公顷|亩|千瓦时|兆瓦时|千瓦|兆瓦|吉瓦|千伏安|"
    "千伏|吨标准煤|吨标煤|标准煤|吨公里|吨二氧化碳当量|吨|公斤|千克|克|斤|微克|毫克|升|方(?![面向案式法针便位])|标方|立方|摄氏度|度|"
    "比特|太比特|吉比特|兆比特|机架|标准机架|座席|分贝|载重吨|吨级|个基点|标准立方米|标立方米|基点|分(?![之别布类钟公级期批局])"
)
# in letters; none where a further letter follows (5G网络, 3D打印)
LATIN: Final = (
    "MWh|kWh|KWh|GWh|TWh|Wh|MW|kW|KW|GW|TW|km²|km2|km|m²|m2|m³|m3|hm²|hm2|Nm³|Nm3|kg|mg|μg|µg|ug|g|tce|tCO₂|tCO2|t|mL|ml|L|"
    "Gbps|Mbps|EFLOPS|PFLOPS|TOPS|EB|PB|TB|GB|dB|TEU|ppm|P|℃|°C"
)
MONEY: Final = "美元|欧元|元人民币|元"
TIMES: Final = "个工作日|工作日|个月|星期|周|天|日|小时|分钟|秒|岁"
PARTS: Final = "/10万|/十万|个百分点|百分点|%|％|‰|倍|番|成"

FACTORS = r"(?:万亿|千亿|百亿|十亿|千万|百万|十万|亿|万|千|百)?"
BASES = (
    rf"(?:{longest_first('|'.join((COUNTED, MEASURED, MONEY, TIMES, PARTS)))}|(?:{longest_first(LATIN)})(?![A-Za-z]))"
)
PER = (
    r"(?:[/／每](?:万元|亿元|10万人|百万人|十万人|万人|千人|百人|百户|平方公里|平方米|立方米|公里|千瓦时|千瓦|小时|公斤|吨|升"
    r"|亩|年|月|天|日|人|生|户|个|台|元|秒"
    r"|kWh|km|kg|m³|m2|m3|Nm³|Nm3|m|h|L|t)(?:[·•][年月日天人])?)?"
)
# 3000件（套） · 510万头（只）
TWIN = r"(?:（[套台件只羽尾座栋幢处个家支辆项]）|\([套台件只羽尾座栋幢处个家支辆项]\))?"
UNIT = rf"{FACTORS}(?:{BASES}){TWIN}{PER}"
# 每生每年, 每人每月 before the number
EACH = r"(?:(?:每学?年|每月|每天)?每(?:生|人|亩|户|床|村|班|公里|平方米|吨|张床)(?:每学?年|每月|每天)?)?"
# 1,200 · 1，200 · 1 200 · 12.5
PLAIN_NUMBER = rf"(?:\d{{1,3}}(?:[,，]\d{{3}})+(?!\d)|\d{{1,3}}(?:[{BLANKS}]\d{{3}})+(?!\d)|\d+)(?:[.．]\d+)?"
# 10⁴ · 1.2×10^4 · 3亿5000(万) · 13万2(千)
ARABIC = rf"""(?<![\dA-Za-z.．第])(?:
    (?:\d+(?:[.．]\d+)?[ ]?[×xX*][ ]?)?10(?:\^\d{{1,2}}|[⁰¹²³⁴-⁹]{{1,2}})
    |\d{{1,9}}(?:[.．]\d+)?(?:[亿万千百]{{1,2}}\d{{1,8}}){{1,3}}(?=[亿万千百])
    |{PLAIN_NUMBER})"""
CHINESE = rf"(?<![第{CHINESE_NUMERALS}])[{CHINESE_NUMERALS}]{{1,14}}(?:点[{CHINESE_NUMERALS}]{{1,4}})?"
TO = r"[ \t]?(?:[—–\-－~～]{1,2}|至|到)[ \t]?"

# 不低于 · 超过 · 约
BOUNDS: Final = {
    Comparator.AT_LEAST: "不得低于|不得少于|不得小于|不得短于|不应低于|不应少于|不应小于|"
    "不低于|不少于|不小于|不短于|大于等于|大于或等于|至少|≥|≧",
    Comparator.AT_MOST: "不得超过|不得高于|不得大于|不得多于|不应超过|不应高于|不应大于|"
    "不超过|不超|不高于|不多于|不大于|不突破|小于等于|小于或等于|至多|最多|≤|≦",
    Comparator.OVER: "突破|超过|超出|超|逾|大于|高于|多于|>|＞",
    Comparator.UNDER: "低于|少于|小于|不足|不到|<|＜",
    Comparator.ABOUT: "大约|约为|约|接近|近",
}
# 以上 · 及以上 · 左右
SUFFIXES: Final = {
    Comparator.AT_LEAST: "及以上|或以上|以上",
    Comparator.AT_MOST: "及以下|或以下|以内|之内|以下|内",
    Comparator.ABOUT: "左右|上下",
}
COMPARATORS: Final = {"过": Comparator.OVER} | {
    word: key for table in (BOUNDS, SUFFIXES) for key, words in table.items() for word in words.split("|")
}
BOUND = longest_first("|".join(BOUNDS.values()))
SUFFIX = longest_first("|".join(SUFFIXES.values()))
