"""Traditional characters are read as simplified ones, and given back as printed."""

from hypothesis import given
from hypothesis import strategies as st

from documents.text.traditional import SIMPLIFIED, as_printed, simplified

TEXT = (
    "省人民政府關於進一步優化營商環境的若干意見：各市、州、縣人民政府，省政府各部門，"
    "現將有關事項通知如下。請認真貫徹執行。"
)


def test_a_traditional_text_reads_as_simplified() -> None:
    assert simplified(TEXT).startswith("省人民政府关于进一步优化营商环境的若干意见：各市、州、县人民政府")


def test_a_few_such_characters_make_no_traditional_text() -> None:
    assert simplified("贵州省遵義市、靑海省") == "贵州省遵義市、靑海省"


def test_words_come_back_as_printed() -> None:
    read = simplified(TEXT)
    assert as_printed("优化营商环境", 0, read, TEXT) == "優化營商環境"
    assert as_printed("省政府各部门\n认真贯彻", 0, read, TEXT) == "省政府各部門\n認真貫徹"
    assert as_printed("甲乙", 0, read, TEXT) == "甲乙"


def test_no_simplified_character_is_traditional_too() -> None:
    both = SIMPLIFIED.keys() & set(map(ord, SIMPLIFIED.values()))
    assert {chr(code) for code in both} == {"苧"}  # 薴 is 苧 in simplified text, and 苧 is 苎


@given(st.text(alphabet=TEXT + simplified(TEXT)))
def test_places_stay(text: str) -> None:
    assert len(simplified(text)) == len(text)
    assert as_printed(simplified(text), 0, simplified(text), text) == text


def test_radicals_are_read_as_the_characters_they_look_like() -> None:
    text = "⼈⼒资源社会保障厅、⽔利厅"
    assert simplified(text) == "人力资源社会保障厅、水利厅"
    assert as_printed("人力资源", 0, simplified(text), text) == "人力资源"
    assert simplified("后里的只有一个") == "后里的只有一个"


def test_wide_digits_are_read_as_plain_ones() -> None:
    assert simplified("某政发〔２０２４〕１８号") == "某政发〔2024〕18号"
