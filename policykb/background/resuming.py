"""Steps whose workers died, or whose database failed them, → steps that wait again.

Not to lose a step it is enough to put it back; that none is done twice, even if its worker lives after all, is the
business of the step, which ends in a transaction that only one can close.
"""

import os
import socket
from datetime import timedelta
from typing import Final

from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

LONGEST: Final = timedelta(minutes=15)  # no step takes as long: its worker is no more, on whatever machine it was
REST: Final = timedelta(
    minutes=1
)  # until a step that failed, since the database was busy, full or away, is tried again


def own_name() -> str:
    """The name of this process among all workers, that tells others on this machine whether it lives."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}"


def put_back(own: str) -> None:
    """Let steps of the dead wait again at once, and failed ones in a minute. `own` is the caller's name: what is under
    way by it is of an earlier life."""
    now = timezone.now()
    steps = DBTaskResult.objects.filter(task_path__startswith=__package__)
    for step in steps.running():
        if is_dead(step.worker_ids[-1], own) or (step.started_at and step.started_at < now - LONGEST):
            same = steps.running().filter(pk=step.pk, started_at=step.started_at)
            same.update(status=TaskResultStatus.READY)
    if steps.failed().exists():
        steps.failed().update(status=TaskResultStatus.READY, run_after=now + REST, worker_ids=[])


def is_dead(name: str, own: str) -> bool:
    """Whether a worker of this machine is no more."""
    (host, _, pid), (own_host, _, own_pid) = name.rpartition(":"), own.rpartition(":")
    if host != own_host or not pid.isdecimal():
        return False
    if pid == own_pid:
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass  # it is another user's
    return False
