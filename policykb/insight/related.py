"""A task in; the tasks most similar to it, in its region and in others, each with the reason, out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pyroaring import BitMap

from documents.models import Agency, Term
from documents.search.words.folding import fold, runs
from documents.search.words.segmenter import segmenter
from documents.tag_sets.current import current_sets
from documents.tag_sets.sets import Kind
from tasks.models import Responsibility, Task

SHOWN = 4
CANDIDATES = 12  # of the region, and as many of others
WORDS_NAMED = 3
# What a title says of any task: these words make no two tasks alike.
COMMON = frozenset(
    re.findall(
        r"\w+",
        "推进 推动 加快 加强 加大 完善 提升 提高 建设 建立 发展 优化 强化 健全 深化 实施 开展 促进 构建 培育 打造 支持 "
        "落实 引导 鼓励 探索 做好 扩大 拓展 夯实 保障 增强 改善 工作 体系 机制 能力 水平 重点 全面 积极 有效 高质量 "
        "进一步 全省 全市 以及 相关 有关 力度 行动 工程 项目 任务",
    )
)


@dataclass(frozen=True, slots=True)
class Related:
    """A similar task: the topics of both, the agencies that lead both, the words in both titles."""

    task: Task
    topics: tuple[Term, ...]
    leads: tuple[Agency, ...]
    words: tuple[str, ...] = ()

    @property
    def reason(self) -> str:
        """The sentence that says why it is shown."""
        parts = ["同谈" + "、".join(topic.name for topic in self.topics[:3])] if self.topics else []
        parts += ["同由" + "、".join(agency.name for agency in self.leads[:1]) + "牵头"] if self.leads else []
        parts += ["标题都有" + "".join(f"“{word}”" for word in self.words[:WORDS_NAMED])] if self.words else []
        return "；".join(parts)


def find_related(task: Task) -> dict[str, list[Related]]:
    """The most similar tasks under 本省 and under the names of other regions; none that share nothing."""
    tasks = current_sets().of("task")
    topics = {topic: tasks[f"t{topic.pk}"] for topic in task.topics.all()}
    leads = {agency: tasks[f"a{agency.pk}.lead"] for agency in lead_agencies(task.duties)}
    words = title_words(task)
    found: dict[str, list[Related]] = {}
    for other in (
        Task.objects.published().filter(pk__in=candidates(task, tasks, topics.values(), leads.values())).named()
    ):
        shared = tuple(topic for topic, keys in topics.items() if other.pk in keys)
        both = tuple(agency for agency, keys in leads.items() if other.pk in keys)
        found.setdefault(place_of(other, task), []).append(
            Related(other, shared, both, apart(words & title_words(other), shared))
        )
    ranked = {
        place: sorted(items, key=lambda item: (-len(item.topics), not item.leads, -len(item.words), -item.task.pk))[
            :SHOWN
        ]
        for place, items in found.items()
    }
    return dict(sorted(ranked.items(), key=lambda item: (item[0] != "本省", -len(item[1][0].topics)))[:3])


def rank(item: Related) -> tuple[int, bool, int, int]:
    """The more two tasks share, the sooner; of those that share as much, the latest first."""
    return -len(item.topics), not item.leads, -len(item.words), -item.task.pk


def candidates(task: Task, tasks: Kind, topics: Iterable[BitMap], leads: Iterable[BitMap]) -> list[int]:
    """The keys of the tasks that share most topics with the task, CANDIDATES of its region and as many of others: of
    those that share as many, first those that the same agencies lead, then the latest."""
    here = tasks[f"G{task.document.region_id}"]
    led = BitMap.union(BitMap(), *leads)
    chosen: list[int] = []
    for place in (here, tasks.every - here):
        found: list[int] = []
        for level in levels(topics):
            near = (level & place) - BitMap([task.pk, *found])
            for some in (near & led, near - led):
                found += latest(some, CANDIDATES - len(found))
        chosen += found
    return chosen


def levels(sets: Iterable[BitMap]) -> list[BitMap]:
    """What is in most of the sets, in one fewer, and so on down to what is in any.

    >>> levels([BitMap([1, 2]), BitMap([2, 3])])
    [BitMap([2]), BitMap([1, 2, 3])]
    """
    at_least: list[BitMap] = []
    for keys in sets:
        raised = [level & keys for level in at_least]
        at_least = [one | other for one, other in zip([*at_least, BitMap()], [keys, *raised], strict=True)]
    return at_least[::-1]


def latest(keys: BitMap, number: int) -> list[int]:
    """The last keys of a set, at most so many."""
    return list(keys[max(0, len(keys) - number) :]) if number > 0 else []


def title_words(task: Task) -> set[str]:
    """The words of the title that say what the task is about."""
    words = {word for run in runs(fold(task.title)) for word in segmenter().cut(run)}
    return {word for word in words if len(word) > 1} - COMMON


def apart(words: Iterable[str], topics: Iterable[Term]) -> tuple[str, ...]:
    """The words that are not part of a topic's name, the longest first."""
    said = "".join(topic.name for topic in topics)
    return tuple(sorted((word for word in words if word not in said), key=lambda word: (-len(word), word)))


def place_of(other: Task, task: Task) -> str:
    """本省, or the region of the other task."""
    if other.document.region_id == task.document.region_id:
        return "本省"
    return other.document.region.name if other.document.region else "其他"


def lead_agencies(duties: Iterable[Responsibility]) -> list[Agency]:
    """Who leads."""
    return [duty.agency for duty in duties if duty.role == Responsibility.Role.LEAD]
