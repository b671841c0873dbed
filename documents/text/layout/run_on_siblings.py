"""The numbers of a text that lost its line breaks in; where a body begins right behind a title out, as the items beside
it tell: by the label that opens their bodies, by the words that end their titles, by the term behind these."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from documents.text.layout.numbers_in_order import Number

# 堤身巡查|工作目标：…工作举措：…
LABEL = r"""
    (?:(?:工作|主要|具体|总体)(?:目标|任务|指标|举措|措施|内容|要求)|目标任务|(?:实施|建设)(?:项目|内容)|重点任务|整改措施|指标|目标
    |(?:责任|职责)分工|(?:责任|牵头|配合|主办|协办)(?:单位|部门|处室)|(?:完成|工作)(?:时限|时间))"""
ANY_LABEL = re.compile(rf"{LABEL}[：:]", re.VERBOSE)
LABELLED = re.compile(rf"(?P<title>[^，。；：:！？]{{2,40}}?)(?P<label>{LABEL})[：:]", re.VERBOSE)
# 加强堤防巡查工作, alone on its line
ALONE = re.compile(r"[\u4e00-\u9fff、，]{2,26}工作\s*")
WORK = re.compile(r"(?P<title>[\u4e00-\u9fff、]{4,24}?工作)(?=[\u4e00-\u9fff])")
GOES_ON = re.compile(
    r"[的是为和与及或要中组者人会]|责任|体系|机制|制度|分工|落实|清单|完成|力度|队伍|方案|台账|水平|能力|专班|任务|要求|经费|条件|方法"
    r"|联席|部署|情况|目标|计划|安排|措施|流程|规范|标准|重点|职责|小组|质量|实效|成效|成果|效率|格局|合力|基础|纪律|作风|信息|资料|场所"
)
# 摸底排查阶段（8月1日至9月1日）|根据各单位…
DATED = re.compile(
    r"[\u4e00-\u9fff、]{4,30}[（(][^（）()，。]{0,20}\d[^（）()。]{0,24}[年月日底末旬前止持][）)](?=[\u4e00-\u9fff])"
)
# 重点路段|重点路段主要包括…
SAID_AGAIN = re.compile(r"(?P<title>[^，。；：:！？、]{3,20}?)(?=(?P=title)(?:主要|是指|包括|指))")
FEWEST = 2  # items that show how those beside them are built


def told_by_siblings(text: str, numbers: Sequence[Number]) -> Iterator[int]:
    """Where the body begins that stands right behind the title of one of the items.

    >>> from documents.text.layout.numbers_in_order import find_numbers
    >>> text = "（一）堤身目标：无洞。举措由甲站定，工作举措：查。（二）涵闸目标：灵活。工作举措：修。"
    >>> [text[end : end + 6] for end in told_by_siblings(text, find_numbers(text))]
    ['目标：无洞。', '目标：灵活。']
    """
    yield from _behind_repeated(text, numbers)
    kinds: defaultdict[str, dict[Number, int]] = defaultdict(dict)
    for number, following in pairwise([*numbers, None]):
        if number is not None:
            kinds[number.kind][number] = following.start if following else len(text)
    for ends in kinds.values():
        yield from _before_labels(text, ends)
        if all(number.is_outer for number in ends):
            yield from _behind_work(text, ends)
            yield from _behind_dates(text, ends)


def _behind_repeated(text: str, numbers: Sequence[Number]) -> Iterator[int]:
    for number in numbers:
        if title := SAID_AGAIN.match(text, number.end):
            yield title.end()


def _before_labels(text: str, ends: Mapping[Number, int]) -> Iterator[int]:
    """Before the label that also opens the bodies of other items, if another label stands behind it there."""
    found = [match for number in ends if (match := LABELLED.match(text, number.end))]
    following = dict(pairwise([*(number.end for number in ends), len(text)]))
    followed = [match for match in found if ANY_LABEL.search(text, match.end(), following[match.start()])]
    usual = Counter(match["label"] for match in followed)
    if max(usual.values(), default=0) >= FEWEST:
        yield from (match.start("label") for match in found if match in followed or usual[match["label"]] >= FEWEST)


def _behind_work(text: str, ends: Mapping[Number, int]) -> Iterator[int]:
    """Behind titles that end in 工作, if those of other items do that stand alone."""
    alone = [number for number, end in ends.items() if ALONE.fullmatch(text, number.end, end)]
    for number, end in ends.items() if len(alone) >= FEWEST else ():
        title = WORK.match(text, number.end, end) if number not in alone else None
        if title and not GOES_ON.match(text, title.end()):
            yield title.end()


def _behind_dates(text: str, ends: Mapping[Number, int]) -> list[int]:
    """Behind titles that say in brackets by when, if no mark stands behind these, and there are several."""
    found = [match.end() for number in ends if (match := DATED.match(text, number.end))]
    return found if len(found) >= FEWEST else []
