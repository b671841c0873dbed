"""A name nobody has on record in; the same name without white space and with short endings spelled out, out."""

import re

from documents.agencies.bodies import AgencyKind

BLANKS = re.compile(r"\s+")
# 各区政府（含高新区管委会，下同）: who else is meant
INCLUDING = re.compile(r"[（(〔［](?:含|包括|不含|以下|下同)[^（）()〔〕［］]{0,80}[）)〕］]$")
ROUND = str.maketrans("〔［〕］", "（（））")  # 县〔市、区〕 inside a clause in round brackets
# 市委宣传部（市新闻办）: the second plate on the door of the same body; not 各县（市、区）政府
SECOND_PLATE = re.compile(r"[（(][^（）()]{2,30}(?:[委局厅部办署]|办公室|中心|会)[）)]$")
ENDINGS = (
    (re.compile(r"(?<!人民)(?<=[市县区州旗盟省乡镇])政府$"), "人民政府"),
    (re.compile(r"管委会$"), "管理委员会"),
)
CUSTOMS = re.compile(r"(?!中华人民共和国)[\u4e00-\u9fff]{2,8}海关")
KINDS = (
    (re.compile(r"公司|集团$|集团公司|银行|电网|合作社$"), AgencyKind.COMPANY),
    (re.compile(r"园区|开发区|新区|示范区|试验区|高新区|经开区|保税区|产业园|科学城|合作区"), AgencyKind.PARK),
    (re.compile(r"(?:政府|行政公署|办事处)$|^[\u4e00-\u9fff]{1,10}[省市县区州旗盟]$"), AgencyKind.GOVERNMENT),
)


def squeeze(name: str) -> str:
    """The name without white space inside and without a second plate or 含… in brackets."""
    return SECOND_PLATE.sub("", INCLUDING.sub("", BLANKS.sub("", name))).translate(ROUND)


def spell_out(name: str) -> str:
    """金昌市政府 → 金昌市人民政府, 某新区管委会 → 某新区管理委员会, 西海海关 → 中华人民共和国西海海关."""
    if CUSTOMS.fullmatch(name):
        return f"中华人民共和国{name}"
    for pattern, full in ENDINGS:
        name = pattern.sub(full, name)
    return name


def guess_kind(name: str) -> AgencyKind:
    """What sort of body the words of its name suggest."""
    return next((kind for pattern, kind in KINDS if pattern.search(name)), AgencyKind.AGENCY)
