import pytest

from documents.text.duty_labels import LABEL, DutyPart, duty_part, opens_with_label
from documents.text.reading import read
from documents.text.repair import repair


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("牵头督办单位", DutyPart.LEAD),  # the first of two words decides
        ("区级总牵头部门", DutyPart.LEAD),
        ("主责处室", DutyPart.LEAD),
        ("牵头（责任）单位", DutyPart.LEAD),
        ("抓总机关", DutyPart.LEAD),
        ("共同参加单位", DutyPart.SUPPORT),
        ("协同推进部门", DutyPart.SUPPORT),
        ("质量监督部门", DutyPart.SUPPORT),
        ("市场监督管理部门", None),  # a body
        ("项目实施主体", DutyPart.IMPLEMENT),
        ("推进落实单位", DutyPart.IMPLEMENT),
        ("责任落实单位", DutyPart.LIST),
        ("任务承担科室", DutyPart.LIST),
        ("责任单位及责任人", DutyPart.LIST),
        ("牵头", DutyPart.LEAD),
        ("職責分工", DutyPart.LIST),
        ("牵头单位负责人", None),  # a person
        ("责任领导", None),
        ("任务完成时限", None),
        ("重点任务", None),  # about things
        ("有关单位", None),
        ("落实情况", None),
    ],
)
def test_the_part_that_a_label_gives_is_told_by_its_words(words: str, part: DutyPart | None) -> None:
    assert duty_part(words) is part


@pytest.mark.parametrize(
    "line", ["镇级牵头单位:园林所", "主责科室：", "【牵头单位：园林所】", "推进时限：6月底", "牵头单位　园林所"]
)
def test_a_line_that_begins_with_a_label(line: str) -> None:
    assert opens_with_label(line)


@pytest.mark.parametrize(
    "line", ["各镇人民政府，镇直各单位：", "责任单位要按月报送", "落实主体责任", "单位：万元", "园林所："]
)
def test_a_line_that_begins_with_none(line: str) -> None:
    assert not opens_with_label(line)


@pytest.mark.parametrize("label", ["主责处室：", "推进时限：", "具体任务承担单位："])
def test_a_labelled_line_is_not_joined_to_the_line_before(label: str) -> None:
    text = f"（一）修缮塘坝。组织各村清理塘坝淤泥，加固坝体，维修放水设施，\n{label}园林所\n"
    assert repair(read(text.encode(), "a.txt")).text.splitlines()[1:] == [f"{label}园林所"]


def test_a_label_needs_no_blank_behind_the_name_of_a_body() -> None:
    found = [match.group() for match in LABEL.finditer("牵头单位：县水利局配合单位：县林业局")]
    assert found == ["牵头单位：", "配合单位："]


@pytest.mark.parametrize("words", ["填表单位：园林所", "制表部门：园林所"])
def test_who_fills_in_a_table_is_not_charged(words: str) -> None:
    assert LABEL.search(words) is None
