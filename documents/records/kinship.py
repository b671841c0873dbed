"""A new text and a known document in; whether they are one document, and whether the text is newer or older, out.

No single sign decides: a number may be misprinted, many counties use one title, an interpretation (解读) quotes both.
What is not certain is left to a person.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cached_property

from documents.collation.likeness import Likeness, letters, likeness, shingles

SAME_TEXT = 0.9  # of all wording: the same text but for slips, marks and page furniture
COPIED = 0.97  # in another format: the same text
REVISED = 0.3  # of the shorter text, under the same number and title: a new version
LIKE = 0.5  # of the shorter text, under the same title alone
DOUBTFUL = 0.25
WHOLE = 0.9  # of the shorter text: all of it stands in the other
TWICE = 0.5  # of all wording: the longer text is twice as long, more than a new version adds to all of an old one
MOST = 0.7  # of the known text: a clause or two may go without another date, a third of them not
LIKE_TITLES = 0.9
HEAD = 300  # letters above a body
# 政策解读 · 问答实录 · 一图读懂 · 答记者问 · 分析报告: what speaks about a document
ABOUT = re.compile(
    r"解读|问答|答问|答记者问|图解|图说|读懂|答疑|起草说明|编制说明|有关情况|相关情况|新闻发布会|分析报告|评述|评析"
)
# what speaks of itself as a draft of another, or as a notice that carries another on
DRAFT = re.compile(r"征求意见稿|公开征求|送审稿|讨论稿|草案")
FORWARDING = re.compile(r"转发|批转")
DIGITS = re.compile(r"\d+|[〇零一二三四五六七八九十百]+(?=[年批期次号届])")


class Verdict(StrEnum):
    """What a new text is beside a known document."""

    COPY = "copy"  # the same text in another file
    VERSION = "version"  # its new text
    EARLIER = "earlier"  # an older text of it
    EXPLAINS = "explains"  # another document, about it
    EXPLAINED = "explained"  # another document, which it is about
    UNSURE = "unsure"  # perhaps the same: a person has to say
    NEW = "new"  # another document


@dataclass(frozen=True)
class Paper:
    """What tells one document from another. `numbers` and `titles` are the keys of all its document numbers and titles,
    earlier ones too; `region` is a code, `reading` the reading text, `format` that of the file."""

    numbers: frozenset[str]
    titles: frozenset[str]
    genre: str
    region: str
    dated: date | None
    reading: str
    format: str = ""

    @cached_property
    def letters(self) -> str:
        """The letters of the text."""
        return letters(self.reading)

    @cached_property
    def shingles(self) -> set[int]:
        """The shingles of the text."""
        return shingles(self.letters)

    @cached_property
    def title_shingles(self) -> set[int]:
        """The shingles of the titles."""
        return set().union(*map(shingles, self.titles))


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a new text and a known one have in common: whether `number`, `title`, `genre` and `region` are the same.

    `later` is 1 if the new text is later, 0 for the same day, -1 if it is earlier. None where one of the two has none.
    """

    number: bool | None
    title: bool | None
    genre: bool | None
    region: bool | None
    later: int | None
    alike: Likeness
    is_identical: bool
    is_of_one_body: bool
    is_same_format: bool
    is_same_stage: bool
    is_about: bool
    is_what_it_is_about: bool
    is_of_other_year: bool

    @property
    def evidence(self) -> str:
        """What is the same and what is not, in Chinese."""
        says = {True: "相同", False: "不同"}
        parts = [("文号", self.number), ("标题", self.title), ("体裁", self.genre), ("地区", self.region)]
        said = [name + says[agrees] for name, agrees in parts if agrees is not None]
        if self.later is not None:
            said.append(("日期较早", "日期相同", "日期较晚")[self.later + 1])
        return "；".join([*said, f"文字 {self.alike.common:.0%} 相同，较短一份的 {self.alike.held:.0%} 见于另一份"])


def compare(new: Paper, known: Paper) -> Comparison:
    """Compare a new text with a known one."""
    return Comparison(
        number=agree(new.numbers, known.numbers),
        title=like_titles(new.titles, known.titles),
        genre=new.genre == known.genre if new.genre and known.genre else None,
        region=new.region == known.region if new.region and known.region else None,
        later=(new.dated > known.dated) - (new.dated < known.dated) if new.dated and known.dated else None,
        alike=likeness(own_words(new, known), own_words(known, new)),
        is_identical=new.letters == known.letters,
        is_of_one_body=is_headless(new, known) or is_headless(known, new),
        is_same_format=new.format == known.format,
        is_same_stage=stages(new) == stages(known),
        is_about=speaks_about(new, known),
        is_what_it_is_about=speaks_about(known, new),
        is_of_other_year=bool(new.titles and known.titles) and not (figures(new.titles) & figures(known.titles)),
    )


def is_headless(one: Paper, other: Paper) -> bool:
    """Whether the first text is the other one without some words of its head: number, title, or all above the body."""
    mine, theirs = one.letters, other.letters
    gap = len(theirs) - len(mine)
    if not 0 < gap < min(len(mine), HEAD):
        return False
    pairs = zip(mine[:HEAD], theirs, strict=False)
    same = next((place for place, (a, b) in enumerate(pairs) if a != b), HEAD)
    return gap + same <= HEAD and theirs[gap + same :] == mine[same:]


def own_words(paper: Paper, other: Paper) -> set[int]:
    """The shingles of a text without those of both titles, so that two short texts are not alike by title alone."""
    return paper.shingles.difference(paper.title_shingles, other.title_shingles)


def place_of_text(seen: Comparison) -> Verdict:
    """What the new text is beside the known document."""
    if seen.is_about:
        return Verdict.EXPLAINS
    if seen.is_what_it_is_about:
        return Verdict.EXPLAINED
    if seen.is_identical and seen.number is not False:
        return Verdict.COPY
    if not seen.is_same_stage:
        return Verdict.UNSURE if seen.number or seen.alike.held >= LIKE else Verdict.NEW
    if seen.is_of_one_body and seen.number is not False:
        return Verdict.COPY if seen.alike.is_shortened else Verdict.VERSION
    if seen.number is False or seen.region is False:
        is_much_alike = seen.number or (seen.title and seen.alike.common >= SAME_TEXT)
        return Verdict.UNSURE if is_much_alike else Verdict.NEW
    if seen.alike.held >= WHOLE and seen.alike.common < TWICE:
        return Verdict.UNSURE  # a part, an excerpt, two papers in one file
    if seen.alike.common >= SAME_TEXT and (seen.number or seen.title) and seen.title is not False:
        return same_text(seen)
    if seen.number:
        is_sure = seen.title is not False and seen.genre is not False and seen.alike.held >= REVISED
        return by_date(seen) if is_sure else Verdict.UNSURE
    return without_number(seen)


def same_text(seen: Comparison) -> Verdict:
    """What a text is whose wording is nearly the same."""
    if seen.alike.common >= COPIED and not seen.is_same_format and not seen.later:
        return Verdict.COPY
    return by_date(seen)


def by_date(seen: Comparison) -> Verdict:
    """EARLIER or VERSION by the dates; UNSURE if much is left out without a later date: the file may be incomplete."""
    if seen.later == -1:
        return Verdict.EARLIER
    is_cut = seen.alike.is_shortened and seen.alike.kept < MOST and not seen.later
    return Verdict.UNSURE if is_cut else Verdict.VERSION


def without_number(seen: Comparison) -> Verdict:
    """What a text is if one of the two has no document number."""
    if seen.title:
        if seen.alike.held >= LIKE and seen.genre and seen.later is not None:
            return by_date(seen)
        return Verdict.UNSURE if seen.alike.held >= (DOUBTFUL if seen.genre else LIKE) else Verdict.NEW
    is_doubtful = seen.alike.held >= WHOLE or (seen.title is None and seen.alike.common >= LIKE)
    return Verdict.UNSURE if is_doubtful and not seen.is_of_other_year else Verdict.NEW


def stages(paper: Paper) -> tuple[bool, bool]:
    """Whether a title says that it is a draft (征求意见稿), and whether one says that it forwards another (转发)."""
    return any(map(DRAFT.search, paper.titles)), any(map(FORWARDING.search, paper.titles))


def agree(one: frozenset[str], other: frozenset[str]) -> bool | None:
    """Whether the two have a key in common; None if one of them is empty."""
    return bool(one & other) if one and other else None


def like_titles(one: Iterable[str], other: Iterable[str]) -> bool | None:
    """Whether a title of the one is like a title of the other (see is_like); None if one of them has none."""
    pairs = [(a, b) for a in one for b in other]
    return any(is_like(a, b) for a, b in pairs) if pairs else None


def is_like(one: str, other: str) -> bool:
    """Whether two titles are one: the same, one with its issuers in front, or with a slip; not with other numbers."""
    if DIGITS.findall(one) != DIGITS.findall(other) or bool(ABOUT.search(one)) != bool(ABOUT.search(other)):
        return False
    return one.endswith(other) or other.endswith(one) or SequenceMatcher(None, one, other).ratio() >= LIKE_TITLES


def figures(titles: Iterable[str]) -> set[tuple[str, ...]]:
    """For each title the numbers in it."""
    return {tuple(DIGITS.findall(title)) for title in titles}


def speaks_about(one: Paper, other: Paper) -> bool:
    """Whether the first text is an interpretation (解读, 问答) of the other, which its number or title names."""
    if not any(map(ABOUT.search, one.titles)) or any(map(ABOUT.search, other.titles)):
        return False
    return bool(one.numbers & other.numbers) or any(title in own for title in other.titles for own in one.titles)
