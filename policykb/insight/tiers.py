"""On what ground a date is somebody's: the tiers of “by when” (何时到期), from the words of an item to the years of the
document."""

from enum import StrEnum

from tasks.models import Deadline, Target


class Tier(StrEnum):
    """What says by when, the firmest first."""

    OWN = "own"
    PART = "part"
    ROUTINE = "routine"
    AIM = "aim"
    PERIOD = "period"

    @property
    def label(self) -> str:
        """The ground in words."""
        return LABELS[self]

    @property
    def is_stated(self) -> bool:
        """Whether the text gives the date to the task; else it is the document's, not the agency's."""
        return self in (Tier.OWN, Tier.PART, Tier.ROUTINE)


LABELS = {
    Tier.OWN: "本条写明",
    Tier.PART: "所在部分写明",
    Tier.ROUTINE: "例行",
    Tier.AIM: "文件总体目标，原文未分到单位",
    Tier.PERIOD: "文件规划期",
}


def tier_of(item: Deadline | Target) -> Tier:
    """On what ground the day of a deadline or target is somebody's. What is to go on (长期坚持) does not return."""
    if isinstance(item, Deadline) and item.recurrence not in ("", Deadline.Recurrence.ONGOING):
        return Tier.ROUTINE
    if isinstance(item, Deadline) and item.reaches:
        return Tier.PART
    return Tier.OWN if item.task_id else Tier.AIM
