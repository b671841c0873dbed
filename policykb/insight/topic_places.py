"""A topic in; the regions whose tasks speak of it, to choose columns from, out."""

from collections.abc import Iterable
from dataclasses import dataclass

from documents.exchange.typed import NotUnderstood, shortened
from documents.models import Region, Term
from documents.tag_sets.sets import Sets
from policykb.answers.named import region_named
from policykb.insight.place_offers import CountedRegions

USUAL = 3  # columns where none are asked for
MOST = 6
ASKED = 20  # names of the query string that are looked at


@dataclass(frozen=True, slots=True)
class TopicPlaces:
    """The regions whose tasks speak of a topic."""

    topic: Term
    counted: CountedRegions

    def chosen(self, asked: Iterable[str]) -> tuple[list[Region], list[str]]:
        """The regions that are asked for, by code or name, else those with most tasks; and in sentences what was not
        understood."""
        found: dict[str, None] = {}
        errors = []
        for words in list(dict.fromkeys(asked))[:ASKED]:
            try:
                found[self.named(words)] = None
            except NotUnderstood as error:
                errors.append(str(error))
        if len(found) > MOST:
            errors.append(f"最多并排 {MOST} 个地区，只列前 {MOST} 个。")
        codes = list(found)[:MOST] or [region.code for region in self.counted.tops[:USUAL]]
        regions = Region.objects.in_bulk(codes)
        return [regions[code] for code in codes], errors

    def named(self, words: str) -> str:
        """The code of the region that is meant. Raises NotUnderstood, also where none of its tasks speak of the
        topic."""
        known = self.counted.regions
        if words in known:
            return words
        region = region_named(words)
        if region.code not in known:
            raise NotUnderstood(f"{shortened(region.name)}没有谈到“{shortened(self.topic.name)}”的任务。")
        return str(region.code)


def places_of(topic: Term, sets: Sets) -> TopicPlaces:
    """The regions whose tasks speak of the topic."""
    tasks = sets.of("task")
    return TopicPlaces(topic, CountedRegions.read(tasks.counts("g", within=tasks[f"t{topic.pk}"])))
