import pytest

from documents.agencies import gazetteer_from_files, identify, informed
from documents.structure import parse
from documents.text import read, repair
from tests.cases import FIXTURES


@pytest.mark.parametrize(
    ("head", "region"),
    [
        ("江苏省人民政府办公厅关于促进就业的意见\n苏政办发〔2024〕3号\n各市人民政府：\n", "江苏省"),
        ("苏州市人民政府关于促进就业的意见\n各县级市、区人民政府：\n", "苏州市"),
        ("江苏省苏州市人民政府关于促进就业的意见\n", "苏州市"),
        ("国务院办公厅关于促进就业的意见\n国办发〔2024〕3号\n各省、自治区、直辖市人民政府：\n", "全国"),
        ("工业和信息化部关于促进就业的意见\n", "全国"),
        ("关于促进就业的意见\n甘政办发〔2024〕3号\n", "甘肃省"),
        ("关于促进就业的意见\n榕信息化办〔2024〕3号\n", "福州市"),
        ("关于促进就业的意见\n", None),
        ("就业补贴申领指南\n按照《合肥市促进就业办法》办理。\n", "合肥市"),
        ("关于促进就业的意见\n对照《合肥市促进就业办法》，提出意见。\n", None),
        ("发布机构：合肥市人力资源和社会保障局\n就业补贴申领指南\n", "合肥市"),
        ("长春市朝阳区人民政府关于促进就业的意见\n", "长春市朝阳区"),
        ("朝阳区人民政府关于促进就业的意见\n各街道办事处：\n按照长春市部署，提出意见。\n", "长春市朝阳区"),
        ("朝阳区人民政府关于促进就业的意见\n各街道办事处：\n与长春市、北京市相比，尚有差距。\n", None),
        ("朝阳区人民政府关于促进就业的意见\n各街道办事处：\n", None),
        ("2024年合肥市促进就业工作要点\n", "合肥市"),
        ("关于印发《关岭县促进就业方案》的通知\n", "关岭布依族苗族自治县"),
        ("平潭综合实验区管委会办公室关于促进就业的意见\n", "平潭县"),
        ("福建省平潭综合实验区北片区管理局关于促进就业的意见\n", "平潭县"),
        ("广州南沙新区管委会关于促进就业的意见\n", "广州市南沙区"),
        ("东湖高新区管委会关于促进就业的意见\n", None),  # a district says too little without its city
        ("鼓楼高新区管委会关于促进就业的意见\n", None),
    ],
)
def test_region(head: str, region: str | None) -> None:
    document = parse(repair(read(f"{head}一、主要任务\n加强培训。\n".encode(), "head.txt")))
    identity = identify(document, gazetteer_from_files(FIXTURES))
    assert (identity.region.name if identity.region else None) == region


@pytest.mark.parametrize(
    ("title", "addressees", "names"),
    [
        (
            "河南省人民政府",
            "各省辖市人民政府，济源示范区、航空港区管委会",
            ("河南省各省辖市人民政府", "济源示范区管理委员会", "航空港区管理委员会"),
        ),
        ("山东省水利厅", "各市水利局、发展改革委、财政局", ("各市水利局", "各市发展改革委", "各市财政局")),
        ("四川省人民政府", "省政府各部门、各直属机构，有关单位", ("四川省人民政府各部门、各直属机构", "有关单位")),
    ],
)
def test_addressees_say_what_those_beside_them_leave_out(title: str, addressees: str, names: tuple[str, ...]) -> None:
    text = f"{title}关于促进节水的意见\n{addressees}：\n现提出意见。\n一、主要任务\n加强培训。\n"
    identity = identify(parse(repair(read(text.encode(), "head.txt"))), gazetteer_from_files(FIXTURES))
    assert identity.addressees == names


@pytest.mark.parametrize(
    ("signature", "words", "name"),
    [
        ("余杭区住房保障和房产管理局", "区房管局", "杭州市余杭区住房保障和房产管理局"),
        ("余杭区建设和管理委员会", "区建委", "杭州市余杭区建设和管理委员会"),
        ("余杭区房管局", "区房管局", "杭州市余杭区房管局"),  # no full name
        ("余杭区教育和科技局", "区教育局", "杭州市余杭区教育局"),  # a full name itself
        ("余杭区住房保障和房产管理局 余杭区房屋管理局", "区房管局", "杭州市余杭区房管局"),  # two
        ("苏州市住房保障和房产管理局", "区房管局", "杭州市余杭区房管局"),  # of another place
    ],
)
def test_short_names_mean_the_bodies_that_sign_in_full(signature: str, words: str, name: str) -> None:
    text = f"关于修缮外墙的通知\n\n各镇人民政府：\n现通知如下。\n一、加快修缮\n\n{signature}\n\n2024年3月2日\n"
    document = parse(repair(read(text.encode(), "letter.txt")))
    gazetteer = gazetteer_from_files(FIXTURES)
    home = gazetteer.regions.named("余杭区")
    assert informed(gazetteer, document, home).resolve(words, home).name == name
    assert document.header.issuers


@pytest.mark.parametrize(
    ("number", "day", "words", "name", "known"),
    [
        ("", "2022年3月2日", "市金融监管局", "杭州市地方金融监督管理局", True),
        ("", "2022年3月2日", "省金融监管局", "浙江省地方金融监督管理局", True),
        ("", "2023年5月17日", "市金融监管局", "杭州市地方金融监督管理局", True),
        ("", "2023年5月18日", "市金融监管局", "国家金融监督管理总局杭州监管分局", True),
        ("", "2024年3月2日", "市金融监管局", "国家金融监督管理总局杭州监管分局", True),
        ("余政〔2022〕3号", "", "市金融监管局", "杭州市地方金融监督管理局", True),
        ("余政〔2023〕3号", "", "市金融监管局", "国家金融监督管理总局杭州监管分局", True),  # may be later in the year
        ("", "", "市金融监管局", "国家金融监督管理总局杭州监管分局", True),
        ("", "2022年3月2日", "市金融办", "杭州市金融办", False),
        ("", "2024年3月2日", "市金融办", "中共杭州市委金融委员会办公室", True),
        ("", "2022年3月2日", "市委金融办", "中共杭州市委金融委员会办公室", True),
        ("", "2022年3月2日", "区房管局", "杭州市余杭区住房保障和房产管理局", True),
    ],
)
def test_short_names_mean_what_they_meant_then(number: str, day: str, words: str, name: str, known: bool) -> None:
    text = (
        f"余杭区住房保障和房产管理局关于修缮外墙的通知\n\n{number}\n\n各镇人民政府：\n现通知如下。\n一、加快修缮\n\n"
        f"余杭区住房保障和房产管理局\n\n{day}\n"
    )
    document = parse(repair(read(text.encode(), "letter.txt")))
    gazetteer = gazetteer_from_files(FIXTURES)
    home = gazetteer.regions.named("余杭区")
    match = informed(gazetteer, document, home).resolve(words, home)
    assert (match.name, match.known) == (name, known)


def test_a_zone_has_bodies_of_its_own() -> None:
    text = "平潭综合实验区经济发展局关于促进就业的意见\n一、主要任务\n加强培训。\n"
    document, gazetteer = parse(repair(read(text.encode(), "head.txt"))), gazetteer_from_files(FIXTURES)
    region = identify(document, gazetteer).region
    assert region and region.name == "平潭县"
    assert informed(gazetteer, document, region).resolve("区市场监管局", region).name == "区市场监管局"
