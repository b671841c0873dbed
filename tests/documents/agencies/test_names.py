from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.agencies import RegionEntry, gazetteer_from_files
from documents.agencies.names import NameMention, find_names
from documents.text.spans import Span
from tests.cases import FIXTURES, Case, read_cases

HERE = Path(__file__).parent


def names(text: str, region: str) -> list[NameMention]:
    gazetteer = gazetteer_from_files(FIXTURES)
    home: RegionEntry | None = gazetteer.regions.nation() if region == "全国" else gazetteer.regions.named(region)
    return list(find_names(text, Span(0, len(text)), gazetteer, home))


@pytest.mark.parametrize("case", read_cases(HERE / "cases/lists.txt"))
def test_lists(case: Case) -> None:
    region, _, text = case.input.partition(" ")
    lines = []
    for mention in names(text, region):
        printed = mention.span.quote(text)
        lines.append(printed if mention.names == (printed,) else f"{printed} = {' '.join(mention.names)}")
    assert "\n".join(lines) == case.expected


@pytest.mark.parametrize(
    "printed, names_read",
    [
        ("省人力资源和社\n会保障厅、省\n财政厅", "省人力资源和社会保障厅 省财政厅"),
        ("省自然\n资源\n厅\n省公安厅", "省自然资源厅 省公安厅"),
        ("省果品和\n冷链厅", "省果品和冷链厅"),
        ("省住房和\n城乡建设厅", "省住房和城乡建设厅"),
        ("省水利站\n中心", "省水利站 中心"),
        ("省科技\n省果品局", "省科技 省果品局"),
        ("省科技\n西宁市果品局", "省科技 西宁市果品局"),
        ("省果品和冷链\n厅、省果品发\n展中心", "省果品和冷链厅 省果品发展中心"),
        ("各市州人民\n政府、各乡镇党委、人民\n政府", "各市州人民政府 各乡镇党委 各乡镇人民政府"),
        ("省水利厅\n省冷链\n中心", "省水利厅 省冷链中心"),
        ("省科技\n财政厅\n省移动\n各乡镇", "省科技 财政厅 省移动 各乡镇"),
        ("某站\n中心\n省委\n办公厅", "某站 中心 省委 省办公厅"),
    ],
)
def test_a_line_ends_within_a_name_that_is_known_or_has_its_last_word_on_the_next(
    printed: str, names_read: str
) -> None:
    found = names(printed, "青海省")
    assert " ".join(name.replace("\n", "") for mention in found for name in mention.names) == names_read
    assert all("\n" not in name for mention in found for name in mention.names)


def test_a_line_that_ends_in_a_conjunction_goes_on_though_the_next_names_a_body() -> None:
    [mention] = names("省自然资源和\n规划厅", "海南省")
    assert mention.names == ("省自然资源和规划厅",)


@given(st.text(alphabet="省市州各、，和及等（）有关部门财政厅局发展改革委西宁海东\n", max_size=60))
def test_names_stand_in_order_and_apart(text: str) -> None:
    spans = [mention.span for mention in names(text, "青海省")]
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert all(len(span) for span in spans)
