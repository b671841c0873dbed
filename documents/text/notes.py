"""Notes: what a stage found wrong or left undecided, with the place of the words."""

import re
from dataclasses import dataclass
from enum import StrEnum

from documents.text.spans import Span

QUOTED = re.compile(r"(?:“[^”]*”(?:（\d+处）)?)+")
COUNTED = re.compile(r"\d+")


class NoteKind(StrEnum):
    """What a note is about. Readers see the defects; staff see all."""

    # Defects of the source
    PAGE_BREAK = "page_break"  # a sentence broken by a page, joined again
    FOREIGN_WORD = "foreign_word"  # a stray word in another script
    UNPAIRED_MARK = "unpaired_mark"  # a quotation mark or bracket without its partner
    HOLE = "hole"  # text is missing here
    LOST_HEADING = "lost_heading"  # a heading of the table of contents that the body lacks
    REORDERED = "reordered"  # the source's order was changed
    UNCERTAIN_PLACE = "uncertain_place"  # a sentence that may belong to another section
    MISSING_ATTACHMENT = "missing_attachment"  # an attachment named but absent
    DOUBTFUL_CHARACTER = "doubtful_character"  # a character that cannot be right (decoding, OCR)
    # Abstentions
    NUMBERING = "numbering"  # a gap, a restart or a contradiction in the numbers
    UNREAD_CLAUSE = "unread_clause"  # looks like a responsibility clause, not understood
    UNKNOWN_AGENCY = "unknown_agency"  # an agency the registry does not know
    UNREAD_TARGET = "unread_target"  # a quantity that may be a target, not understood
    UNREAD_DATE = "unread_date"  # a date that cannot be
    NO_TASKS = "no_tasks"  # nothing in this text sets work
    UNREAD_TABLE = "unread_table"  # a table whose columns were not understood
    # What storing could not do
    NOT_STORED = "not_stored"  # a record that the database cannot take
    DROPPED = "dropped"  # a person's correction whose words a new version of the text lacks, parts or joins
    SHORTENED = "shortened"  # a value longer or larger than is kept of its kind
    # What became of words that no task, duty or section holds
    MERGED_ROW = "merged_row"  # a row of a table that says more of a task of the text
    LEFT_OUT = "left_out"  # what a page or web site puts around a text


@dataclass(frozen=True, slots=True)
class Note:
    """One remark: `message` is Chinese, for readers and staff; `span` covers the words meant. It is empty where text is
    missing, None where the note is about the whole document."""

    kind: NoteKind
    message: str
    span: Span | None = None


def wording(message: str) -> str:
    """What a note says, without the words and numbers that it says it of: notes that say the same are known by it.

    >>> wording("原文在“文明”与“思想”之间断开，已接续，未改字。")
    '原文在“…”与“…”之间断开，已接续，未改字。'
    >>> wording("序号不连续：此处应为第12项")
    '序号不连续：此处应为第…项'
    """
    return COUNTED.sub("…", QUOTED.sub("“…”", message))
