"""What the title and the words of a part say of it: that it sets no work, sets some, or by when."""

import re
from collections.abc import Sequence

from documents.structure.values import ParsedSection

# Words before and in the titles of parts that set no work
_ABOUT = (
    r"(?:发展|现实|工作|规划|产业|建设|改革|基本|总体|当前|国内外?|外部|面临的?|存在的?|主要|突出|"
    r"我省|全省|我市|全市|历史|行业|宏观|取得的?|实施|有关)"
)
_SUBJECT = r"(?:基础|背景|形势|现状|环境|成效|成就|成绩|问题|困难|挑战|机遇|条件|优势|特点|情况|形势分析)"
_AIMS = (
    r"(?:总体|工作|任务|基本|主要|发展|建设|行动|规划|阶段性?|具体|远景|预期|重点|近期|中期|远期|中长期|年度|奋斗|"
    r"改革|战略|实施|“?十[一二三四五六七]五”?|20\d\d年)"
)
NO_WORK = re.compile(
    rf"""^(?:
    (?P<frame>前言|引言|总则|附则|概述|总论|序言|指导思想|编制(?:依据|原则|目的)|工作依据
        |适用(?:范围|对象)|(?:重点)?(?:整治|治理|检查|排查|监测|帮扶|救助|培训|考核)(?:范围|对象)|名词解释|术语(?:和|与)?定义|有关(?:说明|定义))
    |(?P<aims>(?!(?:工作|具体)要求$)(?:{_AIMS}{{0,3}}  # 总体要求 · 主要目标和指标 · “十四五”发展思路
        (?:要求|目标|思路|思想|考虑|定位|愿景|原则|指标|布局)(?:任务)?(?:和|与|及|、)?){{1,3}})
    |(?P<background>(?:{_ABOUT}{{0,3}}{_SUBJECT}(?:和|与|及|、)?){{1,3}})  # 规划背景 · 发展基础和面临的形势
    |(?P<meaning>(?:深刻)?(?:认识)?(?:重大|重要|现实)?意义  # 重大意义
        |充分认识.{{1,40}}(?:意义|重要性|必要性|紧迫性))  # 充分认识节能工作的重要性
    |(?P<conditions>(?!.*(?:改善|优化|创造|完善|提升|强化|健全|提高|夯实|保障))[\u4e00-\u9fff]{{2,10}}条件)  # 申报条件
    |(?P<event>(?:(?:主办|承办|协办|举办|支持|参展|参赛)(?:单位|机构|部门)  # 举办时间和地点 · 主办单位
        |(?:(?:活动|举办|会议|大会|比赛|竞赛|展览)(?:名称|主题|时间|日期|地点|对象|规模)|时间|地点)
            (?:(?:和|与|及|、)?(?:时间|日期|地点|对象|规模)){{0,2}})[：:]?)
    |(?P<validity>(?:实施期限|有效期|施行日期|实施日期|工作目的)(?:和.{{2,6}})?
        |本[\u4e00-\u9fff]{{2,8}}(?:自.{{1,40}}(?:施行|实施|执行|生效)|由.{{2,40}}解释|有效期)  # 本办法自…起施行
            (?:(?![要应须]).){{0,60}})
    )$""",
    re.VERBOSE,
)
# How items begin that set work; a text with none of this is no policy document
SETS_WORK = re.compile(
    r"""
    (?:^|(?<=[。；;，,、：:\s）).．]))  # at the beginning of a line, sentence or clause
    (?P<manner>要|应|必须|认真|从严|广泛|进一步|积极|大力|全面|深入|持续|切实|着力|加快|有序|稳步|扎实|严格|统筹)?
    (?P<verb>坚持|加强|加快|推进|推动|完善|健全|建立|强化|提升|优化|实施|开展|落实|支持|鼓励|培育|打造|构建|促进|深化|加大
        |扩大|提高|规范|统筹|组织|保障|改善|引导|抓好|严格|创新|壮大|制定|营造|探索|升级|改造|引进|招引|拓展|发挥|聚焦|推广
        |增强|巩固|加速|夯实|实行|简化|取消|放宽|压缩|防范|化解|发放|延长|举办|免征|减免|奖励|补贴|推行|试行|试点|确保|严控
        |压减|布局|建设|设立|搭建|盘活|激发|严禁|给予|落地|整治|排查|督促|完成|新增|新建|加装|做好|摸清|压实|备足|严肃|严守
        |严明|守牢|织密|抓实|抓紧|及时[\u4e00-\u9fff]|全面[\u4e00-\u9fff])""",
    re.VERBOSE,
)
BY_DAY = (
    r"(?:^|(?<=[。；;\n]))[在于到]?(?:20\d\d|[今明本当])?年?(?:\d{1,2}月份?(?:\d{1,2}日)?)?[年月]?[底末]?"
    r"(?<=[年月日底末份])之?前[，,]?"
)
OPENS_WITH_DAY = re.compile(BY_DAY)
# 以上工作要在2019年2月底前完成 · 2031年底前，12家水厂实现联网
DUE = re.compile(
    r"(?:[年月日底末旬]|日(?:[上下]午)?\d{1,2}(?:时|点|[:：]\d\d))之?前[^，。；：\n]{0,12}(?:完成|到位|办结|上?报|印发|出台|建立)"
    rf"|{BY_DAY}[^。；\n]*(?:实现|完成|建成|达到|到位|启动|投用|建立|出台)"
)
# 具备以下条件的渡口，可申请补助： above the conditions, one an item
CONDITIONS = re.compile(r"(?:以下|下列|如下)[^。；，：\n]{0,8}(?:条件|情形|资格)")


def names_no_work(title: str, is_deep: bool) -> bool:
    """Whether the title of a part, or the words of one without, say that it sets no work. 目标任务 says so only where
    it is not deep: where several of its items have items, these are the work.

    >>> [names_no_work("目标任务", is_deep) for is_deep in (True, False)], names_no_work("总体目标", True)
    ([False, True], True)
    """
    about = NO_WORK.match(title.rstrip("。 "))
    return about is not None and not (is_deep and about["aims"] and "任务" in title)


def count_work(text: str, sections: Sequence[ParsedSection]) -> tuple[int, int]:
    """How many of the innermost sections begin with words that set work, and how many do not."""
    parents = {section.parent for section in sections}
    leaves = [section for section in sections if section.id not in parents]
    work = sum(any(said.search(text, *_opening(section)) for said in (SETS_WORK, OPENS_WITH_DAY)) for section in leaves)
    return work, len(leaves) - work


def _opening(section: ParsedSection) -> tuple[int, int]:
    return section.heading.start + len(section.number), min(section.own.start + 200, section.own.end)
