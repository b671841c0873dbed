"""One body as a clause names it in; whether its words look like the name of a body out."""

import re
from dataclasses import dataclass

from documents.agencies import AgencyKind, AgencyMatch
from documents.agencies.name_gaps import ENDS_BODY
from documents.text.duty_labels import DutyPart
from documents.text.spans import Span


@dataclass(frozen=True, slots=True)
class NamedBody:
    """One body as a clause names it, and the part that the words give it. `is_labelled`: these are a label
    (牵头单位：). `is_sure`: one behind which any name counts, though it is on no record (三大运营商). `is_formed`: the
    name is that of a line of government, of whatever place (市民政局)."""

    match: AgencyMatch
    written: str
    span: Span
    part: DutyPart
    is_labelled: bool
    is_sure: bool
    is_formed: bool


LONGEST_NAME = 40
# 各地区要切实…: no name, though it begins like one
PROSE = re.compile(
    r"""
    (?<![重主])要(?![素塞地点])|须|应(?![急用对])|(?<!自)由(?!贸)  # 要, 应, 由; not 重要, 应急, 自由贸易
    |切实|结合|认真|根据|做好|加强|积极|[。！？]
    |以下[简统]称|本(?:条例|办法|规定|法|意见|方案)""",
    re.VERBOSE,
)
# 省计生协: of a tier of government, whatever it ends in
OF_A_TIER = re.compile(r"(?:省|市|州|县|区|镇|国家|中国|自治区)(?!内|外|域|场|民|情)[\u4e00-\u9fff]{2,12}$")
# 三大运营商, 专项工作组, 产业园; no person (张三), no number, no verb: 完成60%, 见附件
NAME = re.compile(
    r"""(?!对|给予|提供|支持|开展|推进|完成|持续|按|在|将|为|从|到|通过|用于|详?见|附件|每|长期|全年)
    (?:[\u4e00-\u9fff（）()“”·a-zA-Z]{4,30}|[\u4e00-\u9fff]{2}[园组商企]|[\u4e00-\u9fff]{1,4}[科股])(?<!完成)(?<!推进)(?<!落实)""",
    re.VERBOSE,
)
EACH_OF = re.compile(r"各[\u4e00-\u9fff]{1,6}")  # 各条线: behind a label a class of bodies, whatever it is called


def looks_like_body(body: NamedBody) -> bool:
    """Whether a name is on record, or is one by its form; behind a sure label more count."""
    name = body.match.name
    if body.match.is_one_body:
        return True
    if body.is_sure and EACH_OF.fullmatch(body.written):
        return True
    is_piece = body.match.kind is AgencyKind.GROUP and not body.match.known  # 对…有需求的企业
    if len(name) > LONGEST_NAME or PROSE.search(name) or is_piece:
        return False
    is_body = body.match.known or bool(ENDS_BODY.search(name) or OF_A_TIER.match(body.written))
    return is_body or (body.is_sure and bool(NAME.fullmatch(body.written)))
