"""How much of their wording two texts share."""

from documents.collation.likeness import LONG, MARKS, Likeness, letters, likeness, shingles, telling_marks

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
    assert telling_marks(text) == sorted(shingles(text))[:MARKS]
    assert len(telling_marks(WORDS)) == len(WORDS) - 7


def test_what_both_have_is_measured_by_all_by_the_shorter_and_by_the_other() -> None:
    alike = likeness([1, 2, 3, 4], [3, 4, 5, 6, 7, 8])
    assert alike == Likeness(both=2, added=2, missing=4)
    assert (alike.common, alike.held, alike.kept) == (2 / 8, 2 / 4, 2 / 6)
    assert likeness([1, 1, 2], [2]) == Likeness(1, 1, 0)
    assert likeness([], []) == Likeness(0, 0, 0) and likeness([], []).common == likeness([1], []).held == 0


def test_a_text_with_words_left_out_is_told_from_a_reworded_one() -> None:
    assert Likeness(100, 0, 8).is_shortened and not Likeness(100, 0, 7).is_shortened
    assert Likeness(100, 8, 16).is_shortened and not Likeness(100, 8, 15).is_shortened
    assert not Likeness(100, 20, 39).is_shortened and Likeness(100, 20, 40).is_shortened
