"""What a decision about many items changed, kept for a day; undone, but for what was changed since."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import groupby
from typing import Any, Final

from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone

from documents.models import AgencyMerge, BulkDecision, Change
from documents.records.locks import set_plain
from documents.records.reconcile import plain
from documents.records.saving import set_many
from documents.records.writing import tell, writing
from policykb.editing.deciding import Refused, log, reindex_records
from policykb.editing.merging import undo_all
from policykb.editing.traces import Values, columns, differing, remade

KEPT_FOR: Final = timedelta(days=1)
UNDONE: Final = "撤销核对"
Rows = dict[tuple[str, Any], Values]
RIGHTS: Final = {"note": "documents.change_sourcenote", "agency": "documents.merge_agency"}
OF_PROPOSALS: Final = "documents.approve_proposal"


def snapshot(rows: Iterable[Model]) -> Rows:
    """The columns of these rows as they are in memory."""
    return {(row._meta.label, row.pk): columns(row) for row in rows}


def keep(request: HttpRequest, action: str, told: str, rows: Sequence[Model], before: Rows) -> BulkDecision:
    """Keep what became of the rows, and delete what nobody can undo any more."""
    after = snapshot(stored(before))
    changes = [
        (label, pk, *differing(values, after.get((label, pk))))
        for (label, pk), values in before.items()
        if values != after.get((label, pk))
    ]
    BulkDecision.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()
    return BulkDecision.objects.create(by_id=request.user.pk, action=action, said=told[:300], changes=changes)


def stored(keys: Iterable[tuple[str, Any]]) -> list[Model]:
    """These rows as they are stored now."""
    by_model: dict[str, list[Any]] = defaultdict(list)
    for label, pk in keys:
        by_model[label].append(pk)
    return [row for label, pks in by_model.items() for row in rows_of(label, pks).values()]


def rows_of(label: str, pks: Sequence[Any]) -> dict[Any, Any]:
    """The rows of a model with these keys, by key, with what names them in words."""
    model: Any = apps.get_model(label)
    named = [name for name in ("task", "agency", "document") if name in {field.name for field in model._meta.fields}]
    return model._default_manager.select_related(*named).in_bulk(pks)  # type: ignore[no-any-return]


def recent(request: HttpRequest) -> list[BulkDecision]:
    """The decisions that the person can undo, the last first."""
    kept = BulkDecision.objects.filter(at__gte=timezone.now() - KEPT_FOR, undone_at=None).defer("changes")
    return [decision for decision in kept.select_related("by")[:10] if request.user.has_perm(right_to(decision))]  # type: ignore[union-attr]


def right_to(decision: BulkDecision) -> str:
    """The right that a decision takes."""
    return RIGHTS.get(decision.action.partition(".")[0], OF_PROPOSALS)


def undo_many(request: HttpRequest, pk: int) -> str:
    """Undo a decision about many items; return a sentence that says so, and how many were changed since and stay as
    they are. Raises Refused, PermissionDenied."""
    with writing(request.user, Change.Cause.REVIEW):
        kept = BulkDecision.objects.filter(at__gte=timezone.now() - KEPT_FOR, undone_at=None)
        decision = kept.filter(pk=pk).first()
        if decision is None:
            raise Refused("这一步已经不能撤销。")
        if not request.user.has_perm(right_to(decision)):  # type: ignore[union-attr]
            raise PermissionDenied
        left = unmerge(decision) if decision.action == "agency.merge" else put_all_back(decision)
        decision.undone_at, decision.changes = timezone.now(), []
        decision.save(update_fields=["undone_at", "changes"])
        log(request, decision, UNDONE)
    return f"已撤销：{decision.said}。" + (f"其中 {left} 处之后又有改动，没有改回。" if left else "")


def unmerge(decision: BulkDecision) -> int:
    """Undo mergers, the last first; how many things were left as they are."""
    mergers = AgencyMerge.objects.filter(pk__in=decision.changes).order_by("-pk")
    parted = [each for _, some in groupby(mergers, key=lambda merger: merger.into_id) for each in undo_all(list(some))]
    return len(decision.changes) - len(parted) + sum(len(left) for _, left in parted)


def put_all_back(decision: BulkDecision) -> int:
    """Give each row the values from before, unless it was changed since; how many were."""
    by_model: dict[str, list[tuple[Any, Values, Values | None]]] = defaultdict(list)
    for label, pk, before, after in decision.changes:
        by_model[label].append((pk, before, after))
    back = [row for label, changes in by_model.items() for row in put_back_of(label, changes)]
    reindex_records(back)
    return len(decision.changes) - len(back)


def put_back_of(label: str, changes: Sequence[tuple[Any, Values, Values | None]]) -> Iterator[Model]:
    """The rows of one model that could be given the values from before."""
    rows = rows_of(label, [pk for pk, _, _ in changes])
    alike: dict[str, tuple[Values, list[Any]]] = {}
    for pk, before, after in changes:
        row = rows.get(pk)
        if row is None and after is None and (made := made_again(label, before)):
            yield made
        elif row is not None and after is not None and not is_changed(row, after):
            alike.setdefault(repr(before), (before, []))[1].append(row)
    for before, some in alike.values():
        give_back(some, before)
        yield from some


def is_changed(row: Any, after: Values) -> bool:
    """Whether a row has not the values that the decision gave it; when it was last saved does not count."""
    return any(plain(getattr(row, name)) != value for name, value in after.items() if name != "updated_at")


def give_back(rows: Sequence[Any], values: Values) -> None:
    """Give all these rows the values, and tell of each."""
    names = [name for name in values if name != "updated_at"]
    sample = rows[0]
    for name in names:
        set_plain(sample, name, values[name])
    set_many(rows, {name: getattr(sample, name) for name in names}, UNDONE)
    for row in rows:
        tell(row, Change.Kind.UPDATED, names)


def made_again(label: str, values: Values) -> Model | None:
    """Insert a row that the decision dropped; None where another has taken its place."""
    row: Any = remade(apps.get_model(label), values)
    try:
        row.validate_constraints()
    except ValidationError:
        return None
    row.save(force_insert=True)
    tell(row, Change.Kind.RESTORED)
    return row  # type: ignore[no-any-return]
