"""A font made here, which replaces every font that a PDF names but does not hold, so that all machines read it alike.

pdfium looks for such fonts on the machine, and drops a text object whose characters have no outline in what it finds
there: a mark that is an object of its own, such as “ or 。, is then lost. In this font every character but the blanks
is a square.
"""

import atexit
from collections.abc import Callable
from ctypes import memmove
from struct import calcsize, pack
from typing import Any

from pypdfium2 import raw

EM = 1000
ASCENT, DESCENT = 880, -120
# All signs but the blanks, and those that no text has.
OUTLINED = (
    *((0x21, 0x7E), (0xA1, 0x1FFF), (0x2010, 0x2027), (0x2030, 0x205E)),
    *((0x2070, 0x2FFF), (0x3001, 0xD7FF), (0xE000, 0x10FFFF)),
)
VERSION = 0x10000
HANDLE = 1  # pdfium's name for the type; any but zero
NAME = b"Square\0"
WHOLE_FILE = 0  # what pdfium asks for when it wants no single table


def square_type() -> bytes:
    """The bytes of a TrueType font: glyph 0 is empty, glyph 1 is a square of one em, which all characters have."""
    square = pack(">5hHH4B", 1, 0, DESCENT, EM, ASCENT, 3, 0, 1, 1, 1, 1)
    square += pack(">8h", 0, EM, 0, -EM, DESCENT, 0, EM, 0)
    groups = b"".join(pack(">III", first, last, 1) for first, last in OUTLINED)
    return _file(
        {
            # format 13: many signs, one glyph
            b"cmap": pack(">HHHHI", 0, 1, 3, 10, 12)
            + pack(">HHIII", 13, 0, 16 + len(groups), 0, len(OUTLINED))
            + groups,
            b"glyf": square,
            b"head": pack(
                ">4IHHqq4hHHhhh", VERSION, VERSION, 0, 0x5F0F3CF5, 0, EM, 0, 0, 0, DESCENT, EM, ASCENT, 0, 8, 2, 1, 0
            ),
            b"hhea": pack(">I3hH11hH", VERSION, ASCENT, DESCENT, 0, EM, 0, 0, EM, 1, *[0] * 7, 2),
            b"hmtx": pack(">HhHh", EM, 0, EM, 0),
            b"loca": pack(">III", 0, 0, len(square)),
            b"maxp": pack(">I14H", VERSION, 2, 4, 1, 0, 0, 1, *[0] * 8),
        }
    )


def _file(tables: dict[bytes, bytes]) -> bytes:
    """The bytes of a font file: the directory, then the tables, each from a multiple of four bytes on."""
    directory = pack(">IHHHH", VERSION, len(tables), 64, 2, 48)
    place = len(directory) + calcsize(">4sIII") * len(tables)
    body = b""
    for tag, data in sorted(tables.items()):
        directory += pack(">4sIII", tag, 0, place + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    return directory + body


def install() -> None:
    """Make pdfium use this font and none of the machine's, until the process ends."""
    kinds = dict(raw.FPDF_SYSFONTINFO._fields_)
    answers = {name: kinds[name](answer) for name, answer in ANSWERS.items()}
    info = raw.FPDF_SYSFONTINFO(version=2, **answers)  # 2: fonts are asked for one by one, never listed
    raw.FPDF_SetSystemFontInfo(info)
    atexit.register(_withdraw, info)  # which also keeps it alive


def _withdraw(info: Any) -> None:
    raw.FPDF_SetSystemFontInfo(None)


def _font_data(info: Any, font: Any, table: int, buffer: Any, size: int) -> int:
    return _given(SQUARES if table == WHOLE_FILE else b"", buffer, size)


def _given(data: bytes, buffer: Any, size: int) -> int:
    """Copy `data` to `buffer` if it is large enough; return how many bytes they are."""
    if buffer and size >= len(data):
        memmove(buffer, data, len(data))
    return len(data)


SQUARES = square_type()
ANSWERS: dict[str, Callable[..., int]] = {
    "MapFont": lambda *wanted: HANDLE,
    "GetFont": lambda *wanted: HANDLE,
    "GetFontData": _font_data,
    "GetFaceName": lambda info, font, buffer, size: _given(NAME, buffer, size),
    "GetFontCharset": lambda *wanted: int(raw.FXFONT_DEFAULT_CHARSET),
}
