"""The parties of extracted deadlines → rows, each known by its deadline, its role and whom it names."""

from collections.abc import Hashable, Iterable
from typing import Any

from documents.models import Document
from documents.records.bounds import storable
from documents.records.matching import Values, follow
from documents.records.reconcile import Changes, as_extracted, reconcile
from documents.registry.directory import AgencyDirectory
from tasks.extraction.party_values import PartyMention
from tasks.extraction.values import DeadlineMention
from tasks.models import Deadline, DeadlineParty


def store_parties(
    document: Document,
    deadlines: Iterable[Deadline | None],
    mentions: Iterable[DeadlineMention],
    directory: AgencyDirectory,
    changes: Changes,
) -> None:
    """Store the parties of a document's deadlines, and add to `changes`; `deadlines` are the rows of the mentions, None
    for one that could not be stored."""
    wanted: dict[Hashable, Values] = {}
    for deadline, mention in zip(deadlines, mentions, strict=True):
        for order, party in enumerate(mention.parties if deadline else ()):
            agency = directory.body(party.agency, party.as_written) if party.agency else None
            if agency or not party.agency:  # else a person said that the words name no body
                values = {"deadline_id": deadline.pk if deadline else None, "agency_id": agency.pk if agency else None}
                values |= {"document_id": document.pk, "order": order} | party_values(party)
                wanted.setdefault(party_key(values), storable(DeadlineParty, values, changes.notes))
    found = DeadlineParty.objects.select_for_update(of=("self",)).filter(document=document)
    rows = list(found.prefetch_related("corrections").order_by("-pk"))
    existing: dict[Hashable, Any] = {party_key(as_extracted(row)): row for row in rows}
    # A body that a person has put in the place of another is that party already.
    held = {party_key(row.__dict__) for row in rows}
    new = {key: values for key, values in wanted.items() if key in existing or key not in held}
    follow(existing, new, words_of_party)
    reconcile(DeadlineParty, existing, new, changes)


def party_values(party: PartyMention) -> dict[str, Any]:
    """What a deadline's sentence says of a party, by column."""
    return {
        "role": party.role.value,
        "group": party.group.value if party.group else "",
        "as_written": party.as_written,
        "start": party.span.start,
        "end": party.span.end,
    }


def party_key(values: Values) -> Hashable:
    """What a party is recognised by: its deadline, its role, and the agency or group."""
    return values["deadline_id"], values["role"], values["agency_id"], values["group"]


def words_of_party(values: Values) -> Hashable:
    """What a party is recognised by where its agency has changed: its deadline, role and words."""
    return values["deadline_id"], values["role"], values["as_written"]
