"""References written out: with everything, with nothing but a title, with characters that mean something elsewhere."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from policykb.reading.citation_formats import Reference, bibtex, gbt_7714, official, quoted, ris

WHOLE = Reference(
    key="policy5-3.3",
    title="甘肃省人民政府办公厅关于培育建设零碳园区的意见",
    url="https://policy.example/documents/a/#s3-3",
    accessed_on=date(2026, 11, 30),
    issuers=("甘肃省人民政府办公厅",),
    number="甘政办发〔2026〕21号",
    issued_on=date(2026, 3, 7),
    place="三、（三）",
)
BARE = Reference("policy5", "青海省规划", "https://policy.example/documents/b/", date(2026, 11, 30))
TOLD = "".join(map(chr, range(0x20, 0x7F)))


def test_the_official_form() -> None:
    assert official("某意见", "甘政办发〔2026〕21号", "三、（三）") == "《某意见》（甘政办发〔2026〕21号）三、（三）"
    assert official("某意见") == "《某意见》"
    assert official("关于印发《某方案》的通知", "某发〔2025〕1号") == "《关于印发〈某方案〉的通知》（某发〔2025〕1号）"


def test_gbt_7714() -> None:
    assert gbt_7714(WHOLE) == (
        "甘肃省人民政府办公厅. 甘肃省人民政府办公厅关于培育建设零碳园区的意见: 甘政办发〔2026〕21号[Z/OL]. "
        "2026: 三、（三）(2026-03-07)[2026-11-30]. https://policy.example/documents/a/#s3-3."
    )
    assert "[Z/OL]. (2026-03-07)[2026-11-30]. https" in gbt_7714(replace(WHOLE, place=""))
    assert "[Z/OL]. 三、（三）[2026-11-30]. https" in gbt_7714(replace(WHOLE, issued_on=None))
    assert gbt_7714(BARE) == "青海省规划[Z/OL]. [2026-11-30]. https://policy.example/documents/b/."


def test_of_many_issuers_three_are_named() -> None:
    issuers = tuple(f"青海省第{number}厅" for number in range(1, 5))
    assert gbt_7714(replace(BARE, issuers=issuers)).startswith("青海省第1厅, 青海省第2厅, 青海省第3厅, 等. 青海省规划")
    assert gbt_7714(replace(BARE, issuers=issuers[:3])).startswith("青海省第1厅, 青海省第2厅, 青海省第3厅. 青海省规划")


def test_bibtex() -> None:
    assert bibtex(replace(WHOLE, issuers=("青海省商务厅", "青海省能源局"))) == (
        "@misc{policy5-3.3,\n"
        "  author = {{青海省商务厅} and {青海省能源局}},\n"
        "  title = {{甘肃省人民政府办公厅关于培育建设零碳园区的意见}},\n"
        "  number = {甘政办发〔2026〕21号},\n"
        "  note = {三、（三）},\n"
        "  date = {2026-03-07},\n"
        "  year = {2026},\n"
        "  url = {https://policy.example/documents/a/#s3-3},\n"
        "  urldate = {2026-11-30},\n"
        "  langid = {chinese}\n"
        "}\n"
    )
    assert [line.split()[0] for line in bibtex(BARE).splitlines()[1:-1]] == ["title", "url", "urldate", "langid"]


def test_what_means_something_to_tex_is_written_out() -> None:
    entry = bibtex(replace(BARE, title=r"50% & a_b {c} \d #1 $x ~ ^", url="https://policy.example/{a}?b=1&c=%20"))
    assert (
        r"  title = {{50\% \& a\_b \textbraceleft{}c\textbraceright{} \textbackslash{}d \#1 \$x "
        r"\textasciitilde{} \textasciicircum{}}}"
    ) in entry
    assert "url = {https://policy.example/%7Ba%7D?b=1&c=%20}" in entry


@given(st.text(st.sampled_from(TOLD + "《》\n\r\t。"), max_size=60))
def test_no_title_breaks_an_entry_or_a_record(title: str) -> None:
    entry = bibtex(replace(WHOLE, title=title))
    depth = 0
    for character in entry:
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth >= 0
    assert depth == 0 and entry.endswith("\n}\n")
    lines = ris(replace(WHOLE, title=title)).split("\r\n")
    assert all(line[2:6] == "  - " for line in lines[:-1]) and lines[-2:] == ["ER  - ", ""]


def test_ris() -> None:
    assert ris(WHOLE).split("\r\n") == [
        "TY  - GOVDOC",
        "AU  - 甘肃省人民政府办公厅",
        "TI  - 甘肃省人民政府办公厅关于培育建设零碳园区的意见",
        "PY  - 2026",
        "DA  - 2026/03/07/",
        "M1  - 甘政办发〔2026〕21号",
        "SE  - 三、（三）",
        "UR  - https://policy.example/documents/a/#s3-3",
        "Y2  - 2026/11/30/",
        "LA  - zh-CN",
        "ER  - ",
        "",
    ]
    assert [line[:2] for line in ris(BARE).split("\r\n")] == ["TY", "TI", "UR", "Y2", "LA", "ER", ""]


def test_words_with_their_source() -> None:
    said = quoted("（三）发展风电。\n", official("某意见", place="三、（三）"), "https://policy.example/a")
    assert said == "（三）发展风电。\n——《某意见》三、（三），https://policy.example/a"
