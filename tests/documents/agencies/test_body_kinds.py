import pytest

from documents.agencies.body_kinds import guess_kind

KINDS = {
    "中共肥西县委组织部": "party",
    "合肥市纪委监委": "party",
    "合肥市总工会": "people",
    "安徽省银行业协会": "people",
    "武警合肥支队": "military",
    "合肥警备区": "military",
    "合肥师范学院": "school",
    "安徽省农业科学院": "agency",
    "合肥市第二人民医院": "hospital",
    "合肥市蜀山区人民检察院": "agency",
    "中国人民银行合肥中心支行": "agency",
    "徽商银行": "company",
    "合肥市供销合作社": "agency",
    "合肥经开区管理委员会": "park",
    "合肥经开区财政局": "agency",
    "桃花镇": "government",
    "合肥市人民政府驻北京办事处": "agency",
}


@pytest.mark.parametrize("name", KINDS)
def test_what_sort_of_body_a_name_says(name: str) -> None:
    assert guess_kind(name) == KINDS[name]
