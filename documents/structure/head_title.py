"""The lines of a document's head in; the title among them out: what reads like one, by what stands beside it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from documents.structure.labelled import Field, value_of
from documents.structure.listed_bodies import are_bodies, is_body
from documents.structure.number_lines import NUMBER, number_of_line
from documents.structure.paragraphs import without_blanks
from documents.structure.titles import (
    ENTITLED,
    FINISHED,
    SHORTEST_SURE,
    TOPIC,
    find_titles,
    genre_of,
    lines_saying,
    title_words,
)
from documents.structure.values import Words
from documents.text.readings import PageWitness
from documents.text.spans import Span
from documents.text.title_key import title_key

LETTERHEAD = re.compile(r"(?P<name>[\u4e00-\u9fff \u3000]{2,60}?)\s*(?:文\s?件|（通知）|令)")
NUMBERED = re.compile(rf"\s?[（(](?:{NUMBER.pattern})[）)]$")
# 关于加强科技伦理治理的意见，中共中央办公厅/国务院办公厅: the issuers behind a title in somebody's list
ISSUERS_BEHIND = re.compile(r"[，,](?P<names>[\u4e00-\u9fff/、]{3,40})[”\"]?$")
BREADCRUMB = re.compile(r"(?:当前|所在|现在的?)位置|首\s?页\s?[>＞›»]")
TORN = re.compile(rf"{TOPIC.pattern}|(?<=[\u4e00-\u9fff])对")  # 某市政府对|四次会议第217号建议的答复
NEAR = 2  # lines between a title and the number that belongs to it
SURE = 5  # what a title is worth that is believed against the page's own


@dataclass(frozen=True, slots=True)
class _Candidate:
    words: Words
    worth: int


def best_title(text: str, lines: Sequence[Span], is_addressed: bool, known: Sequence[str]) -> Words | None:
    r"""The title among the lines above the addressees (`is_addressed`) or the first sentence; `known` are the titles
    that labels or the page state. None where nothing reads like one, or only what the page does not know.

    >>> from documents.structure.paragraphs import find_paragraphs
    >>> text = "政策法规\n某省能源局文件\n关于发展风电的通知\n某能〔2024〕3号"
    >>> best_title(text, list(find_paragraphs(text)), True, ()).text
    '关于发展风电的通知'
    """
    free = [line for line in lines if not (is_other(text, line) or _is_said_again(text, line, lines))]
    found = list(find_titles(text, free))
    for title in known:
        if span := lines_saying(text, free, title):
            found.append(title_words(text, span))
    keys = {title_key(title) for title in known}
    judged = [_Candidate(_without_number(words), _worth(text, lines, words, is_addressed, keys)) for words in found]
    best = max(judged, key=lambda one: (one.worth, -one.words.span.start), default=None)
    if best is None or (keys and best.worth < SURE and not _agrees(best.words.text, keys)):
        return None
    last = [one.words for one in judged if title_key(one.words.text) == title_key(best.words.text)]
    return max(last, key=lambda words: words.span)


def _is_said_again(text: str, line: Span, lines: Sequence[Span]) -> bool:
    """Whether a line is a title with its issuers behind it, as a list has it, and another one says the title itself:
    关于发展风电的通知，某省能源局|某省能源局关于发展风电的通知."""
    words = without_blanks(line.quote(text))
    listed = _without_issuers(Words(words, line)).text
    others = (without_blanks(other.quote(text)) for other in lines if other != line)
    return listed != words and any(listed in other for other in others)


def _worth(text: str, lines: Sequence[Span], title: Words, is_addressed: bool, keys: set[str]) -> int:
    """How sure it is that these words are the title: by their form, their neighbours, and what the page says."""
    worth = 4 * (title_key(title.text) in keys) + bool(genre_of(title.text))
    worth += 2 * bool(TOPIC.search(title.text) and FINISHED.search(title.text))
    worth -= 3 * (len(title.text) < SHORTEST_SURE)
    above = [line for line in lines if line.end <= title.span.start]
    below = [line for line in lines if line.start >= title.span.end]
    if any(number_of_line(text, line) for line in (*above[-NEAR:], *below[:NEAR])):
        worth += 3
    if is_addressed and all(number_of_line(text, line) or len(line) <= 30 for line in below[:3]) and len(below) <= 3:
        worth += 2
    return worth


def _agrees(title: str, keys: set[str]) -> bool:
    """Whether a title is one that the page states, or a part of it, or holds it: 关于…的通知 of 某厅关于…的通知."""
    own = title_key(title)
    return any(own in key or key in own for key in keys)


def _without_number(title: Words) -> Words:
    """The title without the number that stands in brackets behind it."""
    number = NUMBERED.search(title.text)
    return Words(title.text[: number.start()], title.span) if number else title


def find_head_title(
    text: str, top: Sequence[Span], is_addressed: bool, fields: Sequence[Field], witness: PageWitness
) -> Words | None:
    """The title of a document: what reads like one at its top, else what a label or the page says, else the letterhead
    of an order or the first line.

    >>> find_head_title("首页", [Span(0, 2)], False, (), PageWitness(("关于发展风电的通知",))).text
    '关于发展风电的通知'
    """
    label = value_of(text, fields, "title")
    known = [*([label.text] if label else []), *witness.titles]
    found = best_title(text, top, is_addressed, known) or label
    if found and (whole := next((title for title in known if _is_end_of(found.text, title)), None)):
        found = label if label and label.text == whole else Words(whole, found.span)
    if found is None and witness.titles and not order_title(text, top):
        found = Words(witness.titles[0], Span(0, 0))
    found = found or first_line(text, top) or order_title(text, top)
    return _without_issuers(found) if found else None


def _is_end_of(words: str, title: str) -> bool:
    """Whether words are only the end of a title, torn from its begin: what it is about begins before them."""
    return title.endswith(words) and TORN.search(title.removesuffix(words)) is not None


def _without_issuers(title: Words) -> Words:
    """The title without the names of bodies behind its last comma, and the quotation marks around both."""
    behind = ISSUERS_BEHIND.search(title.text)
    if behind and all(is_body(name) or name == "中共中央" for name in re.split("[/、]", behind["names"])):
        return Words(title.text[: behind.start()].lstrip('“"'), title.span)
    return title


def first_line(text: str, lines: Sequence[Span]) -> Words | None:
    """The first line that is no other part of a head, for a text in which nothing reads like a title.

    >>> first_line("绿色发展三年展望", [Span(0, 8)]).text
    '绿色发展三年展望'
    """
    free = (line for line in lines if not is_other(text, line) and not is_body(without_blanks(line.quote(text))))
    first = next(free, None)
    if first is None or not 4 <= len(first) <= 60:
        return None
    entitled = ENTITLED.fullmatch(text, first.start, first.end)
    span = Span(*entitled.span("title")) if entitled else first
    return Words(without_blanks(span.quote(text)), span)


def order_title(text: str, lines: Sequence[Span]) -> Words | None:
    """The title of an order, which is its letterhead.

    >>> order_title("青海省人民政府令", [Span(0, 8)]).text
    '青海省人民政府令'
    """
    line = next((line for line in lines if line.quote(text).endswith("令") and is_letterhead(text, line)), None)
    return Words(without_blanks(line.quote(text)), line) if line else None


def is_other(text: str, line: Span) -> bool:
    """Whether a line is another part of the head than the title: a number, a letterhead, or where one is on a site.

    >>> is_other("青政办〔2024〕35号", Span(0, 12))
    True
    """
    is_place = BREADCRUMB.search(text, line.start, line.end) is not None
    return is_place or number_of_line(text, line) is not None or is_letterhead(text, line)


def is_letterhead(text: str, line: Span) -> bool:
    """Whether a line is a letterhead.

    >>> is_letterhead("甘肃省人民政府办公厅文件", Span(0, 12))
    True
    """
    match = LETTERHEAD.fullmatch(text, line.start, line.end)
    return match is not None and all(map(are_bodies, match["name"].split()))


def letterhead_name(text: str, line: Span) -> Span | None:
    """The span of the name in a letterhead; None in any other line.

    >>> letterhead_name("甘肃省人民政府办公厅文件", Span(0, 12))
    Span(start=0, end=10)
    """
    match = LETTERHEAD.fullmatch(text, line.start, line.end)
    return Span(*match.span("name")) if match and is_letterhead(text, line) else None
