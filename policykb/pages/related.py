"""A task in; the tasks most like it out, here and in other regions, each with the reason."""

from collections.abc import Iterable
from dataclasses import dataclass

from documents.models import Agency, Term
from tasks.models import Responsibility, Task

SHOWN = 4
CANDIDATES = 60


@dataclass(frozen=True, slots=True)
class Related:
    """A task like another: the topics both speak of, the agencies that lead both."""

    task: Task
    topics: tuple[Term, ...]
    leads: tuple[Agency, ...]

    @property
    def reason(self) -> str:
        """Why it is shown."""
        parts = ["同谈" + "、".join(topic.name for topic in self.topics[:3])] if self.topics else []
        parts += ["同由" + "、".join(agency.name for agency in self.leads[:1]) + "牵头"] if self.leads else []
        return "；".join(parts)


def find_related(task: Task) -> dict[str, list[Related]]:
    """The most alike under 本省 and under the names of other regions; nothing where nothing is shared."""
    candidates = list(Task.objects.published().sharing_topics(task, CANDIDATES).for_comparison())
    topics = {topic.pk: topic for topic in task.topics.all()}
    leads = set(lead_agencies(task.responsibilities.all()))
    found: dict[str, list[Related]] = {}
    for other in candidates:
        shared = tuple(topic for topic in other.topics.all() if topic.pk in topics)
        both = tuple(agency for agency in lead_agencies(other.responsibilities.all()) if agency in leads)
        found.setdefault(place_of(other, task), []).append(Related(other, shared, both))
    ranked = {
        place: sorted(items, key=lambda item: (-len(item.topics), not item.leads))[:SHOWN]
        for place, items in found.items()
    }
    return dict(sorted(ranked.items(), key=lambda item: (item[0] != "本省", -len(item[1][0].topics)))[:3])


def place_of(other: Task, task: Task) -> str:
    """本省, or the region of the other task."""
    if other.document.region_id == task.document.region_id:
        return "本省"
    return other.document.region.name if other.document.region else "其他"


def lead_agencies(duties: Iterable[Responsibility]) -> list[Agency]:
    """Who leads."""
    return [duty.agency for duty in duties if duty.role == Responsibility.Role.LEAD]
