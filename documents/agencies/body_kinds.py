"""The full name of a body in; what sort of body it is, as its words say, out."""

import re

from documents.agencies.bodies import AgencyKind

KINDS = (
    (re.compile(r"军区|军分区|警备区|武警|武装警察|武装部|人武部|解放军|预备役|战区"), AgencyKind.MILITARY),
    (
        re.compile(
            r"(?:大学|(?<!科)学院|学校|[小中]学|幼儿园|高级中学|技校)(?:[（(][^（）()]+[）)])?$"  # 中国科学院 is none
        ),
        AgencyKind.SCHOOL,
    ),
    (re.compile(r"(?:医院|卫生院|保健院|卫生服务中心|急救中心|血站)$"), AgencyKind.HOSPITAL),
    (
        re.compile(
            r"共产主义青年团|共青团|^团[省市州县区旗盟]委|工会$|(?:联合会|联谊会|妇联|残联|文联|社科联|侨联|台联|工商联)$|"
            r"科学技术协会|科协$|红十字会|国际贸易促进|贸促会|(?:协会|学会|商会|基金会)$|关工委$|关心下一代"
        ),
        AgencyKind.PEOPLE,
    ),
    (
        re.compile(r"^中共|[省市州县区旗盟]委(?!员)|自治区党委|^党[委中]|党工委|纪委|直属机关工委|纪律检查"),
        AgencyKind.PARTY,
    ),
    (
        re.compile(
            r"^(?!.*(?:人民银行|供销)).*(?:公司|集团|银行|[分支]行|电网|供电局|合作社|信用社|信用联社|农信联社|保险|证券|油田|"
            r"中国(?:移动|电信|联通|铁塔|石化|石油|邮政|建筑|电建|能建|中车|中铁))(?:[（(][^（）()]+[）)])?$"
        ),
        AgencyKind.COMPANY,
    ),
    (
        re.compile(
            r"^[^、]*(?:园区|开发区|新区|示范区|试验区|高新区|经开区|保税区|产业园|科学城|科技城|商务区|度假区|片区|合作区|港区|自贸区|功能区)"
            r"(?:管理委员会|管委会|管理局|管理办公室)?$"
        ),
        AgencyKind.PARK,
    ),
    (
        re.compile(r"(?:政府|行政公署|街道办事处|街道办|街道)$|^[\u4e00-\u9fff]{1,12}[省市县区州旗盟乡镇]$"),
        AgencyKind.GOVERNMENT,
    ),
)

COMMON_KINDS = (AgencyKind.AGENCY, AgencyKind.GOVERNMENT, AgencyKind.PARK, AgencyKind.PARTY)
# Names that one body bears wherever it is named
OF_ONE_BODY = re.compile(
    r"^(?:国家|中国|中央(?!商务|公园)|中华|全国|国务院)|(?:大学|学院|医院|研究院|研究所|协会|学会|商会|基金会|军)$"
)


def may_be_anywhere(name: str, kind: AgencyKind) -> bool:
    """Whether the words may be the name of a body in any region.

    >>> may_be_anywhere("高新区管委会", AgencyKind.PARK), may_be_anywhere("某某学会", AgencyKind.PEOPLE)
    (True, False)
    """
    return kind in COMMON_KINDS and not OF_ONE_BODY.search(name)


def guess_kind(name: str) -> AgencyKind:
    """What sort of body it is, as the words of its name suggest.

    >>> guess_kind("某某集团有限公司"), guess_kind("中共青海省委宣传部"), guess_kind("青海省农林科学院")
    (<AgencyKind.COMPANY: 'company'>, <AgencyKind.PARTY: 'party'>, <AgencyKind.AGENCY: 'agency'>)
    """
    return next((kind for pattern, kind in KINDS if pattern.search(name)), AgencyKind.AGENCY)
