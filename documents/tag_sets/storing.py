"""What was changed → the sets that are others from then on. Called at the end of each writing, so that a set is never
behind its records: no part of the site has to think of them."""

from collections.abc import Collection, Iterable

from pyroaring import BitMap

from documents.models import Change, Region, Revision, TagSet
from documents.tag_sets.current import current_sets
from documents.tag_sets.sets import EVERY, Kind, Sets, gathered, replaced
from documents.tag_sets.tagged import Tagged, tagged

AT_A_TIME = 500
REGION = Region._meta.label_lower

Changed = list[tuple[str, str, BitMap]]  # kind, tag, members


def changed_sets(changes: Collection[Change], indexed: Collection[int] = ()) -> Changed:
    """The sets that these changes make others, and the writing or removing of these entries of the search index. To be
    asked before the revision is raised: it looks at the sets as they were before."""
    followed = {model for each in tagged().values() for model in (*each.by_document, *each.by_task)} | {REGION}
    changes = [change for change in changes if change.model in followed]
    if not changes and not indexed:
        return []
    known = current_sets()
    moved = documents_in(known, {change.object_id for change in changes if change.model == REGION})
    return [
        (each.kind, tag, members)
        for each in tagged().values()
        for tag, members in changed_of(each, known.of(each.kind), changes, moved, indexed).items()
    ]


def changed_of(
    each: Tagged, known: Kind, changes: Iterable[Change], moved: set[int], indexed: Collection[int]
) -> dict[str, BitMap]:
    """The sets of one kind that these changes make others; in the documents `moved` the region may be another."""
    if each.is_of_index:
        tags = dict(each.carried("pk", indexed))
        return replaced(known, gathered(tags.items()), BitMap(indexed)) if indexed else {}
    documents, tasks = set(moved), set()
    for change in changes:
        if change.model in each.by_task and change.task_id:
            tasks.add(change.task_id)
        elif change.model in each.by_document and change.document_id:
            documents.add(change.document_id)
    if not documents and not tasks:
        return {}
    tags = dict(each.carried(each.document, documents)) | dict(each.carried(each.task, tasks))
    before = known.any(f"d{key}" for key in documents) | (BitMap(tasks) if each.task == "pk" else BitMap())
    return replaced(known, gathered(tags.items()), before | BitMap(tags))


def documents_in(known: Sets, regions: Iterable[str]) -> set[int]:
    """The documents of these regions and of those within them."""
    return set(known.of("document").any(f"{letter}{code}" for code in regions for letter in "gG"))


def store(sets: Iterable[tuple[str, str, BitMap]], revision: int) -> None:
    """Write these sets as of that revision. To be called in the transaction that makes the revision."""
    rows = []
    for kind, tag, members in sets:
        members.run_optimize()
        rows.append(TagSet(kind=kind, tag=tag, members=members.serialize(), revision=revision))
    TagSet.objects.bulk_create(
        rows,
        batch_size=AT_A_TIME,
        update_conflicts=True,
        unique_fields=["kind", "tag"],
        update_fields=["members", "revision"],
    )


def are_wanting() -> bool:
    """Whether the sets are not those of the records: they have never been filled, or rows were changed past the
    site."""
    sets = current_sets()
    return any(len(sets.of(each.kind).every) != each.visible().count() for each in tagged().values())


def refill(revision: Revision) -> int:
    """Work out all sets anew and raise the revision; how many records carry tags. To be called within a writing, with
    the row that it holds."""
    known, count, sets = current_sets(), 0, Changed()
    for each in tagged().values():
        found, before = gathered(each.tags(each.visible())), known.of(each.kind)
        count += len(found[EVERY])
        changed = replaced(before, found, before.every | found[EVERY])
        sets += [(each.kind, tag, members) for tag, members in changed.items()]
    if sets:
        revision.advance()
        store(sets, revision.number)
    return count
