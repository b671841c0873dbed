"""A deadline and its parties → plain JSON, as part of the contract."""

from collections.abc import Sequence
from dataclasses import asdict

from policykb.machines.plain_values import Json, iso, span_ends
from tasks import models
from tasks.extraction.party_values import PartyMention
from tasks.extraction.values import DeadlineMention, Recurrence, Term


def parties_of(deadline: DeadlineMention) -> list[Json]:
    """The parties of a deadline found."""
    return [party_entry(party, party.agency or None, span_ends(party.span)) for party in deadline.parties]


def party_entry(party: PartyMention | models.DeadlineParty, agency: str | None, place: Json) -> Json:
    """A body that has to act by a day, or to receive something: one of a name, or all of a role in the document."""
    group = str(party.group) if party.group else None
    return {"role": str(party.role), "agency": agency, "group": group, "as_written": party.as_written, **place}


def deadline_entry(deadline: DeadlineMention | models.Deadline, words: Json, parties: Sequence[Json]) -> Json:
    """One deadline: a last day, a recurrence, a term, or several of these; `rule` says how an unprinted day was got,
    `reaches` that it holds for each item below."""
    return {
        "due_on": iso(deadline.due_on),
        "precision": str(deadline.precision) if deadline.precision else None,
        "recurrence": recurrence(deadline.recurrence, deadline.interval),
        "term": term(deadline.term),
        "rule": deadline.rule or None,
        "reaches": deadline.reaches,
        "parties": list(parties),
        **words,
    }


def recurrence(kind: str | None, interval: int | None) -> str | None:
    """yearly, half-yearly; with the number of years in it where there are several: every-5-years."""
    if kind == Recurrence.EVERY_N_YEARS:
        return f"every-{interval}-years"
    return "half-yearly" if kind == Recurrence.HALF_YEARLY else str(kind) if kind else None


def term(found: Term | None) -> Json | None:
    """A time said without a day."""
    return asdict(found) if found else None
