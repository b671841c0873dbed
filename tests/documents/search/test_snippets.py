"""Excerpts are pieces of the original text, marked by character."""

from hypothesis import given
from hypothesis import strategies as st

from documents.search.snippets import ELLIPSIS, excerpt, find_marks, marked
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
    segments = [segment for segment in excerpt(text, find_marks(text, words), 40) if segment[0] != ELLIPSIS]
    assert "".join(words for words, _ in segments) in text
    for segment, is_marked in segments:
        if is_marked:
            assert segment and any(fold(segment) in word or word in fold(segment) for word in words)
