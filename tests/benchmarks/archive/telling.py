"""An archive on record → what of it is worth looking at: its largest records, with the addresses of their pages."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count

from documents.models import Agency, Document, Term
from tasks.models import Deadline, Responsibility, Target, Task

NAMES = {
    "document": "the document with most tasks",
    "agency": "the agency with most duties",
    "middling agency": "an agency with about 500 duties",
    "collective": "the collective with most duties",
    "topic": "the topic with most tasks",
}


def landmarks() -> dict[str, Any]:
    """What has most, and how many: the document and the topic of most tasks, the agency and the collective of most
    duties; and an agency with about five hundred."""
    tasks, duties = Task.objects.published().order_by(), Responsibility.objects.published().order_by()
    by_document = tasks.values_list("document").annotate(n=Count("pk")).order_by("-n", "document")[0]
    by_agency = duties.values_list("agency", "agency__kind").annotate(n=Count("pk")).order_by("-n", "agency")
    counts = [(pk, kind, number) for pk, kind, number in by_agency]
    by_topic = tasks.exclude(topics=None).values_list("topics").annotate(n=Count("pk")).order_by("-n", "topics")[0]
    agencies = Agency.objects.in_bulk()
    middle = min(counts, key=lambda each: abs(each[2] - 500))
    group = next((each for each in counts if each[1] == "group"), counts[0])
    return {
        "document": (Document.objects.get(pk=by_document[0]), by_document[1]),
        "agency": (agencies[counts[0][0]], counts[0][2]),
        "middling agency": (agencies[middle[0]], middle[2]),
        "collective": (agencies[group[0]], group[2]),
        "topic": (Term.objects.get(pk=by_topic[0]), by_topic[1]),
    }


def told() -> Iterator[str]:
    """Lines about the archive."""
    documents = Document.objects.published()
    duties = Responsibility.objects.published()
    yield f"{Document.objects.count():,} documents, {documents.count():,} of them published"
    yield f"{documents.filter(tasks=None).count():,} published ones without tasks"
    yield f"{documents.filter(issued_on=None).count():,} undated"
    yield f"{Task.objects.published().count():,} published tasks, {duties.count():,} duties"
    yield f"{duties.values('agency').distinct().count():,} agencies with duties"
    yield f"{Target.objects.published().count():,} targets, {Deadline.objects.published().count():,} deadlines"
    yield f"{documents.values('region').distinct().count():,} regions with documents"
    for name, (record, number) in landmarks().items():
        yield f"{NAMES[name]} ({number:,}): {record}, slug {record.slug}"
