"""A parsed text in; its clauses out, end to end: each numbered part with its own words, and what stands before, between
and after them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from documents.structure.values import ParsedDocument, ParsedSection
from documents.text.spans import Span

HEAD = "head"


def bare(text: str) -> str:
    """A text without its white space: two that are equal so say the same."""
    return "".join(text.split())


@dataclass(frozen=True)
class Clause:
    """A clause: its number and its heading as printed, and the words after them. `path` is where it stands: 二、（三）;
    `title` is what the heading is called, `parent` the key of the one above it. What bears no number is the head, a
    preamble or a closing."""

    key: str
    number: str
    title: str
    heading: str
    body: str
    parent: str = ""
    path: str = ""

    @cached_property
    def whole(self) -> str:
        """Its words without its number."""
        return bare(self.heading) + bare(self.body)


def find_clauses(document: ParsedDocument) -> list[Clause]:
    """The clauses in reading order; every word of the text is in one of them."""
    clauses = list(cut(document))
    return [clause for clause in clauses if clause.number or clause.whole]


def cut(document: ParsedDocument) -> Iterator[Clause]:
    """The clauses, the empty ones too."""
    sections = document.sections
    ends = [*(section.span.start for section in sections[1:]), len(document.text)]
    first = sections[0].span.start if sections else len(document.text)
    yield Clause(HEAD, "", "", "", document.text[:first])
    for section, end in zip(sections, ends, strict=True):
        heading = section.heading.quote(document.text).strip().removeprefix(section.number).strip()
        body = Span(section.heading.end, max(section.heading.end, end)).quote(document.text)
        path = path_of(document, section)
        yield Clause(section.id, section.number, section.title, heading, body, section.parent, path)


def path_of(document: ParsedDocument, section: ParsedSection) -> str:
    """The printed numbers down to a section."""
    above = path_of(document, document.section(section.parent)) if section.parent else ""
    return (above + section.number).replace("(", "（").replace(")", "）")
