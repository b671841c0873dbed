"""A deadline or target in; how firmly the text says that it is somebody's (层次) out."""

from enum import StrEnum

from tasks.models import Deadline, Target


class Tier(StrEnum):
    """Of whom the text says the day, the closest first."""

    ITEM = "本条写明"
    PART = "所在部分写明"
    ROUTINE = "例行"
    AIM = "文件总体目标"


def tier_of(item: Deadline | Target) -> Tier:
    """Where the day of a deadline or target stands."""
    if isinstance(item, Deadline) and item.recurrence:
        return Tier.ROUTINE
    if item.task_id:
        return Tier.ITEM
    return Tier.AIM
