"""What the two groups of staff may do: 编辑 edits and proposes; 审核 also approves, merges and publishes."""

from collections.abc import Iterator
from typing import Any

READ = ("view",)
EDIT = ("view", "add", "change")
KEEP = ("view", "add", "change", "delete")  # deleting a record withdraws it

EDITORS: dict[str, dict[str, tuple[str, ...]]] = {
    "documents": {
        "document": EDIT,
        "documentagency": KEEP,
        "sourcenote": ("view", "change"),
        "review": READ,
        "correction": READ,
        "agency": EDIT,
        "agencyname": KEEP,
        "agencypattern": READ,
        "region": READ,
        "term": EDIT,
        "searchlogline": READ,
        "wordpair": EDIT,
    },
    "tasks": {
        "task": KEEP,
        "responsibility": KEEP,
        "target": KEEP,
        "deadline": KEEP,
        "deadlineparty": KEEP,
        "citation": KEEP,
        "report": ("view", "change"),
    },
}
REVIEWERS_ALSO = {
    "documents": (
        "approve_proposal", "merge_agency", "publish_document", "delete_document", "delete_term",
        "add_agencypattern", "change_agencypattern", "add_region", "change_region",
    ),
}  # fmt: skip
EDITOR, REVIEWER = "编辑", "审核"


def editing() -> Iterator[tuple[str, str]]:
    """What an editor may do, as app and codename."""
    for app, kinds in EDITORS.items():
        for model, actions in kinds.items():
            yield from ((app, f"{action}_{model}") for action in actions)


def reviewing() -> Iterator[tuple[str, str]]:
    """What a reviewer may do, as app and codename."""
    yield from editing()
    for app, codenames in REVIEWERS_ALSO.items():
        yield from ((app, codename) for codename in codenames)


def make_groups(group: Any, permission: Any) -> None:
    """Make the groups, or add the rights they lack; rights that were added by hand stay. A migration passes the
    models of its own time."""
    known = {
        (row.content_type.app_label, row.codename): row for row in permission.objects.select_related("content_type")
    }
    for name, rights in ((EDITOR, editing()), (REVIEWER, reviewing())):
        group.objects.get_or_create(name=name)[0].permissions.add(*(known[right] for right in rights))
