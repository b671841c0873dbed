"""What a comparison of two papers amounts to, sign by sign, and how it is told."""

from dataclasses import replace

import pytest

from documents.collation.likeness import Likeness
from documents.records.kinship import Comparison, Verdict, place_of_text


def alike(common: int, held: int) -> Likeness:
    """Two texts that have so many per cent in common, of all wording and of the shorter one; the new one is longer."""
    both = common * held
    missing = 100 * common - both
    assert 100 * held - both - missing >= missing, "no two texts are like that"
    return Likeness(both, 100 * held - both - missing, missing)


NOTHING = Comparison(
    number=None,
    title=None,
    genre=None,
    region=None,
    later=None,
    alike=Likeness(0, 0, 0),
    is_identical=False,
    is_of_one_body=False,
    is_same_format=True,
    is_same_stage=True,
    is_about=False,
    is_what_it_is_about=False,
    is_of_other_year=False,
)
TITLED, NUMBERED = {"title": True}, {"number": True, "title": True}
COPIED_ELSEWHERE = {"title": True, "alike": alike(97, 100), "is_same_format": False}
CUT = Likeness(90, 0, 10)
MUCH, LITTLE = alike(90, 95), alike(10, 20)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        # nothing is known of it, and it says little that the other says
        ({}, Verdict.NEW),
        # what speaks about the other says so whatever else agrees
        ({"is_about": True, "is_identical": True}, Verdict.EXPLAINS),
        ({"is_what_it_is_about": True, "number": False}, Verdict.EXPLAINED),
        # the same letters
        ({"is_identical": True, "region": False, "title": False}, Verdict.COPY),
        ({"is_identical": True, "number": False, "alike": MUCH}, Verdict.NEW),
        # another number or region: another document, unless they are much alike
        ({"number": False, "title": True, "alike": MUCH}, Verdict.UNSURE),
        ({"number": False, "title": True, "alike": alike(89, 100)}, Verdict.NEW),
        ({"number": False, "title": False, "alike": MUCH}, Verdict.NEW),
        ({"region": False, "number": True, "alike": LITTLE}, Verdict.UNSURE),
        ({"region": False, "title": True, "alike": MUCH}, Verdict.UNSURE),
        # nearly the same text, under the same title
        (TITLED | {"alike": MUCH}, Verdict.VERSION),
        (TITLED | {"alike": MUCH, "later": -1}, Verdict.EARLIER),
        (TITLED | {"alike": MUCH, "is_same_format": False}, Verdict.VERSION),
        (COPIED_ELSEWHERE, Verdict.COPY),
        (COPIED_ELSEWHERE | {"later": 0}, Verdict.COPY),
        (COPIED_ELSEWHERE | {"later": 1}, Verdict.VERSION),
        (COPIED_ELSEWHERE | {"is_same_format": True}, Verdict.VERSION),
        (COPIED_ELSEWHERE | {"alike": alike(96, 100)}, Verdict.VERSION),
        ({"alike": MUCH, "title": False, "number": True}, Verdict.UNSURE),
        ({"alike": MUCH}, Verdict.UNSURE),
        # all of it but its head
        ({"is_of_one_body": True, "alike": CUT}, Verdict.COPY),
        ({"is_of_one_body": True, "alike": MUCH, "region": False}, Verdict.VERSION),
        ({"is_of_one_body": True, "alike": CUT, "number": False}, Verdict.NEW),
        # a draft of it, or what forwards it
        ({"is_same_stage": False, "number": True, "title": True, "alike": LITTLE}, Verdict.UNSURE),
        ({"is_same_stage": False, "alike": alike(30, 50)}, Verdict.UNSURE),
        ({"is_same_stage": False, "alike": alike(30, 49)}, Verdict.NEW),
        # a part of it, or a file of two papers
        ({"number": True, "title": True, "alike": alike(49, 90)}, Verdict.UNSURE),
        ({"number": True, "title": True, "alike": alike(49, 89)}, Verdict.VERSION),
        ({"number": True, "title": True, "alike": alike(50, 90)}, Verdict.VERSION),
        # one number, another wording
        ({"number": True, "title": True, "alike": alike(15, 30)}, Verdict.VERSION),
        ({"number": True, "title": True, "alike": alike(15, 30), "later": -1}, Verdict.EARLIER),
        ({"number": True, "title": True, "alike": alike(15, 29)}, Verdict.UNSURE),
        ({"number": True, "title": None, "alike": alike(15, 30)}, Verdict.VERSION),
        ({"number": True, "title": False, "alike": alike(15, 30)}, Verdict.UNSURE),
        ({"number": True, "genre": False, "alike": alike(15, 30)}, Verdict.UNSURE),
        # a clause left out is a new version; a third of them only with a later date
        (NUMBERED | {"alike": Likeness(70, 0, 30)}, Verdict.VERSION),
        (NUMBERED | {"alike": Likeness(69, 0, 31)}, Verdict.UNSURE),
        (NUMBERED | {"alike": Likeness(69, 0, 31), "later": 0}, Verdict.UNSURE),
        (NUMBERED | {"alike": Likeness(69, 0, 31), "later": 1}, Verdict.VERSION),
        # one title, no numbers
        (TITLED | {"alike": alike(30, 50), "later": 0, "genre": True}, Verdict.VERSION),
        (TITLED | {"alike": alike(30, 50), "later": -1, "genre": True}, Verdict.EARLIER),
        (TITLED | {"alike": alike(30, 50), "genre": True}, Verdict.UNSURE),
        (TITLED | {"alike": alike(30, 50), "later": 1}, Verdict.UNSURE),
        (TITLED | {"alike": alike(30, 50), "later": 1, "genre": False}, Verdict.UNSURE),
        (TITLED | {"alike": alike(30, 49), "later": 1, "genre": True}, Verdict.UNSURE),
        (TITLED | {"alike": alike(10, 25), "later": 1, "genre": True}, Verdict.UNSURE),
        (TITLED | {"alike": alike(10, 24), "later": 1, "genre": True}, Verdict.NEW),
        (TITLED | {"alike": alike(30, 49), "later": 1}, Verdict.NEW),
        (TITLED | {"alike": alike(30, 49), "later": 1, "genre": False}, Verdict.NEW),
        # neither number nor title
        ({"alike": alike(50, 70)}, Verdict.UNSURE),
        ({"alike": alike(49, 70)}, Verdict.NEW),
        ({"alike": alike(50, 70), "is_of_other_year": True}, Verdict.NEW),
        ({"title": False, "alike": alike(80, 90)}, Verdict.UNSURE),
        ({"title": False, "alike": alike(79, 89)}, Verdict.NEW),
        ({"title": False, "alike": alike(80, 90), "is_of_other_year": True}, Verdict.NEW),
    ],
)
def test_what_a_comparison_amounts_to(values, expected):
    assert place_of_text(replace(NOTHING, **values)) is expected


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
    seen = replace(NOTHING, alike=alike(25, 50), **values)
    assert seen.evidence == f"{expected}；文字 25% 相同，较短一份的 50% 见于另一份"
