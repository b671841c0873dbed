"""Invented pages of PDFs with a table around which no line is drawn, or with what only looks like one.

A seed in; the lines as they are placed on the pages, and the rows of the table in them, out.
"""

from dataclasses import dataclass, field
from random import Random

from tests.documents.text.formats.test_pdf import SIZE, Placed

TOP, BOTTOM, WIDE = 780, 80, 470
CLOSING = "。，、；：）"
VERBS = ["推进", "完善", "建设", "开展", "落实", "加强", "修建", "清理", "培育", "支持"]
THINGS = [
    "水渠", "河道治理", "公共停车设施", "数据共享平台", "学校", "林地绿化", "老旧小区改造", "社区食堂", "风电基地",
    "农村公路",
]  # fmt: skip
BODIES = [
    "省水利厅", "省林业局", "省教育厅", "省住房城乡建设厅", "省数据局", "省发展改革委", "各市州政府", "省财政厅",
    "省交通运输厅",
]  # fmt: skip
TIMES = ["2030年底前", "长期", "2031年6月底前", "2030年", "持续推进", "六月"]
PROSE = (
    "各地各部门要加强组织领导，压实工作责任，细化工作措施，确保各项任务按期完成。"
    "省政府办公厅按季调度，重要情况及时报告。"
)
NAMES = {
    "count": ["序号"], "task": ["重点任务", "工作内容", "任务"], "body": ["责任单位", "牵头部门", "配合单位"],
    "time": ["完成时限", "时间"], "number": ["目标", "2025年", "2030年目标"], "note": ["备注"],
}  # fmt: skip
LEAST = {"count": 2, "task": 6, "body": 4, "time": 4, "number": 3, "note": 3}  # ems
SHARE = {"count": 0, "task": 6, "body": 3, "time": 1, "number": 1, "note": 1}  # of the room that is left


@dataclass
class Style:
    """How a table is set: in points, but for the widths, which are in ems."""

    kinds: list[str]
    widths: list[int]
    em: float
    pitch: float
    apart: float  # from the last line of a row to the next row
    between: float
    is_middle: bool
    centred: list[bool]

    @property
    def edges(self) -> list[float]:
        """Where its columns begin."""
        steps = [width * self.em + self.between for width in self.widths]
        return [60 + sum(steps[:at]) for at in range(len(steps))]


@dataclass
class Invented:
    """The pages of a file, and the rows of the table in it."""

    pages: list[list[Placed]] = field(default_factory=lambda: [[]])
    rows: list[list[str]] = field(default_factory=list)
    down: float = TOP

    def put(self, left: float, down: float, words: str, em: float) -> None:
        """Place a line on the last page."""
        self.pages[-1].append((left, down, words, em / SIZE))

    def turn(self) -> None:
        """Begin another page, below its number the next line."""
        self.put(290, 40, f"— {len(self.pages)} —", 12)
        self.pages.append([])
        self.down = TOP

    def paragraph(self, words: str, em: float, pitch: float) -> None:
        """A paragraph of running text as wide as the page."""
        for at, line in enumerate(wrap("　　" + words, int(WIDE / em))):
            bare = line.lstrip("\u3000")
            self.put(60 + em * (len(line) - len(bare)) if not at else 60, self.down, bare, em)
            self.down -= pitch


def wrap(words: str, width: float, *, hangs: bool = True) -> list[str]:
    """The words in lines of so many ems, digits half as wide; no line begins with a closing mark, which stands out of
    its column, or takes the character before it along."""
    lines = [""]
    for sign in words:
        if sign == "\n":
            lines.append("")
        elif lines[-1] and ems(lines[-1] + sign) > width and (sign not in CLOSING or not hangs):
            taken = lines[-1][-1] if sign in CLOSING else ""
            lines[-1] = lines[-1].removesuffix(taken)
            lines.append(taken + sign)
        else:
            lines[-1] += sign
    return lines


def ems(words: str) -> float:
    """How wide the words are."""
    return sum(0.5 if sign.isascii() else 1.0 for sign in words)


def with_table(seed: int) -> Invented:
    """Pages with one table: a title or text above it, text below it, at times over two pages."""
    luck = Random(seed)
    style = _style(luck)
    made = Invented()
    if luck.random() < 0.5:
        made.paragraph(PROSE, style.em, style.pitch)
    made.down -= luck.choice([0, 0, style.pitch / 2, style.pitch])
    made.down = luck.choice([made.down, made.down, made.down, 260])
    heads = [luck.choice(NAMES[kind]) for kind in style.kinds]
    _row(made, style, heads, cuts=False)
    cuts = luck.random() < 0.4
    repeats = luck.random() < 0.2
    for number in range(1, luck.randint(2, 9) + 1):
        cells = [_cell(luck, kind, number) for kind in style.kinds]
        if repeats and made.down - _height(style, cells) < BOTTOM:
            made.turn()
            _row(made, style, heads, cuts=False)
        _row(made, style, cells, cuts=cuts)
    made.down -= luck.choice([0, 0, style.pitch / 2, style.pitch])
    if luck.random() < 0.7:
        made.paragraph(luck.choice([PROSE, "以上任务按季调度。"]), style.em, style.pitch)
    return made


def without_table(seed: int) -> Invented:
    """Pages with what only looks like a table."""
    luck = Random(seed)
    made = Invented()
    luck.choice([_two_columns, _contents, _signatures, _names, _labels])(luck, made)
    made.down -= 20
    made.paragraph(PROSE, 16, 28)
    return made


def _style(luck: Random) -> Style:
    others = luck.sample(["body", "time", "number", "note"], luck.randint(0, 3))
    kinds = [*["count"] * luck.randint(0, 1), "task", "body", *sorted(others)]
    em = luck.choice([10.5, 12, 14] if len(kinds) > 4 else [10.5, 12, 14, 16])
    between = luck.choice([0.6, 1.2, 1.8, 2.5]) * em
    room = (WIDE - between * (len(kinds) - 1)) / em - sum(LEAST[kind] for kind in kinds)
    share = sum(SHARE[kind] for kind in kinds) / luck.choice([0.6, 1, 1])
    widths = [LEAST[kind] + int(max(room, 0) * SHARE[kind] / share) for kind in kinds]
    pitch = luck.choice([1.2, 1.4, 1.5, 1.75]) * em
    apart = pitch * luck.choice([1, 1, 1.1, 1.2, 1.3, 1.5, 2])
    centred = [luck.random() < (0.8 if kind == "count" else 0.25) for kind in kinds]
    return Style(kinds, widths, em, pitch, apart, between, luck.random() < 0.4, centred)


def _cell(luck: Random, kind: str, number: int) -> str:
    if kind == "count":
        return str(number)
    if kind == "task":
        phrases = [luck.choice(VERBS) + luck.choice(THINGS) for _ in range(luck.choice([1, 1, 2, 3, 4]))]
        return "，".join(phrases) + luck.choice(["。", "。", ""])
    if kind == "body":
        return luck.choice(["、", "、", "、\n", "\n"]).join(luck.sample(BODIES, luck.choice([1, 1, 2, 3])))
    if kind == "time":
        return luck.choice(TIMES)
    if kind == "number":
        return luck.choice(["", "85%", "1200", "3.5", "24万亩"])
    return luck.choice(["", "", "约束性", "新增"])


def _lines(style: Style, cells: list[str]) -> list[list[str]]:
    hangs = style.between > style.em
    return [wrap(cell, width, hangs=hangs) for cell, width in zip(cells, style.widths, strict=True)]


def _height(style: Style, cells: list[str]) -> float:
    return (max(map(len, _lines(style, cells))) - 1) * style.pitch


def _row(made: Invented, style: Style, cells: list[str], *, cuts: bool) -> None:
    """A row; `cuts`: the end of a page may cut it, and else it begins the next page."""
    high = _height(style, cells)
    if not cuts and made.down - high < BOTTOM:
        made.turn()
    placed: list[tuple[float, float, str]] = []
    columns = zip(style.edges, style.widths, _lines(style, cells), style.centred, strict=True)
    for left, width, words, is_centred in columns:
        down = (high - (len(words) - 1) * style.pitch) / 2 if style.is_middle and not cuts else 0
        for at, line in enumerate(words):
            indent = max(width - ems(line), 0) / 2 if is_centred else 0
            placed.append((made.down - down - at * style.pitch, left + indent * style.em, line))
    end, up = made.down - high, 0.0
    for height, left, line in sorted(placed, key=lambda each: -each[0]):
        if height + up < BOTTOM:
            made.turn()
            up = TOP - height
        made.put(left, height + up, line, style.em)
    made.down = end + up - style.apart
    made.rows.append(cells)


def _two_columns(luck: Random, made: Invented) -> None:
    em = luck.choice([12, 14])
    width, pitch = int(WIDE / em / 2) - 2, 1.5 * em
    heads = luck.choice([("总体目标", "重点任务"), ("一、工作任务", "二、责任单位"), ("", "")])
    for at, head in enumerate(heads):
        words = "".join(luck.choice(VERBS) + luck.choice(THINGS) + "，" for _ in range(30))
        made.down = TOP
        for line in [head, *wrap(words, width)[:12]]:
            made.put(60 + at * (width + 2) * em, made.down, line, em)
            made.down -= pitch


def _contents(luck: Random, made: Invented) -> None:
    dots = luck.choice(["", "…………"])
    for at in range(luck.randint(4, 9)):
        name = luck.choice(["重点任务", "责任单位", "总体目标", "保障措施", "进度安排", "部门职责"])
        made.put(60, made.down, f"{'一二三四五六七八九'[at]}、{name}{dots}", 16)
        made.put(480, made.down, str(3 * at + 1), 16)
        made.down -= 28


def _signatures(luck: Random, made: Invented) -> None:
    made.paragraph("请各责任单位按时完成任务。", 16, 28)
    for _ in range(luck.randint(1, 3)):
        made.put(90, made.down, luck.choice(BODIES), 16)
        made.put(320, made.down, luck.choice([*BODIES, "责任单位（盖章）"]), 16)
        made.down -= 28
    made.put(90, made.down, "2030年3月2日", 16)
    made.put(320, made.down, "2030年3月2日", 16)


def _names(luck: Random, made: Invented) -> None:
    made.put(60, made.down, luck.choice(["领导小组成员名单", "组　长：", "任务责任单位名单"]), 16)
    for _ in range(luck.randint(3, 8)):
        made.down -= 28
        for at in range(3):
            made.put(60 + at * 150, made.down, luck.choice(["张　三", "李小四", "王　五", "赵大六"]), 16)


def _labels(luck: Random, made: Invented) -> None:
    for _ in range(luck.randint(2, 5)):
        made.put(60, made.down, f"责任单位：{luck.choice(BODIES)}", 14)
        made.put(320, made.down, f"完成时限：{luck.choice(TIMES)}", 14)
        made.down -= 24
