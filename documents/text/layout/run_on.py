"""Lines in; the same lines out, those cut that hold a whole text because its line breaks were lost.

Such a line is cut before the numbers of its outline, at the blanks that opened its paragraphs, and between the parts
of its head and tail. Other lines stay as they are.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from documents.text.layout.lines import BLANKS, Line
from documents.text.layout.numbers_in_order import Number, find_numbers
from documents.text.layout.run_on_attached import annex_cuts, list_cuts
from documents.text.layout.run_on_ends import (
    addressee_cuts,
    entitled_above,
    has_number,
    head_cuts,
    tail_cuts,
)
from documents.text.layout.run_on_page import gaps_of_page, page_cuts
from documents.text.layout.run_on_titles import title_ends

FEWEST = 3  # numbers of an outline, or gaps between paragraphs
SHORTEST = 120
LONGEST_HEAD = 12  # lines before a whole text that may be its head
GAP = re.compile(rf"(?<=[^{BLANKS}])[{BLANKS}]+(?=[^{BLANKS}])")
SENTENCE_END = re.compile(r"[。！？；：:][”’」』）)]?$")
BESIDE_DIGIT = re.compile(r"[A-Za-z0-9%]")
# 请认真贯彻执行。 2031年2月4日 （此件公开发布）
DAY_APART = re.compile(rf"[。）)][{BLANKS}]+(?:19|20)\d\d年\d{{1,2}}月\d{{1,2}}日(?=[{BLANKS}]|$)")
# 第一章　总　　则　第一条: a word of two letters, set wide
SPACED_WORD = re.compile(rf"(?:^|[{BLANKS}章节])[\u4e00-\u9fff][{BLANKS}]+[\u4e00-\u9fff](?:[{BLANKS}]|$)")
BRACKETS = re.compile(r"[（(\[【〔][^（()）\[\]【】〔〕]{0,400}[）)\]】〕]")


def cut_run_on(lines: Sequence[Line]) -> list[Line]:
    """The lines; in place of one that holds a whole text, the lines that it was made of.

    >>> from documents.text.layout.lines import split_lines
    >>> from documents.text.readings import SourceText
    >>> text = "一、任务（一）发展风电。" + "建基地。" * 30 + "（二）推进光伏。二、保障（三）压实责任。（四）督查。"
    >>> [line.text[:9] for line in cut_run_on(split_lines(SourceText(text)))]
    ['一、任务', '（一）发展风电。建', '（二）推进光伏。', '二、保障', '（三）压实责任。', '（四）督查。']
    """
    cuts = [[] if line.is_fixed or len(line.text) < SHORTEST else _cuts(line.text) for line in lines]
    first = next((place for place, found in enumerate(cuts) if found), 0)
    if first <= LONGEST_HEAD:
        cuts[:first] = _cuts_in_head(lines[:first])
    return [part for line, found in zip(lines, cuts, strict=True) for part in _parts(line, found)]


def _cuts_in_head(lines: Sequence[Line]) -> Iterator[list[int]]:
    """The places where the lines are cut that stand before a whole text: parts of its head may be run together, too."""
    above = ""
    for line in lines:
        cuts = {*head_cuts(line.text, len(line.text)), *annex_cuts(line.text)}
        if title := entitled_above(above, line.text):
            cuts.add(len(title))
        yield [] if line.is_fixed else sorted(cut for cut in cuts if 0 < cut < len(line.text))
        above += line.text


def _parts(line: Line, cuts: Sequence[int]) -> Iterator[Line]:
    if not cuts:
        yield line
        return
    for start, end in pairwise([0, *cuts, len(line.text)]):
        words = line.words.cut(start, end).strip(BLANKS)
        if words.text:
            yield replace(line, words=words, end=line.end if end == len(line.text) else None)


def _cuts(text: str) -> list[int]:
    """The places where the line is cut; none where it is a paragraph."""
    numbers = find_numbers(text)
    ends = [*(number.start for number in numbers[1:]), len(text)]
    paragraphs = [number for number, end in zip(numbers, ends, strict=False) if _is_whole(text, number, end)]
    is_whole = len(paragraphs) >= FEWEST or (paragraphs and has_number(text))
    gaps = _paragraph_gaps(text, {number.end for number in numbers}, 1 if is_whole else 2)
    if len(paragraphs) < FEWEST and len(gaps) < FEWEST:
        return []
    outer = [number for number in numbers if number.is_outer]
    body = outer[0].start if outer else len(text)
    cuts = {*gaps, *(number.start for number in numbers), *title_ends(text, numbers)}
    cuts.update(head_cuts(text, body), addressee_cuts(text, [gap for gap in gaps if gap < body], body))
    cuts.update(
        tail_cuts(text, max((number.end for number in outer or numbers), default=0)), annex_cuts(text), page_cuts(text)
    )
    cuts.update(list_cuts(text, body if outer else 0))
    return sorted(cut for cut in cuts if 0 < cut < len(text))


def _is_whole(text: str, number: Number, end: int) -> bool:
    """Whether an item is a paragraph: by its kind of number, or because a sentence ends in it (not so in a list)."""
    return number.is_outer or text.find("。", number.end, end) >= 0


def _paragraph_gaps(text: str, number_ends: Collection[int], narrowest: int) -> list[int]:
    """Where blanks part paragraphs: as wide as they mostly are behind a sentence, outside brackets, not behind a
    number, in a spaced word (总　则), or beside a digit."""
    gaps = list(GAP.finditer(text))
    behind = Counter(_width(gap) for gap in gaps if SENTENCE_END.search(text, max(0, gap.start() - 2), gap.start()))
    usual = max(behind, key=lambda width: (behind[width], width), default=0)
    if usual < narrowest:
        return []
    inside = _inside_brackets(text) | gaps_of_page(text)
    return [
        gap.end()
        for gap in gaps
        if _width(gap) >= usual
        and gap.end() not in inside
        and gap.start() not in number_ends
        and not SPACED_WORD.search(text[max(0, gap.start() - 3) : gap.end() + 2])
        and (
            usual > 1
            or not BESIDE_DIGIT.search(text[gap.start() - 1] + text[gap.end()])
            or DAY_APART.match(text, gap.start() - 1)
        )
    ]


def _width(gap: re.Match[str]) -> int:
    """In half-width cells."""
    return sum(2 if blank == "\u3000" else 1 for blank in gap.group())


def _inside_brackets(text: str) -> set[int]:
    return {place for match in BRACKETS.finditer(text) for place in range(match.start() + 1, match.end())}
