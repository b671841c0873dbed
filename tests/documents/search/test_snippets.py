"""Excerpts are pieces of the original text, marked by character."""

from hypothesis import given
from hypothesis import strategies as st

from documents.search.snippets import ELLIPSIS, Sought, calm, excerpt, find_marks, marked
from documents.search.words.folding import fold

TEXT = "加快电网建设。支持企业利用周边新能源资源探索开展“绿电”直连，并推广 5Ｇ。"


def test_marks_stand_on_the_original_characters() -> None:
    assert (
        "".join(words for words, is_marked in marked(TEXT, find_marks(TEXT, ["绿电直连"])) if is_marked) == "绿电”直连"
    )
    assert ("5Ｇ", True) in marked(TEXT, find_marks(TEXT, ["5g"]))


def test_an_excerpt_begins_near_its_first_mark() -> None:
    text = "前文。" * 100 + TEXT + "后文。" * 100
    segments = excerpt(text, find_marks(text, ["直连"]))
    assert segments[0] == (ELLIPSIS, False) == segments[-1]
    assert ("直连", True) in segments
    assert sum(len(words) for words, _ in segments) < 130


def test_without_marks_it_is_the_beginning() -> None:
    assert excerpt(TEXT, [])[0][0].startswith("加快电网建设")


@given(st.text(alphabet="绿电直连。，“” \n㎡綠", max_size=300), st.lists(st.sampled_from(["绿电", "直", "连绿", "m2"])))
def test_an_excerpt_is_a_piece_of_the_text(text: str, words: list[str]) -> None:
    segments = [segment for segment in excerpt(text, find_marks(text, words), length=40) if segment[0] != ELLIPSIS]
    assert "".join(words for words, _ in segments) in text
    for segment, is_marked in segments:
        if is_marked:
            assert segment and any(fold(segment) in word or word in fold(segment) for word in words)


def test_the_rare_word_is_shown_before_many_common_ones() -> None:
    text = "建设电网，建设园区，推进园区建设。" * 12 + "解决牧区供电问题。" + "建设园区。" * 40
    sought = {"建设": Sought("建设", 1.0), "园区": Sought("园区", 1.0), "牧区": Sought("牧区", 9.0)}
    assert ("牧区", True) in excerpt(text, find_marks(text, list(sought)), sought)


def test_it_begins_with_the_sentence_that_says_it() -> None:
    sentence = "各地各部门要结合本地本部门的实际情况在认真调查研究的基础上建设加氢站。"
    text = "先说别的事情。" * 30 + sentence + "再说别的。" * 30
    assert excerpt(text, find_marks(text, ["加氢站"]))[1][0].startswith("各地各部门")


def test_pieces_of_a_word_that_is_marked_whole_are_not_marked() -> None:
    text = "建设零碳园区，园区实现零碳。"
    sought = {"零碳园区": Sought("零碳园区", 9.0)}
    sought |= {piece: Sought(piece, 1.0, frozenset(["零碳园区"])) for piece in ("零碳", "园区")}
    marks = find_marks(text, list(sought))
    assert [words for words, is_marked in excerpt(text, marks, sought) if is_marked] == ["零碳园区"]
    assert [text[start:end] for start, end, _ in calm(marks[1:], sought)] == ["园区", "零碳"]
