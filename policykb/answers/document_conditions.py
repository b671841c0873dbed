"""The query string of the document list in; the keys of the documents under its conditions, and what was wrong, out."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, reduce
from operator import and_
from typing import Any, Final

from django.http import QueryDict
from django.utils import timezone
from pyroaring import BitMap

from documents.exchange.typed import NotUnderstood, shortened
from documents.models import DocumentKind, Region, Validity
from documents.structure import values
from documents.tag_sets.current import current_sets
from documents.tag_sets.sets import Sets
from documents.text.printable import one_line
from policykb.answers.document_titles import with_title_words
from policykb.answers.named import agency_named, region_named
from policykb.insight.validity_sets import by_validity

LINKS: Final = {"yes": "有官方原文链接", "no": "没有官方原文链接"}
DUTIES: Final = {"yes": "列有责任单位", "no": "未列责任单位"}
ORDERS: Final = {"newest": "新的在前", "oldest": "旧的在前", "tasks": "任务多的在前", "title": "标题"}
UNDATED: Final = "none"
YEAR: Final = re.compile(r"(?:19|20)\d\d年?", re.ASCII)
MOST: Final = 20  # values of one condition
LONGEST: Final = 200  # characters of what is looked for in titles

SETTING_WORK = [kind.value for kind in values.DocumentKind if kind.sets_work or kind is values.DocumentKind.OTHER]
RULES = [values.DocumentKind.REGULATION.value]
# What kinds of text stand together, apart from the others: a few plans are not to be looked for among a thousand rules
GROUPS: Final[Mapping[str, tuple[str, list[str]]]] = {
    "work": ("部署工作的文件", SETTING_WORK),
    "rules": ("法规制度", RULES),
    "told": ("解读、问答与新闻", [kind for kind in DocumentKind.values if kind not in {*SETTING_WORK, *RULES}]),
}
GROUP_NAMES: Final = {value: words for value, (words, _) in GROUPS.items()}
ALL: Final = "all"
NAMES: Final = ("q", "group", "region", "year", "kind", "issuer", "validity", "duties", "link")


@dataclass(frozen=True)
class DocumentConditions:
    """What the list is narrowed by, by name: words, records or values. `errors` are sentences about values that do not
    exist and were left out. `sets` are those that the list is counted from."""

    given: Mapping[str, Any]
    order: str
    errors: tuple[str, ...]
    today: date
    sets: Sets

    @classmethod
    def read(cls, query: QueryDict) -> "DocumentConditions":
        """The conditions of a query string."""
        errors: list[str] = []
        order = next(known(query, "order", "排序", ORDERS, errors), "")
        given = {
            "q": one_line(query.get("q", "").replace("\0", ""))[:LONGEST],
            "group": next(known(query, "group", "分类", {**GROUP_NAMES, ALL: "全部文件"}, errors), ""),
            "region": narrowest(named(query, "region", region_named, errors)),
            "year": list(years(query, errors)),
            "kind": list(known(query, "kind", "种类", dict(DocumentKind.choices), errors)),
            "issuer": list(named(query, "issuer", agency_named, errors)),
            "validity": list(known(query, "validity", "时效", dict(Validity.choices), errors)),
            "duties": list(known(query, "duties", "责任分工条件", DUTIES, errors)),
            "link": list(known(query, "link", "官方原文链接条件", LINKS, errors)),
        }
        given = {name: value for name, value in given.items() if value}
        return cls(given, order or "newest", tuple(errors), timezone.localdate(), current_sets())

    def opening_with(self, group: str) -> "DocumentConditions":
        """The same, without any condition those of this group alone, where there are others beside it."""
        documents = self.sets.of("document")
        some = documents.any(f"j{kind}" for kind in GROUPS[group][1])
        return self if self.given or not 0 < len(some) < len(documents.every) else replace(self, given={"group": group})

    @property
    def group(self) -> str:
        """The group of kinds that the list shows, "" for all of them."""
        return "" if self.given.get("group", ALL) == ALL else str(self.given["group"])

    def keys(self, *without: str) -> BitMap:
        """The keys of the documents under all conditions but those named."""
        met = (keys for name, keys in self.met.items() if name not in without)
        return reduce(and_, met, self.sets.of("document").every)

    @cached_property
    def met(self) -> dict[str, BitMap]:
        """For each condition the keys of the documents that meet it."""
        documents, given = self.sets.of("document"), self.given
        tags = {
            "group": [f"j{kind}" for kind in GROUPS[self.group][1]] if self.group else [],
            "region": [f"g{region.pk}" for region in given.get("region", ())],
            "year": [f"i{year}" for year in given.get("year", ())],
            "kind": [f"j{kind}" for kind in given.get("kind", ())],
            "issuer": [f"a{agency.pk}" for agency in given.get("issuer", ())],
            "link": [f"l{value}" for value in given.get("link", ())],
        }
        found = {name: documents.any(some) for name, some in tags.items() if some}
        if "q" in given:
            found["q"] = with_title_words(given["q"])
        if "validity" in given:
            found["validity"] = BitMap.union(BitMap(), *(self.by_validity[value] for value in given["validity"]))
        if len(given.get("duties", ())) == 1:
            found["duties"] = self.by_duties[given["duties"][0]]
        return found

    @cached_property
    def by_validity(self) -> dict[str, BitMap]:
        """The keys of the documents by whether they are in force today."""
        return by_validity(self.sets, self.today)

    @cached_property
    def by_duties(self) -> dict[str, BitMap]:
        """The keys of the documents that name who has to act, and of those that do not."""
        tasks = self.sets.of("task")
        naming = BitMap(map(int, tasks.counts("d", tasks.every - tasks["onone"])))
        return {"yes": naming, "no": self.sets.of("document").every - naming}

    @cached_property
    def task_counts(self) -> dict[int, int]:
        """The number of tasks of each document that has any, by its key."""
        return {int(key): number for key, number in self.sets.of("task").counts("d").items()}


def known(query: QueryDict, name: str, label: str, words: Mapping[str, Any], errors: list[str]) -> Iterator[str]:
    """The values of a condition that exist, each once, also where the query string has their Chinese `words`; the
    others are told in `errors`."""
    values = {str(word): value for value, word in words.items()}
    for value in asked(query, name, errors):
        if value in words or value in values:
            yield values.get(value, value)
        else:
            errors.append(f"没有“{shortened(value)}”这种{label}，只有 {'、'.join(words)}。")


def years(query: QueryDict, errors: list[str]) -> Iterator[str]:
    """The years that are asked for, or that there is none."""
    for value in asked(query, "year", errors):
        if value == UNDATED or YEAR.fullmatch(value):
            yield value.removesuffix("年")
        else:
            errors.append(f"成文年份请写四位数字，例如 2024；“{shortened(value)}”不是年份。")


def named(query: QueryDict, name: str, find: Callable[[str], Any], errors: list[str]) -> Iterator[Any]:
    """The records that a condition names, each once."""
    found: dict[Any, None] = {}
    for words in asked(query, name, errors):
        try:
            found[find(words)] = None
        except NotUnderstood as error:
            errors.append(str(error))
    return iter(found)


def asked(query: QueryDict, name: str, errors: list[str]) -> list[str]:
    """The values of a condition, each once; of more than MOST only the first."""
    values = dict.fromkeys(one_line(value.replace("\0", "")) for value in query.getlist(name))
    values.pop("", None)
    if len(values) > MOST:
        errors.append(f"一个条件最多写 {MOST} 个值，其余 {len(values) - MOST} 个没有用上。")
    return list(values)[:MOST]


def narrowest(regions: Iterable[Region]) -> list[Region]:
    """The regions without those that another one of them lies in: who chooses a province and then a city of it means
    the city."""
    regions = list(regions)
    if len(regions) < 2:
        return regions
    chosen = Region.objects.filter(pk__in=[region.pk for region in regions])
    above = {code for pair in chosen.values_list("parent", "parent__parent") for code in pair}
    return [region for region in regions if region.pk not in above]
