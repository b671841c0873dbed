"""Which other documents a text names."""

from pathlib import Path

import pytest
from hypothesis import given

from documents.structure import parse
from documents.text import read, repair
from tasks.extraction.citations import find_citations
from tasks.extraction.values import CitationMention
from tests.cases import Case, read_cases
from tests.tasks.extraction.texts import assert_linear, parsed, texts

CASES = Path(__file__).parent / "cases"


def citations_of(text: str) -> list[str]:
    """The citations of a text as the case files write them."""
    found = [citation for citation in find_citations(parsed(text), ()) if isinstance(citation, CitationMention)]
    return [f"{citation.title} | {citation.number}".strip() for citation in found]


@pytest.mark.parametrize("case", read_cases(CASES / "citations.txt"))
def test_citations_are_found(case: Case) -> None:
    assert citations_of(case.input) == [line.strip() for line in case.expected.splitlines()]


def read_citations(text: str) -> list[tuple[str, str]]:
    """The citations of a Markdown file that is read as any other."""
    document = parse(repair(read(text.encode(), "a.md")))
    return [(c.title, c.number) for c in find_citations(document, ()) if isinstance(c, CitationMention)]


def test_above_the_head_others_speak() -> None:
    head = "---\n类型: 意见\n---\n\n> 据某网\n> 依《网络信息发布办法》转载。\n\n"
    text = "# 某省林业局关于加强林地管护的意见\n\n各市林业局：\n\n一、贯彻《森林防火条例》，落实责任。\n"
    assert read_citations(head + text) == [("森林防火条例", "")]
    assert not [note for note in repair(read((head + text).encode(), "a.md")).notes if note.kind == "page_break"]


def test_a_title_stands_on_several_lines_of_a_tables_cell() -> None:
    table = "|任务|责任单位|依据|\n|--|--|--|\n|巡查|林业局|《林地<br>管护办法》<br>（某林发〔2019〕8号）|\n"
    assert read_citations(f"某省林地管护方案\n\n{table}") == [("林地管护办法", "某林发〔2019〕8号")]


@given(texts())
def test_any_text_gives_citations_that_quote_it(text: str) -> None:
    for found in find_citations(parsed(text), ()):
        assert found.span
        assert 0 <= found.span.start < found.span.end <= len(text)


def test_time_grows_with_the_text_only() -> None:
    assert_linear(lambda text: list(find_citations(parsed(text), ())))


def test_its_own_number_is_none() -> None:
    head = "云政办〔2031〕7号—云川县人民政府办公室关于改造管网的通知\n\n各镇人民政府：\n\n"
    assert read_citations(head + "一、依据云水〔2030〕2号文件改造管网。\n") == [("", "云水〔2030〕2号")]
    glued = "一、此件即云水利函云政办〔2031〕7号，依据云水〔2030〕2号文件改造管网。\n"
    assert read_citations(head + glued) == [("", "云水〔2030〕2号")]


@pytest.mark.parametrize("number", ["京经信发〔2031〕7号", "云和发〔2031〕7号"])
def test_its_own_number_is_none_though_it_has_a_word_like_according_to(number: str) -> None:
    head = f"{number}\n\n云川县人民政府办公室关于改造管网的通知\n\n各镇人民政府：\n\n"
    assert read_citations(f"{head}一、依据云水〔2030〕2号文件改造管网。\n\n{number}\n") == [("", "云水〔2030〕2号")]


def test_a_word_like_according_to_within_the_mark_of_a_body_is_part_of_the_number() -> None:
    text = "云川县管网改造方案\n\n一、依据京经信发〔2030〕2号文件改造管网；经云水〔2030〕3号文件批准。\n"
    assert read_citations(text) == [("", "京经信发〔2030〕2号"), ("", "云水〔2030〕3号")]
