"""Document numbers in any spelling."""

import pytest

from documents.structure.document_number import parse_document_number


@pytest.mark.parametrize(
    "spelling",
    [
        "青政办〔2024〕35号", "青政办[2024]35号", "青政办（2024）35号", "青政办(2024)第35号", "青政办 2024 35",
        "青政办2024-35", "青政办【2024】35 号", "青政办〔２０２４〕３５号",
    ],
)  # fmt: skip
def test_one_number_in_many_spellings(spelling):
    number = parse_document_number(spelling)
    assert number is not None
    assert (number.key, str(number)) == ("青政办-2024-35", "青政办〔2024〕35号")


@pytest.mark.parametrize("text", ["", "青政办", "2024年35号文件", "关于2024年工作的通知", "35号"])
def test_other_words_are_no_number(text):
    assert parse_document_number(text) is None
