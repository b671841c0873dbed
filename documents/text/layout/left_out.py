"""Words of a source that are not read in; the words of a line without them, and the notes that tell of them, out."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator

from documents.text.aligned import AlignedText
from documents.text.layout.links import LINK, PICTURE
from documents.text.notes import Note, NoteKind
from documents.text.readings import SourceText, Why
from documents.text.spans import Span

# ~~struck out~~, in a Markdown file; 3~~5年 is not
STRUCK = re.compile(r"(?:(?<!\d)~~|~~(?!\d))(?=[^\s~])([^\n~]{1,300}?)(?<=[^\s~])~~")
MOST_TARGETS = 50  # told of one by one
# Signs that nobody sees and that no text needs: controls, and what turns the direction of reading
CONTROL = re.compile("[\x01-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")
MOST_SIGNS = 9  # told of in a note
MOST_IN_NOTE = 300


class Asides:
    """The words of a Markdown file that are not read, by their places; none in a file of another format."""

    def __init__(self, source: SourceText) -> None:
        found = _find_asides(source)
        self.spans = [span for span, _, _ in found]
        self.starts = [span.start for span in self.spans]

    def cut_from(self, words: AlignedText) -> AlignedText:
        """The words of a line without those that are not read.

        >>> text = "建成~~5~~8个园区"
        >>> Asides(SourceText(text, "md")).cut_from(AlignedText.of(text, 0, len(text))).text
        '建成8个园区'
        """
        return words.without(self._spans(words)) if self.spans and words.pieces else words

    def _spans(self, words: AlignedText) -> Iterator[Span]:
        for piece in words.pieces:
            end = piece.source_start + piece.length
            shift = piece.start - piece.source_start
            for span in self.spans[max(bisect_right(self.starts, piece.source_start) - 1, 0) :]:
                if span.start >= end:
                    break
                if span.end > piece.source_start:
                    yield Span(max(span.start, piece.source_start) + shift, min(span.end, end) + shift)


def _find_asides(source: SourceText) -> list[tuple[Span, str, Why]]:
    """The comments and the words struck out of a Markdown file, with their marks; and the words alone."""
    if source.format != "md":
        return []
    found, end = [], 0
    for comment in _comments(source.text):
        found += [
            (Span(*each.span()), each[1], Why.STRUCK) for each in STRUCK.finditer(source.text, end, comment.start)
        ]
        found.append((comment, source.text[comment.start + 4 : comment.end - 3], Why.COMMENT))
        end = comment.end
    return found + [(Span(*each.span()), each[1], Why.STRUCK) for each in STRUCK.finditer(source.text, end)]


def _comments(text: str) -> Iterator[Span]:
    """Where <!-- comments --> stand."""
    start = text.find("<!--")
    while start >= 0 and (end := text.find("-->", start + 4)) >= 0:
        yield Span(start, end + 3)
        start = text.find("<!--", end)


def source_notes(source: SourceText) -> Iterator[Note]:
    """Notes with the words of a file that are no part of its text, those of one reason together.

    >>> [note.message for note in source_notes(SourceText("8个", left_out=(("5", Why.STRUCK),)))]
    ['已划去的文字，未收入正文：“5”']
    """
    found: defaultdict[Why, Counter[str]] = defaultdict(Counter)
    for words, why in [*source.left_out, *((words, why) for _, words, why in _find_asides(source))]:
        if said := " ".join(words.split()):
            found[why][said] += 1
    for why, left_out in found.items():
        yield from left_out_notes(left_out, why)
    yield from _target_notes(source.text)
    if controls := Counter(CONTROL.findall(source.text)):
        told = "、".join(f"U+{ord(sign):04X}（{count}处）" for sign, count in controls.most_common(MOST_SIGNS))
        yield Note(NoteKind.LEFT_OUT, f"看不见的控制字符，未收入正文：{told}")


def _target_notes(text: str) -> Iterator[Note]:
    """Notes with the targets of links and pictures."""
    if "](" in text:
        links, pictures = LINK.finditer(text), PICTURE.finditer(text)
        targets = Counter(link["target"] for link in links) + Counter(picture.group() for picture in pictures)
        yield from left_out_notes(Counter(dict(targets.most_common(MOST_TARGETS))), Why.TARGET)
        if len(targets) > MOST_TARGETS:
            more = len(targets) - MOST_TARGETS
            yield Note(NoteKind.LEFT_OUT, f"{Why.TARGET}，未收入正文：另有{more}个，从略")


def left_out_notes(left_out: Counter[str], why: Why = Why.LAYOUT) -> Iterator[Note]:
    """Notes with the words left out, several words in one note."""
    message = ""
    for words, count in left_out.items():
        said = f"“{words}”（{count}处）" if count > 1 else f"“{words}”"
        if message and len(message) + len(said) >= MOST_IN_NOTE:
            yield Note(NoteKind.LEFT_OUT, message)
            message = ""
        message = (message or f"{why}，未收入正文：") + said
    if message:
        yield Note(NoteKind.LEFT_OUT, message)
