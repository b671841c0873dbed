"""The query string of the register of targets in; the keys of the targets under its conditions, and what was wrong,
out."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import reduce
from operator import and_
from typing import Any, Final

from django.http import HttpRequest
from pyroaring import BitMap

from documents.exchange.typed import NotUnderstood, shortened
from documents.models import Region, Term
from documents.tag_sets.current import current_sets
from documents.tag_sets.sets import Sets
from policykb.answers.named import asked, region_named, topic_named
from tasks.filters import YEAR
from tasks.models import Target

ORDERS: Final = {"year": "年份", "indicator": "指标", "document": "文件"}
COMING, ALL = "coming", "all"
TIMES: Final = {
    COMING: "今后到期",
    "this-year": "今年到期",
    "ahead": "明年以后",
    "past": "已过",
    "none": "未写年份",
    ALL: "全部",
}
KINDS: Final = {"": "全部", "quantified": "定量", "qualitative": "定性"}
NAMES: Final = ("q", "indicator", "year", "time", "kind", "region", "topic", "order")


@dataclass(frozen=True, slots=True)
class TargetConditions:
    """The conditions in the query string; a wrong value is named in `errors` and not applied."""

    sets: Sets
    today: date
    q: str = ""
    indicator: str = ""
    year: str = ""
    time: str = ""
    kind: str = ""
    region: Region | None = None
    topic: Term | None = None
    order: str = "year"
    errors: tuple[str, ...] = ()
    found: dict[str, BitMap] = field(default_factory=dict)  # what was looked for in the database

    @property
    def opened(self) -> "TargetConditions":
        """The same as a page without a time opens: at what is still to come, where nothing else says what is meant."""
        is_open = not (self.time or self.year or self.q or self.indicator)
        return replace(self, time=self.time or (COMING if is_open else ALL))

    @property
    def time_label(self) -> str:
        """How the time is called on the page."""
        return TIMES[self.time or ALL]

    @property
    def time_asked(self) -> str | None:
        """The time for the address of a file of the same targets: None for all."""
        return None if self.time == ALL else self.time or None

    @property
    def file_name(self) -> str:
        """What a file of these targets is called: 指标-2030年-定量."""
        year = f"{self.year}年" if self.year.isdecimal() else "未写年份" if self.year else ""
        time = TIMES[self.time] if self.time not in ("", ALL) else ""
        named = (self.indicator, self.q, str(self.region or ""), str(self.topic or ""))
        return "-".join(["指标", *filter(None, (*named, year, time, self.kind and KINDS[self.kind]))])

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the time is asked for."""
        return any((self.q, self.indicator, self.year, self.kind, self.region, self.topic))

    def keys(self, without: Iterable[str] = ()) -> BitMap:
        """The keys of the targets under all conditions but those named in `without`."""
        targets = self.sets.of("target")
        parts = [keys for name, keys in self.parts().items() if name not in without]
        return reduce(and_, parts, targets.every)

    def parts(self) -> dict[str, BitMap]:
        """For each condition the targets that meet it."""
        targets = self.sets.of("target")
        tags = {
            "year": self.year and f"y{self.year}",
            "kind": self.kind and f"q{self.kind}",
            "region": self.region and f"g{self.region.pk}",
            "topic": self.topic and f"t{self.topic.pk}",
        }
        found = {name: targets[tag] for name, tag in tags.items() if tag}
        if self.time not in ("", ALL):
            found["time"] = self.times()[self.time]
        if self.q or self.indicator:
            found["words"] = self.spoken()
        return found

    def spoken(self) -> BitMap:
        """The targets of the indicator and with the words, also those that nobody may see."""
        if "words" not in self.found:
            targets = Target.objects.order_by()
            targets = targets.of_indicator(self.indicator) if self.indicator else targets
            targets = targets.about(self.q) if self.q else targets
            self.found["words"] = BitMap(targets.values_list("pk", flat=True))
        return self.found["words"]

    def times(self) -> Mapping[str, BitMap]:
        """The targets at each time."""
        targets, now, year = self.sets.of("target"), self.today.isoformat(), str(self.today.year)
        dated = targets.values("y")
        of_year = {day: keys for day, keys in targets.values("u").items() if day.startswith(year)}
        ahead = union(keys for each, keys in dated.items() if each.isdecimal() and each > year)
        this_year = union(keys for day, keys in of_year.items() if day >= now)
        past = union(keys for each, keys in dated.items() if each.isdecimal() and each < year)
        past |= union(keys for day, keys in of_year.items() if day < now)
        return {
            COMING: this_year | ahead,
            "this-year": this_year,
            "ahead": ahead,
            "past": past,
            "none": targets["ynone"],
            ALL: targets.every,
        }

    def counts(self) -> dict[str, int]:
        """How many targets each time and each kind leaves under the other conditions."""
        without_time, without_kind = self.keys(["time", "year"]), self.keys(["kind"])
        targets = self.sets.of("target")
        times = {name: without_time.intersection_cardinality(keys) for name, keys in self.times().items()}
        quantified = without_kind.intersection_cardinality(targets["qquantified"])
        return times | {"": len(without_kind), "quantified": quantified, "qualitative": len(without_kind) - quantified}


def union(sets: Iterable[BitMap]) -> BitMap:
    """All that is in any of the sets."""
    return BitMap.union(BitMap(), *sets)


def read_target_conditions(request: HttpRequest, today: date) -> TargetConditions:
    """The conditions in the query string."""
    given = {name: request.GET.get(name, "").replace("\0", "") for name in NAMES}
    errors = []
    if given["year"] and given["year"] != "none" and not YEAR.fullmatch(given["year"]):
        errors.append(f"期限年份请写四位数字，例如 2030；“{given['year'][:20]}”不是年份。")
        given["year"] = ""
    for name, known, word in (("time", TIMES, "时间"), ("kind", KINDS, "类别"), ("order", ORDERS, "排序")):
        if given[name] and given[name] not in known:
            errors.append(f"没有“{shortened(given[name])}”这种{word}，只有 {'、'.join(filter(None, known))}。")
            given[name] = ""
    region = record_asked(request, "region", region_named, errors)
    topic = record_asked(request, "topic", topic_named, errors)
    words = {name: given[name].strip()[:300] for name in ("q", "indicator")}
    return TargetConditions(
        current_sets(), today, words["q"], words["indicator"], given["year"], given["time"], given["kind"],
        region, topic, given["order"] or "year", tuple(errors),
    )  # fmt: skip


def record_asked(request: HttpRequest, name: str, find: Callable[[str], Any], errors: list[str]) -> Any:
    """The record that a condition names, None for none; what is not understood is told in `errors`."""
    words = asked(request, name)
    if not words:
        return None
    try:
        return find(words)
    except NotUnderstood as error:
        errors.append(str(error))
        return None
