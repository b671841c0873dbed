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


@given(st.text(alphabet="省市州各、，和及等（）有关部门财政厅局发展改革委西宁海东\n", max_size=60))
def test_names_stand_in_order_and_apart(text: str) -> None:
    spans = [mention.span for mention in names(text, "青海省")]
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert all(len(span) for span in spans)
