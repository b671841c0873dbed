"""The filter panel: for each condition its values, and how many tasks each leaves under the other conditions."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import nsmallest

from documents.registry.region_tree import is_outermost, outermost, region_tree, within
from tasks.facet_names import Name, find_names
from tasks.filters import TARGETS, WITHOUT_YEAR, TaskFilter
from tasks.models import Responsibility

SHOWN = 10  # values a facet shows; those chosen are always shown
LETTERS = {"document": "d", "region": "g", "agency": "a", "topic": "t"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a condition, as a checkbox; `role` is set where its glyph (●) stands before the label."""

    value: str
    label: str
    count: int
    is_chosen: bool
    role: str = ""
    depth: int = 0  # of a region within another


@dataclass(frozen=True, slots=True)
class Facet:
    """One condition of the panel; `left_out` counts the values that are not shown."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    left_out: int = 0


def find_facets(tasks: TaskFilter) -> list[Facet]:
    """The conditions of the panel, in their order on the page."""
    counts = {name: counts_of(tasks, name) for name in LETTERS}
    documents = shown_documents(tasks, counts["document"])
    agencies = chosen_of(tasks, "agency") or first_of(counts["agency"])
    names = find_names(documents, agencies)
    topics = {key: number for key, number in counts["topic"].items() if key in names["topic"]}
    shown_topics = {*first_of(topics), *chosen_of(tasks, "topic")}
    return [
        facet_of(tasks, "document", pick(names["document"], documents), counts["document"]),
        region_facet(tasks, counts["region"]),
        facet_of(tasks, "agency", pick(names["agency"], agencies), counts["agency"]),
        role_facet(tasks),
        year_facet(tasks),
        target_facet(tasks),
        facet_of(tasks, "topic", pick(names["topic"], shown_topics), topics),
    ]


def counts_of(tasks: TaskFilter, name: str) -> dict[str, int]:
    """How many tasks each document, region, agency or topic leaves under the other conditions, by its key; an agency in
    the roles asked for."""
    carried, letter = tasks.sets.of("task"), LETTERS[name]
    if name != "agency":
        return carried.counts(letter, tasks.keys(without=[name]))
    within, counts = tasks.keys(without=["agency"]), Counter[str]()
    for role in tasks.conditions.get("role") or [""]:
        counts.update(carried.counts(letter, within, role))
    return counts


def first_of(counts: Mapping[str, int]) -> list[str]:
    """The keys with the highest counts, as many as are shown."""
    return nsmallest(SHOWN, counts, key=lambda key: (-counts[key], int(key)))


def chosen_of(tasks: TaskFilter, name: str) -> list[str]:
    """The keys of the records that a condition names."""
    return [str(record.pk) for record in tasks.conditions.get(name, ())]


def shown_documents(tasks: TaskFilter, counts: Mapping[str, int]) -> set[str]:
    """All documents where they are few, else those with most tasks; and the chosen ones."""
    every = tasks.sets.of("document").every
    first = map(str, every) if len(every) <= SHOWN else first_of(counts)
    return {*first, *chosen_of(tasks, "document")}


def region_facet(tasks: TaskFilter, counts: Mapping[str, int]) -> Facet:
    """The provinces with most tasks, though the other conditions leave none; of a chosen one also what lies within
    it."""
    everywhere, chosen = tasks.sets.of("task").counts("g"), chosen_of(tasks, "region")
    ranked = {code: counts.get(code, 0) for code in everywhere if is_outermost(code)}
    shown = {*first_of(ranked), *map(outermost, chosen), *chosen, *within(counts, chosen)}
    choices = (
        Choice(code, name, counts.get(code, 0), code in chosen, depth=depth)
        for code, name, depth in region_tree(shown, chosen, counts)
    )
    left_out = sum(code not in shown for code in ranked)
    return Facet("region", str(tasks.filters["region"].label), tuple(choices), left_out)


def pick(names: Mapping[str, Name], keys: Iterable[str]) -> dict[str, Name]:
    """Those of the names that have these keys."""
    return {key: names[key] for key in keys if key in names}


def facet_of(tasks: TaskFilter, name: str, shown: Mapping[str, Name], counts: Mapping[str, int]) -> Facet:
    """A facet of what is shown by key, the highest counts first; the others are left out."""
    chosen = chosen_of(tasks, name)
    keys = sorted(shown, key=lambda key: (-counts.get(key, 0), int(key)))
    choices = (Choice(shown[key].value, shown[key].label, counts.get(key, 0), key in chosen) for key in keys)
    return Facet(name, str(tasks.filters[name].label), tuple(choices), len(counts.keys() - shown.keys()))


def role_facet(tasks: TaskFilter) -> Facet:
    """The three roles, of the chosen agencies or of any."""
    carried, within = tasks.sets.of("task"), tasks.keys(without=["agency"])
    agencies, chosen = list(tasks.conditions.get("agency", ())), tasks.conditions.get("role", ())
    choices = []
    for value, word in Responsibility.Role.choices:
        held = carried.any(f"a{agency.pk}.{value}" for agency in agencies) if agencies else carried[f"o{value}"]
        choices.append(Choice(value, str(word), within.intersection_cardinality(held), value in chosen, role=value))
    return Facet("role", "这个机构的角色" if len(agencies) == 1 else "角色", tuple(choices))


def year_facet(tasks: TaskFilter) -> Facet:
    """The years in which something falls due, then recurring and none."""
    counts = tasks.sets.of("task").counts("y", tasks.keys(without=["year"]))
    chosen = tasks.conditions.get("year", ())
    years = sorted(key for key in {*counts, *chosen} if key.isdecimal())
    labels = {year: f"{year}年" for year in years} | WITHOUT_YEAR
    return Facet("year", "期限", tuple(Choice(key, labels[key], counts.get(key, 0), key in chosen) for key in labels))


def target_facet(tasks: TaskFilter) -> Facet:
    """The kinds of target."""
    counts = tasks.sets.of("task").counts("q", tasks.keys(without=["target"]))
    chosen = tasks.conditions.get("target", ())
    choices = (Choice(kind, TARGETS[kind], counts.get(kind, 0), kind in chosen) for kind in TARGETS)
    return Facet("target", "指标", tuple(choices))
