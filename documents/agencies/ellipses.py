"""A name in a list, short because of the names beside it, in; the whole name out."""

import re
from collections.abc import Sequence
from itertools import pairwise

from documents.agencies.bodies import RegionEntry, RegionLevel
from documents.agencies.collectives import EACH, OF_THE_NATION, PLACES
from documents.agencies.resolver import Gazetteer
from documents.text.spans import Span

SHARED = re.compile(r"^((?:国务院|自治区|[省市州县区])?(?:有关|相关|各有关|各相关|各))")
BARE_CLASS = re.compile(
    r"^(?:产业|工业)?(?:(?:园区|开发区|功能区)(?:管委会)?|县区|区县|县（市、区）|企业|单位|部门|高校|院校|金融机构|县市区|市县|地方|"
    r"管委会)$"
)
# 各省、自治区、直辖市财政厅（局）: whom a ministry's notice addresses. Behind 计划单列市 or 兵团 the bodies of a list
# without brackets are one class: 各省、自治区、直辖市及计划单列市发展改革委、能源局
EACH_PROVINCE = re.compile(
    r"(?P<places>各省、自治区、直辖市(?:[及和、](?:计划单列市|新疆生产建设兵团)){0,2}|新疆生产建设兵团)"
    r"(?![及和、]|人民政府|党委)[^、，,；;：:。\n（）()]{2,24}(?:[（(][^（）()\n]{1,30}[）)])?"
)
NATIONWIDE = re.compile(
    rf"""
    各省、自治区、直辖市(?:[及和、](?:计划单列市|新疆生产建设兵团)){{1,2}}(?![及和、]|人民政府|党委)
        [^，,；;：:。\n（）()]{{2,40}}(?:[（(][^（）()\n]{{1,12}}[）)])?(?=[，,；;：:。\n]|$)
    | {EACH_PROVINCE.pattern}
    """,
    re.VERBOSE,
)
# 财政厅（局）, 扶贫办, 能源局: what each of them has
OF_EACH_PROVINCE = re.compile(
    r"(?!国家|国务院|中国|全国|中央)(?:(?!各|有关|相关)[\u4e00-\u9fff]){2,14}"
    r"(?:(?:(?<=[厅局委办社联])(?<!总局)|(?<=委员会)|(?<=办公室)|(?<=部门)|(?<=科协))|[（(][\u4e00-\u9fff]{1,6}[）)][厅局委])"
    r"(?:[（(][^（）()\n]{1,30}[）)])?"
)
MOST_OF_A_PROVINCE = 24  # bodies in one list
# what a tier of government has: no 分行, no 海关
OF_A_TIER = re.compile(r"(?<!分)(?:[委厅局]|办公室|委员会)$")
TIER_WORD = re.compile(r"团?(?:自治区|自治州|[省市州县区盟旗])(?![直级内域各场容])")
# 某某流域管理局 · 民航华东管理局 · 国家能源局西北监管局: of no one province or city
AREAS = r"(?:华北|东北|华东|华中|华南|中南|西南|西北)"
OF_SEVERAL_PLACES = re.compile(
    r"(?!城乡|跨|城市)[\u4e00-\u9fff]{2,5}(?:区域|流域|都市圈|城市群|经济圈|经济带)"
    rf"|(?:中国)?(?:民航|民用航空)|[\u4e00-\u9fff]{{0,8}}{AREAS}(?:地区|区域|空管|能源|监管|督察|核与辐射|电力|电网|电监)"
    r"|(?:长江|黄河|淮河|海河|珠江|松辽|太湖)(?:水利|航务|航道|海事|委)"
)
# 各市（州）教育局、财政局 · 各县区委、人民政府
OF_A_CLASS = re.compile(
    rf"""
    (?P<places>(?:{EACH}|有关|相关){PLACES}(?:、{PLACES})*)
    (?P<body> [委局] | 党委 | (?:人民)?政府
            | [\u4e00-\u9fff（）()]{{2,14}}(?:[局委办]|办公室|委员会)   # 教育局 · 水利（水务）局
              (?:[（(][\u4e00-\u9fff]{{1,12}}[）)])?                    # 文化局（文物局）
    )
    """,
    re.VERBOSE,
)
# 各片区管理局、公安局: the one body that such an area has; what stands beside it is another's
MANAGING = re.compile("(?:开发)?(?:管理局|管委会|管理委员会)")
BARE_BODY = re.compile(
    r"""
      人民政府 | 政府 | 党委 | 管委会 | 管理委员会
    | (?!各|省|自治区|中共|国家|[^局委]{0,10}[城园区港湾岛]管)       # not 科技城管理局, which is a body of its own
      [\u4e00-\u9fff（）()]{2,14}                                  # 财政局 · 水利（水务）局 · 党委编办
      (?:[局委]|编办|办公室|委员会|主管部门|管理部门)
      (?:[（(][\u4e00-\u9fff]{1,12}[）)])?                          # 文化局（文物局）
    """,
    re.VERBOSE,
)
# 某经开区党工委、管委会
PARTNER = re.compile(r"(?:党工委|工委|党委|(?<=[市县区州旗盟）)])委|管委会|管理委员会)$")
PARTNERS = ("管委会", "管理委员会", "人民政府", "政府", "党工委")
# 乌鲁木齐县、各区人民政府 · 济源示范区、航空港区管委会: what stands behind the last belongs to each
AREA = re.compile(
    r"(?!各|有关|相关)[\u4e00-\u9fff（）()]{2,20}(?:新区|示范区|开发区|高新区|经开区|试验区|合作区|港区|园区)"
)
COUNTY = re.compile(r"(?!各|有关|相关)[\u4e00-\u9fff]{2,10}[市县旗州]")
# 各设区市、赣江新区某某改革领导小组: each of the cities has one, too
CLASS_OF_PLACES = re.compile(rf"(?:{EACH}|有关|相关){PLACES}(?:、{PLACES})*")
SHARED_BODY = re.compile(
    r"(?!省|自治|[市州县区](?!场|容|政))[\u4e00-\u9fff]{2,24}(?<!管)(?:[局委]|办公室|委员会|领导小组|指挥部|工作专班)(?:[（(〔][\u4e00-\u9fff]{1,12}[）)〕])?"
)
RULED = re.compile(r"(?P<area>管委会|管理委员会)$|(?P<county>人民政府|政府)$")
FARTHEST = 12  # names between the one that says where and the one that does not


def full_name(text: str, words: Sequence[Span], position: int, gazetteer: Gazetteer, home: RegionEntry | None) -> str:
    """The whole name of `words[position]`, with what it takes over from the names before and behind it.

    有关市州政府和园区: 有关园区; 各市教育局、财政局: 各市财政局; 省财政厅、政务和数据局: 省政务和数据局;
    金融监管总局广东监管局、深圳监管局: 金融监管总局深圳监管局.

    >>> full_name("省财政厅、政务和数据局", [Span(0, 4), Span(5, 11)], 1, Gazetteer([], [], []), None)
    '省政务和数据局'
    """
    name = words[position].quote(text).replace("\n", "")
    before = words[position - 1].quote(text).replace("\n", "") if position else ""
    shared = SHARED.match(before) if BARE_CLASS.match(name) else None
    if shared:
        return f"{shared[1]}{name}"
    if partner := PARTNER.search(before) if name in PARTNERS else None:
        return f"{before[: partner.start()]}{name}"
    if nationwide := _places_before(text, words, position):
        return f"{nationwide}{name}"
    if ending := _ending_behind(text, words, position) or _body_behind(text, words, position, gazetteer, home):
        return f"{name}{ending}"
    place = gazetteer.regions.at(name, 0, home)
    if place and before.endswith(name[place.end :]) and place.end < len(name):
        other = next((m for m in gazetteer.regions.find(before, home) if m.start), None)
        if other and before[other.end :] == name[place.end :]:
            return f"{before[: other.start]}{name}"
    if place:
        return name
    return _of_the_class_before(text, words, position) or _of_the_tier_before(
        text, words[:position], name, gazetteer, home
    )


def _places_before(text: str, words: Sequence[Span], position: int) -> str | None:
    """The places (各省、自治区、直辖市) that the list has before its first name, where the name at `position` is that
    of a body which each of them has."""
    if not OF_EACH_PROVINCE.fullmatch(words[position].quote(text)):
        return None
    for index in range(position - 1, max(position - MOST_OF_A_PROVINCE, -1), -1):
        if text[words[index].end : words[index + 1].start].strip() != "、":
            return None
        if first := EACH_PROVINCE.fullmatch(text, words[index].start, words[index].end):
            return first["places"]
    return None


def _ending_behind(text: str, words: Sequence[Span], position: int) -> str | None:
    """The ending (管委会, 人民政府) that a bare place takes from the last of the places in its list, or None."""
    name = words[position].quote(text)
    kind = "area" if AREA.fullmatch(name) else "county" if COUNTY.fullmatch(name) else None
    for index in range(position + 1, min(position + FARTHEST, len(words)) if kind else 0):
        if text[words[index - 1].end : words[index].start].strip() not in ("、", "和", "及", "与"):
            return None
        following = words[index].quote(text)
        if ruled := RULED.search(following):
            return ruled[kind] if kind else None
        if not (AREA if kind == "area" else COUNTY).fullmatch(following):
            return None
    return None


def _body_behind(
    text: str, words: Sequence[Span], position: int, gazetteer: Gazetteer, home: RegionEntry | None
) -> str | None:
    """The body (某某改革领导小组) that a class of places, or an area right behind one, takes from the named place
    at the end of the list, or None."""
    first = position - bool(position and AREA.fullmatch(words[position].quote(text)))
    if not CLASS_OF_PLACES.fullmatch(words[first].quote(text)):
        return None
    for before, after in pairwise(words[first : first + FARTHEST]):
        following = after.quote(text)
        if text[before.end : after.start].strip() not in ("、", "和", "及", "与"):
            return None
        place, area = gazetteer.regions.at(following, 0, home), AREA.match(following)
        if place and not area and (place.is_bare or place.region == home or place.region.level == RegionLevel.NATIONAL):
            return None  # 各市州、兰州铁路局
        end = area.end() if area else place.end if place else 0
        if end < len(following):
            return following[end:] if end and SHARED_BODY.fullmatch(following, end) else None
    return None


def _of_the_class_before(text: str, words: Sequence[Span], position: int) -> str | None:
    """The name with the places of the name before it: 财政局 in 各市（州）教育局、财政局; None where it has no such."""
    name = words[position].quote(text)
    if not BARE_BODY.fullmatch(name) or TIER_WORD.match(name):
        return None
    for index in range(position - 1, max(position - FARTHEST, -1), -1):
        before = words[index].quote(text)
        if text[words[index].end : words[index + 1].start].strip() != "、":
            return None
        if match := OF_A_CLASS.fullmatch(before):
            return None if MANAGING.fullmatch(match["body"]) else f"{match['places']}{name}"
        if not BARE_BODY.fullmatch(before):
            return None
    return None


def _of_the_tier_before(
    text: str, before: Sequence[Span], name: str, gazetteer: Gazetteer, home: RegionEntry | None
) -> str:
    """The name with the tier (省, 市) of a name before it, if it is not known without: 省财政厅、政务和数据局. A short
    name in a text of nobody knows where may be the nation's, but is not behind 省."""
    if not OF_A_TIER.search(name) or TIER_WORD.match(name) or OF_SEVERAL_PLACES.match(name):
        return name
    match = gazetteer.resolve(name, home)
    if match.known and (home or match.name == name or name.endswith("总局") or name.startswith(OF_THE_NATION)):
        return name
    for span in reversed(before):
        if opening := TIER_WORD.match(text, span.start, span.end):
            return f"{opening[0]}{name}"
    return name
