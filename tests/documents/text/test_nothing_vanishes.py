"""Every letter and digit of a file is in its reading text or in a note on what was left out, whatever its format."""

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.text import UnreadableSource, read, repair
from documents.text.notes import NoteKind
from documents.text.readings import ReadingText
from tests.cases import POLICIES
from tests.documents.text.formats.test_pdf import Placed, pdf
from tests.documents.text.formats.word_files import NAMES, paragraph, run, word_file

LETTER = re.compile(r"[0-9A-Za-z\u3400-\u9fff]")
QUOTED = re.compile(r"“(?P<words>.+?)”(?:（(?P<count>\d+)处）)?(?=“|$)", re.DOTALL)
WORDS = st.sampled_from(
    [
        "推进绿色发展。",
        "（省财政厅牵头）",
        "一、总体要求",
        "2030年",
        "12",
        "附件1",
        "某省公报",
        "联系我们",
        "PM",
        "— 3 —",
        "序号",
        "3",
        "。",
    ]
)


def letters(text: str) -> Counter[str]:
    return Counter(LETTER.findall(unicodedata.normalize("NFKC", text)))


def told(reading: ReadingText) -> str:
    """The reading text, and the words of the notes on what was left out, each as often as it stood there."""
    messages = (note.message for note in reading.notes if note.kind is NoteKind.LEFT_OUT)
    quoted = (match for message in messages for match in QUOTED.finditer(message))
    return reading.text + "".join(match["words"] * int(match["count"] or 1) for match in quoted)


def check(data: bytes, name: str, source: str) -> None:
    if LETTER.search(source):
        assert letters(told(repair(read(data, name)))) == letters(source)


RUNS = st.sampled_from(["", "<w:strike/>", "<w:vanish/>", '<w:vertAlign w:val="superscript"/>', "<w:b/>"])
BLOCKS = st.lists(st.lists(st.tuples(WORDS, RUNS), max_size=4), max_size=6)
AROUND = st.sampled_from(["body", "table", "box", "deleted", "control"])


@given(st.lists(st.tuples(BLOCKS, AROUND), max_size=4), BLOCKS, BLOCKS)
@settings(deadline=None, max_examples=30)
def test_of_a_word_document(body: list[tuple[list[list[tuple[str, str]]], str]], header: object, notes: object) -> None:
    def shown(blocks: object) -> str:
        return "".join(paragraph("".join(run(*each) for each in runs) or run("")) for runs in blocks)  # type: ignore[attr-defined]

    around = {
        "body": "{}",
        "table": "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>",
        "box": "<w:p><w:r><w:txbxContent>{}</w:txbxContent></w:r></w:p>",
        "deleted": "<w:del>{}</w:del>",
        "control": "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
    }
    content = "".join(around[where].format(shown(blocks)) for blocks, where in body) or shown([])
    call = '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    parts = {
        "header": f"<w:hdr {NAMES}>{shown(header)}</w:hdr>",
        "footnotes": f'<w:footnotes {NAMES}><w:footnote w:id="2">{shown(notes)}</w:footnote></w:footnotes>',
    }
    source = re.sub(r"<[^>]*>", "", content + "".join(parts.values()))
    has_notes = LETTER.search(re.sub(r"<[^>]*>", "", parts["footnotes"]))
    numbers = "1注1" if has_notes else "1"  # the mark, and that of the note
    if LETTER.search(re.sub(r"<[^>]*>", "", content)):
        check(word_file(content + call, **parts), "a.docx", source + numbers)


TAGS = [
    "p",
    "div",
    "b",
    "sup",
    "sub",
    "del",
    "s",
    "ol",
    "li",
    "table",
    "tr",
    "td",
    "h1",
    "nav",
    "footer",
    "button",
    "ruby",
    "rt",
]
PIECES = st.one_of(
    WORDS,
    st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS] + ["<br>", "<p hidden>", "<!-- -->"]),
)


@given(st.lists(PIECES, max_size=40).map("".join))
@settings(deadline=None, max_examples=100)
def test_of_a_web_page(page: str) -> None:
    """But for the numbers of its lists, which it does not hold itself."""
    source = re.sub(r"<[^>]*>", "", page)
    try:
        found = read(page.encode(), "a.html")
    except UnreadableSource:
        return  # nothing of it is shown
    assert letters(source) <= letters(told(repair(found)))


MARKS = [
    "# ",
    "## ",
    "- ",
    "> ",
    "**",
    "~~",
    "<!-- ",
    " -->",
    "|",
    "\n",
    "\n\n",
    "|--|--|\n",
    "`",
    "\\(",
    "[甲](https://a.cn/1)",
    "![图](b.png)",
]


@given(st.lists(st.one_of(WORDS, st.sampled_from(MARKS)), max_size=40).map("".join))
@settings(deadline=None, max_examples=100)
def test_of_a_markdown_file(text: str) -> None:
    check(text.encode(), "a.md", text)


PLACES = st.tuples(st.integers(40, 400), st.integers(2, 40).map(lambda line: line * 20), WORDS)
LINES = st.lists(PLACES, min_size=4, max_size=12, unique_by=lambda line: line[1])


@given(st.lists(LINES, min_size=1, max_size=3))
@settings(deadline=None, max_examples=30)
def test_of_a_pdf(pages: list[list[Placed]]) -> None:
    pages = [[*lines, (40, 820, "建设零碳园区，推动工业绿色低碳转型。")] for lines in pages]
    check(pdf(pages), "a.pdf", "".join(line[2] for lines in pages for line in lines))


@pytest.mark.parametrize(
    "file", [file for file in POLICIES if not file.name.startswith("003")], ids=lambda file: file.stem
)
def test_of_the_sample_policies(file: Path) -> None:
    """But for the scrambled one, of which a second copy is left out."""
    text = re.sub(r"</?(?:p|br|div|span)\b[^>\n]*>|<!--|-->", "", file.read_text("utf-8"))
    check(file.read_bytes(), file.name, text)
