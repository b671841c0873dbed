"""The words of a table's cell in; what they can be (a number, a time, nothing) out."""

import re

NOTHING = re.compile(r"[/／\\—–\-－~～*＊.。·、]*|无|暂无|空|无牵头单位|无配合单位")
# 同上 · 〃: what stands in the cell above
DITTO = re.compile(r"同上|同前|上同|[〃″＂\"”]|々+")
# 1 · 1. · （一） · 1-2 · 3.1
NUMBER = re.compile(
    r"[（(]?(?:\d{1,4}|[一二三四五六七八九十百]{1,4}|[①-⑳㈠-㈩])[）)]?[.．、﹒]?(?:[-.－．]\d{1,3}){0,2}[.．、]?"
)
_DAY = r"(?:(?:19|20)\d\d|十[一二三四五六七]五|[一二三四五六七八九十\d]{1,3})"
# 2026年6月底前 · 2026-12-31 · 年底前 · 持续推进
TIME = re.compile(
    rf"""(?:截至|力争|至|到|于|每)?[“]?(?:
      {_DAY}[”]?(?:年|月|季度|日|个工作日|天|期末|末|[-—./])[^，。；]{{0,24}}
    | (?:今|明|本|全|当)?年(?:底|末|内|度|终)?[^，。；]{{0,12}}
    | (?:长期|持续|常年|常态化?|全年|按[月季年]|每[年月季周]|[上下]半年|即时|随时|立行立改|实时|已完成)[^，。；]{{0,12}}
    )""",
    re.VERBOSE,
)
# 张三 · 欧阳某某、李四: persons, not bodies
PERSONS = re.compile(r"[\u4e00-\u9fff·某]{2,4}(?:[、，,/ \u3000\n][\u4e00-\u9fff·某 ]{2,5}){0,5}")


def squeezed(words: str) -> str:
    """The words without any blank.

    >>> squeezed("牵头　单 位")
    '牵头单位'
    """
    return "".join(words.split())


def is_nothing(words: str) -> bool:
    """Whether a cell says nothing: it is empty, or 无, — or the like.

    >>> is_nothing(" — "), is_nothing("无"), is_nothing("无锡市")
    (True, True, False)
    """
    return NOTHING.fullmatch(squeezed(words)) is not None


def is_number(words: str) -> bool:
    """Whether a cell is the number of a row.

    >>> is_number("3"), is_number("（二）"), is_number("2026年")
    (True, True, False)
    """
    return NUMBER.fullmatch(squeezed(words)) is not None


def is_time(words: str) -> bool:
    """Whether a cell says by when, or how long.

    >>> is_time("2026.6.30"), is_time("长期坚持"), is_time("市财政局")
    (True, True, False)
    """
    return TIME.fullmatch(squeezed(words)) is not None and len(squeezed(words)) > 1
