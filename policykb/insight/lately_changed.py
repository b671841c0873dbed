"""The log of changes in; the documents that changed last, each with what happened that day, out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils import timezone
from pyroaring import BitMap

from documents.models import Change
from policykb.insight.telling import AGENCY, TOLD, is_news

LOOKED_AT: Final = 100  # changes: what is older is no news
DOCUMENT: Final = "documents.document"


@dataclass(slots=True)
class ChangedDocument:
    """A document by its key, the last day on which it changed, how many changes there were that day, and whether it
    came in then; what comes in with it is no change."""

    key: int
    day: date
    count: int = 0
    is_new: bool = False


def lately_changed(visible: BitMap, shown: Collection[int], limit: int) -> list[ChangedDocument]:
    """The documents that changed last, the latest first; of those that are `shown` anyhow not that they came in."""
    changes = Change.objects.filter(model__in=set(TOLD) - {AGENCY}).exclude(cause=Change.Cause.REMOVAL)
    found: dict[int, ChangedDocument] = {}
    for change in changes.order_by("-pk").only("model", "cause", "kind", "fields", "document_id", "at")[:LOOKED_AT]:
        key = change.document_id or 0
        if key in visible and is_news(change):
            day = timezone.localdate(change.at)
            document = found.setdefault(key, ChangedDocument(key, day))
            if document.day == day:
                is_made = change.kind == Change.Kind.CREATED
                document.is_new |= is_made and change.model == DOCUMENT
                document.count += not (is_made and (change.model == DOCUMENT or change.cause == Change.Cause.INGEST))
    return [each for each in found.values() if each.count or each.key not in shown][:limit]
