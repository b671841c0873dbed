"""Elements of a web page in, one by one; the words of a block, and those that are not read, out."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from documents.text.formats.html_lists import item_label
from documents.text.formats.number_formats import raised
from documents.text.readings import Why

UNSEEN = re.compile("script|style|head|title|noscript|noframes|noembed|template|svg|iframe|object|textarea")
AROUND = re.compile("select|button")
AROUND_MARK = "data-not-text"  # the attribute of what was found to be no part of the text
INLINE = re.compile(
    "a|abbr|b|big|bdi|bdo|cite|code|del|dfn|em|font|i|img|input|ins|kbd|label|mark|q|s|small|span|strike|strong|sub|sup"
    "|tt|u|wbr|ruby|rb|rt|rp|o:p|st1:.{1,20}"
)
INLINE_LEFT_OUT = {
    "del": Why.STRUCK,
    "s": Why.STRUCK,
    "strike": Why.STRUCK,
    "rt": Why.READING_AID,
    "rp": Why.READING_AID,
}
STRUCK = re.compile(r"text-decoration[^;]*line-through", re.IGNORECASE)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# A page that is hidden as a whole is shown by its script; and in an empty element libxml2 finds what stands behind it.
NEVER_HIDDEN = re.compile("html|body|wbr|source|track|embed")
BLANKS = re.compile(r"[ \t\r\n\x0c]+")
WIDE = "[\u2e80-\u9fff\uff00-\uffef]"
WRAPPED = re.compile(rf"(?<={WIDE})[ \t]*[\r\n]\s*(?={WIDE})")
# Lines that end a sentence or number a heading are paragraphs, though a browser joins them; other lines are wrapped
WHOLE_LINE = re.compile(r".*[。：；！？]|[（(]?[一二三四五六七八九十0-9]{1,3}[、.．）)].{1,40}")
FEWEST_LINES = 4


class Words:
    """The words of the block that is read, each with the reason why it is not read, if there is one."""

    def __init__(self) -> None:
        self.words: list[tuple[str, Why | None]] = []
        self.reasons: list[Why] = []
        self.raised = 0  # open <sup>
        self.counts: dict[Any, int] = {}  # of ordered lists
        self.label = ""

    def enter(self, element: Any) -> None:
        """Take the words at the begin of an element."""
        if why := _why(element):
            self.reasons.append(why)
        self.raised += element.tag == "sup"
        if element.tag == "li":
            parent = element.getparent()
            self.label, self.counts[parent] = item_label(element, self.counts.get(parent))
        self.add(element.text)

    def leave(self, element: Any) -> None:
        """Take the words behind an element."""
        if _why(element) and self.reasons and not is_unseen(element):
            self.reasons.pop()
        self.raised -= element.tag == "sup" and self.raised > 0
        self.label = "" if element.tag == "li" else self.label
        self.add(element.tail)

    def add(self, text: str | None) -> None:
        """Take words as they stand in the page."""
        if text:
            why = self.reasons[-1] if self.reasons else None
            text = raised(text) if self.raised else text
            if self.words and self.words[-1][1] is why:
                text = self.words.pop()[0] + text
            self.words.append((text, why))

    def block(self) -> Iterator[list[tuple[str, Why | None]]]:
        """The words so far as one block, if there is anything to see; as several, if their lines are paragraphs."""
        found, self.words = self.words, []
        lines = _whole_lines(found[0][0]) if len(found) == 1 else []
        for part in [[(line, found[0][1])] for line in lines] or [found]:
            words = [(BLANKS.sub(" ", WRAPPED.sub("", text)), why) for text, why in part]
            while words and not words[0][0].strip(" "):
                del words[0]
            while words and not words[-1][0].strip(" "):
                del words[-1]
            if any(text.strip() for text, _ in words):
                words[0] = (self.label + words[0][0].lstrip(" "), words[0][1])
                words[-1] = (words[-1][0].rstrip(" "), words[-1][1])
                self.label = ""
                yield words


def _whole_lines(text: str) -> list[str]:
    """The lines of a block, if each of them looks like a paragraph; else none."""
    lines = [line for line in text.split("\n") if line.strip()]
    is_whole = len(lines) >= FEWEST_LINES and all(WHOLE_LINE.fullmatch(line.strip()) for line in lines)
    return lines if is_whole else []


def _why(element: Any) -> Why | None:
    """Why the words of an element within a line are not read; None where they are."""
    is_struck = STRUCK.search(element.get("style", ""))
    return Why.STRUCK if is_struck else INLINE_LEFT_OUT.get(element.tag)


def is_unseen(element: Any) -> bool:
    """Whether an element is not read: nothing of its kind is, or the page hides it."""
    return bool(UNSEEN.fullmatch(element.tag)) or _not_read(element) is not None


def _not_read(element: Any) -> Why | None:
    """Why an element with words is not read; None where it is."""
    if NEVER_HIDDEN.fullmatch(element.tag):
        return None
    if AROUND.fullmatch(element.tag) or AROUND_MARK in element.attrib:
        return Why.LAYOUT
    return Why.HIDDEN if is_hidden(element) else None


def is_hidden(element: Any) -> bool:
    """Whether the page itself says that an element is not shown."""
    is_said = "hidden" in element.attrib or HIDDEN.search(element.get("style", ""))
    return bool(is_said) and not NEVER_HIDDEN.fullmatch(element.tag)


def left_out(page: Any) -> Iterator[tuple[str, Why]]:
    """The words that a page hides or sets around its text, an element at a time."""
    walk = etree.iterwalk(page, events=("start",))
    for _, element in walk:
        if UNSEEN.fullmatch(element.tag):
            walk.skip_subtree()
        elif why := _not_read(element):
            yield " ".join(_seen(element)), why
            walk.skip_subtree()


def _seen(element: Any) -> Iterator[str]:
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walk:
        if event == "end":
            yield (inner.tail if inner is not element else "") or ""
        elif UNSEEN.fullmatch(inner.tag):
            walk.skip_subtree()
        else:
            yield inner.text or ""
