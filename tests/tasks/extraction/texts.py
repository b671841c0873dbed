"""Texts of the case files made into parsed documents, without the stages before extraction."""

from collections.abc import Callable, Sequence
from functools import partial
from time import process_time

from hypothesis import strategies as st

from documents.structure.values import ParsedDocument, ParsedHeader, ParsedSection, Words
from documents.text.spans import Span
from tasks.extraction.values import ParsedTask
from tests.work import calls


def parsed(text: str, *, number: str = "", title: str = "") -> ParsedDocument:
    """A document of one level: each line that begins with # is a heading, what stands before the first is section 0."""
    lines = text.split("\n")
    sections: list[ParsedSection] = []
    start = position = 0
    heading = Span(0, 0)
    name = ""
    for line in [*lines, "# "]:
        if line.startswith("# "):
            if position > start or name:
                sections.append(
                    _section(len(sections) + bool(name), name, Span(start, min(position, len(text))), heading)
                )
            start, name = position, line[2:]
            heading = Span(position, position + len(line))
        position += len(line) + 1
    header = ParsedHeader(
        title=Words(title, Span(0, 0)) if title else None,
        document_number=Words(number, Span(0, 0)) if number else None,
    )
    return ParsedDocument(text, header, tuple(sections))


def task_of(section: ParsedSection, text: str) -> ParsedTask:
    """The section as a task."""
    return ParsedTask(section.id, section.number, section.title or None, (), section.own.quote(text), "", section.span)


def _section(ordinal: int, name: str, span: Span, heading: Span) -> ParsedSection:
    own = Span(min(heading.end, span.end), span.end) if name else span
    return ParsedSection(str(ordinal), "", ordinal, name, 1, "", span, heading if name else Span(0, 0), own)


# the words finders look for, thrown together: what no document says must not break them either
FRAGMENTS = (
    "到2025年|2030年底前|“十四五”末|每年|5年内|较2020年|分别|达到|下降|建成|培育|不低于|力争|实现|全覆盖|清零|千亿|翻一番|"
    "60%|12.5|1—2个|３０万吨|百分之九十五|三分之二|的|、|，|。|；|：|（|）|《|》|〈|〉|“|”|\n|# |国发〔2021〕4号|园区|"
    "利用率|由|提高到|13月|0000年|亿元|以上|左右| |已|截至"
)


def texts() -> st.SearchStrategy[str]:
    """Any text, and texts of the words that finders look for."""
    return st.text(max_size=80) | st.lists(st.sampled_from(FRAGMENTS.split("|")), max_size=40).map("".join)


REPEATED = (
    "到2025年，绿色建筑占比达到80%，建成2个以上园区、3个基地；",
    "（",
    "《",
    "，",
    "一二三四五六七八九十百千万亿",
    "1—2",
    "12,345.6",
    "每年年底前达到的",
    "力争实现推动全省累计",
    "〔2021〕",
)


def assert_linear(find: Callable[[str], object], repeated: Sequence[str] = REPEATED) -> None:
    """Ten times the text may take ten times the calls, and some; what patterns do inside a call is measured by the
    processor's time: fifteen times the text, fifteen times as long, and half as much again."""
    for words in repeated:
        few, many = (calls(partial(find, words * times)) for times in (20, 200))
        assert many <= 11 * few + 200, f"{words!r}: {few} calls, then {many}"
        short, long = _seconds(find, words * 100), _seconds(find, words * 1500)
        assert long < 23 * max(short, 0.004) + 0.3, f"{words!r}: {short:.3f} s, then {long:.3f} s"


def _seconds(find: Callable[[str], object], text: str) -> float:
    start = process_time()
    find(text)
    return process_time() - start
