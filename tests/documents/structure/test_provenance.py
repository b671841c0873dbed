"""What a page says of where its text was published, and of whether it is in force."""

import pytest

from tests.documents.structure.readings import parsed

HEAD = (
    "索引号：甲001 发文字号：某政办〔2026〕5号 有效性：{}\n"
    "某市人民政府办公室关于扩建冷库的通知\n各区人民政府：\n一、扩建冷库。"
)


@pytest.mark.parametrize(
    ("words", "validity"),
    [
        ("有效", "in-force"),
        ("现行有效", "in-force"),
        ("失效", "expired"),
        ("已废止", "repealed"),
        ("已被修改", "amended"),
        ("尚未生效", "not-yet"),
        ("长期", "unknown"),
    ],
)
def test_validity_as_the_page_states_it(words: str, validity: str) -> None:
    header = parsed(HEAD.format(words)).header
    assert header.validity == validity
    assert header.document_number is not None
    assert header.document_number.text == "某政办〔2026〕5号"


def test_yes_and_no() -> None:
    assert parsed(HEAD.replace("有效性", "是否有效").format("否")).header.validity == "expired"


def test_nothing_is_said() -> None:
    assert parsed("某市冷库管理办法\n第一条 本办法自2026年5月1日起施行。").header.validity == "unknown"
