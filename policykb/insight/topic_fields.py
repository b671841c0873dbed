"""Topics and what is counted of them in; the topics by field (领域), what can be compared first, out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from documents.models import Term
from documents.paths import path_to
from policykb.insight.topic_counts import TopicCount

LEAST = 2  # tasks: a topic of one place with fewer stands behind


@dataclass(frozen=True, slots=True)
class TopicEntry:
    """A topic and how many tasks speak of it, where."""

    topic: Term
    count: TopicCount

    @property
    def link(self) -> tuple[str, str]:
        """The address, and 氢能 8, or 氢能 with a single task."""
        name, number = self.topic.name, self.count.total
        return path_to("topics:detail", self.topic.slug), f"{name} {number}" if number > 1 else name

    @property
    def line(self) -> tuple[str, str, str]:
        """The address, the name, and 青海 13，甘肃 9; of more places 1340 项，29 地."""
        named = "，".join(f"{place} {number}" for place, number in self.count.named)
        told = named or f"{self.count.total} 项，{len(self.count.places)} 地"
        return path_to("topics:detail", self.topic.slug), self.topic.name, told


@dataclass(frozen=True, slots=True)
class TopicField:
    """The topics of a field: those that several places speak of, those of one place by its name, the small ones."""

    name: str
    shared: tuple[TopicEntry, ...]
    single: Mapping[str, tuple[TopicEntry, ...]]
    small: tuple[TopicEntry, ...]

    @property
    def count(self) -> int:
        return len(self.shared) + len(self.small) + sum(map(len, self.single.values()))

    @property
    def shared_lines(self) -> list[tuple[str, str, str]]:
        return [entry.line for entry in self.shared]

    @property
    def single_links(self) -> dict[str, list[tuple[str, str]]]:
        return {place: [entry.link for entry in entries] for place, entries in self.single.items()}

    @property
    def small_links(self) -> list[tuple[str, str]]:
        return [entry.link for entry in self.small]


def by_field(topics: Iterable[Term], counts: Mapping[int, TopicCount]) -> list[TopicField]:
    """The topics by field, the fields with most tasks first, those without a field last."""
    fields: dict[str, list[TopicEntry]] = {}
    for topic in topics:
        fields.setdefault(topic.field, []).append(TopicEntry(topic, counts[topic.pk]))
    order = sorted(fields, key=lambda name: (not name, -sum(entry.count.total for entry in fields[name]), name))
    return [make_field(name, fields[name]) for name in order]


def make_field(name: str, entries: list[TopicEntry]) -> TopicField:
    """One field; in each list the topics with most tasks first."""
    entries = sorted(entries, key=lambda entry: (-entry.count.total, entry.topic.name))
    single: dict[str, tuple[TopicEntry, ...]] = {}
    for entry in entries:
        if len(entry.count.places) == 1 and entry.count.total >= LEAST:
            (place,) = entry.count.places
            single[place] = (*single.get(place, ()), entry)
    return TopicField(
        name,
        tuple(entry for entry in entries if len(entry.count.places) > 1),
        single,
        tuple(entry for entry in entries if len(entry.count.places) == 1 and entry.count.total < LEAST),
    )
