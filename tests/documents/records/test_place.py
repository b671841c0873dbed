"""What a comparison of two papers amounts to, sign by sign, and how it is told."""

from dataclasses import replace

import pytest

from documents.records.kinship import Comparison, Place, place
from documents.records.likeness import Likeness

NOTHING = Comparison(
    number=None,
    title=None,
    genre=None,
    region=None,
    later=None,
    alike=Likeness(0.0, 0.0),
    is_identical=False,
    is_same_format=True,
    is_about=False,
    is_what_it_is_about=False,
    is_of_other_year=False,
)
COPIED_ELSEWHERE = {"alike": Likeness(0.97, 1.0), "is_same_format": False}
MUCH, LITTLE = Likeness(0.9, 0.95), Likeness(0.1, 0.2)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        # nothing is known of it, and it says little that the other says
        ({}, Place.NEW),
        # what speaks about the other says so whatever else agrees
        ({"is_about": True, "is_identical": True}, Place.EXPLAINS),
        ({"is_what_it_is_about": True, "number": False}, Place.EXPLAINED),
        # the same letters
        ({"is_identical": True, "region": False, "title": False}, Place.COPY),
        ({"is_identical": True, "number": False, "alike": MUCH}, Place.NEW),
        # another number or region: another document, unless they are much alike
        ({"number": False, "title": True, "alike": MUCH}, Place.UNSURE),
        ({"number": False, "title": True, "alike": Likeness(0.89, 1.0)}, Place.NEW),
        ({"number": False, "title": False, "alike": MUCH}, Place.NEW),
        ({"region": False, "number": True, "alike": LITTLE}, Place.UNSURE),
        ({"region": False, "title": True, "alike": MUCH}, Place.UNSURE),
        # nearly the same text
        ({"alike": MUCH}, Place.VERSION),
        ({"alike": MUCH, "later": -1}, Place.EARLIER),
        ({"alike": MUCH, "title": False, "number": True}, Place.UNSURE),
        ({"alike": MUCH, "is_same_format": False}, Place.VERSION),
        (COPIED_ELSEWHERE, Place.COPY),
        (COPIED_ELSEWHERE | {"later": 0}, Place.COPY),
        (COPIED_ELSEWHERE | {"later": 1}, Place.VERSION),
        (COPIED_ELSEWHERE | {"is_same_format": True}, Place.VERSION),
        (COPIED_ELSEWHERE | {"alike": Likeness(0.96, 1.0)}, Place.VERSION),
        # one number, another wording
        ({"number": True, "title": True, "alike": Likeness(0.2, 0.3)}, Place.VERSION),
        ({"number": True, "title": True, "alike": Likeness(0.2, 0.3), "later": -1}, Place.EARLIER),
        ({"number": True, "title": True, "alike": Likeness(0.2, 0.29)}, Place.UNSURE),
        ({"number": True, "title": None, "alike": Likeness(0.2, 0.3)}, Place.VERSION),
        ({"number": True, "title": False, "alike": Likeness(0.2, 0.3)}, Place.UNSURE),
        ({"number": True, "genre": False, "alike": Likeness(0.2, 0.3)}, Place.UNSURE),
        # one title, no numbers
        ({"title": True, "alike": Likeness(0.4, 0.5), "later": 0}, Place.VERSION),
        ({"title": True, "alike": Likeness(0.4, 0.5), "later": -1}, Place.EARLIER),
        ({"title": True, "alike": Likeness(0.4, 0.5)}, Place.UNSURE),
        ({"title": True, "alike": Likeness(0.4, 0.49), "later": 1, "genre": True}, Place.UNSURE),
        ({"title": True, "alike": Likeness(0.2, 0.25), "later": 1, "genre": True}, Place.UNSURE),
        ({"title": True, "alike": Likeness(0.2, 0.24), "later": 1, "genre": True}, Place.NEW),
        ({"title": True, "alike": Likeness(0.4, 0.49), "later": 1}, Place.NEW),
        ({"title": True, "alike": Likeness(0.4, 0.5), "later": 1, "genre": False}, Place.UNSURE),
        ({"title": True, "alike": Likeness(0.4, 0.49), "later": 1, "genre": False}, Place.NEW),
        # neither number nor title
        ({"alike": Likeness(0.5, 0.6)}, Place.UNSURE),
        ({"alike": Likeness(0.49, 0.6)}, Place.NEW),
        ({"alike": Likeness(0.5, 0.6), "is_of_other_year": True}, Place.NEW),
        ({"title": False, "alike": Likeness(0.9, 0.9)}, Place.UNSURE),
        ({"title": False, "alike": Likeness(0.89, 0.9)}, Place.NEW),
        ({"title": False, "alike": Likeness(0.9, 0.9), "is_of_other_year": True}, Place.NEW),
    ],
)
def test_what_a_comparison_amounts_to(values, expected):
    assert place(replace(NOTHING, **values)) is expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"number": True, "title": False}, "文号相同；标题不同"),
        ({"genre": True, "region": False, "later": -1}, "体裁相同；地区不同；日期较早"),
        ({"later": 0}, "日期相同"),
        ({"later": 1}, "日期较晚"),
    ],
)
def test_the_evidence_in_words(values, expected):
    seen = replace(NOTHING, alike=Likeness(0.25, 0.5), **values)
    assert seen.evidence == f"{expected}；文字 25% 相同，较短一份的 50% 见于另一份"
