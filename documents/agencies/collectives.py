"""A name in; whether it means several bodies at once (各市州政府, 有关园区), and the one name they are kept by, out."""

import re

from documents.agencies.bodies import RegionEntry, RegionLevel
from documents.agencies.regions import RegionIndex

# Classes of places, one or several in a word: 市 · 市州 · 市（州） · 设区市 · 县（市、区） · 街镇;
# 市 opens 市场, 市政 and 市容, too
PLACES = (
    r"(?:(?:省辖市|自治区|直辖市|计划单列市|设区的?市|地级以上市|地级市|县级市|辖市|自治州|自治县|地区|特区|林区|片区|街道|"
    r"[省市州盟县区旗乡镇地]|街(?!道)|村(?=[居社]|$)|(?<=[乡镇街])场(?![所景地])){1,4}"
    r"(?:[（(〔［【\[][^（）()〔〕［］【】\[\]]{1,20}[）)〕］】\]][市县区旗]?)?(?!(?<=市)(?:场|容|民|政(?!府))))"
)
# 各 · 全省各 · 沿江各
EACH = r"(?:各|全[省市区州]各|沿[\u4e00-\u9fff]{1,2}各)"
MEMBERS = re.compile(
    r"""
      各 | 有关 | 相关 | 其他 | 其它 | 全体 | 成员单位 | 两级 | 三级 | 各级
    | (?<!版权)所有(?!者|权|制|$)
    | 省直 | 市直 | 州直 | 县直 | 区直 | 部省属 | 省属 | 市属 | (?<![社辖地园])[区县州]属(?!地)
    | 中央驻 | 中央在 | 驻.{1,4}单位                                # 驻青单位
    | (?:^|[^业])(?:部门|企业|单位|机构)$                           # 发展改革部门
    """,
    re.VERBOSE,
)
# Several classes of places in one word: 区县 · 县（市、区） · 乡镇（街道）
SEVERAL_CLASSES = (
    r"(?:(?:[省市州盟县区旗乡镇]{1,3}|街道|镇街)"
    r"[（(〔［【\[](?:[省市州盟县区旗乡镇]|街道)(?:[、，]?(?:[省市州盟县区旗乡镇]|街道|园区|管委会)){0,4}[）)〕］】\]][市县区旗]?|"
    r"[省市州盟县区旗乡镇]{2,4}|镇街|街镇)"
)
# What every place of a class has
OF_EACH = r"(?:人民政府|政府|党委|行政公署|行署|管委会|管理委员会|街道办事处|办事处|街道办)"
# Words for places without a name: 试点城市 · 项目所在地 · 县级以上地方
UNNAMED_PLACES = (
    r"(?:(?:(?![由对将并的])[\u4e00-\u9fff]){0,8}(?:城市|地区|所在地|所在[市州县区旗]|属地|当地|地方|沿线|辖区|基层|本级|同级)|"
    r"(?:[省市州县区乡镇]|乡镇)级(?:以上|以下)?(?:地方)?|设区的市)"
)
NO_PART = r"[由对将并的本其此应须以及与和被把]"  # these characters make a sentence of a name
# The tiers of a line of government, one after the other: 市、区交通运输部门 · 省、市、县三级教育部门
OF_TIERS = (
    r"[省市州县区旗盟](?:、[市州县区旗盟乡镇])+(?:[两三四]级)?"
    rf"(?:(?!{NO_PART})[\u4e00-\u9fff]){{2,12}}部门"
)
WITHOUT_EACH = re.compile(
    rf"(?:{SEVERAL_CLASSES}|{UNNAMED_PLACES}(?:[省市州县区]级)?){OF_EACH}|{SEVERAL_CLASSES}|[村居]民?委(?:员?会)?"
    rf"|{OF_TIERS}"
)
# 各市州政府 · 有关市（州）人民政府 · 各市、自治州人民政府
REGIONAL = re.compile(
    rf"""
    (?P<which>各|有关|相关|全省各|全市各|其他)
    (?P<places>{PLACES}(?:、?{PLACES}){{0,4}})
    (?P<body>(?:人民政府|政府|党委|行政公署|行署|管委会|管理委员会).{{0,12}}|)
    """,
    re.VERBOSE,
)
PREFECTURES = re.compile(r"(?:设区的?)?市|地市|市州|州市|市[（(](?:自治)?州[）)]|州[（(]市[）)]|市、(?:自治)?州|州、市")
GOVERNMENT = re.compile(r"(?<!人民)政府")
# 市直, 区属: the word means the document's own city; 市县, 市场, 区域 do not
OWN_TIER = re.compile(r"(?:自治区|自治州|自治县|[省市州县区盟旗])(?![省市州盟县区旗乡镇域块场、（(〔［])")
PLAIN_GOVERNMENT = re.compile(r"^政府")
OF_THE_NATION = ("国务院", "国家", "中央", "中直", "全国", "党中央")
NAMED_BY_A_LETTER = ("中央驻", "中央在", "驻", "在")  # 中央驻青单位
# Classes of places that do not lie in one province
REGIONLESS = frozenset(("省", "自治区", "直辖市", "地区", "地", "计划单列市"))


def is_collective(name: str) -> bool:
    """Whether the name means several bodies or a class of them.

    >>> is_collective("各市州政府"), is_collective("县（市、区）政府"), is_collective("省能源局")
    (True, True, False)
    """
    if name.endswith(("机关工委", "机关工作委员会")):
        return False
    return bool(MEMBERS.search(name) or WITHOUT_EACH.fullmatch(name))


def collective_name(name: str, home: RegionEntry | None, regions: RegionIndex) -> str:
    """The name of a collective with 政府 in full and, if it means places of the region `home`, the region in front.

    In a province with autonomous prefectures 各市政府, 各市州政府 and 各市（州）人民政府 get one name.

    >>> henan = RegionEntry("410000", "河南省", "河南", "province")
    >>> collective_name("各市政府", henan, RegionIndex([henan]))
    '河南省各市人民政府'
    """
    match = REGIONAL.fullmatch(name)
    if match is None or home is None:
        return name
    if home.level == RegionLevel.NATIONAL or match["places"].split("、")[0] in REGIONLESS:
        return GOVERNMENT.sub("人民政府", name)
    is_prefectures = _are_prefectures(match["places"], home, regions)
    if not match["body"] and not is_prefectures:
        return name  # 各县级市、区: the places themselves
    which = match["which"].removeprefix("全省").removeprefix("全市")
    body = GOVERNMENT.sub("人民政府", match["body"] or "政府")
    return f"{home.name}{which}{'市州' if is_prefectures else match['places']}{body}"


def kept_name(words: str, home: RegionEntry | None, regions: RegionIndex) -> tuple[str, RegionEntry | None]:
    """The name by which a collective is kept, and the region whose bodies it means: 有关园区 of one province are not
    those of another, though both documents print the same words.

    >>> henan = RegionEntry("410000", "河南省", "河南", "province")
    >>> kept_name("有关园区", henan, RegionIndex([henan]))[0], kept_name("省直有关部门", henan, RegionIndex([henan]))[0]
    ('河南省有关园区', '河南省直有关部门')
    """
    if named := regions.at(words, 0, home):
        return f"{named.region.name}{words[named.end :]}", named.region
    if words.startswith(NAMED_BY_A_LETTER):
        return words, home
    if words.startswith(OF_THE_NATION) or home is None or home.level == RegionLevel.NATIONAL:
        return words, regions.nation() if words.startswith(OF_THE_NATION) else home
    own = regions.own(words, home) if OWN_TIER.match(words) else None
    if own:
        return f"{own.region.name}{PLAIN_GOVERNMENT.sub('人民政府', words[own.end :])}", own.region
    return f"{home.name}{words}", home


def _are_prefectures(places: str, home: RegionEntry, regions: RegionIndex) -> bool:
    """Whether the places are all cities and prefectures of a province that has autonomous prefectures."""
    is_province = home.tier == RegionLevel.PROVINCE and regions.has_autonomous_prefectures(home)
    return is_province and bool(PREFECTURES.fullmatch(places))
