"""How much of their wording two texts share."""

from documents.records.likeness import LONG, MARKS, Likeness, letters, likeness, marks_of, shingles

WORDS = "统筹发展风电光伏水电和新型储能"


def test_breaks_and_marks_are_no_wording() -> None:
    assert letters("一、甲 乙\n（12.5%）") == "一甲乙125"
    assert shingles("发展 风电，\n光伏") == shingles("发展风电光伏")


def test_every_run_of_eight_letters_is_a_shingle() -> None:
    assert LONG == 8
    assert len(shingles(WORDS)) == len(WORDS) - 7
    assert len(shingles(WORDS[:9])) == 2 and shingles(WORDS[:9]) < shingles(WORDS)
    assert [len(shingles(WORDS[:length])) for length in (0, 1, 8)] == [1, 1, 1]
    assert shingles(WORDS[:7]) != shingles(WORDS[:8])


def test_half_a_character_is_no_letter() -> None:
    assert shingles("一\ud800甲") == shingles("一甲")


def test_the_marks_are_the_smallest_shingles() -> None:
    text = "".join(chr(0x4E00 + number) for number in range(100))
    assert marks_of(text) == sorted(shingles(text))[:MARKS]
    assert len(marks_of(WORDS)) == len(WORDS) - 7


def test_what_both_have_is_measured_by_all_and_by_the_shorter() -> None:
    assert likeness([1, 2, 3, 4], [3, 4, 5, 6, 7, 8]) == Likeness(2 / 8, 2 / 4)
    assert likeness(range(10), range(5)) == likeness(range(5), range(10)) == Likeness(0.5, 1.0)
    assert likeness([1, 1, 2], [2]) == Likeness(0.5, 1.0)
    assert likeness([], []) == likeness([1], []) == Likeness(0.0, 0.0)
