"""A name in; the same name without white space and second plates, or with its short ending spelled out, out."""

import re

from documents.agencies.bodies import AgencyKind

BLANKS = re.compile(r"\s+")
# 各区政府（含高新区管委会，下同）: who else is meant
INCLUDING = re.compile(r"[（(〔［](?:含|包括|不含|以下|下同)[^（）()〔〕［］]{0,80}[）)〕］]$")
ROUND = str.maketrans("〔［〕］", "（（））")  # 县〔市、区〕 inside a clause in round brackets
# 市委宣传部（市新闻办）: another name of the same body (加挂牌子); not 各县（市、区）政府
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
    """The name without white space, and without a second name of the body (加挂牌子) or 含… in brackets.

    >>> squeeze("省 农业农村厅（省乡村振兴局）")
    '省农业农村厅'
    """
    return SECOND_PLATE.sub("", INCLUDING.sub("", BLANKS.sub("", name))).translate(ROUND)


def spell_out(name: str) -> str:
    """The name with 政府, 管委会 or 海关 in full; any other name as it is.

    >>> spell_out("金昌市政府"), spell_out("西海海关")
    ('金昌市人民政府', '中华人民共和国西海海关')
    """
    if CUSTOMS.fullmatch(name):
        return f"中华人民共和国{name}"
    for pattern, full in ENDINGS:
        name = pattern.sub(full, name)
    return name


def guess_kind(name: str) -> AgencyKind:
    """What sort of body it is, as the words of its name suggest.

    >>> guess_kind("某某集团有限公司")
    <AgencyKind.COMPANY: 'company'>
    """
    return next((kind for pattern, kind in KINDS if pattern.search(name)), AgencyKind.AGENCY)
