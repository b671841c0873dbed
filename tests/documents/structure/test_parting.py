"""What ends a document belongs to none of its items; what is all that an item says, does."""

import pytest

from documents.structure.closing import find_closings
from documents.structure.paragraphs import find_paragraphs
from documents.structure.parting import find_partings
from tests.documents.structure.readings import parsed

ITEMS = "（一）加强培训。组织开展培训。\n（二）完善补贴。落实补贴资金。\n"
TO_ALL = "各地、各有关部门要高度重视，加强组织领导。"
FOUR = "一、清淤。疏浚河道。\n二、修堤。加高堤身。\n三、植柳。沿堤栽柳。\n四、巡堤。每日一次。\n"
LONG_ONE = FOUR.replace("三、植柳。", "三、植柳。备好树苗。\n")
CLAUSES = "".join(f"{line}（县水务局负责）\n" for line in FOUR.split())
FOUND = {
    "behind items of one line": (f"{ITEMS}{TO_ALL}", [TO_ALL]),
    "two of them": (f"{ITEMS}{TO_ALL}\n各市应当按季报告。", [f"{TO_ALL}\n各市应当按季报告。"]),
    "cities of a province": (f"{ITEMS}各设区市要制定具体措施。", ["各设区市要制定具体措施。"]),
    "its source": (f"{ITEMS}来源：某市人民政府", ["来源：某市人民政府"]),
    "a request to all": (f"{ITEMS}请各市教育局于2024年1月5日前报送总结。", ["请各市教育局于2024年1月5日前报送总结。"]),
    "before who explains it": (f"{ITEMS}{TO_ALL}\n本方案由某局会同某厅负责解释，有效期三年。", [TO_ALL]),
    "behind a clause": (f"（一）培训\n办班。（省教育厅负责）\n{TO_ALL}", [TO_ALL]),
    "before what closes the document": (f"{ITEMS}{TO_ALL}\n某市人民政府\n2023年5月6日", [TO_ALL]),
    "all that an item says": (f"一、培训\n办班。\n二、督促\n{TO_ALL}", []),
    "as many paragraphs as others have": (f"一、培训\n办班。\n各校开放。\n二、督促\n定期调度。\n{TO_ALL}", []),
    "behind the heading of items": (f"一、培训\n（一）办班。\n二、督促\n{TO_ALL}", []),
    "the item itself": ("（一）培训。办班。\n（二）督促。各地要按季报告。", []),
    "to all, amid its sentences": (f"{FOUR}修堤关系民生。各镇要按月报账。", ["修堤关系民生。各镇要按月报账。"]),
    "of the document itself": (f"{FOUR}其他河段可参照本方案办理。", ["其他河段可参照本方案办理。"]),
    "to all, where one item has a second paragraph": (f"{LONG_ONE}各镇要按月报账。", ["各镇要按月报账。"]),
    "to all, where another item says so, too": (f"{LONG_ONE.replace('沿堤', '各镇应沿堤')}各镇要按月报账。", []),
    "a sentence to all, where little shows how items are built": (f"{ITEMS}修堤关系民生。各镇要按月报账。", []),
    "of nobody": (f"{FOUR}修堤关系民生。", []),
    "behind the clause that ends every item": (f"{CLAUSES}修堤关系民生。", ["修堤关系民生。"]),
    "behind a clause, which others lack": (f"{FOUR.strip()}（县水务局负责）\n修堤关系民生。", []),
    "labels of a page": (f"{ITEMS}更新时间: 2026-01-26 11:25:32", ["更新时间: 2026-01-26 11:25:32"]),
    "a list of files": (f"{ITEMS}【原文下载】\n某方案.pdf", ["【原文下载】\n某方案.pdf"]),
    "files under a word in round brackets": (f"{ITEMS}（附件下载）\n1.目录.xlsx", ["（附件下载）\n1.目录.xlsx"]),
    "interpretations": (f"{ITEMS}解读：\n1.一图读懂\n2.答记者问", ["解读：\n1.一图读懂\n2.答记者问"]),
    "files without a word": (f"{ITEMS}某方案.pdf\n某表.docx", ["某方案.pdf\n某表.docx"]),
    "a source above such a list": (f"{ITEMS}来源：某市水务局\n附件下载", ["来源：某市水务局\n附件下载"]),
    "what is said below such a word": (f"{ITEMS}相关政策\n对参训人员给予补贴。", []),
    "a guide's own label": (f"{ITEMS}时间：每日九时至十七时", []),
}


@pytest.mark.parametrize("name", FOUND)
def test_what_parts_from_the_items(name: str) -> None:
    text, expected = FOUND[name]
    lines = list(find_paragraphs(text))
    found = find_partings(text, lines, find_closings(text, lines))
    assert [closing.span.quote(text) for closing in found] == expected


def test_it_is_no_part_of_the_last_item() -> None:
    document = parsed(f"某市方案\n一、任务\n{ITEMS}{TO_ALL}\n本方案自印发之日起施行，由某局负责解释。")
    assert document.section("1.2").span.quote(document.text).strip() == "（二）完善补贴。落实补贴资金。"
