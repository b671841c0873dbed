"""Parties of deadlines as rows: storing again changes nothing, and what a person set stays."""

from datetime import date

import pytest

from documents.models import Agency
from documents.records.locks import lock, withdraw
from documents.records.reconcile import Changes
from documents.records.writing import writing
from documents.text.spans import Span
from tasks.deadline_parties import store_parties
from tasks.extraction.party_values import PartyMention, PartyRole
from tasks.extraction.values import DeadlineMention, Precision
from tasks.models import Deadline, DeadlineParty
from tests.factories import make_agency, make_deadline

pytestmark = pytest.mark.django_db


class Named:
    """A directory of agencies by their names."""

    def body(self, name: str, as_written: str) -> Agency:
        return make_agency(name)


def stored(deadline: Deadline, *names: str) -> Changes:
    """Store that the sentence of the deadline has something sent to these."""
    parties = [PartyMention(PartyRole.RECEIVES, name, name, Span(place, place + 2)) for place, name in enumerate(names)]
    mention = DeadlineMention(None, "", Span(0, 6), date(2030, 12, 31), Precision.YEAR, parties=tuple(parties))
    changes = Changes()
    with writing():
        store_parties(deadline.document, [deadline], [mention], Named(), changes)  # type: ignore[arg-type]
    return changes


def current() -> list[str]:
    return [party.agency.name for party in DeadlineParty.objects.current()]


def test_storing_again_changes_nothing() -> None:
    deadline = make_deadline()
    assert stored(deadline, "甲局", "乙局").created == {"deadlineparty": 2}
    assert not stored(deadline, "甲局", "乙局")


def test_what_a_person_set_or_withdrew_stays() -> None:
    deadline = make_deadline()
    stored(deadline, "甲局", "乙局")
    first, second = DeadlineParty.objects.order_by("pk")
    with writing():
        was, first.agency = first.agency_id, make_agency("丙局")
        first.save()
        lock(first, {"agency_id": was}, None)
    withdraw(second)
    assert not stored(deadline, "甲局", "乙局")
    assert current() == ["丙局"]
    stored(deadline, "甲局", "乙局", "丙局")  # the text names now whom the person named
    assert current() == ["丙局"]
