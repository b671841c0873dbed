"""A place in the records in; the next of them written into the search index, and the step that goes on there, out."""

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from documents.models import Work
from documents.records.writing import refill_sets
from documents.search.sources import Place, rebuild_some


@task()
def index_some(work: int, source: int, after: int, done: int) -> None:
    """Write some of the index, of which so many entries are done, and leave the rest to the next step. If another
    worker did the same meanwhile, which harms nothing, it is that one which goes on; nobody does if the work was
    stopped."""
    place, written, _ = rebuild_some(Place(source, after))
    if place is None:
        refill_sets()
        Work.objects.filter(pk=work, finished_at=None).update(done=done, total=done, finished_at=timezone.now())
        return
    with transaction.atomic():
        if Work.objects.filter(pk=work, done=done, finished_at=None).update(done=done + written):
            index_some.enqueue(work, *place, done + written)
