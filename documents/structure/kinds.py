"""A document's titles, text and sections in; what kind of text it is (文件种类) out.

The title is asked first: 政策解读 is an interpretation whatever it repeats. Where the title leaves it open (办法 may be
articles or measures) or there is none, the build of the text decides: articles, questions, what a guide tells, items
that set work.
"""

import re
from collections.abc import Sequence
from itertools import islice
from typing import Final

from documents.structure.ordinals import Style, read_ordinal
from documents.structure.told_bodies import PUBLIC_NOTICE, told_items
from documents.structure.values import DocumentKind, ParsedHeader, ParsedSection
from documents.text.duty_labels import LABEL

FEWEST_ARTICLES: Final = 3
FEWEST_SIGNS: Final = 2  # one question or one heading of a guide may stand in any text
OPENING: Final = 160  # letters of an item that are asked whether they set work

# What a title says of a text that speaks about another one
EXPLAINING = re.compile(r"解读|图解|图说|读懂|起草说明|编制说明|政策解析|要点解析|吹风会|新闻发布会|评述|评析")
ASKING = re.compile(r"问答|答问|答记者问|答疑|(?:常见|热点)问题|\d{1,3}问|[?？]$")
GUIDING = re.compile(r"办事指南|服务指南|指南|指引|攻略|须知|办理流程|操作手册|申领详解|怎么|如何")
# a report, not what carries one out: 《政府工作报告》重点任务分工, 落实政府工作报告的通知
REPORTING = re.compile(
    r"(?:工作|执行情况|进展情况|分析|调研|研究|评估|监测|统计)报告"
    r"(?!.{0,30}(?:分[解工]|任务|事项|目标|重点|责任|落实|部署|通知))|白皮书|年报$|公报$|有关情况$|相关情况$"
)
# 全省消防工作会议召开 · 某某主持召开市政府常务会议
NEWS = re.compile(
    r"新闻稿|新闻通稿|快讯|侧记|综述$|本报讯|[！!]$|(?:会议?|论坛|仪式|活动|发布)[^的《》]{0,8}(?:召开|举行|开幕|闭幕)$"
    r"|^(?!关于)[^的《》]{2,30}(?<!于)(?:召开|举行|出席)[^的《》]{2,30}(?:会议?|论坛|仪式|活动)$"
)
ABOUT: Final = (
    (re.compile(r"(?:怎么|如何|怎样).{1,30}[?？]$"), DocumentKind.GUIDE),
    (ASKING, DocumentKind.QUESTIONS),
    (EXPLAINING, DocumentKind.INTERPRETATION),
    (NEWS, DocumentKind.NEWS),
    (REPORTING, DocumentKind.REPORT),
)
# 文种 and genres by their ends, the first that fits
GENRES: Final = (
    (
        re.compile(r"分工(?:方案|表)?$|分解表?$|清单$|任务表$|时间表$|(?:分工|分解|任务|责任|工作)一览表$|台账$"),
        DocumentKind.DIVISION,
    ),
    (re.compile(r"规划$|纲要$"), DocumentKind.PLAN),
    (re.compile(r"方案$|计划$|计划表$|要点$|行动$|安排$|路线图$|预案$"), DocumentKind.PROGRAMME),
    (re.compile(r"意见$|决定$|决议$"), DocumentKind.OPINION),
    (re.compile(r"措施$|举措$"), DocumentKind.MEASURES),
    (re.compile(r"指南$|指引$"), DocumentKind.GUIDE),
    (re.compile(r"报告$"), DocumentKind.REPORT),
    (re.compile(r"公报$|纪要$|目录$|标准$|规范$|公告$|通告$|请示$|议案$"), DocumentKind.OTHER),
)
RULES = re.compile(r"办法$|规定$|细则$|条例$|规则$|规程$|章程$|守则$|制度$|法$|令$")
# 考核细则 without an item of its own is a table of what bodies are to do
ASSESSING = re.compile(r"考核|考评|评分")
REPLY = re.compile(r"(?:建议|提案|议案)的答复$")
LETTERS = re.compile(r"通知$|通报$|批复$|函$")
LAW = re.compile(r"(?:(?<![办做方])法|条例)(?:[（(][^（()）]{1,20}[）)])*$")
AMENDING = re.compile(r"关于(?:修改|修订|修正|废止)")

QUESTION = re.compile(r"[?？]|(?m:^)[ \u3000]*[问答][:：]")
# What a guide tells, as its headings and labels say it
ERRAND = re.compile(
    r"(?m)^[^\n。]{0,8}(?:(?:申请|申领|办理|受理|申报)(?:条件|材料|流程|程序|时间|地点|方式|渠道|对象|时限|依据)|所需材料"
    r"|办理时限|服务对象|咨询电话|办事流程|收费标准|温馨提示)[^\n。]{0,12}(?:$|[:：])"
)
# What stands at the head and tail of a paper in a journal
PAPER = re.compile(r"摘[ \u3000]*要[:：]|关键词[:：]|参考文献|作者简介|基金项目|\[J\]|中图分类号")
DATELINE = re.compile(r"(?:本报|新华社|中新|记者|通讯员)[^。\n]{0,30}(?:讯|电|报道|[）)])|^[^。\n]{0,20}[（(]记者")
# 记者梳理发现: somebody tells of it, wherever that stands
TOLD = re.compile(r"记者(?:从[^，。\n]{2,20}(?:获悉|了解)|获悉|了解到|采访|注意到|的?梳理|发现)|[（(]记者[ \u3000：:]")
# Chapters and clauses of a text that sets work
CHAPTER = re.compile(
    r"(?:重点|主要|工作|具体|目标)?(?:任务|举措|措施)(?:分工)?$|总体要求|保障措施|组织实施|组织保障|实施步骤"
)
# （省财政厅牵头）· 牵头 alone on a line, the head of a column
VERBED = re.compile(
    r"(?<![（(])(?:牵头|负责|配合)[）)]|(?m:^)[ \u3000]*(?:牵头|配合|主办|协办|责任分工|"
    r"[\u4e00-\u9fff]{0,4}(?:牵头|配合|主办|协办|责任)(?:单位|部门))[ \u3000]*$"
)
WORK = re.compile(
    r"^[ \u3000]*(?:要|应|进一步|积极|大力|全面|深入|持续|切实|着力|有序|稳步|扎实|严格|统筹|认真)?"
    r"(?:坚持|加强|加快|推进|推动|完善|健全|建立|强化|提升|优化|实施|开展|落实|支持|鼓励|培育|打造|构建|促进|深化|加大"
    r"|扩大|提高|规范|统筹|组织|保障|改善|引导|抓好|严格|创新|壮大|制定|探索|改造|拓展|发挥|推广|增强|巩固|夯实|实行"
    r"|简化|放宽|压缩|防范|化解|发放|举办|奖励|补贴|试点|确保|建设|设立|搭建|盘活|激发|整治|排查|督促|完成|新增|新建|做好)"
)


def kind_of(text: str, header: ParsedHeader, sections: Sequence[ParsedSection]) -> DocumentKind:
    r"""What kind of text this is.

    >>> from documents.structure.values import Words
    >>> from documents.text.spans import Span
    >>> title = "零碳园区建设实施方案"
    >>> kind_of(title, ParsedHeader(Words(title, Span(0, 10)), genre="实施方案"), ())
    <DocumentKind.PROGRAMME: 'programme'>
    >>> kind_of("", ParsedHeader(Words("《零碳园区建设实施方案》政策解读", Span(0, 0))), ())
    <DocumentKind.INTERPRETATION: 'interpretation'>
    """
    title = header.title.text if header.title else ""
    for pattern, kind in ABOUT:
        if pattern.search(title):
            return kind
    if AMENDING.search(title) and not LETTERS.search(header.genre):
        return DocumentKind.REGULATION
    if PUBLIC_NOTICE.search(header.genre) and told_items(text, header.genre, sections):
        return DocumentKind.NOTICE
    for pattern, kind in GENRES:
        if pattern.search(header.genre) and not (kind is DocumentKind.GUIDE and _has_chapters(sections)):
            return kind
    if GUIDING.search(title) and not _has_chapters(sections):
        return DocumentKind.GUIDE
    if REPLY.search(title):
        return DocumentKind.OTHER
    return _by_build(text, title, header.genre, sections)


def _by_build(text: str, title: str, genre: str, sections: Sequence[ParsedSection]) -> DocumentKind:
    """The kind of a text whose title leaves it open, or has none."""
    if LAW.search(title) or _is_by_articles(sections):
        return DocumentKind.REGULATION
    if RULES.search(genre):
        is_list = ASSESSING.search(title) and not any(section.number for section in sections)
        return DocumentKind.MEASURES if is_list or _sets_work(text, sections, 3) else DocumentKind.REGULATION
    if genre.endswith("政策"):
        return DocumentKind.MEASURES if _sets_work(text, sections, 3) else DocumentKind.OTHER
    if LETTERS.search(genre):
        return DocumentKind.NOTICE if _sets_own_work(text, genre, sections) else DocumentKind.OTHER
    if _has(PAPER, text):
        return DocumentKind.REPORT
    if _has(QUESTION, text):
        return DocumentKind.QUESTIONS
    if _has(ERRAND, text):
        return DocumentKind.GUIDE
    if DATELINE.search(text, 0, 400) or TOLD.search(text):
        return DocumentKind.NEWS
    return DocumentKind.PROGRAMME if _sets_work(text, sections) else DocumentKind.OTHER


def _has(sign: re.Pattern[str], text: str) -> bool:
    """Whether the sign stands in the text more than once or twice."""
    return sum(1 for _ in islice(sign.finditer(text), FEWEST_SIGNS + 1)) > FEWEST_SIGNS


def _is_by_articles(sections: Sequence[ParsedSection]) -> bool:
    """Whether most of the outermost items are articles (第一条)."""
    styles = [ordinal.style for section in sections if (ordinal := read_ordinal(section.number, 0))]
    articles = styles.count(Style.ARTICLE)
    return articles >= FEWEST_ARTICLES and articles > styles.count(Style.HAN) + styles.count(Style.HAN_BRACKET) // 2


def _sets_own_work(text: str, genre: str, sections: Sequence[ParsedSection]) -> bool:
    """Whether a letter may set work. A reply does not where its only items are those of rules annexed to it, nor does
    a report on what was done (通报) where its items are cases."""
    if genre.endswith("通报"):
        return _sets_work(text, sections)
    if not genre.endswith("批复"):
        return True
    rules = {section.id for section in sections if section.number[:1] == "附" and RULES.search(section.title)}
    numbered = (section for section in sections if section.number and section.id not in rules)
    return not rules or any(section.id.split(".")[0] not in rules for section in numbered)


def _sets_work(text: str, sections: Sequence[ParsedSection], share: int = 2) -> bool:
    """Whether chapters, clauses or the begins of at least one in `share` of the items say that the text sets work."""
    numbered = [section for section in sections if section.number]
    if _has_clause(text) or any(CHAPTER.search(section.title) for section in numbered):
        return True
    parents = {section.parent for section in numbered}
    leaves = [section for section in numbered if section.id not in parents]
    working = sum(_begins_with_work(text, leaf) for leaf in leaves)
    return working > 0 and working * share >= len(leaves)


def _has_chapters(sections: Sequence[ParsedSection]) -> bool:
    """Whether a text has the chapters of a plan: 重点任务 and 保障措施."""
    titles = [section.title for section in sections]
    return any(re.search("重点任务|主要任务|工作任务", t) for t in titles) and any("保障" in t for t in titles)


def _has_clause(text: str) -> bool:
    """Whether a clause says who does something: 牵头单位：…, （…牵头）."""
    labels = LABEL.finditer(text)
    return VERBED.search(text) is not None or any(m["bodies"] or m["plain"] or m["glued"] for m in labels)


def _begins_with_work(text: str, section: ParsedSection) -> bool:
    """Whether the item's title or its first sentence begins with a word that sets work."""
    start = section.heading.start + len(section.number)
    own = text[section.own.start : min(section.own.end, section.own.start + OPENING)].lstrip()
    return bool(WORK.match(text[start : section.heading.end].lstrip(" 　、.．")) or WORK.match(own))
