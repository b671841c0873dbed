"""A name in; the same name without white space and second plates, or with its short ending spelled out, out."""

import re

BLANKS = re.compile(r"\s+")
# 各区政府（含高新区管委会，下同） · 公安（及消防）部门: who else is meant
INCLUDING = re.compile(
    r"[（(〔［〈](?:含|包括|不含|以下|下同)[^（）()〔〕［］〈〉]{0,80}[）)〕］〉]$|[（(][及含][^（）()]{1,12}[）)](?=部门$)"
)
ROUND = str.maketrans("〔［〈〕］〉", "（（（）））")  # 县〔市、区〕 inside a clause in round brackets
# 交通运输厅（局、委）: what the body is called in one place or another
OTHER_ENDINGS = re.compile(r"[（(][厅局委办](?:、[厅局委办])*[）)]$")
# 市委宣传部（市新闻办）: another name of the same body (加挂牌子); not 各县（市、区）政府
SECOND_PLATE = re.compile(rf"(?!{OTHER_ENDINGS.pattern})[（(][^（）()]{{2,30}}(?:[委局厅部办署]|办公室|中心|会)[）)]$")
ENDINGS = (
    (re.compile(r"(?<!人民)(?<=[市县区州旗盟省乡镇])政府$"), "人民政府"),
    (re.compile(r"管委会$"), "管理委员会"),
)
CUSTOMS = re.compile(r"(?!中华人民共和国)[\u4e00-\u9fff]{2,8}海关")
# 民航中南地区管理局 · 中国民航华东空管局: branches by area, each of several provinces
AVIATION = re.compile(
    r"(?:中国)?(?:民航|民用航空)(?P<area>华北|东北|华东|中南|西南|西北|新疆)(?:地区)?(?:(?P<control>空管|空中交通管理)|管理)局"
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
    if branch := AVIATION.fullmatch(name):
        return f"中国民用航空{branch['area']}地区{'空中交通管理局' if branch['control'] else '管理局'}"
    for pattern, full in ENDINGS:
        name = pattern.sub(full, name)
    return name
