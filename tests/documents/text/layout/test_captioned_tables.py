"""Tables below a caption whose cells stand one a line, and captions without such a table."""

from documents.text.layout.captioned_tables import find_captioned
from tests.tasks.extraction.texts import assert_linear


def cells(text: str) -> list[list[str]]:
    return [[cell.span.quote(text) for cell in table.cells] for table in find_captioned(text)]


def test_figures_and_pairs_below_a_caption_are_a_table_up_to_the_next_block() -> None:
    figures = "表1 造林计划\n\n年份\n\n面积\n（亩）\n\n2031年\n\n40.2\n\n2032年\n\n51.7\n\n"
    pairs = "表2 样板\n\n片区\n\n目标\n\n东山\n\n打造样板。\n\n西山\n\n打造样板。\n\n南山\n\n打造样板。\n\n"
    assert cells(f"{figures}（二）管护。\n\n{pairs}（三）宣传。\n") == [
        ["年份", "面积\n（亩）", "2031年", "40.2", "2032年", "51.7"],
        ["片区", "目标", "东山", "打造样板。", "西山", "打造样板。", "南山", "打造样板。"],
    ]


def test_a_caption_above_running_text_is_no_table() -> None:
    assert cells("表1 造林计划\n\n各地要落实造林计划。\n\n加强管护，落实经费。\n\n2031年\n") == []
    assert cells("表1列出了各项计划，见下。\n2031年\n40.2\n2032年\n51.7\n2033年\n60.1\n") == []


def test_time_grows_with_the_text_only() -> None:
    assert_linear(lambda text: list(find_captioned(text)))
