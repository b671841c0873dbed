"""Files, or a wish, of a person in; a work whose steps wait for a worker out."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from documents.models import StagedFile, Work
from documents.search.sources import START, entry_sources
from policykb.background.files import take_file
from policykb.background.index import index_some

KEPT_FOR: Final = timedelta(days=90)  # a work that is finished, for who wants to know what became of a file
MOST_WITHIN: Final = 2_000  # entries that are written within a request where there is no worker


def has_worker() -> bool:
    """Whether works are left to a worker."""
    return bool(settings.BACKGROUND == "worker")


def begin_upload(files: Iterable[UploadedFile], by: AbstractBaseUser, *, may_publish: bool) -> Work:
    """Keep the files and leave them to a worker: all of them, or none."""
    forget_works()
    with transaction.atomic():
        work = Work.objects.create(kind=Work.Kind.UPLOAD, started_by=by, total=0, publishes=may_publish)
        for file in files:
            staged = StagedFile.objects.create(sent_by=by, name=file.name or "", data=file.read(), work=work)
            take_file.enqueue(work.pk, staged.pk)
            work.total += 1
        work.save(update_fields=["total"])
    return work


def begin_index(by: AbstractBaseUser) -> Work | None:
    """Write the search index again; None where it is too long for a request and there is no worker."""
    total = sum(source.count() for source in entry_sources())
    if not has_worker() and total > MOST_WITHIN:
        return None
    forget_works()
    with transaction.atomic():
        work = Work.objects.create(kind=Work.Kind.INDEX, started_by=by, total=total)
        index_some.enqueue(work.pk, *START, 0)
    return work


def forget_works() -> None:
    """Delete what is over long since, and the steps that were done."""
    now = timezone.now()
    Work.objects.filter(finished_at__lt=now - KEPT_FOR).delete()
    DBTaskResult.objects.successful().filter(finished_at__lt=now - timedelta(days=1)).delete()
