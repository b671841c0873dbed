"""Lines in; their table of contents (目录) out: its entries with numbers, titles and pages, and its lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from documents.text.aligned import AlignedText
from documents.text.layout.lines import Line

# 第一章规划背景…………………(8) · 一、总体要求......1 · 前言……………（6）
ENTRY = re.compile(
    r"""
    (?P<title>[^…\n]{1,80}?)[ \t\u3000]{0,8}
    (?P<leader>[…·‥•]{3,400}|[.．]{4,400})[ \t\u3000]{0,8}          # ……………… · ......
    [（(—-]{0,2}\s?(?P<page>\d{1,4})\s?[)）—-]{0,2}                 # (8) · —1—
    """,
    re.VERBOSE,
)
# Leader and page of an entry: a run of dots is read from its begin alone, so that a long one costs no more than its
# length
LEADER = re.compile(
    r"""
    (?<![…·‥•.．])(?P<leader>[…·‥•]{3,400}|[.．]{4,400})[ \t\u3000]{0,8}
    [（(—-]{0,2}\s?(?P<page>\d{1,4})\s?[)）—-]{0,2}
    """,
    re.VERBOSE,
)
TITLE = re.compile(r"[^…\n]{1,80}?[ \t\u3000]{0,8}")
LONGEST_TITLE = 80
LABEL = re.compile(r"目[ \u3000]{0,8}[录次]")
NUMBER = re.compile(
    r"""
      第[一二三四五六七八九十百零〇两\d]{1,5}[章节条编篇部]分?      # 第一章 · 第二部分
    | [一二三四五六七八九十]{1,4}[、.．]                            # 一、
    | [（(][一二三四五六七八九十\d]{1,3}[)）]                       # （一）
    | \d{1,2}(?:\.\d{1,2}){0,3}[、.．]?                             # 1. · 1.2
    """,
    re.VERBOSE,
)
FEWEST = 3  # entries that make a table


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """One line of the table. `words` are the heading as the body should have it, `level` counts from 1."""

    words: AlignedText  # number and title
    number: str
    level: int
    page: int

    @property
    def key(self) -> str:
        """The heading without blanks."""
        return "".join(self.words.text.split())

    @property
    def title(self) -> str:
        return self.key[len("".join(self.number.split())) :]


@dataclass(frozen=True, slots=True)
class ContentsList:
    """A table of contents: its entries, and the lines from `first` to `last` that hold it."""

    entries: tuple[ContentsLine, ...]
    first: int
    last: int

    @property
    def is_glued(self) -> bool:
        """Whether it stands in one line, as in text copied without its line ends."""
        return self.first == self.last


def find_contents_list(lines: Sequence[Line]) -> ContentsList | None:
    r"""The first table of contents, in one line or several; None where there is none.

    >>> from documents.text.layout.lines import split_lines
    >>> from documents.text.readings import SourceText
    >>> contents = find_contents_list(split_lines(SourceText("目录\n一、总则………1\n二、任务………3\n三、保障………9")))
    >>> [(entry.number, entry.title, entry.page) for entry in contents.entries]
    [('一、', '总则', 1), ('二、', '任务', 3), ('三、', '保障', 9)]
    """
    rows: list[AlignedText] = []
    first = last = -1
    for index, line in enumerate(lines):
        if found := find_rows(line.words, fewest=1):
            rows += found
            first, last = (index if first < 0 else first), index
            if len(found) >= FEWEST:
                break
        elif len(rows) >= FEWEST:
            break
        else:
            rows, first = [], -1
    if len(rows) < FEWEST:
        return None
    kinds: list[str] = []
    return ContentsList(tuple(_entry(row, kinds) for row in rows), first, last)


def find_rows(words: AlignedText, fewest: int = FEWEST) -> list[AlignedText]:
    """The first rows that follow one another of a table of contents, with leaders and pages, without 目录 before them;
    none where they are fewer than `fewest`.

    >>> words = "目录一、总则………1二、任务………3"
    >>> [row.text for row in find_rows(AlignedText.of(words, 0, len(words)), fewest=2)]
    ['一、总则………1', '二、任务………3']
    """
    rows: list[AlignedText] = []
    end = 0
    for leader in LEADER.finditer(words.text):
        farthest = max(leader.start() - LONGEST_TITLE, 0)
        begin = end if rows else max(words.text.rfind("…", farthest, leader.start()) + 1, farthest)
        if not TITLE.fullmatch(words.text, begin, leader.start()):
            if rows:
                break
            continue
        if not rows:
            begin = max((label.end() for label in LABEL.finditer(words.text, begin, leader.start())), default=begin)
        rows.append(words.cut(begin, leader.end()))
        end = leader.end()
    return rows if len(rows) >= fewest else []


def _entry(row: AlignedText, kinds: list[str]) -> ContentsLine:
    match = ENTRY.match(row.text)
    assert match  # a row was found by this pattern, and only lost its front
    words = row.cut(0, match.end("title")).strip()
    return ContentsLine(words, *_numbered(words.text, kinds), int(match["page"]))


def _numbered(text: str, kinds: list[str]) -> tuple[str, int]:
    """Number and level of a heading. `kinds`, to which it adds, lists the kinds of numbers as they first appear; the
    first has level 1."""
    match = NUMBER.match(text)
    if not match:
        return "", 1
    kind = re.sub(r"[一二三四五六七八九十百零〇两]+|\d+", "#", match.group())
    if kind not in kinds:
        kinds.append(kind)
    return match.group(), kinds.index(kind) + 1
