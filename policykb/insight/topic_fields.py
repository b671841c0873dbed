"""Topics and their tasks by region in; the topics by field (领域), what can be compared first, out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from documents.models import Term

REGIONS_NAMED = 2
LEAST = 2  # tasks: a topic of one region with fewer stands behind


@dataclass(frozen=True, slots=True)
class TopicEntry:
    """A topic and the number of its tasks by region."""

    topic: Term
    regions: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.regions.values())

    @property
    def named(self) -> list[tuple[str, int]]:
        """The regions with most tasks, as many as are named."""
        return sorted(self.regions.items(), key=lambda item: -item[1])[:REGIONS_NAMED]


@dataclass(frozen=True, slots=True)
class TopicField:
    """The topics of a field: those that several regions speak of, those of one region by its name, the small ones."""

    name: str
    shared: tuple[TopicEntry, ...]
    single: Mapping[str, tuple[TopicEntry, ...]]
    small: tuple[TopicEntry, ...]

    @property
    def count(self) -> int:
        return len(self.shared) + len(self.small) + sum(map(len, self.single.values()))


def by_field(topics: Iterable[Term], regions: Mapping[int, Mapping[str, int]]) -> list[TopicField]:
    """The topics by field, the fields with most tasks first, those without a field last."""
    fields: dict[str, list[TopicEntry]] = {}
    for topic in topics:
        fields.setdefault(topic.field, []).append(TopicEntry(topic, regions[topic.pk]))
    order = sorted(fields, key=lambda name: (not name, -sum(entry.total for entry in fields[name]), name))
    return [make_field(name, fields[name]) for name in order]


def make_field(name: str, entries: list[TopicEntry]) -> TopicField:
    """One field; in each list the topics with most tasks first."""
    entries = sorted(entries, key=lambda entry: (-entry.total, entry.topic.name))
    single: dict[str, tuple[TopicEntry, ...]] = {}
    for entry in entries:
        if len(entry.regions) == 1 and entry.total >= LEAST:
            (region,) = entry.regions
            single[region] = (*single.get(region, ()), entry)
    return TopicField(
        name,
        tuple(entry for entry in entries if len(entry.regions) > 1),
        single,
        tuple(entry for entry in entries if len(entry.regions) == 1 and entry.total < LEAST),
    )
