"""Changes → what the command line says of them."""

from collections.abc import Iterator
from typing import Any

from documents.records.reconcile import Changes, Detail
from policykb.backups.manifests import Manifest

NOUNS = {
    "document": ("document", "documents"),
    "documentversion": ("text", "texts"),
    "documentagency": ("issuer", "issuers"),
    "section": ("section", "sections"),
    "sourcenote": ("note", "notes"),
    "task": ("task", "tasks"),
    "responsibility": ("duty", "duties"),
    "target": ("target", "targets"),
    "deadline": ("deadline", "deadlines"),
    "deadlineparty": ("party of a deadline", "parties of deadlines"),
    "citation": ("citation", "citations"),
}
SIGNS = {"created": "+", "updated": "~", "superseded": "-"}
SILENT = {
    "start",
    "end",
    "heading_end",
    "own_end",
    "responsibility_start",
    "responsibility_end",
    "order",
    "text_id",
    "period_start",
}
LONGEST = 60


def changes_in_english(changes: Changes, auxiliary: str) -> str:
    """5 tasks created, 1 duty updated; or: nothing changed."""
    counted = (
        ("created", changes.created),
        ("updated", changes.updated),
        ("retired", changes.superseded),
        ("proposed to staff", changes.proposed),
    )
    parts = [
        f"{count} {NOUNS[name][count != 1]} {auxiliary}{verb}"
        for verb, counts in counted
        for name, count in counts.items()
        if count
    ]
    return ", ".join(parts) or "nothing changed"


def change_lines(changes: Changes) -> Iterator[str]:
    """A line for each record of a known document that changes, and for each of its values that does: + it is new, ~ it
    changes, - it is retired. That something only stands elsewhere now is not told."""
    for detail in changes.details:
        values = [before_and_after(name, *pair) for name, pair in detail.values.items() if name not in SILENT]
        if detail.kind in SIGNS and (values or detail.kind != "updated"):
            yield line_of(detail)
            yield from values


def line_of(detail: Detail) -> str:
    """+ task （一）发展风电."""
    return f"{SIGNS[detail.kind]} {NOUNS.get(detail.noun, (detail.noun,))[0]} {short(detail.name)}"


def before_and_after(name: str, before: Any, after: Any) -> str:
    """A value before and after."""
    return f"    {name}: {short(before)} → {short(after)}"


def short(value: Any) -> str:
    """A value in one line of bounded length."""
    words = " ".join(str("" if value is None else value).split()) or "(empty)"
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"


def backup_in_english(manifest: Manifest) -> str:
    """76 tables with 12,345 rows and 17 originals."""
    rows = sum(int(number) for number, _ in manifest.tables.values())
    return f"{len(manifest.tables)} tables with {rows:,} rows and {manifest.originals:,} originals"
