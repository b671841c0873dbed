"""Keeping the cluster in step with the entries: sending what waits, and filling a new index from all."""

import time
from collections.abc import Callable
from typing import Any

from documents.models import PendingEntry, SearchEntry
from documents.records.writing import renew
from documents.search.cluster.connection import TO_ANSWER, order
from documents.search.cluster.faults import NO_INDEX, SearchAway
from documents.search.cluster.indices import WRITTEN_BY, create, put_in_place, remove_others, targets
from documents.search.cluster.outbox import AT_A_TIME, FIRST, claimed, forget, version_of
from documents.search.cluster.sending import send

GRACE = 2 * TO_ANSWER  # seconds for which an old index stays, of which questions are still being answered
TURNS = 20  # lots sent before readers are let see them


def send_waiting() -> int:
    """Send what waits, up to some thousand lines, and let readers see it; how many lines they were. Raises
    SearchAway; what was not sent waits on."""
    sent = 0
    for _ in range(TURNS):
        if not (number := order(send_lot)):
            break
        sent += number
    if sent:
        order(lambda client: client.indices.refresh(index=",".join(targets(client))))
        renew()  # pages kept since the records changed may show what search found before
    return sent


def send_lot(client: Any) -> int:
    """Send some lines. Which indices there are is asked after the lines were read: an index made later reads the
    entries later still."""
    with claimed() as lines:
        if lines:
            if not (written := targets(client)):
                raise SearchAway(NO_INDEX, lasts=True)
            send(client, {entry: version_of(line) for line, entry in lines}, written)
    return len(lines)


def refill(progress: Callable[[int], Any] = lambda number: None) -> int:
    """Fill a new index from all entries, while the old one is asked and both are told what changes; then it takes the
    old one's place. How many entries there were. Raises SearchAway; the old index stays then."""
    covered = list(PendingEntry.objects.values_list("pk", flat=True))  # of these the entries are read later
    index: str = order(create)
    pks = list(SearchEntry.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(pks), AT_A_TIME):
        some = pks[start : start + AT_A_TIME]
        order(lambda client, some=some: send(client, dict.fromkeys(some, FIRST), [index + WRITTEN_BY]))
        progress(len(some))
    order(lambda client: put_in_place(client, index))
    time.sleep(GRACE)
    order(lambda client: remove_others(client, index))
    forget(covered)
    renew()
    return len(pks)
