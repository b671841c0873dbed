"""Terms and recurrences in the admin's forms."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from documents.records.reconcile import Changes, reconcile
from tasks.models import Deadline
from tests.factories import make_deadline, make_document, make_task
from tests.policykb.editing.forms import save

pytestmark = pytest.mark.django_db


def test_a_day_set_by_hand_drops_the_rule_of_the_day_before(admin_client):
    deadline = make_deadline(rule="印发日期2026年3月5日起30日", term_count=30, term_unit="day", term_anchor="printed")
    assert save(admin_client, deadline, due_on="2026-05-01").status_code == 302
    deadline.refresh_from_db()
    assert (str(deadline.due_on), deadline.rule, deadline.term_count) == ("2026-05-01", "", 30)
    wanted = {"due_on": date(2026, 4, 4), "rule": "印发日期2026年3月5日起30日"}
    reconcile(type(deadline), {1: deadline}, {1: wanted}, Changes())
    deadline.refresh_from_db()
    assert (str(deadline.due_on), deadline.rule) == ("2026-05-01", "")


def test_a_term_is_edited_in_the_form_of_its_task(admin_client):
    deadline = make_deadline(
        due_on=None, precision="", term_count=5, term_unit="year", term_anchor="none", quote="5年内"
    )
    deadline.task = make_task(deadline.document)
    deadline.save()
    response = save(admin_client, deadline.task, **{"deadlines-0-term_count": "", "deadlines-0-term_unit": ""})
    assert "期限长短、期限单位与起算须同时填写" in response.content.decode()
    save(admin_client, deadline.task, **{"deadlines-0-term_count": "3"})
    deadline.refresh_from_db()
    assert (deadline.term.count, deadline.locked_fields()["term_count"].before) == (3, 5)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"recurrence": "every_n_years"}, "须填间隔年数"),
        ({"recurrence": "yearly", "in_month": 13}, "例行月份应在 1—12 之间"),
        ({"due_on": date(2026, 12, 31), "precision": "day", "on_day": 5}, "只用于例行期限"),
    ],
)
def test_a_recurrence_that_cannot_be_gets_a_sentence(values, sentence):
    with pytest.raises(ValidationError, match=sentence):
        Deadline(document=make_document(), **values).full_clean()
