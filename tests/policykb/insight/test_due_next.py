"""What falls due next: the sentence around a deadline is cut out by the database as it is from the whole text."""

from datetime import date

import pytest

from documents.tag_sets.current import current_sets
from policykb.insight.due_next import find_days, in_force
from policykb.insight.upcoming import sentence_in, sentence_of, text_around
from tasks.models import Deadline
from tests.factories import make_deadline, make_document, make_target

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    "source",
    [
        "每年年底报送。",
        "甲；每年年底报送材料；乙。",
        "长" * 400 + "。前每年年底后。" + "长" * 400,
        "长" * 149 + "每年年底。",
        "长" * 100 + "每年年底" + "长" * 100,
    ],
)
def test_the_sentence_is_cut_out_as_from_the_whole_text(source: str) -> None:
    start = source.index("每年年底")
    made = make_deadline(make_document(source=source), quote="每年年底", start=start, end=start + 4)
    deadline = Deadline.objects.annotate(around=text_around()).get(pk=made.pk)
    assert sentence_in(deadline) == sentence_of(made, source)


def test_a_deadline_without_a_place_has_no_sentence() -> None:
    made = make_deadline(make_document())
    Deadline.objects.filter(pk=made.pk).update(start=None, end=None)
    assert sentence_in(Deadline.objects.annotate(around=text_around()).get(pk=made.pk)) == ""


def test_the_day_of_a_target_is_not_counted_twice() -> None:
    document = make_document()
    make_target(document, deadline=date(2027, 12, 31))
    make_deadline(document, due_on=date(2027, 12, 31))
    make_deadline(document, due_on=date(2028, 12, 31))
    sets = current_sets()
    days = find_days(sets, *in_force(sets, TODAY), TODAY, 5)
    assert [(day.day.year, len(day), day.kind) for day in days] == [(2027, 1, "target"), (2028, 1, "deadline")]
