"""The tree of a web page in; the parts that a site puts around a text (navigation, lists of links, foot) out."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree

from documents.text.layout.links import LINKED_TEXT

SENTENCE = re.compile(r"[。；！？]")
# What else belongs to a document though it holds no sentence: labels with values, who signs
OF_DOCUMENT = re.compile(
    rf"{LINKED_TEXT.pattern}|\d{{4}}-\d{{1,2}}-\d{{1,2}}|[\u4e00-\u9fff]{{2,6}}[:：]\s?\S"
    r"|(?:政府|委员会|办公厅|办公室|联合会|[厅局部署委])$",
    re.IGNORECASE | re.MULTILINE,
)
ONE_BLOCK = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "br", "hr"))
AROUND = frozenset(("nav", "footer", "aside"))
FRAMES = frozenset(("table", "tbody", "tr"))
MAIN_SHARE: Final = 0.85  # of the sentences of what is around it
FEWEST_WORDS: Final = 40  # in sentences, of a page that has a text
LINKED: Final = 0.4  # of the words of a part that is navigation
LONGEST_ALONE: Final = 15  # characters in a line of a site's foot that are no link
LONGEST_CELL: Final = 1_500  # a cell with more text lays out a page

Test = Callable[[Any], bool]


@dataclass(slots=True)
class _Part:
    """An element, and how many characters it holds: of all words, of those in links, of sentences, of its longest
    block."""

    element: Any
    words: int = 0
    linked: int = 0
    prose: int = 0
    longest: int = 0
    tables: int = 0
    blocks: list[str] = field(default_factory=list)  # its own, not those of its parts
    parts: list["_Part"] = field(default_factory=list)

    def close(self) -> None:
        """Add up what its parts hold."""
        for block in self.blocks:
            self.words += len(block)
            self.longest = max(self.longest, len(block))
            self.prose += len(block) * bool(SENTENCE.search(block))
        self.words += sum(part.words for part in self.parts)
        self.linked += sum(part.linked for part in self.parts)
        self.prose += sum(part.prose for part in self.parts)
        self.longest = max([self.longest, *(part.longest for part in self.parts)])
        self.tables += sum(part.tables + (part.element.tag == "table") for part in self.parts)


@dataclass(slots=True)
class _Measuring:
    """The parts that are open at a place of the page, the words since the last block, and in how many links it is."""

    open: list[_Part]
    words: list[str] = field(default_factory=list)
    links: int = 0

    def begin(self, element: Any, is_inline: bool) -> None:
        self.links += element.tag == "a"
        if not is_inline:
            self.flush()
            self.open[-1].parts.append(_Part(element))
            self.open.append(self.open[-1].parts[-1])
        self.say(element.text)

    def end(self, element: Any, is_inline: bool, is_seen: bool) -> None:
        self.links -= element.tag == "a" and is_seen
        if not is_inline:
            self.flush()
        if self.open[-1].element is element:
            self.open.pop().close()
        self.say(element.tail)

    def say(self, text: str | None) -> None:
        if text:
            self.words.append(text)
            self.open[-1].linked += len("".join(text.split())) * (self.links > 0)

    def flush(self) -> None:
        if block := "".join("".join(self.words).split()):
            self.open[-1].blocks.append(block)
        self.words.clear()


def parts_around(page: Any, is_unseen: Test, is_inline: Test) -> Iterator[Any]:
    """The elements that hold no part of the text of a page, in order. In a page without sentences only what calls
    itself navigation is such; and an element that holds most of the sentences is the text, whatever it calls itself.

    >>> page = etree.HTML("<nav>首页</nav><p>推进绿色发展。</p>")
    >>> [element.tag for element in parts_around(page, lambda _: False, lambda element: element.tag == "a")]
    ['nav']
    """
    here: _Part | None = _measured(page, is_unseen, is_inline)
    has_text = here is not None and here.prose >= FEWEST_WORDS
    while here:
        below = next((part for part in here.parts if has_text and _is_main(part, here)), None)
        yield from _beside(here, below, has_text)
        here = below


def _beside(here: _Part, below: _Part | None, has_text: bool) -> Iterator[Any]:
    """The parts of an element that are none of the text, most of which is `below`, or, without such, in many parts."""
    places = [index for index, part in enumerate(here.parts) if part.prose] or [len(here.parts)]
    for index, part in enumerate(here.parts):
        is_before, is_behind = index < places[0], index > places[-1]
        is_apart = has_text and (below is not None or is_before or is_behind)
        is_foot = has_text and below is not None and is_behind and _is_of_short_words(part)
        if part is below:
            continue
        if part.element.tag in AROUND or (is_apart and _is_of_links(part)) or is_foot:
            yield part.element
        else:
            yield from _named(part)


def _measured(page: Any, is_unseen: Test, is_inline: Test) -> _Part:
    """The page as parts, without its inline elements and what is not seen."""
    root = _Part(page)
    measuring = _Measuring([root])
    skipped: Any = None
    walk = etree.iterwalk(page, events=("start", "end"))
    next(walk)
    for event, element in walk:
        if event == "start" and is_unseen(element):
            walk.skip_subtree()
            skipped = element
        elif event == "start":
            measuring.begin(element, is_inline(element))
        elif element is not page:
            measuring.end(element, is_inline(element), element is not skipped)
    measuring.flush()
    root.close()
    return root


def _is_main(part: _Part, around: _Part) -> bool:
    """Whether a part holds nearly all sentences of what is around it; a table of data is not entered."""
    is_data = part.element.tag in FRAMES and part.longest < LONGEST_CELL and not part.tables
    return part.prose >= MAIN_SHARE * around.prose and not is_data


def _is_of_links(part: _Part) -> bool:
    """Whether a part is made of links, none of which leads to an attachment."""
    if part.element.tag in ONE_BLOCK or not part.words or part.linked < LINKED * part.words:
        return False
    return not LINKED_TEXT.search("\n".join(_blocks(part)))


def _is_of_short_words(part: _Part) -> bool:
    """Whether a part behind the text holds short words alone: 打印, 天河发布."""
    if part.element.tag in ONE_BLOCK or not 0 < part.longest <= LONGEST_ALONE:
        return False
    return not OF_DOCUMENT.search("\n".join(_blocks(part)))


def _blocks(part: _Part) -> Iterator[str]:
    waiting = [part]
    while waiting:
        part = waiting.pop()
        yield from part.blocks
        waiting += reversed(part.parts)


def _named(part: _Part) -> Iterator[Any]:
    """What calls itself navigation within a part, unless it holds most of its sentences."""
    waiting = [(part, inner) for inner in reversed(part.parts)]
    while waiting:
        outer, inner = waiting.pop()
        if inner.element.tag in AROUND and inner.prose * 2 <= outer.prose:
            yield inner.element
        else:
            waiting += [(inner, each) for each in reversed(inner.parts)]
