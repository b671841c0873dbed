"""Files that staff upload, kept between preview and confirmation."""

from dataclasses import replace

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils import timezone

from documents.agencies import Gazetteer
from documents.models import Document, StagedFile, Standing
from documents.text import UnreadableSource
from documents.text.guarded import read_guarded
from documents.text.limits import MOST_BYTES
from policykb.editing.uploads import KEPT_FOR, UploadOutcome, remark, take

STANDINGS = {
    Standing.WITHDRAWN: "这份文件已经撤除；入库之后仍是撤除的，要用它，请先在它的页面上恢复。",
    Standing.SUPERSEDED: "这份文件已不在使用。",
}


def stage(files: list[UploadedFile], user: AbstractBaseUser) -> tuple[list[StagedFile], list[str]]:
    """Keep the readable files on the server for a day; return the others with the reason why each cannot be read."""
    StagedFile.objects.filter(sent_at__lt=timezone.now() - KEPT_FOR, work=None).delete()
    kept, refused = [], []
    for file in files:
        name = file.name or ""
        data = b"" if (file.size or 0) > MOST_BYTES else file.read()
        if refusal := unreadable(data, name) if data or not file.size else "文件超过 20 MB。":
            refused.append(f"{name}：{refusal}")
        else:
            kept.append(StagedFile.objects.create(sent_by=user, name=name, data=data))
    return kept, refused


def unreadable(data: bytes, name: str) -> str:
    """Why a file cannot be read, "" if it can."""
    try:
        read_guarded(data, name)
    except UnreadableSource as refusal:
        return refusal.chinese
    return ""


def staged_for(user: AbstractBaseUser | AnonymousUser, numbers: list[str]) -> QuerySet[StagedFile]:
    """The kept files with these numbers that a person may see: those they uploaded; all, if they may publish."""
    chosen = [number for number in numbers if number.isascii() and number.isdecimal() and len(number) <= 18]
    files = StagedFile.objects.filter(pk__in=chosen, work=None).select_related("sent_by")
    may_see_all = user.has_perm("documents.publish_document")  # type: ignore[union-attr]
    return files if may_see_all else files.filter(sent_by=user.pk)


def rehearse(files: QuerySet[StagedFile], known: Gazetteer) -> list[UploadOutcome]:
    """What each kept file would change, or why it cannot be read; nothing is stored."""
    outcomes: list[UploadOutcome] = []
    for file in files:
        outcome = take(bytes(file.data), file.name, known, is_rehearsal=True)
        said = [remark(outcome, outcomes), standing_of(outcome.document)]
        outcomes.append(replace(outcome, staged=file.pk, remark=" ".join(filter(None, said))))
    return outcomes


def standing_of(document: Document | None) -> str:
    """A remark on a document that is not in use: to upload its file again does not bring it back."""
    return STANDINGS.get(Standing(document.standing), "") if document else ""
