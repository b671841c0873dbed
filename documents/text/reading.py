"""Bytes of a file → source text, or a sentence that says why not."""

import re
from dataclasses import replace
from pathlib import PurePath

from documents.text.formats.decoding import decode
from documents.text.formats.text_witness import witness_of_text
from documents.text.layout.markdown import find_drawn_tables
from documents.text.limits import check_cells, check_length, check_repeated, check_size
from documents.text.readings import SourceText
from documents.text.unreadable import UnreadableSource

PLAIN = {".txt": "txt", ".text": "txt", "": "txt", ".md": "md", ".markdown": "md"}
# What ends a line in files of some programs: the lone return of old Macintosh files, Word's soft line break, NEL and
# Unicode's own two; a page break (U+000C) tells more
LINE_END = re.compile("\r(?!\n)|[\x0b\x85\u2028\u2029]")
# | 任务 | 牵头单位 |: a row of a table in any format, though the format may know of no table
BARRED = re.compile(r"^[ \t\u3000]*\|.*\|", re.MULTILINE)


def read(data: bytes, name: str) -> SourceText:
    r"""The source text of a file: `data` are its bytes, the suffix of `name` tells its format.

    A .txt or .md file is returned as decoded, line ends included; only what ends a line in another way (the lone \r of
    old Macintosh files, U+2028 …) becomes \n.
    Raises UnreadableSource.

    >>> source = read("一、发展风电。\n".encode("gb18030"), "通知.txt")
    >>> source.text, source.format, source.encoding
    ('一、发展风电。\n', 'txt', 'gb18030')
    """
    check_size(len(data))
    if not data.strip(b"\x00 \t\r\n"):
        raise _empty()
    source = _read(data, PurePath(name).suffix.lower())
    if not source.text.strip("\ufeff\u200b \t\r\n\u3000\x0c"):
        raise _empty()
    check_length(source.text)
    source = replace(source, tables=(*source.tables, *find_drawn_tables(source.text, source.tables)))
    _check_tables(source)
    return source


def is_plain(name: str) -> bool:
    """Whether a file of this name is plain text (.txt, .md, no suffix), which only has to be decoded.

    >>> is_plain("通知.md"), is_plain("通知.docx")
    (True, False)
    """
    return PurePath(name).suffix.lower() in PLAIN


def _read(data: bytes, suffix: str) -> SourceText:
    # What reads a format is loaded where such a file comes: most processes never see one.
    match suffix:
        case _ if suffix in PLAIN:
            return _read_text(data, PLAIN[suffix])
        case ".html" | ".htm":
            from documents.text.formats.html import read_html

            return read_html(data)
        case ".docx":
            from documents.text.formats.docx import read_docx

            return read_docx(data)
        case ".pdf":
            from documents.text.formats.pdf import read_pdf

            return read_pdf(data)
    raise UnreadableSource(
        f"Files of the kind {suffix} are not read; use .txt, .md, .html, .docx or .pdf.",
        f"不支持 {suffix} 格式，请用 .txt、.md、.html、.docx 或 .pdf。",
    )


def _read_text(data: bytes, format: str) -> SourceText:
    text, encoding = decode(data)
    text = LINE_END.sub("\n", text)
    if "\n" not in text:
        text = text.replace("\x0c", "\n")  # pages of one line each
    check_length(text)
    return SourceText(text, format, encoding, witness=witness_of_text(text))


def _check_tables(source: SourceText) -> None:
    check_cells(sum(row.group().count("|") - 1 for row in BARRED.finditer(source.text)))
    cells = [cell for table in source.tables for cell in table.cells]
    check_cells(sum(cell.places for cell in cells))
    check_repeated(sum(cell.places * len(cell.span) for cell in cells if cell.places > 1))


def _empty() -> UnreadableSource:
    return UnreadableSource("The file is empty.", "文件是空的。")
