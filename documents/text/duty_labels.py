"""Words before a colon, or at the head of a column, in; whether they label bodies, and what part they give these, out.

A label of bodies is told by its form: words of which one says what they do (牵头, 配合, 落实, 责任 …), closed by a word
for bodies (单位, 部门, 主体, 处室 …). 市级牵头单位, 牵头考核单位 and 主责处室 are labels, though no list holds them.
"""

import re
from enum import StrEnum

from documents.text.traditional import spellings


class DutyPart(StrEnum):
    """What a label or a verb says of the bodies it belongs to."""

    LEAD = "lead"  # 牵头
    MAIN = "main"  # 主要责任: leads beside others; alone a plain list
    SUPPORT = "support"  # 配合
    IMPLEMENT = "implement"  # 具体落实
    LIST = "list"  # 按职责分工负责, 责任单位: a plain list
    CARRY_OUT = "carry out"  # 负责落实: implementing, where others do something else
    NONE = "none"  # no word at all
    OTHER = "other"  # 完成时限, 责任人: not about bodies


def _spaced(word: str) -> str:
    """The word with a line end or blank allowed inside, in simplified or traditional characters."""
    return r"\s?".join(f"[{re.escape(spellings(sign))}]" for sign in word)


def _any(words: str) -> str:
    return "|".join(_spaced(word) for word in sorted(words.split(), key=len, reverse=True))


HAN = r"[\u4e00-\u9fff]"
COLON = r"[:：﹕︰∶]"
OPENING = r"[（(〔\[【［]"
# What the bodies do. The first kind that a label has a word of decides: 牵头督办单位 leads, 责任落实单位 is responsible
DEEDS = (
    (_any("牵头 主办 主责 第一责任 抓总"), DutyPart.LEAD),
    (_any("主要责任 主要负责"), DutyPart.MAIN),
    (
        # 市场监督管理部门 is a body
        _any("配合 协办 协助 协同 协作 协调 参与 参加 支持 支撑 指导 督导 督办 督促") + rf"|(?<!市场){_spaced('监督')}",
        DutyPart.SUPPORT,
    ),
    (_any("责任"), DutyPart.LIST),
    (_any("落实 实施 执行"), DutyPart.IMPLEMENT),
    (_any("负责 承办 承担 主管 任务 分工 包保 包抓"), DutyPart.LIST),
)
DEED = "|".join(words for words, _ in DEEDS)
NOUN = _any("单位 部门 机构 机关 主体 处室 科室 股室 地区")
# 责任领导, 联系人: who, but no body
PERSON = _any("领导 责任人 负责人 联系人 联络人 经办人 承办人 责任同志 负责同志")
TIME = _any("时限 期限 时间 节点 进度 日期")
OTHER = _any("安排 目标 备注 形式 范围 来源 电话 标志 要求 措施 内容 名称 标准 指标")
FREE = rf"(?:(?!{NOUN}|[厅局委署院会府]){HAN})"  # in a label, but in no name of a body before it
DOING = rf"(?:{DEED})(?:[（(/／、和及与]?{FREE}{{1,6}}[）)]?){{0,2}}?"  # 牵头 · 牵头考核 · 牵头（责任）
BODIES = (
    rf"(?:{_any('主体')})?{FREE}{{0,6}}?{DOING}\s?(?:{NOUN})(?:[（(]{HAN}{{1,8}}[）)])?(?:[和及与、/](?:{PERSON}))?"
)
# 牵头：甲局 · 任务分工：甲局: without a word for bodies these alone stand before the colon
BARE = (
    rf"(?:{_any('总 主体 共同 联合 协同 具体 业务 省级 市级 县级 责任 参加')})?"
    rf"(?:{_any('牵头 主办 主责 抓总 配合 协办 协助 协同 协作 参与 参加 支持 指导 督导 负责 承办 落实 实施 责任')})"
    rf"|(?:{_any('任务 责任 职责 部门 工作')})(?:{_any('分工 落实')})"
)
BEFORE = rf"{FREE}{{0,6}}?(?:{NOUN})?{FREE}{{0,4}}?"
FINISHING = _any("完成 整改 办结")
# 责任单位：甲公司完成时限：6月: what stands between two colons is labelled by the first
ASIDE = rf"{BEFORE}(?:{PERSON}|{OTHER})|(?<!{COLON})(?<!{COLON}[ \u3000]){BEFORE}(?:{TIME})"
PLAIN = (
    rf"(?:{DEED}){{1,2}}\s?(?:{_any('单位 部门 机构 机关 处室 科室')})"  # a label even without a colon: 牵头单位 甲局
)
# 发布单位：市财政局 tells who wrote the page; 各有关单位： whom a letter is for; 申报单位： who applies
OFFICE = (
    rf"{HAN}{{0,6}}?(?:各|有关|相关|直属|成员|以下|下列|上述|其他|[发公印颁]布|发文|制发|印[发制]|起草|编[制写报]|填[表报写]|制表|解读|受理|申[报请]|"
    r"报送|抄[送报]|主送|[收来]文|来源|供稿|撰稿|审[核批]|公开|咨询|监制|版权|推荐|依托|用人|施工|使用|运行|维护|技术|所在|作者|工作单位)"
)
BOXED = rf"[\[【［〔]\s?(?P<boxed>{BODIES}|{BARE}|{PLAIN}|{ASIDE})\s?[\]】］〕]\s?{COLON}?"  # 【责任单位】
LABEL = re.compile(
    rf"""
    {BOXED}\s*
  | (?<!{HAN})(?!{HAN}{{2,8}}监督管理部门)(?:  # 市场监督管理部门： is a body
        (?=[^，,。；;:：﹕︰∶]{{1,24}}{COLON})(?:
            (?P<bodies>{BODIES})  # 市级牵头单位：
          | (?P<bare>{BARE})      # 牵头：
          | (?P<aside>{ASIDE})    # 完成时限：
          | (?P<strange>(?!{OFFICE})(?:(?!{NOUN}|[厅局委署院会府，]){HAN}){{2,8}}(?:{NOUN}))  # 包靠单位：
        )\s?{COLON}
      | (?P<plain>{PLAIN})(?:\s?[;；])?  # 责任单位；
    )\s*
  | (?<=[委厅局部办院会府司团校心所站队])(?P<glued>{PLAIN})\s?{COLON}\s*  # 甲局|配合单位：
  | (?P<by_when>(?:{FINISHING})(?:{TIME}))\s?{COLON}\s*  # 甲公司|完成时限：
    """,
    re.VERBOSE,
)
LABELLED_LINE = re.compile(
    rf"{BOXED}|{OPENING}?\s?(?:(?:{BODIES}|{FREE}{{0,6}}?(?:{PERSON}|{TIME}))\s?{COLON}|(?:{PLAIN})(?=\s|$))"
)
# 牵头单位联系人; but not 责任单位和责任人
NO_BODIES = re.compile(rf"(?<![和及与、/])(?:{PERSON}|{TIME}|{OTHER})\W*$")
IS_BARE = re.compile(rf"\W*(?:{BARE})\W*$")


def duty_part(words: str) -> DutyPart | None:
    """What a label, or the head of a column, says of the bodies below it: None where it is about something else.

    >>> [duty_part(words).value for words in ("市级牵头单位", "牵头考核部门", "共同配合单位", "实施主体", "责任分工")]
    ['lead', 'lead', 'support', 'implement', 'list']
    >>> [duty_part(words) for words in ("责任领导", "牵头单位联系人", "完成时限", "重点任务")]
    [None, None, None, None]
    """
    if NO_BODIES.search(words) or not (re.search(NOUN, words) or IS_BARE.match(words)):
        return None
    return next((part for deed, part in DEEDS if re.search(deed, words)), None)


def opens_with_label(line: str) -> bool:
    """Whether a line begins with a label of a clause, in brackets or not: it then goes on with no line before it.

    >>> [opens_with_label(line) for line in ("市级牵头单位：市水利局", "【完成时限】6月底", "各有关单位：")]
    [True, True, False]
    """
    return bool(LABELLED_LINE.match(line))
