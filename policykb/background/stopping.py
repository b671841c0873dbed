"""A work that goes on in; it ends before its time: what waits for it is told to have been left out."""

from typing import Final

from django.utils import timezone

from documents.models import StagedFile, Work
from policykb.background.files import refuse

STOPPED: Final = "已停止，未入库。"


def stop(work: Work) -> bool:
    """Stop a work; False if it had ended. What was done stays; what a worker does at this moment it still does."""
    now = timezone.now()
    going_on = Work.objects.filter(pk=work.pk, finished_at=None)
    if work.kind == Work.Kind.INDEX:
        return going_on.update(stopped_at=now, finished_at=now) > 0
    if not going_on.update(stopped_at=now):
        return False
    for file in StagedFile.objects.filter(work=work).select_related("work", "sent_by").defer("data"):
        refuse(file, STOPPED)
    return True
