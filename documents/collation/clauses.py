"""A parsed document in; its clauses out, which together hold all its words: the numbered parts, and the rest."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from documents.structure.values import ParsedDocument, ParsedSection
from documents.text.spans import Span

HEAD = "head"


def bare(text: str) -> str:
    r"""The text without white space, for comparison.

    >>> bare("发展 风电\n")
    '发展风电'
    """
    return "".join(text.split())


@dataclass(frozen=True)
class Clause:
    """A clause: `number` and `heading` as printed, and the `body` after them. Head, preamble and closing lack a number.

    `title` is the heading without its final mark, `path` the numbers from the top (二、（三）), `parent` the key of the
    clause above.
    """

    key: str
    number: str
    title: str
    heading: str
    body: str
    parent: str = ""
    path: str = ""

    @cached_property
    def whole(self) -> str:
        """The words without the number, and without white space."""
        return bare(self.heading) + bare(self.body)


def list_clauses(document: ParsedDocument) -> list[Clause]:
    r"""The clauses in reading order; every word of the text is in one of them.

    >>> from documents.structure.parser import parse
    >>> from documents.text.spans import Alignment
    >>> from documents.text.readings import ReadingText
    >>> document = parse(ReadingText("一、总则\n发展风电。\n二、任务\n推进光伏。", Alignment(())))
    >>> [(clause.path, clause.title, clause.body.strip()) for clause in list_clauses(document)]
    [('一、', '总则', '发展风电。'), ('二、', '任务', '推进光伏。')]
    """
    clauses = list(cut_clauses(document))
    return [clause for clause in clauses if clause.number or clause.whole]


def cut_clauses(document: ParsedDocument) -> Iterator[Clause]:
    """The clauses, with those that have neither number nor words."""
    sections = document.sections
    ends = [*(section.span.start for section in sections[1:]), len(document.text)]
    first = sections[0].span.start if sections else len(document.text)
    yield Clause(HEAD, "", "", "", document.text[:first])
    for section, end in zip(sections, ends, strict=True):
        heading = section.heading.quote(document.text).strip().removeprefix(section.number).strip()
        body = Span(section.heading.end, max(section.heading.end, end)).quote(document.text)
        path = section_path(document, section)
        yield Clause(section.id, section.number, section.title, heading, body, section.parent, path)


def section_path(document: ParsedDocument, section: ParsedSection) -> str:
    """The printed numbers from the top down to a section: 二、（三）."""
    above = section_path(document, document.section(section.parent)) if section.parent else ""
    return (above + section.number).replace("(", "（").replace(")", "）")
