"""A part of a list of names in; its names, where blanks alone stand between them, out."""

import re
from collections.abc import Iterator

from documents.agencies.bodies import RegionEntry
from documents.agencies.resolver import Gazetteer
from documents.text.spans import Span

BLANKS = re.compile(r"[ \t\u00a0\u2002-\u200a\u3000]+")
OPENING, CLOSING = "（(〔[【［", "）)〕]】］"
# 省财政厅 · 各区人民政府 · 有关单位: how a name begins that takes nothing over from the words before it
BEGINS_NAME = re.compile(
    r"(?:自治区|自治州|[省市州县区盟旗])(?!级?以)[\u4e00-\u9fff]{2}|各[\u4e00-\u9fff]|有关|相关|国家|中国|中共|国网|团[省市州县]委"
)
ENDS_NAME = re.compile(r"(?:[委局厅部办署院会室府行所队]|中心|公司|集团|单位|部门|机构|企业|大学|联)$")
SHORTEST, LONGEST = 3, 60
REACH = 3  # blanks that the next name may have in it


def cut_at_blanks(text: str, part: Span, gazetteer: Gazetteer, home: RegionEntry | None) -> Iterator[Span]:
    """The names in a part that no mark divides: 省财政厅　省水利厅. Blanks inside a name (省 财政厅) do not cut it.

    >>> text = "省财政厅 省水利厅"
    >>> [span.quote(text) for span in cut_at_blanks(text, Span(0, len(text)), Gazetteer([], [], []), None)]
    ['省财政厅', '省水利厅']
    """
    blanks = [] if BLANKS.search(text, part.start, part.end) is None else list(_outside_brackets(text, part))
    if not blanks or gazetteer.resolve(part.quote(text), home).is_one_body:
        yield part
        return
    start, ends = part.start, [*(blank.start for blank in blanks), part.end]
    for position, blank in enumerate(blanks, 1):
        after = (Span(blank.end, end) for end in ends[position : position + REACH])
        if _is_name(text, Span(start, blank.start), gazetteer, home) and any(
            _is_name(text, span, gazetteer, home) for span in after
        ):
            yield Span(start, blank.start)
            start = blank.end
    yield Span(start, part.end)


def _outside_brackets(text: str, part: Span) -> Iterator[Span]:
    depth, position = 0, part.start
    for blank in BLANKS.finditer(text, part.start, part.end):
        for mark in text[position : blank.start()]:
            depth = max(depth + (mark in OPENING) - (mark in CLOSING), 0)
        position = blank.end()
        if depth == 0 and part.start < blank.start() and blank.end() < part.end:
            yield Span(*blank.span())


def _is_name(text: str, span: Span, gazetteer: Gazetteer, home: RegionEntry | None) -> bool:
    """Whether the words are a whole name: one that is known, or that says whose it is; a bare place is none, for its
    body may follow (西宁市 财政局)."""
    if not SHORTEST <= len(span) <= LONGEST:
        return False
    words = span.quote(text)
    squeezed = BLANKS.sub("", words)
    if gazetteer.regions.whole(squeezed, home):
        return False
    says_whose = squeezed == words and (BEGINS_NAME.match(words) or gazetteer.regions.at(words, 0, home))
    return bool(says_whose and ENDS_NAME.search(words)) or gazetteer.resolve(squeezed, home).known
