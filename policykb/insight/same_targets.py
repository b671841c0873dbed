"""Targets in; for each the targets of the same indicator in other documents out, in one query."""

from collections.abc import Iterable, Mapping

from tasks.indicators import normal
from tasks.models import Target

SHOWN = 3  # for each target
LOOKED_AT = 400


def find_same(targets: Iterable[Target]) -> Mapping[int, list[Target]]:
    """By the key of each target that has any, the latest documents first."""
    targets = list(targets)
    if not targets:
        return {}
    found: dict[str, list[Target]] = {}
    others = Target.objects.published().of_indicators(target.indicator for target in targets)
    for other in others.with_place().in_order("document")[:LOOKED_AT]:
        found.setdefault(normal(other.indicator), []).append(other)
    same = {target.pk: elsewhere(target, found.get(normal(target.indicator), ())) for target in targets}
    return {pk: others for pk, others in same.items() if others}


def elsewhere(target: Target, others: Iterable[Target]) -> list[Target]:
    """Those that stand in other documents, one a document and day."""
    apart = [other for other in others if other.document_id != target.document_id]
    return list({(other.document_id, other.deadline): other for other in apart}.values())[:SHOWN]
