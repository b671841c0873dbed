"""Names of bodies that stand side by side without a blank."""

import pytest

from documents.structure.listed_bodies import joint_bodies
from documents.text.spans import Span


@pytest.mark.parametrize(
    "names",
    [
        ["国家发展和改革委员会", "工业和信息化部", "国家能源局"],
        ["中央网络安全和信息化委员会办公室", "公安部"],
        ["国家卫生健康委员会办公厅", "教育部"],
        ["某省财政厅", "某省水利厅"],
        ["国家税务总局某市税务局"],
        ["中共某县委老干部工作部"],
        ["某县人民武装部"],
        ["国务院办公厅", "教育部"],
        ["中央宣传部办公厅", "中央网信办公室", "教育部"],
        ["中国银行业监督管理委员会", "财政部"],
        ["国务院办公厅"],
    ],
)
def test_each_body_is_one_name(names: list[str]) -> None:
    text = "".join(names)
    assert [name.quote(text) for name in joint_bodies(text, Span(0, len(text)))] == names
