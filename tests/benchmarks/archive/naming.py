"""A kind of document, a place and a day in; title, genre, document number and the issuer's line out."""

import json
import random
from collections import Counter
from dataclasses import dataclass
from datetime import date

from documents.agencies import Gazetteer, RegionEntry, RegionLevel
from documents.agencies.short_forms import instantiate
from tests.cases import FIXTURES

# How a paper of each kind is called; {of} is its place, {by} whom it is from, {what} what it is about
TITLES = {
    "programme": (
        "{of}推动{what}高质量发展实施方案", "{of}{what}专项行动方案", "{of}{what}三年行动计划（{year}—{later}年）",
        "{of}加快推进{what}工作方案", "{of}{year}年{what}工作要点",
    ),
    "opinion": (
        "{by}关于促进{what}发展的实施意见", "{by}关于加快推进{what}的意见", "{by}关于进一步加强{what}工作的指导意见",
    ),
    "plan": ("{of}“{five}”{what}发展规划", "{of}{what}中长期发展规划（{year}—{long}年）"),
    "measures": ("{of}支持{what}发展若干措施", "{of}关于促进{what}发展的若干政策措施"),
    "division": ("{of}{what}重点任务分工方案", "{of}{year}年{what}任务清单"),
    "notice": ("{by}关于做好{year}年{what}有关工作的通知", "{by}关于开展{what}试点申报的通知"),
    "regulation": ("{of}{what}管理办法", "{of}{what}促进条例", "{of}{what}监督管理规定（试行）"),
    "interpretation": ("《{of}推动{what}高质量发展实施方案》政策解读", "一图读懂《{of}{what}发展规划》"),
    "report": ("{of}{year}年{what}工作报告",),
}  # fmt: skip
GENRES = (
    "实施方案", "行动方案", "行动计划", "工作方案", "工作要点", "实施意见", "指导意见", "意见", "发展规划", "规划",
    "若干措施", "政策措施", "分工方案", "任务清单", "通知", "管理办法", "条例", "规定", "政策解读", "工作报告",
)  # fmt: skip
# Who issues, with the middle of the number: 青政办发〔2024〕35号
ISSUERS = {
    "政府办公机构": "政办发", "政府": "政发", "发展改革": "发改规划", "工业和信息化": "工信发", "生态环境": "环发",
    "科技": "科发", "财政": "财建", "商务": "商发", "农业农村": "农发", "能源": "能源发",
}  # fmt: skip
SHARES = (30, 16, 16, 10, 6, 4, 5, 4, 5, 4)
WITHOUT_NUMBER = 0.15


@dataclass(frozen=True, slots=True)
class Named:
    """What a paper is called."""

    title: str
    notice_title: str
    genre: str
    number: str
    line: str


class Naming:
    """Gives each paper its names, each document number once."""

    def __init__(self, gazetteer: Gazetteer, chance: random.Random) -> None:
        self.chance = chance
        self.patterns = {(each.level, each.line): each for each in reversed(gazetteer.patterns)}
        terms = json.loads((FIXTURES / "terms.json").read_text("utf-8"))
        self.subjects = [term["name"] for term in terms if term["is_topic"]]
        self.serials: Counter[str] = Counter()

    def named(self, kind: str, region: RegionEntry, day: date) -> Named:
        """Names for a paper of this kind, place and day."""
        line = self.drawn_line(kind, region)
        place = "国家" if region.level == RegionLevel.NATIONAL else region.name
        by = instantiate(self.patterns[region.tier, line], region)
        title = self.chance.choice(TITLES[kind]).format(
            of=place,
            by=by,
            what=self.chance.choice(self.subjects),
            year=day.year,
            later=day.year + 2,
            long=day.year + 10,
            five=("十二五", "十三五", "十四五", "十五五")[(day.year - 2011) // 5],
        )
        genre = max((each for each in GENRES if each in title), key=lambda each: (title.rindex(each), len(each)))
        is_sent = title.startswith(place) and not title.startswith(by) and kind not in ("regulation", "report")
        has_number = self.chance.random() >= WITHOUT_NUMBER and kind != "interpretation"
        return Named(
            title=title,
            notice_title=f"{by}关于印发{title}的通知" if is_sent else "",
            genre=genre,
            number=self.next_number(line, region, day) if has_number else "",
            line=line,
        )

    def drawn_line(self, kind: str, region: RegionEntry) -> str:
        """The line of government that issues a paper of this kind; one that the region has."""
        line = "政府" if kind == "regulation" else self.chance.choices(list(ISSUERS), SHARES)[0]
        return line if (region.tier, line) in self.patterns else "发展改革"

    def next_number(self, line: str, region: RegionEntry, day: date) -> str:
        """The next number of this issuer in the year of the day."""
        letters = region.abbreviation or region.short_name[:2]
        code = f"{letters}{ISSUERS[line]}〔{day.year}〕"
        self.serials[code] += self.chance.randint(1, 9)
        return f"{code}{self.serials[code]}号"
