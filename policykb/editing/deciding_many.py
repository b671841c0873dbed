"""A decision about many items of the review list in; all of them decided, or none, and kept for a day to be undone."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest

from documents.indexing import index_agencies
from documents.models import Agency, BulkDecision, Change, Correction, SourceNote
from documents.records.locks import accept, dismiss
from documents.records.saving import set_many
from documents.records.writing import tell, writing
from policykb.editing.deciding import Refused, log, reindex_records
from policykb.editing.merging import merge_all
from policykb.editing.rejecting import mentions_of, reject, standing_on
from policykb.editing.undoing_many import keep, snapshot
from tasks.models import Responsibility

Kind = Change.Kind
MOST_DUTIES: Final = 3000  # of several agencies, that one decision moves
Carry = Callable[[HttpRequest, Sequence[Any], str], None]
Concerned = Callable[[Sequence[Any]], list[Any]]


def decide_many(request: HttpRequest, action: str, rows: Sequence[Any], reason: str, about: str) -> BulkDecision:
    """Carry a decision out on all these rows, or on none: `action` is a key of BULK. `about` says what they are. Raises
    Refused, PermissionDenied."""
    permission, concerned, carry_out, label = BULK[action]
    if not request.user.has_perm(permission):  # type: ignore[union-attr]
        raise PermissionDenied
    with writing(request.user, Change.Cause.REVIEW):
        touched = concerned(rows)
        before = snapshot(touched)
        carry_out(request, rows, reason)
        told = f"“{label}” {len(rows)} 条{about}" + (f"：{reason}" if reason else "")
        decision = keep(request, action, told, touched, before)
        log(request, decision, told)
    return decision


def merge_many(request: HttpRequest, agencies: Sequence[Agency], into: Agency) -> BulkDecision:
    """Merge all these agencies into one that is none of them. Raises Refused, PermissionDenied."""
    if not request.user.has_perm("documents.merge_agency"):  # type: ignore[union-attr]
        raise PermissionDenied
    if into in agencies:
        raise Refused("不能并入自身：请不要勾选要并入的那个机构。")
    check_number_of_duties(agencies)
    with writing(request.user, Change.Cause.REVIEW):
        told = f"“合并” {len(agencies)} 个机构到“{into.name}”"
        mergers = merge_all(agencies, into, request.user)  # type: ignore[arg-type]
        decision = BulkDecision.objects.create(
            by_id=request.user.pk, action="agency.merge", said=told[:300], changes=[merger.pk for merger in mergers]
        )
        log(request, decision, told)
    return decision


def close_notes(state: str) -> Carry:
    """The decision that sets notes to this state; to dismiss them asks for a reason."""

    def close(request: HttpRequest, notes: Sequence[SourceNote], reason: str) -> None:
        if state == SourceNote.State.DISMISSED and not reason:
            raise Refused("请写明不需处理的理由。")
        set_all(notes, {"state": state, "reason": reason[:200]})

    return close


def confirm_agencies(request: HttpRequest, agencies: Sequence[Agency], reason: str) -> None:
    """Confirm that these agencies are some."""
    set_all(agencies, {"is_reviewed": True})
    notes = list(mentions_of(agencies))
    names = dict(
        Responsibility.objects.filter(agency__in=agencies, as_written__in={note.quote for note in notes})
        .order_by("-pk")
        .values_list("as_written", "agency__name")
    )
    by_name = grouped(notes, lambda note: names.get(note.quote, note.quote))
    for name, mentions in by_name.items():
        set_all(mentions, {"state": SourceNote.State.DONE, "reason": f"已识别为{name}"[:200]})
    index_agencies(agencies)


def reject_agencies(request: HttpRequest, agencies: Sequence[Agency], reason: str) -> None:
    """Say that these agencies are none."""
    check_number_of_duties(agencies)
    reject(agencies)


def check_number_of_duties(agencies: Sequence[Agency]) -> None:
    """Refuse to move so many duties at once that others would wait long for their turn; one agency may have any
    number. Raises Refused."""
    number = Responsibility.objects.current().filter(agency__in=agencies).count()
    if len(agencies) > 1 and number > MOST_DUTIES:
        raise Refused(f"所选机构共有 {number} 项责任，一次最多处理 {MOST_DUTIES} 项，请少选几个。")


def accept_proposals(request: HttpRequest, proposals: Sequence[Any], reason: str) -> None:
    """Replace the persons' values by the newly extracted ones."""
    for pk in [proposal.pk for proposal in proposals]:
        proposal = Correction.objects.filter(pk=pk, has_proposal=True).first()
        if proposal is None:
            continue  # taken with another of its record, to which it is bound
        try:
            accept(proposal)
        except ValidationError as error:
            raise Refused(f"“{proposal.record}”不能采纳：{'；'.join(error.messages)}") from error
    reindex_records([proposal.record for proposal in proposals])


def keep_values(request: HttpRequest, proposals: Sequence[Any], reason: str) -> None:
    """Keep the persons' values."""
    for proposal in proposals:
        dismiss(proposal)


def set_all(rows: Sequence[Any], values: Mapping[str, Any]) -> None:
    """Give all these rows the values, and tell of each."""
    set_many(rows, values)
    for row in rows:
        tell(row, Kind.UPDATED, values)


def grouped(rows: Iterable[Any], by: Callable[[Any], str]) -> dict[str, list[Any]]:
    """The rows by what the function says of them."""
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[by(row)].append(row)
    return found


def with_mentions(agencies: Sequence[Agency]) -> list[Any]:
    """Agencies with the notes that say that they are unknown."""
    return [*agencies, *mentions_of(agencies)]


def with_all(agencies: Sequence[Agency]) -> list[Any]:
    """Agencies with these notes and what stands on them."""
    return [*with_mentions(agencies), *standing_on(agencies)]


def with_records(proposals: Sequence[Any]) -> list[Any]:
    """The records of proposals with all that people set in them."""
    records = {(type(each.record), each.record.pk): each.record for each in proposals}
    return [row for record in records.values() for row in (record, *record.corrections.all())]


BULK: Final[dict[str, tuple[str, Concerned, Carry, str]]] = {
    "note.done": ("documents.change_sourcenote", list, close_notes(SourceNote.State.DONE), "已处理"),
    "note.dismiss": ("documents.change_sourcenote", list, close_notes(SourceNote.State.DISMISSED), "不需处理"),
    "agency.confirm": ("documents.merge_agency", with_mentions, confirm_agencies, "确认为机构"),
    "agency.reject": ("documents.merge_agency", with_all, reject_agencies, "不是机构"),
    "proposal.accept": ("documents.approve_proposal", with_records, accept_proposals, "采纳新提取值"),
    "proposal.keep": ("documents.approve_proposal", with_records, keep_values, "保留人工值"),
}
