"""The lines under the title of a regulation in; what was done with it on which day (通过, 公布, 施行), and its number,
out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from documents.structure.full_dates import DATE_PATTERN, read_date
from documents.structure.listed_bodies import split_bodies
from documents.structure.paragraphs import without_blanks
from documents.structure.values import DateMention, Words
from documents.text.spans import Span

ACTS: Final = {
    "passed": "审议通过|通过",
    "approved": "批准",
    "promulgated": "公布|发布|颁布|签发",
    "amended": "修订|修正|修改|废止",
    "effective": "施行|实施|生效|执行",
}
ACT = re.compile("|".join(f"(?P<{name}>{words})" for name, words in ACTS.items()))
DATED = re.compile(rf"(?<![\d〔\[])(?:{DATE_PATTERN})")
# 2018年11月6日国务院令第706号公布 · （1997年8月22日某市人大常委会通过 …）· 2000年4月1日 施行
OPENS = re.compile(rf"[（(]?\s?(?:经|自|根据)?\s?(?:{DATE_PATTERN})")
# 国务院令第706号 · 海关总署令第65号 · 某部公告2021年第3号
ORDER = re.compile(
    r"(?P<body>[\u4e00-\u9fff、\s]{2,40}?)(?:令|公告)\s?(?:\d{4}\s?年\s?)?第?\s?[\d〇一二三四五六七八九十百]{1,5}\s?号"
)
STATE = "中华人民共和国"
# 某市第四届人民代表大会常务委员会|第二十五次会议 · 国务院|第23次常务会议
SITTING = re.compile(r"(?P<body>[\u4e00-\u9fff]{2,40}?)(?=第?\s?[\d〇一二三四五六七八九十百]{1,5}\s?次)")
LONGEST: Final = 200
LONGEST_LINE: Final = 900  # all amendments of a law on one line
MOST_LINES: Final = 24


@dataclass(frozen=True, slots=True)
class Act:
    """One thing done on a day: `kind` is one of ACTS; `number` and `bodies` are of the order by which it was done."""

    kind: str
    on: DateMention
    words: Span
    number: Words | None = None
    bodies: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Enactment:
    """All acts told under a title, in order, and where the lines that tell them end (0 without any)."""

    acts: tuple[Act, ...] = ()
    end: int = 0

    def first(self, *kinds: str) -> Act | None:
        """The first act of the first of these kinds that there is."""
        return next((act for kind in kinds for act in self.acts if act.kind == kind), None)

    @property
    def number(self) -> Words | None:
        """The number of the order that made it public."""
        return self.issued.number if self.issued else None

    @property
    def issuers(self) -> tuple[Words, ...]:
        """Who made it public, else who made it; who only approved it did not issue it."""
        act = self.first("promulgated", "passed")
        return act.bodies if act else ()

    @property
    def issued(self) -> Act | None:
        """The act that made it public, else the one that made it."""
        return self.first("promulgated", "passed", "approved")


def read_enactment(text: str, lines: Sequence[Span]) -> Enactment:
    r"""What the lines below a title tell of a regulation; empty where they begin at once with something else.

    >>> from documents.structure.paragraphs import find_paragraphs
    >>> text = "2018年11月6日国务院令第706号公布 自2019年3月1日起施行\n第一章 总则"
    >>> enactment = read_enactment(text, list(find_paragraphs(text)))
    >>> [(act.kind, act.on.day.isoformat(), act.number and act.number.text) for act in enactment.acts]
    [('promulgated', '2018-11-06', '国务院令第706号'), ('effective', '2019-03-01', None)]
    """
    acts: list[Act] = []
    end = 0
    for line in lines[:MOST_LINES]:
        if len(line) > LONGEST_LINE or not OPENS.match(text, line.start, line.end):
            break
        found = list(_acts(text, line))
        if not found:
            break
        acts += found
        end = line.end
    return Enactment(tuple(acts), end)


def _acts(text: str, line: Span) -> Iterator[Act]:
    """The acts in a line: what stands between one date and the next."""
    dates = list(DATED.finditer(text, line.start, line.end))
    ends = [match.start() for match in dates[1:]] + [line.end]
    for match, end in zip(dates, ends, strict=False):
        on = read_date(text, Span(*match.span()))
        words = Span(match.end(), min(end, match.end() + LONGEST))
        done = list(ACT.finditer(text, words.start, words.end))
        if done and isinstance(on, DateMention):
            yield _act(text, on, words, done)


def _act(text: str, on: DateMention, words: Span, done: Sequence[re.Match[str]]) -> Act:
    """The act on a day: an order that publishes an amendment amends."""
    kinds = {match.lastgroup or "" for match in done}
    kind = "amended" if "amended" in kinds else done[-1].lastgroup or ""
    order = ORDER.search(text, words.start, words.end)
    if order is None:
        return Act(kind, on, words, None, _bodies(text, words, done[-1].start()))
    number = Span(*order.span()).strip(text)
    if number.quote(text).startswith(STATE):
        number = Span(number.start + len(STATE), number.end)
    bodies = split_bodies(text, Span(number.start, order.end("body")).strip(text))
    return Act(kind, on, words, Words(without_blanks(number.quote(text)), number), bodies)


def _bodies(text: str, words: Span, end: int) -> tuple[Words, ...]:
    """Who did it: 某市第四届人民代表大会常务委员会第二十五次会议 → the committee; 卫生部、交通部发布 → both."""
    span = Span(words.start, end).strip(text, " \u3000经由，,")
    if sitting := SITTING.match(text, span.start, span.end):
        span = Span(*sitting.span("body"))
    return split_bodies(text, span) if 2 <= len(span) <= 60 else ()
