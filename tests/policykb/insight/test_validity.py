"""Whether a document is in force: who says so counts in a fixed order, and the list says the same as the page."""

from datetime import date
from itertools import product
from typing import Any

import pytest

from documents.models import Document, Validity
from documents.records.locks import lock_field
from documents.records.writing import writing
from documents.tag_sets.current import current_sets
from policykb.insight.validity import ENDED, Standing, ended, ended_keys, standing_of, with_validity
from tasks.models import Citation
from tests.factories import changed, make_document, make_task, told

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


def standing(document: Document) -> Standing:
    """What is said of the document, after a check that lists say the same."""
    fresh = Document.objects.get(pk=document.pk)
    found = standing_of(fresh, TODAY)
    listed = with_validity(Document.objects.all(), TODAY).get(pk=document.pk)
    assert listed.validity_now == found.validity  # type: ignore[attr-defined]
    return found


def by_person(document: Document) -> Document:
    """The document, its validity set by a person."""
    lock_field(document, "validity", "unknown", None)
    return document


def statement(cited: Document, relation: str = "repeals", **values: Any) -> Citation:
    """A sentence of a later document about this one."""
    later = make_document(title="新的办法", **values)
    return Citation.objects.create(
        document=later, task=make_task(later), title=cited.title, cited=cited, relation=relation
    )


def test_what_nobody_says_is_not_known() -> None:
    assert standing(make_document()) == Standing(Validity.UNKNOWN, "")


@pytest.mark.parametrize("value", ["in-force", "amended", "expired", "repealed"])
def test_what_the_page_says(value: str) -> None:
    found = standing(make_document(validity=value))
    assert (found.validity, found.ground) == (value, "来源页所载")


def test_a_day_in_force_that_is_to_come_is_told_with_the_day() -> None:
    found = standing(make_document(effective_on=date(2027, 1, 1)))
    assert (found.label, found.ground) == ("尚未生效", "施行日期2027年1月1日")
    assert standing(make_document(effective_on=TODAY)).validity == "unknown"
    assert standing(make_document(effective_on=date(2027, 1, 1), validity="in-force")).validity == "in-force"


@pytest.mark.parametrize("is_by_person", [True, False])
def test_not_yet_is_not_said_any_longer_than_it_is_true(is_by_person: bool) -> None:
    document = make_document(validity="not-yet", effective_on=date(2026, 1, 1))
    found = standing(by_person(document) if is_by_person else document)
    assert (found.validity, found.ground) == ("unknown", "原载尚未生效，而施行日期2026年1月1日已过")


@pytest.mark.parametrize(
    ("relation", "value", "deed"), [("repeals", "repealed", "废止"), ("amends", "amended", "修改")]
)
@pytest.mark.parametrize("stated", ["unknown", "in-force"])
def test_a_later_document_ends_it(relation: str, value: str, deed: str, stated: str) -> None:
    document = make_document(validity=stated, effective_on=date(2020, 1, 1))
    said = statement(document, relation)
    found = standing(document)
    assert found.validity == value
    (tie,) = found.changed_by
    assert (tie.deed, tie.document, tie.address) == (deed, said.document, said.task.get_absolute_url())
    (back,) = standing(said.document).changes
    assert (back.deed, back.document) == (deed, document)


def test_what_amends_and_what_repeals() -> None:
    document = make_document(validity="amended")
    statement(document, "amends")
    assert standing(document).validity == "amended"
    statement(document)
    assert standing(document).validity == "repealed"


def test_a_repeal_counts_from_the_day_in_force_of_what_repeals() -> None:
    document = make_document()
    statement(document, effective_on=date(2027, 3, 1))
    found = standing(document)
    assert found.validity == "unknown"
    assert found.changed_by[0].since == date(2027, 3, 1)


@pytest.mark.parametrize("values", [{"is_published": False}, {"kind": "news"}, {"kind": "interpretation"}])
def test_hearsay_and_what_is_hidden_end_nothing(values: Any) -> None:
    document = make_document()
    statement(document, **values)
    assert standing(document) == Standing(Validity.UNKNOWN, "")


def test_other_relations_end_nothing() -> None:
    document = make_document()
    statement(document, "based-on")
    assert standing(document) == Standing(Validity.UNKNOWN, "")


def test_a_person_counts_most() -> None:
    document = by_person(make_document(validity="in-force", validity_note="省政府2026年清理结果：继续有效"))
    statement(document)
    found = standing(document)
    assert (found.validity, found.ground) == ("in-force", "省政府2026年清理结果：继续有效")
    assert len(found.changed_by) == 1  # what the other text says is shown all the same


def test_a_person_names_what_ended_it_and_both_say_so() -> None:
    later = make_document()
    document = by_person(make_document(validity="expired", replaced_by=later))
    assert [(tie.deed, tie.document) for tie in standing(document).changed_by] == [("代替", later)]
    assert [(tie.deed, tie.document) for tie in standing(later).changes] == [("代替", document)]
    Document.objects.filter(pk=later.pk).update(is_published=False)
    assert standing(document).changed_by == ()


def test_the_same_document_is_named_once() -> None:
    document = make_document(validity="repealed")
    said = statement(document)
    Document.objects.filter(pk=document.pk).update(replaced_by=said.document)
    by_person(document)
    assert len(standing(document).changed_by) == 1
    assert len(standing(said.document).changes) == 1


def test_the_number_of_queries_is_fixed(django_assert_max_num_queries: Any) -> None:
    document = make_document()
    for _ in range(5):
        statement(document)
    with django_assert_max_num_queries(4):
        assert len(standing_of(document, TODAY).changed_by) == 5


def test_the_ended_are_those_of_which_it_is_said() -> None:
    """`ended` looks from the side of what ends; the definition goes through every document."""
    days = (None, date(2026, 1, 1), TODAY, date(2027, 1, 1))
    said = ((), ("repeals",), ("amends",), ("amends", "repeals"))
    with writing():
        for validity, day, relations, is_locked in product(Validity.values, days, said, (False, True)):
            document = make_document(validity=validity, effective_on=day)
            for relation in relations:
                statement(document, relation)
            if is_locked:
                by_person(document)
    for values in (
        {"effective_on": TODAY},
        {"effective_on": date(2027, 1, 1)},
        {"kind": "news"},
        {"is_published": False},
    ):
        statement(make_document(), **values)
    statement(make_document(is_published=False))
    make_document(is_published=False, validity="repealed")
    by_definition = with_validity(Document.objects.published(), TODAY).filter(validity_now__in=ENDED)
    assert set(ended(TODAY)) == set(by_definition)
    assert set(ended_keys(current_sets(), TODAY)) == {document.pk for document in by_definition}
    assert 0 < len(by_definition) < Document.objects.published().count()


def test_only_what_ended_something_is_looked_at() -> None:
    """However many documents there are, those that nothing ended are not gone through."""
    assert "SCAN" not in ended(TODAY).order_by().values("pk").explain()


def test_what_has_ended_is_asked_for_once_and_again_after_any_change(django_assert_num_queries: Any) -> None:
    document = make_document()
    assert not ended_keys(current_sets(), TODAY)
    citation = told(statement(document, effective_on=date(2027, 3, 1)))
    assert not ended_keys(current_sets(), TODAY)
    assert list(ended_keys(current_sets(), date(2027, 3, 1))) == [document.pk]
    sets = current_sets()
    with django_assert_num_queries(1):
        assert [list(ended_keys(sets, date(2028, 1, 1))) for _ in range(2)] == [[document.pk]] * 2
    citation.relation = "amends"
    changed(citation)
    assert not ended_keys(current_sets(), date(2028, 1, 1))
