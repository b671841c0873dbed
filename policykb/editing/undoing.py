"""A decision on the review list, carried out so that it can be undone: its changes are signed and sent with the
message, and undone if nobody has changed the rows since."""

from typing import Any

from django.apps import apps
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.http import HttpRequest

from documents.indexing import index_agencies
from documents.models import Agency, Change, Correction, SourceNote
from documents.records.locks import set_plain
from documents.records.reconcile import plain
from documents.records.saving import save
from documents.records.writing import tell, writing
from policykb.editing.deciding import DECISIONS, Refused, decide, log, reindex_record
from policykb.editing.traces import Values, columns, differing, remade
from tasks.models import Report, Responsibility

SALT = "undo a decision"
KEPT_FOR = 24 * 60 * 60  # seconds
CHANGED = "之后又有改动，不能撤销。"
KINDS: dict[str, Any] = {"agency": Agency, "proposal": Correction, "note": SourceNote, "report": Report}

Rows = dict[tuple[str, Any], Values]


def decide_undoably(request: HttpRequest, key: str, action: str, reason: str, seen: str) -> tuple[str, str]:
    """Carry a decision out. Return the sentence that says so, and a signed text that `undo` takes, "" where the
    decision is undone elsewhere. Raises Refused, PermissionDenied."""
    with writing(request.user, Change.Cause.REVIEW):
        rows = concerned(subject(key))
        before = {row_key(row): columns(row) for row in rows}
        sentence = decide(request, key, action, reason, seen)
        after = {row_key(row): columns(row) for row in map(refreshed, rows) if row}
    changes = [(*row, *differing(values, after.get(row))) for row, values in before.items() if values != after.get(row)]
    if not changes:  # what a document is to another is put right on the page of its texts
        return sentence, ""
    return sentence, signing.dumps({"key": key, "action": action, "changes": changes}, salt=SALT, compress=True)


def subject(key: str) -> Model | None:
    """The row that an item is about, locked until the end of the transaction; None where there is none."""
    kind, _, pk = key.partition("-")
    if kind not in KINDS or not pk.isdecimal() or not pk.isascii() or len(pk) > 18:
        return None
    found: Model | None = KINDS[kind].objects.select_for_update().filter(pk=pk).order_by("pk").first()
    return found


def concerned(row: Any) -> list[Model]:
    """The rows that a decision about this one may change."""
    match row:
        case Agency():
            written = Responsibility.objects.filter(agency=row).values("as_written")
            return [row, *SourceNote.objects.filter(kind="unknown_agency", quote__in=written)]
        case Correction() if row.record:
            return [row.record, *row.record.corrections.all()]
        case SourceNote() | Report():
            return [row]
    return []


def row_key(row: Model) -> tuple[str, Any]:
    """The model and key of a row."""
    return row._meta.label, row.pk


def refreshed(row: Model) -> Model | None:
    """The row as it is stored now."""
    return type(row)._default_manager.filter(pk=row.pk).first()


def undo(request: HttpRequest, word: str) -> tuple[str, str]:
    """Undo a decision, all of it or nothing. Return the key of the item, which is open again, and a sentence. Raises
    Refused, PermissionDenied."""
    try:
        decision = signing.loads(word, salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature as error:  # too old is one of them
        raise Refused("这一步已经不能撤销。") from error
    permission, _ = DECISIONS[decision["key"].partition("-")[0], decision["action"]]
    if not request.user.has_perm(permission):  # type: ignore[union-attr]
        raise PermissionDenied
    with writing(request.user, Change.Cause.REVIEW):
        for label, pk, before, after in decision["changes"]:
            row = put_back(apps.get_model(label), pk, before, after)
            if isinstance(row, Agency):
                index_agencies([row])
            elif not isinstance(row, Correction | SourceNote | Report):
                reindex_record(row)
            if not isinstance(row, Correction):
                log(request, row, "撤销核对")
    return decision["key"], "已撤销，这一条重新待核对。"


def put_back(model: Any, pk: Any, before: Values, after: Values | None) -> Model:
    """Give a row the values from before the decision. Raises Refused where it was changed since."""
    row = model._default_manager.select_for_update().filter(pk=pk).order_by("pk").first()
    if (row is None) != (after is None):
        raise Refused(CHANGED)
    if row is None:
        return made_again(remade(model, before))
    changed = {name for name, value in before.items() if value != (after or {}).get(name)} - {"updated_at"}
    if any(plain(getattr(row, name)) != (after or {}).get(name) for name in changed):
        raise Refused(CHANGED)
    for name in changed:
        set_plain(row, name, before[name])
    save(row, changed, "撤销核对")
    tell(row, Change.Kind.UPDATED, changed)
    return row


def made_again(row: Any) -> Model:
    """Insert a row that a decision dropped, unless another has taken its place."""
    try:
        row.validate_constraints()
    except ValidationError as error:
        raise Refused(CHANGED) from error
    row.save(force_insert=True)
    tell(row, Change.Kind.RESTORED)
    found: Model = row
    return found
