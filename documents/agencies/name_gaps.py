"""A blank or a line end in a list of bodies in; whether it parts two names, or stands within one, out."""

import re

from documents.agencies.bodies import RegionEntry
from documents.agencies.resolver import Gazetteer
from documents.text.spans import Span

NEXT = re.compile(r"[、，,；;。\n／/|（(]")
BLANKS = " \u3000\t"
ENDS_BODY = re.compile(
    r"""
    (?: [委局厅部办署院会室司府区市州县旗盟行所关校团队处站社台网馆中心门位系业构镇乡地方]
      | 大学 | 中学 | 党校 | [妇残文侨]联 | 工商联 | 社科联 | 科协 | 街道 | 集团 | 领导小组 | 专班
      | [一上东广北]汽 | 电力 | 石化 | 石油 | 油田 | 移动 | 联通 | 电信 | 铁塔 | 邮政 | 烟草 | 钢铁 | 燃气
      | 城投 | 交投 | 国投 | 水投 | 文投 | 旅投 | 农投 | 农信联社 | 农担
    )
    (?:[（(〔［].*)?$
    """,
    re.VERBOSE,
)
LONGEST = 60  # characters on either side of a gap
SHORTEST = 3  # characters of a name that stands alone


def parts_names(text: str, names: Span, at: int, gazetteer: Gazetteer, home: RegionEntry | None) -> bool:
    """Whether the blank at a place parts the bodies on both sides, of which those from `names.start` on are not parted
    yet: 省财政厅 省水利厅, but not the two parts of one known name.

    >>> text = "省财政厅 省水利厅"
    >>> parts_names(text, Span(0, len(text)), 4, Gazetteer([], [], []), None)
    True
    """
    if text[at] not in BLANKS or at - names.start > LONGEST:
        return False
    left, right = text[names.start : at].strip(), _name_after(text, at, names.end).split(maxsplit=1)
    if not right or min(len(left), len(right[0])) < SHORTEST:
        return False
    is_between = ENDS_BODY.search(left) is not None and ENDS_BODY.search(right[0]) is not None
    return is_between and not gazetteer.resolve(left + right[0], home).known


def breaks_name(text: str, names: Span, at: int, gazetteer: Gazetteer, home: RegionEntry | None) -> bool:
    """Whether a line ends within a known name: 省住房和城 / 乡建设厅.

    >>> text = "省财政厅\\n省水利厅"
    >>> breaks_name(text, Span(0, len(text)), 4, Gazetteer([], [], []), None)
    False
    """
    if at - names.start > LONGEST:
        return False
    left, right = text[names.start : at].strip(), _name_after(text, at, names.end)
    if not left or not right or ENDS_BODY.search(left) or gazetteer.resolve(right, home).is_one_body:
        return False
    return gazetteer.resolve(left + right, home).known


def _name_after(text: str, at: int, end: int) -> str:
    """The words behind a place up to the next mark."""
    end = min(end, at + LONGEST)
    mark = NEXT.search(text, at + 1, end)
    return text[at + 1 : mark.start() if mark else end].strip()
