"""Folding: what is compared is folded, and every folded character knows where it came from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.search.words.folding import FOLDED, fold, fold_with_places, runs

TEXT = st.text(st.one_of(st.sampled_from("绿电“” \n㎡…Ａ１。a　①㍿綠〔（"), st.characters(codec="utf-8")))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("５Ｇ网络", "5g网络"),  # full width, capitals
        ("再生資源綠電", "再生资源绿电"),  # traditional characters
        ("衞生 臺灣線路裏 汚水", "卫生台湾线路里污水"),  # forms of Hong Kong, of Taiwan, of older print
        ("支援乾县医院", "支援乾县医院"),  # not 干县, which stands in 骨干县
        ("青政办〔2024〕35号", "青政办(2024)35号"),
        ("青政办【2024】35号", "青政办(2024)35号"),
        ("能效“领跑者”", "能效领跑者"),
        ("零碳 园区\n建设", "零碳园区建设"),  # a broken line
        ("carbon market", "carbon market"),
        ("碳\x00\x1f汇", "碳汇"),  # control characters count as white space
        ("１２．５％", "12.5%"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_runs() -> None:
    assert runs(fold("到2030年，绿电占比达到12.5%。（一）")) == ["到2030年", "绿电占比达到12.5%", "一"]


@given(TEXT)
def test_every_folded_character_comes_from_one_original(text: str) -> None:
    folded = fold_with_places(text)
    assert folded.text == fold(text)
    for place, character in enumerate(folded.text):
        start, end = folded.original(place, place + 1)
        assert end == start + 1
        assert character in FOLDED[ord(text[start])]


@given(TEXT)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert runs(fold(fold(text))) == runs(fold(text))
