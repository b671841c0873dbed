"""The words for several bodies in; whether all of them are known words, so that no person has to confirm it, out."""

import re
from collections.abc import Callable

from documents.agencies.collectives import NO_PART, PLACES, WITHOUT_EACH

# Where the bodies are: 省直各部门 · 沿海各市政府 · 中央驻青单位
TIERED = r"(?:省|市|州|县|区|旗|盟|部省|央)(?:级|直|属)|中直|(?:中央)?[驻在][\u4e00-\u9fff]{1,3}"
ZONE = (
    rf"(?:{TIERED}|沿[海江河黄边线]|地方|全[国省市区州县]|国务院|国家|中央|自治区|自治州|(?:[省市县州区盟旗])?(?:人民)?政府|"
    r"[省市县州区盟旗])"
)
WHICH = r"(?:各级)?(?:各?有关|各?相关)|各级|各|其他|其它|全体|所有|两级|三级"
# 解释部门：, 联系单位：
SAID_BY_LABELS = r"解释|咨询|受理|制定|发布|起草|联系|责任|牵头|配合|协办|主办|承办|印发|报送|填报"
# A word for what they are may narrow the kind: 有关金融机构, 各级教育主管部门
NARROWING = rf"(?:(?!{NO_PART})[\u4e00-\u9fff]){{0,8}}?"
KIND = (
    r"(?:部门|企?事业单位|直属单位|直属机构|单位|机构|机关|企业|公司|集团|院校|高校|学校|院所|园区|开发区|功能区|新区|街道|乡镇|地区|协会|商会|团体|组织|"
    r"委办局|部委|委办|厅局|管委会|管理委员会|党委|政府|医院|银行|基地|主体|专班|平台|分局|支局|总队|支队|大队|中队|处室|科室|村委会|居委会|社区|"
    r"村[（(](?:社区|居)[）)](?:民?委员?会)?|运营商|经营者|工作组|小组|队伍|指挥部|法院|检察院|派出所|媒体|库区|景区|林场|农场|试点|方|地|市州?|县区?|区县?)"
)
ORGAN = r"(?:委员会|委|办公室|办|厅|局|部|部门|直属机构|直属单位)"
PLACED = rf"(?:{PLACES}|新疆生产建设兵团)"
AREA = r"(?:园区|开发区|功能区|街道|社区|板块|居)"  # 各镇街园区
RULE = r"(?:人民政府|政府|党委|行政公署|行署|管委会|管理委员会|(?:街道)?办事处)"
GOVERNMENTS = re.compile(rf"(?:{RULE}?(?:(?:有关|相关)(?:部门|单位))?)")
# 某某工作领导小组各成员单位 · 某某工作专班牵头单位: bodies by the part that they have in one of several bodies
MEMBERS = (
    r"(?:(?![由对将])[\u4e00-\u9fff“”\"]){0,48}(?:小组|联席会议|指挥部|专班|工作组|推进组|委员会|协调机制)"
    r"(?:各|全体|其他|有关|相关)?(?:成员|牵头|配合|责任)(?:单位|部门)"
)
# 有关承担监管职责的处室
CHARGED = rf"(?:{WHICH})?(?:承担|负有|行使|履行|具有)[\u4e00-\u9fff]{{2,16}}(?:职责|职能|职权|责任|任务)的{KIND}"
# What every place of a class may have, though the registry does not: 各市、县（区）数据资源局, 各区某某改革领导小组
OF_ITS_OWN = re.compile(
    rf"(?:(?!{NO_PART}|的)[\u4e00-\u9fff]){{2,24}}(?<!管)(?:局|委员会|办公室|领导小组|指挥部|工作专班)"
    rf"|(?:(?!{NO_PART}|的)[\u4e00-\u9fff]){{0,10}}[局办]"
)
FORMS = (
    re.compile(rf"(?:{ZONE}(?:[和及、]?{ZONE})?)?(?:{WHICH}){ZONE}?{NARROWING}{KIND}(?:[和及、]{KIND}){{0,3}}"),
    re.compile(
        rf"(?!{SAID_BY_LABELS})(?:(?!{NO_PART}|有)[\u4e00-\u9fff]){{0,6}}(?:部门|单位|企业|机构|高校|院校)"
    ),  # 用人单位
    re.compile(
        rf"{ZONE}?(?:{WHICH}){PLACED}{RULE}(?:[（(]{RULE}[）)])?(?:、{PLACED}{RULE})*"
    ),  # 各盟行政公署、市人民政府
    # 省属国有企业 · 市直园区管委会 · 市直属园区管委会
    re.compile(
        rf"(?:{TIERED})属?(?:国有)?(?:部门|单位|机构|机关|企业|(?:企业)?集团|院校|高校|(?:园区|开发区|功能区)(?:管委会|管理委员会)?)"
    ),
    # 各乡镇（街道）和村（社区）
    re.compile(
        rf"{ZONE}?(?:{WHICH}){PLACED}(?:[和及、]{PLACED})*[和及、]村(?:居|[（(](?:社区|居)[）)])(?:民?委员?会)?"
    ),
    re.compile(rf"{ZONE}?(?:{WHICH}){ORGAN}(?:、各?{ORGAN})*"),
    re.compile(rf"{MEMBERS}|{CHARGED}|(?:各|全体|其他|有关|相关)?成员单位"),
)
# 各市、自治州人民政府 · 全省各县教育局
OF_PLACES = re.compile(
    rf"{ZONE}?(?:{WHICH}|全[省市州县区旗盟]各)"
    rf"(?P<places>(?:{PLACED}|{AREA})(?:[、和及]?(?:{PLACED}|{AREA})){{0,6}})级?(?P<body>[\u4e00-\u9fff]{{0,16}})"
)
SOME_PARTS = re.compile(r"(?<=府)(?:有关|相关)(?:部门|单位)$")  # 地方人民政府相关部门
EACH_HAS = re.compile(rf"{ZONE}?(?:{WHICH})(?P<body>[\u4e00-\u9fff]{{2,16}})")
BETWEEN = re.compile(r"[、和及](?=各|有关|相关)")


def is_composed(name: str, is_body: Callable[[str], bool]) -> bool:
    """Whether the name of a collective, without its region, is made of known words alone.

    `is_body` says whether a tier of government has a body of this name: 教育局, 工业和信息化主管部门.

    >>> is_composed("省直有关部门", lambda name: False), is_composed("各市州教育局", lambda name: name == "教育局")
    (True, True)
    >>> is_composed("有关某某同志", lambda name: False)
    False
    """
    return _is_one(name, is_body) or all(_is_one(part, is_body) for part in BETWEEN.split(name))


def _is_one(name: str, is_body: Callable[[str], bool]) -> bool:
    if WITHOUT_EACH.fullmatch(SOME_PARTS.sub("", name)) or any(form.fullmatch(name) for form in FORMS):
        return True
    of_places, each = OF_PLACES.fullmatch(name), EACH_HAS.fullmatch(name)
    if of_places and any(has(of_places["body"]) for has in (GOVERNMENTS.fullmatch, OF_ITS_OWN.fullmatch, is_body)):
        return True
    return bool(each and is_body(each["body"]))
