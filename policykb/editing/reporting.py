"""What a reader reports in; the report stored out, if not too many came from there. It is written in turn, as all rows
are, so that the count holds for any number of workers. Contact data are forgotten when their time is over."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from documents.models import Document
from documents.records.writing import writing
from tasks.models import Report, Task

HOUR: Final = timedelta(hours=1)
SENDER_KEPT: Final = timedelta(days=1)
CONTACT_KEPT: Final = timedelta(days=30)  # after the answer
CONTACT_LONGEST: Final = timedelta(days=365)  # after the report, answered or not
LONGEST_QUOTE: Final = 4000


class TooMany(Exception):
    """So many reports came from one address that this one is not taken now."""


@dataclass(frozen=True, slots=True)
class Reported:
    """What a reader says: `kind` is a Report.Kind, `place` and `quote` are the clause as he saw it, or `place` the
    document that he asks for, which then is None; `sender` is the digest of where it was sent from."""

    document: Document | None
    task: Task | None
    place: str
    quote: str
    kind: str
    description: str
    contact: str
    sender: str


def store_report(said: Reported) -> Report:
    """Store a report. Raises TooMany. No change is told: readers see nothing of it, and no page has to be made anew."""
    now = timezone.now()
    with writing():
        if Report.objects.filter(sender=said.sender, reported_at__gt=now - HOUR).count() >= settings.REPORTS_AN_HOUR:
            raise TooMany
        forget_contacts(now)
        return Report.objects.create(
            document=said.document,
            task=said.task,
            text_id=said.document.text_id if said.document else None,
            place=said.place[:300],
            quote=said.quote[:LONGEST_QUOTE],
            kind=said.kind,
            description=said.description,
            contact=said.contact,
            sender=said.sender,
            reported_at=now,
        )


def forget_contacts(now: datetime) -> int:
    """Delete what tells of persons and is not needed any longer; return the number of contacts deleted. To be called
    within writing()."""
    Report.objects.filter(reported_at__lt=now - SENDER_KEPT).exclude(sender="").update(sender="")
    is_over = Q(reported_at__lt=now - CONTACT_LONGEST)
    is_over |= Q(answered_at__lt=now - CONTACT_KEPT) & ~Q(state__in=Report.OPEN)
    return Report.objects.exclude(contact="").filter(is_over).update(contact="")
