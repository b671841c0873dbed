"""Targets in; for each the targets of the same indicator in other documents out."""

from collections.abc import Iterable, Mapping
from datetime import date

from tasks.indicators import normal
from tasks.models import Target

SHOWN = 3  # for each target
LOOKED_AT = 400
FEW = 6  # indicators: of these the latest are told, however many there are

Other = tuple[int, int, date | None]  # key, document, day


def find_same(targets: Iterable[Target]) -> Mapping[int, list[Target]]:
    """By the key of each target that has any, the latest documents first; nothing for a page of targets of which more
    than LOOKED_AT are elsewhere, since the page of each indicator has them all."""
    targets = list(targets)
    names = {name for target in targets if (name := normal(target.indicator))}
    if not names:
        return {}
    others = Target.objects.published().of_indicators(target.indicator for target in targets).order_by()
    others = others.order_by("-pk")[:LOOKED_AT] if len(names) <= FEW else others[: LOOKED_AT + 1]
    rows = list(others.values_list("indicator", "pk", "document", "deadline", "document__issued_on"))
    if len(rows) > LOOKED_AT:
        return {}
    rows.sort(key=lambda row: (row[4] is None, -(row[4] or date.min).toordinal(), row[2], row[1]))
    found: dict[str, list[Other]] = {}
    for indicator, key, document, day, _ in rows:
        found.setdefault(normal(indicator), []).append((key, document, day))
    chosen = {target.pk: elsewhere(target, found.get(normal(target.indicator), ())) for target in targets}
    wanted = {key for keys in chosen.values() for key in keys}
    records = Target.objects.with_place().in_bulk(wanted) if wanted else {}
    return {pk: [records[key] for key in keys if key in records] for pk, keys in chosen.items() if keys}


def elsewhere(target: Target, others: Iterable[Other]) -> list[int]:
    """The keys of those that stand in other documents, one a document and day."""
    apart = {(document, day): key for key, document, day in others if document != target.document_id}
    return list(apart.values())[:SHOWN]
