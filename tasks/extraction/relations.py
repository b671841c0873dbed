"""A cited document's place in a text in; how the text stands to it (文件关系) out, where the words around it say so."""

import re
from typing import Final

from documents.structure.values import DocumentKind, ParsedDocument, ParsedHeader
from documents.text.spans import Span
from tasks.extraction.values import RelationKind

REACH: Final = 240  # letters of a sentence on either side
SPEAKING: Final = (DocumentKind.INTERPRETATION, DocumentKind.QUESTIONS)
# 《甲条例》《乙办法》（国发〔2021〕4号）、: those that stand between the verb and a citation
OTHERS: Final = (
    r"[^，。；：《》\n]{0,24}(?:《[^《》\n]{1,100}》(?:[（(][^（()）\n]{1,40}[）)])?(?:以及|[、和及与])?){0,9}《?$"
)
BEFORE: Final = (
    (RelationKind.AMENDS, re.compile(r"(?:修改|修订|修正)《?$")),
    (RelationKind.REPEALS, re.compile(rf"废止{OTHERS}")),
    (RelationKind.IMPLEMENTS, re.compile(rf"(?:贯彻|落实|执行|实施){OTHERS}")),
    (RelationKind.BASED_ON, re.compile(rf"(?:根据|依据|依照|按照|遵照|依){OTHERS}")),
)
ISSUING = re.compile(r"(?:印发|发布|公布|转发|批转)《?$")
# 《甲办法》（国发〔2001〕4号）同时废止 · 《甲》《乙》予以废止
# 《甲办法》第三条同时废止, 《甲办法》中的有关规定废止: a part goes, the rest stays
PARTLY = re.compile(
    r"》?(?:[（(][^（()）\n]{1,40}[）)])?(?:中|内|的?(?:第[一二三四五六七八九十百零〇\d]|部分|有关|相关))"
)
REPEALED = re.compile(r"[^。；\n]{0,200}?(?:同时|即行|一并|相应|自行)?(?:予以)?(?:废止|停止执行)(?!的|后|或|前)")


def relation_of(document: ParsedDocument, citation: Span) -> RelationKind | None:
    """How the document stands to the one that it cites at `citation` (the title without its 《》, or the number); None
    where the words do not say.

    >>> text = "根据《某省节能条例》制定本办法。《某省节能办法》同时废止。"
    >>> document = ParsedDocument(text, ParsedHeader(), ())
    >>> relation_of(document, Span(3, 9)).value, relation_of(document, Span(17, 23)).value
    ('based-on', 'repeals')
    >>> relation_of(ParsedDocument("《某办法》第三条同时废止。", ParsedHeader(), ()), Span(1, 4)).value
    'amends'
    """
    if named := _in_title(document.text, document.header, citation):
        return named
    text = document.text
    start = max(text.rfind(mark, max(citation.start - REACH, 0), citation.start) for mark in "。；\n") + 1
    before = text[max(start, citation.start - REACH) : citation.start]
    if REPEALED.match(text, citation.end, min(citation.end + REACH, len(text))):
        return RelationKind.AMENDS if PARTLY.match(text, citation.end) else RelationKind.REPEALS
    return next((kind for kind, pattern in BEFORE if pattern.search(before)), None)


def _in_title(text: str, header: ParsedHeader, citation: Span) -> RelationKind | None:
    """The relation that the document's own title tells: 《某规划》解读, 关于印发《某规划》的通知."""
    title = header.title
    if title is None or citation not in title.span:
        return None
    if header.kind in SPEAKING:
        return RelationKind.EXPLAINS
    before = text[title.span.start : citation.start]
    if ISSUING.search(before):
        return RelationKind.ISSUES
    return next((kind for kind, pattern in BEFORE if pattern.search(before)), None)
