"""A clause in; the labels in it (牵头单位：, 配合单位：, 完成时限：) and what stands behind each, out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from documents.text.spans import Span
from documents.text.traditional import spellings


class DutyPart(StrEnum):
    """What a label or a verb says of the bodies it belongs to."""

    LEAD = "lead"  # 牵头
    SUPPORT = "support"  # 配合
    IMPLEMENT = "implement"  # 具体落实
    LIST = "list"  # 按职责分工负责, 责任单位: a plain list
    CARRY_OUT = "carry out"  # 负责落实: implementing, where others do something else
    NONE = "none"  # no word at all
    OTHER = "other"  # 完成时限, 责任人: not about bodies


@dataclass(frozen=True, slots=True)
class Label:
    """A label and what it labels, up to the next label."""

    part: DutyPart
    span: Span
    value: Span


def _spaced(words: str) -> str:
    """The words with a line end or blank allowed inside, in simplified or traditional characters."""
    return r"\s?".join(f"[{re.escape(spellings(sign))}]" for sign in words)


def _any(words: str) -> str:
    return "|".join(_spaced(word) for word in sorted(words.split(), key=len, reverse=True))


BODY = f"(?:{_any('责任单位 责任部门 单位 部门 机构 主体 处室 地区 机关')})"
KINDS = {
    DutyPart.LEAD: _any("总牵头 共同牵头 联合牵头 牵头 主办 主责 主要责任 第一责任 主要负责 市级牵头 省级牵头"),
    DutyPart.SUPPORT: _any(
        "共同配合 协同配合 配合 协办 协助 协同 协作 参与 参加 参加配合 支持 "
        "指导 督导 监督 监督指导 业务指导 市级配合 省级配合"
    ),
    DutyPart.IMPLEMENT: _any("具体落实 落实 具体实施 组织实施 实施 执行 具体执行 推进落实"),
    DutyPart.LIST: _any(
        "责任 负责 承办 主管 任务 各责任 省级责任 市级责任 责任落实 市级 省级 部门分工 责任分工 职责分工 任务分工"
    ),
}
OTHERS = _any(
    "适用范围 完成时限 完成时间 完成期限 时限要求 时限 时间节点 时间要求 时间安排 时间进度 进度安排 进度要求 进度 "
    "责任人 责任领导 牵头负责领导 负责领导 协助领导 市领导 省领导 包联领导 牵头领导 牵头市领导 牵头省领导 "
    "分管领导 包抓领导 联系领导 "
    "分管省领导 分管市领导 分管县领导 分管区领导 责任市领导 责任县领导 包抓县领导 牵头县领导 联系人 "
    "工作目标 目标 备注 成果形式 实施期限 实施时间 实施范围 任务来源 联系电话 办理时限 完成标志 工作要求"
)
COLON = "[:：﹕︰∶;；]"
BEGIN = r"(?<![\u4e00-\u9fff])"
LABEL = re.compile(
    rf"""{BEGIN}
    (?:
        (?:  # of bodies: the colon may be missing where 单位, 部门 and the like stand: 牵头单位 甲局
            (?P<LEAD>{KINDS[DutyPart.LEAD]})
            |(?P<SUPPORT>{KINDS[DutyPart.SUPPORT]})
            |(?P<IMPLEMENT>{KINDS[DutyPart.IMPLEMENT]})
            |(?P<LIST>{KINDS[DutyPart.LIST]})
        )
        (?:\s?{BODY}\s?{COLON}?|\s?{COLON})
        |(?P<OTHER>{OTHERS})\s?{COLON}  # of anything else, with a colon: 完成时限：
    )\s*""",
    re.VERBOSE,
)
LEADER = re.compile("领导|责任人|联系人")
# 责任单位 without a colon is a label only where bodies follow at once, not in 责任单位要…
PROSE = re.compile(r"[要应须将可]|[之的]|按照|按|负责|和|与|为")


def find_labels(text: str, within: Span) -> list[Label]:
    """The labels in a clause, in order.

    >>> text = "牵头单位：省水利厅 完成时限：2025年"
    >>> [(label.part.value, label.value.quote(text)) for label in find_labels(text, Span(0, len(text)))]
    [('lead', '省水利厅 '), ('other', '2025年')]
    """
    found = [match for match in LABEL.finditer(text, within.start, within.end) if _labels(text, match)]
    ends = [*(match.start() for match in found[1:]), within.end][: len(found)]
    return [
        Label(DutyPart[match.lastgroup or "OTHER"], Span(*match.span()), Span(match.end(), max(match.end(), end)))
        for match, end in zip(found, ends, strict=True)
    ]


def _labels(text: str, match: re.Match[str]) -> bool:
    marked = match.group().rstrip()[-1:] in ":：﹕︰∶;；"
    return marked or bool(match.end() < len(text) and not PROSE.match(text, match.end()))


def find_labelled_sentences(text: str, within: Span) -> Iterator[Span]:
    """The stretches from a label with a colon to the full stop or line end, labels that follow at once included.

    >>> text = "加强监测。牵头单位：省水利厅。配合单位：省林草局。"
    >>> [sentence.quote(text) for sentence in find_labelled_sentences(text, Span(0, len(text)))]
    ['牵头单位：省水利厅。配合单位：省林草局']
    """
    position = within.start
    while (match := LABEL.search(text, position, within.end)) is not None:
        position = match.end()
        if match.group().rstrip()[-1:] not in ":：﹕︰∶":
            continue
        end = _sentence_end(text, position, within.end)
        if match.lastgroup == "OTHER" and not _is_leader_of_bodies(text, match, end, within.end):
            continue
        while (more := LABEL.match(text, _skip(text, end, within.end), within.end)) is not None:
            end = _sentence_end(text, more.end(), within.end)
        yield Span(match.start(), end)
        position = max(end, position)


def _is_leader_of_bodies(text: str, match: re.Match[str], end: int, limit: int) -> bool:
    """Whether a label names a person (责任领导：某某) and one of bodies follows: then it is part of the clause."""
    return bool(LEADER.search(match.group())) and bool(LABEL.match(text, _skip(text, end, limit), limit))


def _sentence_end(text: str, start: int, limit: int) -> int:
    for index in range(start, limit):
        if text[index] in "。\n":
            return index
    return limit


def _skip(text: str, start: int, limit: int) -> int:
    while start < limit and text[start] in "。\n \u3000":
        start += 1
    return start
