"""A paragraph in; notes on foreign words and doubtful characters in it, and on the place where it was broken, out."""

import re
from collections.abc import Iterator

from documents.text.notes import Note, NoteKind
from documents.text.spans import Span

# 鼓励为企业 provide 绿电: a word in small letters between Han characters; km, kWh and names in brackets are none
FOREIGN = re.compile(
    r"""
    (?<=[\u3400-\u9fff，、])[ \u00a0\u3000]?
    (?P<word> [a-z]{3,20}(?:[ ][a-z]{2,20}){0,5}
            | [\u0400-\u04ff\u3041-\u30fa\uac00-\ud7af]{1,30}       # Cyrillic, Japanese, Korean
    )
    [ \u00a0\u3000]?(?=[\u3400-\u9fff，、。])
    """,
    re.VERBOSE,
)
UNITS = re.compile("[kmgt]wh|k?vah?|mva|pp[mb]|k?cal|mol|bit|[kmg]bps|rpm|dpi|app|wifi")
DOUBTFUL = re.compile(
    "["
    "\ufffd\ue000-\uf8ff"  # replacement characters, private use
    "\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f"  # control characters
    "\u2e80-\u2fdf\uf900-\ufaff"  # radicals and compatibility forms where Han characters belong
    "\ufff0-\ufffc"  # specials
    "]{1,40}"
)
ICON = re.compile("[\ue000-\uf8ff]+")
HAN = re.compile("[\u3400-\u9fff]")
MOJIBAKE = re.compile("锟斤拷|烫烫烫|屯屯屯")


def find_defects(line: str) -> Iterator[Note]:
    """Notes on the defects of one paragraph, with spans in it.

    >>> [note.message for note in find_defects("鼓励为企业 provide 绿电。")]
    ['原文此处夹有外文“provide”，未改字。']
    """
    for match in FOREIGN.finditer(line):
        if not UNITS.fullmatch(match["word"]) and _is_among_han(line, *match.span()):
            message = f"原文此处夹有外文“{match['word']}”，未改字。"
            yield Note(NoteKind.FOREIGN_WORD, message, Span(*match.span("word")))
    for pattern in (DOUBTFUL, MOJIBAKE):
        for match in pattern.finditer(line):
            if ICON.fullmatch(match.group()) and _is_alone(line, *match.span()):
                continue
            yield Note(NoteKind.DOUBTFUL_CHARACTER, "原文此字疑有误，未改。", Span(*match.span()))


def _is_alone(line: str, start: int, end: int) -> bool:
    """Whether signs are no part of a word or sentence: the icons of a web page."""
    return not line[max(0, start - 1) : start].strip() and not line[end : end + 1].strip()


def _is_among_han(line: str, start: int, end: int) -> bool:
    """Whether a Han character stands right beside the words; English in English has commas on both sides."""
    return bool(HAN.match(line[max(0, start - 1) : start]) or HAN.match(line[end : end + 1]))


def break_note(line: str, place: int) -> Note:
    """The note that a sentence was broken at `place` and has been joined; its span covers the characters around.

    >>> break_note("支持碳刚性需求", 3).message
    '原文在“持碳”与“刚性”之间断开，已接续，未改字。'
    """
    start, end = place - 1, place + 1
    while start > max(0, place - 2) and _is_word(line[start - 1]):
        start -= 1
    while end < min(len(line), place + 2) and _is_word(line[end]):
        end += 1
    before, after = line[start:place], line[place:end]
    return Note(NoteKind.PAGE_BREAK, f"原文在“{before}”与“{after}”之间断开，已接续，未改字。", Span(start, end))


def _is_word(character: str) -> bool:
    return character.isalnum() or character in "%％"
