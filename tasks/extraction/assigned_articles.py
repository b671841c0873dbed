"""A regulation (条例, 规定, 办法) with its clauses in; the articles that these assign to bodies out.

What an ordinary regulation says of bodies stands in its sentences. Rules by which bodies are judged, or a law divided
into work, close one article after the other with a clause that says nothing else: that is assigned work.
"""

from collections.abc import Mapping, Sequence

from documents.structure.ordinals import Style, read_ordinal
from documents.structure.values import ParsedDocument, ParsedSection
from documents.text.duty_labels import opens_with_label
from tasks.extraction.duties.duty_clauses import OPENING, DutyClause

FEWEST_ASSIGNED = 3
SHARE = 3  # at least one article in so many


def find_assigned(document: ParsedDocument, clauses: Mapping[str, Sequence[DutyClause]]) -> list[ParsedSection]:
    r"""The articles with a clause in brackets or behind a label, in them or below; none unless a third of all have one.
    `clauses` are those of each section, by its id.

    >>> from documents.agencies import Gazetteer
    >>> from documents.structure import parse
    >>> from documents.text import read, repair
    >>> from tasks.extraction.duties.duty_clauses import find_clauses
    >>> text = "\n".join(f"第{number}条 及时完成。（市水利局负责）" for number in "一二三")
    >>> document = parse(repair(read(text.encode(), "a.txt")))
    >>> clauses = {section.id: find_clauses(document.text, section.own, Gazetteer([], [], []), None)
    ...     for section in document.sections}
    >>> [article.number for article in find_assigned(document, clauses)]
    ['第一条', '第二条', '第三条']
    """
    articles = [section for section in document.sections if _is_article(section)]
    assigned = [article for article in articles if _is_assigned(document, article, clauses)]
    return assigned if len(assigned) >= max(FEWEST_ASSIGNED, len(articles) / SHARE) else []


def _is_article(section: ParsedSection) -> bool:
    ordinal = read_ordinal(section.number, 0)
    return ordinal is not None and ordinal.style is Style.ARTICLE


def _is_assigned(document: ParsedDocument, article: ParsedSection, clauses: Mapping[str, Sequence[DutyClause]]) -> bool:
    parts = (part for part in document.sections if part.span in article.span)
    found = (clause for part in parts for clause in clauses[part.id] if clause.reading.duties)
    return any(_is_marked(clause.span.quote(document.text)) for clause in found)


def _is_marked(words: str) -> bool:
    """Whether a clause is apart from the sentences before it: in brackets, or behind a label."""
    return words[0] in OPENING or opens_with_label(words)
