"""What was found in a document read in simplified characters in; the same in the characters it is printed in, out."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from documents.structure.values import ParsedDocument
from documents.text.traditional import as_printed
from tasks.extraction.party_values import PartyMention
from tasks.extraction.values import DutyMention, Extraction, ParsedTask

Named = TypeVar("Named", DutyMention, PartyMention)


def extraction_as_printed(found: Extraction, read: str, document: ParsedDocument) -> Extraction:
    """What was found in `read`, the simplified text of `document`, with titles, bodies, clauses and indicators in the
    characters of the document. Agencies keep their official names."""
    if read == document.text:
        return found

    def printed(words: str, start: int) -> str:
        return as_printed(words, start, read, document.text)

    def task(found: ParsedTask) -> ParsedTask:
        section = document.section(found.section or found.id)
        heading = section.span.start  # a paragraph may have the title of its item, which stands there
        above = document.heading_path(section)
        own = (printed(words, heading) for words in found.heading_path[len(above) :])  # of a row or paragraph
        clause = found.responsibility_span
        return replace(
            found,
            title=found.title and printed(found.title, heading if found.item == found.section else found.span.start),
            heading_path=(*above, *own),
            body=printed(found.body, found.span.start),
            responsibility_text=printed(found.responsibility_text, clause.start if clause else found.span.start),
            responsibilities=_respelled(found.responsibilities, document.text),
        )

    return replace(
        found,
        tasks=tuple(map(task, found.tasks)),
        targets=tuple(replace(each, indicator=printed(each.indicator, each.span.start)) for each in found.targets),
        deadlines=tuple(replace(each, parties=_respelled(each.parties, document.text)) for each in found.deadlines),
        citations=tuple(replace(each, title=printed(each.title, each.span.start)) for each in found.citations),
    )


def _respelled(found: Sequence[Named], text: str) -> tuple[Named, ...]:
    return tuple(replace(each, as_written=each.span.quote(text)) for each in found)
