"""Values: a quantity with the words around it (Situation), and what is promised of it (Commitment)."""

import re
from dataclasses import dataclass

from documents.text.spans import Span
from tasks.extraction.targets.phrases import ENDS
from tasks.extraction.targets.quantities import Quantity
from tasks.extraction.times.dates import DateExpression
from tasks.extraction.values import Comparator

# 面积500亩以上、带动农户50户以上的园区 · 总长360公里、设计时速350公里的高铁
ATTRIBUTE = re.compile(
    r"[ \t]*、[^，。；]{2,24}"
    r"(?:(?:以上|以下|以内)的|\d[^，。；、]{0,8}的(?!目标|[\u4e00-\u9fff]{0,6}能力|[达超不约增提有\d]))"
)
# 龙头企业总数达120家，其中国家级3家
TOTAL = re.compile(r"(?:总数|总量|数量)$")


@dataclass(frozen=True, slots=True)
class Commitment:
    """One quantified promise. `made`: the thing is to be made (建成), so the next members of the list are, too. `due`
    is set where it has a date of its own."""

    indicator: str
    span: Span
    comparator: Comparator
    quantity: Quantity
    baseline_year: int | None = None
    made: bool = False
    part: bool = False  # of the one before: its fellows may follow
    due: DateExpression | None = None  # a date of its own

    @property
    def bound(self) -> Comparator | None:
        """How the amount of a rise or fall is meant: 增长7%以上 is at least 7 %; None where the words do not say, and
        for all that neither rises nor falls."""
        is_change = self.comparator in (Comparator.RISE, Comparator.FALL)
        return self.quantity.bound if is_change and self.quantity.bound is not Comparator.BETWEEN else None


@dataclass(frozen=True, slots=True)
class Situation:
    """Where a quantity stands: the span before it that may hold its subject, the span after it, whether a date rules
    it, the promise before it in the sentence, whether the document plans a single year, and the title of its item."""

    text: str
    before: Span
    after: Span
    dated: bool
    previous: Commitment | None = None
    of_year: bool = False
    title: str = ""

    @property
    def words_before(self) -> str:
        return self.before.quote(self.text)

    @property
    def words_after(self) -> str:
        return self.after.quote(self.text)

    def closed(self) -> bool:
        """Whether the phrase ends with the quantity."""
        return bool(ENDS.match(self.words_after)) and not ATTRIBUTE.match(self.words_after)


def comparator_of(quantity: Quantity, otherwise: Comparator) -> Comparator:
    """The bound that is printed with the quantity, else `otherwise`."""
    return quantity.bound or otherwise


def in_full(name: str, previous: Commitment | None) -> str:
    """The name in full where it refers to the promise before: a bare 占比 is that of the thing named before, and 省级
    or 超10亿元的 are the same kind of things."""
    if previous and name.endswith("的"):
        return name + previous.indicator.rpartition("的")[2]
    if previous and name.endswith("级"):
        before, _, after = previous.indicator.partition("级")
        return name + (after or TOTAL.sub("", before))
    bare = name in ("占比", "比重", "比例", "总量", "数量", "增速", "总数") or name.startswith("占")
    return previous.indicator + name if bare and previous else name
