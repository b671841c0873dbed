"""A seed → two folders of small policies: some that are stored before, and more, new versions of those among them."""

from pathlib import Path
from random import Random

EARLIER, MORE = 10, 26
PROVINCES = [("甘肃省", "甘"), ("青海省", "青"), ("四川省", "川"), ("山西省", "晋")]
FIELDS = ["新型储能", "绿电直连", "算力网络", "节水灌溉", "充电设施", "氢能产业", "绿色建筑", "智能制造"]
VERBS = ["建设", "推广", "培育", "完善", "提升", "健全"]
THINGS = ["示范基地", "公共服务平台", "标准体系", "监测网络", "产业链条", "人才队伍", "安全管理机制", "市场机制"]
BODIES = ["省发展改革委", "省工业和信息化厅", "省财政厅", "省能源局", "省水利厅", "省教育厅", "省科技厅", "各市州政府"]
STRANGE = ["省某某专班", "省试点办", "省数字化推进组", "省联席会议办公室"]
DAYS = ["2026年6月底前", "2027年底前", "每年年底前", "每季度", "到2030年，", "长期坚持，"]
NUMBERS = "一二三四五六七八九十"


def write(folder: Path, seed: int) -> tuple[Path, Path]:
    """Write the files; the folder of those that are stored before, and the folder of the others."""
    earlier, more = folder / "earlier", folder / "more"
    for name in (earlier, more):
        name.mkdir()
    for serial in range(1, EARLIER + 1):
        write_one(earlier, serial, Random(seed * 1000 + serial), version=1)
    for serial in range(1, MORE + 1):
        write_one(more, serial, Random(seed * 1000 + serial), version=2)
    return earlier, more


def write_one(folder: Path, serial: int, chance: Random, version: int) -> None:
    """Write one policy; some of them as a web page."""
    text = policy(serial, chance, version)
    if serial % 20 == 7:
        paragraphs = "".join(f"<p>{line}</p>" for line in text.splitlines() if line)
        (folder / f"{serial:02}.html").write_text(f"<html><body>{paragraphs}</body></html>", "utf-8")
    else:
        (folder / f"{serial:02}.txt").write_text(text, "utf-8")


def policy(serial: int, chance: Random, version: int) -> str:
    """The text of a policy. Its second version has other figures, lacks a clause and has a new one before the rest."""
    province, short = PROVINCES[serial % len(PROVINCES)]
    field = FIELDS[serial % len(FIELDS)]
    title = f"{province}{field}发展实施方案（{serial}）"
    cited = chance.randrange(1, MORE + 1)
    clauses = [clause(chance, field, version) for _ in range(chance.randrange(2, 4))]
    if version == 2:
        del clauses[chance.randrange(len(clauses))]
        clauses.insert(0, clause(chance, field, version))
    items = [f"（{NUMBERS[place]}）{words}" for place, words in enumerate(clauses)]
    return "\n".join([
        f"{province}人民政府办公厅关于印发{title}的通知", "", f"{short}政办发〔2025〕{serial}号", "", title, "",
        f"为落实有关要求（{PROVINCES[cited % len(PROVINCES)][1]}政办发〔2025〕{cited}号），制定本方案。",
        "一、总体目标", f"到2027年，全省{field}规模达到{chance.randrange(100, 900) + version}万千瓦。",
        "二、重点任务", *items, "", f"{province}人民政府办公厅", f"2025年{chance.randrange(1, 13)}月8日", "",
    ])  # fmt: skip


def clause(chance: Random, field: str, version: int) -> str:
    """One task with its duties and, mostly, a target and a deadline."""
    thing, bodies = chance.choice(THINGS), chance.sample(BODIES, 3)
    if chance.random() < 0.3:
        bodies[2] = chance.choice(STRANGE)
    figure = f"{chance.choice(DAYS)}建成{field}{thing}{chance.randrange(2, 90) + version}个。"
    return (
        f"{chance.choice(VERBS)}{field}{thing}。加快推进{field}{thing}建设，{figure}"
        f"（{bodies[0]}牵头，{bodies[1]}、{bodies[2]}配合）"
    )
