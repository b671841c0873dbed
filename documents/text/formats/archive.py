"""Bytes of a .docx in; UnreadableSource raised unless the archive may be parsed: size, ratio, entries, hostile XML."""

import re
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from documents.text.unreadable import UnreadableSource

MOST_ENTRIES = 2_000
MOST_BYTES = 200 * 1024 * 1024  # of all entries, unpacked
MOST_XML = 60 * 1024 * 1024  # of one part that will be parsed
HIGHEST_RATIO = 250
SMALL = 1024 * 1024  # an entry that may shrink to any size
OFFICE = b"\xd0\xcf\x11\xe0"
# A document type has no place in an Office file; entities grow without end.
DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)|<\x00!\x00D\x00O\x00C|\x00<\x00!\x00D\x00O\x00C", re.IGNORECASE)


def check_archive(data: bytes) -> None:
    """Raise UnreadableSource if the bytes are no .docx, are encrypted or damaged, unpack to too much or hold XML
    entities.

    >>> check_archive(b"plain text")
    Traceback (most recent call last):
    documents.text.unreadable.UnreadableSource: The .docx file is damaged, incomplete or no Word document.
    """
    if data.startswith(OFFICE):
        raise UnreadableSource(
            "The file is an old or encrypted Word document; save it as .docx without a password.",
            "这是旧版或加密的 Word 文档，请另存为不加密的 .docx。",
        )
    try:
        with ZipFile(BytesIO(data)) as archive:
            _check(archive)
    except (BadZipFile, EOFError, zlib.error, NotImplementedError, OSError, ValueError) as error:
        raise damaged() from error


def damaged() -> UnreadableSource:
    """The error to raise for a .docx that cannot be opened."""
    return UnreadableSource(
        "The .docx file is damaged, incomplete or no Word document.", "文件已损坏、不完整，或不是 Word 文档。"
    )


def _check(archive: ZipFile) -> None:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise _bomb()
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableSource("The .docx file is encrypted.", "文件已加密，请先解除密码。")
    if not any(entry.filename == "word/document.xml" for entry in entries):
        raise damaged()
    total = 0
    for entry in entries:
        if entry.file_size > max(SMALL, HIGHEST_RATIO * entry.compress_size):
            raise _bomb()
        total += entry.file_size
        if total > MOST_BYTES:
            raise _bomb()
    for entry in entries:
        if entry.filename.endswith((".xml", ".rels")):
            _check_xml(archive, entry)


def _check_xml(archive: ZipFile, entry: ZipInfo) -> None:
    with archive.open(entry) as part:
        content = part.read(MOST_XML + 1)
    if len(content) > MOST_XML:
        raise _bomb()
    if DOCTYPE.search(content):
        raise UnreadableSource("The .docx file holds XML entities, which are not read.", "文件含有不允许的 XML 实体。")


def _bomb() -> UnreadableSource:
    return UnreadableSource("The .docx file unpacks to far too much.", "文件解压后过大，已拒绝读取。")
