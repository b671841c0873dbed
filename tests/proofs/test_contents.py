"""What a kill may change is no difference, and what it may not is one."""

from itertools import count

import pytest
from django.db import transaction
from pyroaring import BitMap

from documents.models import TagSet
from tests import factories
from tests.proofs.contents import Contents, read_contents

pytestmark = pytest.mark.django_db


def stored(key: int, *, is_set_lost: bool = False) -> Contents:
    """What the tables say once a document with a task is stored, the keys from this one on; nothing is kept."""
    factories.serial = count(1)
    with transaction.atomic():
        document = factories.make_document(id=key)
        task = factories.make_task(document, id=key + 1)
        factories.make_duty(task, factories.make_agency(id=key + 2), id=key + 3)
        if is_set_lost:
            TagSet.objects.filter(kind="task", tag__endswith=".lead").update(members=BitMap().serialize())
        contents = read_contents()
        transaction.set_rollback(True)
    return contents


@pytest.fixture(autouse=True)
def counted_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names of the factories begin again at 1, here alone."""
    monkeypatch.setattr(factories, "serial", factories.serial)


def test_keys_and_what_is_drawn_at_random_are_no_difference() -> None:
    assert stored(1000) == stored(2000)


def test_a_set_without_its_records_is_a_difference() -> None:
    whole, lacking = stored(1000), stored(1000, is_set_lost=True)
    assert {table for table in whole if whole[table] != lacking[table]} == {"documents_tagset"}
