"""What falls due next: deadlines and targets in, one entry for each recurring duty and each coming year out."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from documents.models import DocumentText
from tasks.models import Deadline, Responsibility, Target
from tasks.occurrences import next_occurrence

LONGEST_SENTENCE = 150


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of what comes next: the first deadline or target of its day, and how many there are.
    `day` is None where a duty returns every year without a written day."""

    first: Deadline | Target
    day: date | None
    precision: str
    items: tuple[Deadline | Target, ...]
    sentence: str = ""

    @property
    def recurrence(self) -> str:
        """每年年底, or "" for what happens once."""
        return self.first.get_recurrence_display() if isinstance(self.first, Deadline) else ""

    @property
    def words(self) -> str:
        """The first one's sentence where it was looked up, else its words."""
        return self.sentence or self.first.quote or (self.first.indicator if isinstance(self.first, Target) else "")

    @property
    def is_one_deadline(self) -> bool:
        """Whether it stands for a single deadline, whose agencies can be named."""
        return len(self.items) == 1 and isinstance(self.first, Deadline)

    @property
    def leads(self) -> list[Responsibility]:
        """Who leads the task that the first one stands in."""
        duties = self.first.task.responsibilities.all() if self.first.task else ()
        return [duty for duty in duties if duty.role == Responsibility.Role.LEAD and duty.standing == "current"]

    @property
    def quantified(self) -> int:
        return sum(1 for item in self.items if isinstance(item, Target) and item.value is not None)

    @property
    def qualitative(self) -> int:
        return sum(1 for item in self.items if isinstance(item, Target) and item.value is None)

    @property
    def regions(self) -> dict[str, int]:
        """How many of the items each region's documents hold."""
        counts: dict[str, int] = {}
        for item in self.items:
            name = item.document.region.name if item.document.region else "未载地区"
            counts[name] = counts.get(name, 0) + 1
        return counts


def recurring(deadlines: Iterable[Deadline], today: date) -> list[Entry]:
    """The duties that come back, the next first, those without a month last."""
    entries = [
        Entry(deadline, next_occurrence(deadline.recurrence, today), "day", (deadline,))
        for deadline in deadlines
        if deadline.recurrence and deadline.recurrence != Deadline.Recurrence.ONGOING
    ]
    return sorted(entries, key=lambda entry: (entry.day is None, entry.day or today))


def coming(targets: Iterable[Target], deadlines: Iterable[Deadline], today: date) -> list[Entry]:
    """What has a day from today on, a day an entry; a deadline counts only where no target shares its day and place."""
    dated: list[tuple[date, str, Deadline | Target]] = [
        (target.deadline, target.precision, target) for target in targets if target.deadline
    ]
    covered = {(target.document_id, day) for day, _, target in dated}
    dated += [
        (deadline.due_on, deadline.precision, deadline)
        for deadline in deadlines
        if deadline.due_on and not deadline.recurrence and (deadline.document_id, deadline.due_on) not in covered
    ]
    dated = sorted((item for item in dated if item[0] >= today), key=lambda item: item[0])
    entries = []
    for day, group in groupby(dated, key=lambda item: item[0]):
        items = tuple(group)
        entries.append(Entry(items[0][2], day, items[0][1], tuple(item for _, _, item in items)))
    return entries


def with_sentences(entries: list[Entry]) -> list[Entry]:
    """The entries, single deadlines among them with the sentence they stand in: 每年年底 alone says little."""
    wanted = {entry.first.document_id for entry in entries if entry.is_one_deadline}
    texts = dict(DocumentText.objects.filter(pk__in=wanted).values_list("pk", "reading")) if wanted else {}
    return [
        replace(entry, sentence=sentence_around(entry.first, texts[entry.first.document_id]))
        if entry.is_one_deadline and entry.first.document_id in texts
        else entry
        for entry in entries
    ]


def sentence_around(item: Deadline | Target, text: str) -> str:
    """The clause of the text in which the item stands, up to 。or ；; "" for an item without a place."""
    if item.start is None or item.end is None:
        return ""
    start = max(text.rfind(mark, 0, item.start) for mark in "。；\n") + 1
    end = min((place for mark in "。；\n" if (place := text.find(mark, item.end)) >= 0), default=len(text))
    return text[start:end].strip() if end - start <= LONGEST_SENTENCE else ""
