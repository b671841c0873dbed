"""A text that lost its line breaks and the numbers of its items in; where a body begins right behind a title out."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from documents.text.layout.numbers_in_order import Number
from documents.text.layout.run_on_siblings import told_by_siblings

SENTENCE_MARK = re.compile("[。！？；;：:]")
# 一、总体要求|以…为指导: headings that stand in most documents, with the text right behind them
STANDARD_PART = (
    r"(?:总体|工作|主要|重点|基本|发展|指导|目标|具体|有关|组织|保障|建设|行动|实施|近期|远期|阶段性?|总|政策){1,2}"
    r"(?:要求|思想|思路|原则|目标|任务|措施|保障|步骤|安排|内容|领导|实施|举措|指标)"
)
STANDARD_TITLE = re.compile(
    rf"""
      {STANDARD_PART}(?:[和与及、]?{STANDARD_PART})?
    | (?:必要性|重要性|紧迫性)[和与及、](?:必要性|重要性|紧迫性)
    | (?:资金|经费|人才|技术|制度|物资)保障(?!工作|力度|水平|能力|条件|政策|资金|方案|方面|制度|措施|队伍|中心|[处局金])
    """,
    re.VERBOSE,
)
# 整治时间和步骤|2031年7月开始…, 重点领域整治重点|各处室要…: what a part is about, and words that begin a sentence
PART_TITLE = re.compile(
    r"""
    (?P<title>[^，。；：:！？《》“”（）()\d]{2,20}?
        (?:要求|目标|任务|重点|范围|时限|时间|步骤|内容|对象|标准|措施|安排|机制|分工|原则|阶段))
    (?=根据|按照|以《|为(?:确保|切实|深入|全面|进一步|加强)|(?:自|到)?(?:19|20)\d\d年|本(?:方案|办法|次)|全面(?:查|摸|排查)
        |重点(?:加强|是|整治|围绕|抓好)|(?:建立健全|加快建立)|各[^，。；：]{1,14}(?:要|应|须))
    """,
    re.VERBOSE,
)
# 分批更换水表|2031年3月底前，各水厂…: the day by which a sentence begins, and words that it would go on with
BEFORE_DAY = re.compile(
    r"(?P<title>[\u4e00-\u9fff、]{4,26}?)(?=(?:19|20)\d\d年(?:\d{1,2}月(?:\d{1,2}日)?)?[年月]?[底末初]?(?:之?前|起)[，,])"
)
ASKS_DAY = re.compile(
    "(?:[的在于到至从自以并和与及要应须需将拟为即是]|力争|争取|确保|计划|预计|原则上|务必|必须|截至|完成)$"
)
# Words that go on with a title: 工作目标责任制
GOES_ON = re.compile(r"[的是为，、和与及]|责任|体系|机制|分工|落实|清单|完成|建设")
# 强化日常巡查|各县（区）水务局要…: a class of bodies that has to do something begins a sentence
SUBJECT = re.compile(
    r"""
    各[^，。；：、（(]{0,12}(?:[（(][^（()）]{1,12}[）)])?[^，。；：（(]{0,20}?      # 各县（区）水务局
    (?:局|厅|委|办|部门|公司|单位|企业|学校|医院|机构|政府|中心|街道|[站所]|[镇乡区县市旗])
    (?=要|应|须|需|必须|务必|将|在|按|根据|结合|负责|督促)
    """,
    re.VERBOSE,
)
MUST = "要|应|须|必须|务必"
# 。供电企业应…: whom other sentences begin with
OPENS_SENTENCE = re.compile(
    r"(?<=[。；，])(?!各)[\u4e00-\u9fff]{2,8}(?:局|部门|公司|单位|企业|学校|医院|机构|政府|中心|街道)"
    rf"(?={MUST})"
)
# 督促|各县区, 加强对|各部门: words that the class of bodies goes on with
GOVERNS = re.compile(
    r"(?:[对向与和及由从为把将给让使在至到以的、，。；：（(请]|指导|督促|推动|支持|引导|要求|组织|鼓励|协调|帮助|确保|保障"
    r"|促进|推进|监督|依托|通过|根据|按照|明确|压实|发挥|强化|加强|健全|完善|全市|全省|全县|全区)$"
)
TITLE_LENGTHS = range(4, 25)
MOST_OPENING = 30  # bodies that sentences begin with
FARTHEST = TITLE_LENGTHS.stop + 40  # where a subject may end


def title_ends(text: str, numbers: Sequence[Number]) -> Iterator[int]:
    """Where the body begins that stands right behind the title of one of the items.

    >>> from documents.text.layout.numbers_in_order import find_numbers
    >>> text = "一、总体要求以安全为目标。二、开展巡查各镇水务站要每日巡查。三、加强值守各镇水务站应安排值守。"
    >>> [text[end : end + 4] for end in title_ends(text, find_numbers(text))]
    ['以安全为', '各镇水务', '各镇水务']
    """
    outer = [number for number in numbers if number.is_outer]
    yield from _behind_standard(text, outer)
    yield from _before_subjects(text, outer)
    yield from (title.end() for number in outer if (title := PART_TITLE.match(text, number.end)))
    yield from (title.end() for number in outer if (title := _before_day(text, number.end)))
    yield from told_by_siblings(text, numbers)


def _before_day(text: str, start: int) -> re.Match[str] | None:
    title = BEFORE_DAY.match(text, start)
    return title if title and not ASKS_DAY.search(title["title"]) else None


def _behind_standard(text: str, numbers: Sequence[Number]) -> Iterator[int]:
    for number in numbers:
        title = STANDARD_TITLE.match(text, number.end)
        if title and not GOES_ON.match(text, title.end()) and not SENTENCE_MARK.match(text, title.end()):
            yield title.end()


def _before_subjects(text: str, numbers: Sequence[Number]) -> list[int]:
    """Where a class of bodies, or those that other sentences begin with, begins that has to do something, if no mark
    stands between it and the number, and another item is built so."""
    opening = Counter(match.group() for match in OPENS_SENTENCE.finditer(text)).most_common(MOST_OPENING)
    known = "|".join(name for name, _ in sorted(opening, reverse=True))
    subjects = [SUBJECT, re.compile(rf"(?:{known})(?={MUST})")] if known else [SUBJECT]
    starts = []
    for number in numbers:
        found = [match for each in subjects if (match := each.search(text, number.end, number.end + FARTHEST))]
        subject = min(found, key=lambda match: match.start(), default=None)
        if subject and subject.start() - number.end in TITLE_LENGTHS:
            title = text[number.end : subject.start()]
            if not GOVERNS.search(title) and not re.search("[，。；：、！？]", title):
                starts.append(subject.start())
    return starts if len(starts) > 1 else []
