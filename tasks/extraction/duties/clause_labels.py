"""A clause in; the labels in it (牵头单位：, 配合单位：, 完成时限：) and what stands behind each, out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from documents.text.duty_labels import LABEL, NOUN, DutyPart, duty_part
from documents.text.spans import Span


@dataclass(frozen=True, slots=True)
class Label:
    """A label and what it labels, up to the next label. `is_sure`: its words say that it is about who does what, so
    that a name behind it is kept which no registry has."""

    part: DutyPart
    is_sure: bool
    span: Span
    value: Span


LEADER = re.compile("领导|责任人|联系人")
# 责任单位 without a colon is a label only where bodies follow at once, not in 责任单位要…
OPENING, CLOSING = "（(〔[【［", "）)〕]】］"
MARKS = "、，,；;。.）)"
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
        Label(
            _part(match),
            _is_sure(match),
            Span(*match.span()),
            Span(match.end(), max(match.end(), end)),
        )
        for match, end in zip(found, ends, strict=True)
    ]


def _is_sure(match: re.Match[str]) -> bool:
    """Whether any name may follow: behind a word for bodies and a mark. Behind 【支持】, or 责任单位 alone on its line,
    as often a sentence goes on."""
    boxed = match["boxed"]
    return bool(re.search(NOUN, boxed)) if boxed else not (match["strange"] or match["bare"] or match["plain"])


def _part(match: re.Match[str]) -> DutyPart:
    if match["boxed"]:
        return duty_part(match["boxed"]) or DutyPart.OTHER
    return DutyPart.OTHER if match["aside"] or match["by_when"] else duty_part(match.group()) or DutyPart.LIST


def _labels(text: str, match: re.Match[str]) -> bool:
    if not match["plain"] or match.group().rstrip()[-1:] in ";；":
        return True
    return match.end() < len(text) and text[match.end()] not in MARKS and not PROSE.match(text, match.end())


def find_labelled_sentences(text: str, within: Span) -> Iterator[Span]:
    """The stretches from a label with a colon to the full stop or line end, labels that follow at once included.

    >>> text = "加强监测。牵头单位：省水利厅。配合单位：省林草局。"
    >>> [sentence.quote(text) for sentence in find_labelled_sentences(text, Span(0, len(text)))]
    ['牵头单位：省水利厅。配合单位：省林草局']
    """
    position = within.start
    while (match := LABEL.search(text, position, within.end)) is not None:
        position = match.end()
        if match["plain"] and not is_plain_line(text, match.start()):
            continue
        end = _sentence_end(text, position, within.end)
        if _part(match) is DutyPart.OTHER and not _is_leader_of_bodies(text, match, end, within.end):
            continue
        while (more := LABEL.match(text, _skip(text, end, within.end), within.end)) is not None:
            end = _sentence_end(text, more.end(), within.end)
        yield Span(match.start(), end)
        position = max(end, position)


def is_plain_line(text: str, position: int) -> bool:
    r"""Whether a label without a mark stands there, at the begin of a line and apart from what it labels.

    >>> [is_plain_line(words, 0) for words in ("责任单位 县水利局", "责任单位\n县水利局", "责任单位要认真")]
    [True, True, False]
    """
    match = LABEL.match(text, position)
    if match is None or not match["plain"] or not _labels(text, match):
        return False
    opens_line = not text[:position].rpartition("\n")[2].strip()
    return opens_line and match.end() < len(text) and text[match.end("plain")].isspace()


def is_strange_label(text: str, position: int) -> bool:
    """Whether a label stands there whose words do not say that it is about who does what.

    >>> is_strange_label("包靠单位：县水利局", 0), is_strange_label("牵头单位：县水利局", 0)
    (True, False)
    """
    match = LABEL.match(text, position)
    return bool(match and match["strange"])


def _is_leader_of_bodies(text: str, match: re.Match[str], end: int, limit: int) -> bool:
    """Whether a label names a person (责任领导：某某) and one of bodies follows, on its line or the next: then it is
    part of the clause."""
    if not LEADER.search(match.group()):
        return False
    beside = any(_part(label) is not DutyPart.OTHER for label in LABEL.finditer(text, match.end(), end))
    return beside or bool(LABEL.match(text, _skip(text, end, limit), limit))


def _sentence_end(text: str, start: int, limit: int) -> int:
    """Where the full stop stands, the line end, or a closing bracket that was opened before."""
    depth = 0
    for index in range(start, limit):
        mark = text[index]
        depth += (mark in OPENING) - (mark in CLOSING)
        if mark in "。\n" or depth < 0:
            return index
    return limit


def _skip(text: str, start: int, limit: int) -> int:
    while start < limit and text[start] in "。\n \u3000":
        start += 1
    return start
