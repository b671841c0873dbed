"""Bytes → text: UTF-8, UTF-16, UTF-32 or GB18030, decoded strictly, or refused."""

import codecs
import re

from documents.text.unreadable import UnreadableSource

# What files of other kinds begin with, and what they are.
SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "a PDF document", "PDF 文档"),
    (b"PK\x03\x04", "a ZIP archive or an Office document", "压缩包或 Office 文档"),
    (b"PK\x05\x06", "an empty ZIP archive", "空的压缩包"),
    (b"\xd0\xcf\x11\xe0", "an old or encrypted Office document", "旧版或加密的 Office 文档"),
    (b"{\\rtf", "an RTF document", "RTF 文档"),
    (b"\x89PNG", "a picture", "图片"),
    (b"\xff\xd8\xff", "a picture", "图片"),
    (b"GIF8", "a picture", "图片"),
    (b"II*\x00", "a picture", "图片"),
    (b"MM\x00*", "a picture", "图片"),
    (b"RIFF", "a media file", "媒体文件"),
    (b"Rar!", "an archive", "压缩包"),
    (b"7z\xbc\xaf", "an archive", "压缩包"),
    (b"\x1f\x8b", "an archive", "压缩包"),
    (b"\x7fELF", "a program", "程序文件"),
    (b"MZ\x90", "a program", "程序文件"),
)
MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
USUAL = re.compile(
    "["
    r"\t\n\x0b\x0c\r -~"  # ASCII
    r"\u00b7\u00d7\u00b1\u00b0"  # · × ± °
    r"\u2000-\u206f\u2100-\u27bf"  # punctuation, symbols
    r"\u3000-\u303f\u3400-\u9fff\uff00-\uffef"  # Chinese punctuation, Han characters, full width
    "]"
)
HAN = re.compile(r"[\u4e00-\u9fff]")
PROSE = re.compile(r"[的和，。、：]")
LATIN_1 = re.compile(r"[\x80-\xff]")
SAMPLE = 200_000  # characters that are judged
MOST_CONTROLS = 0.002
FEW_CONTROLS = 3  # strays, which make no file a binary one
FEWEST_USUAL = 0.9
FEWEST_COMMON_HAN = 0.8  # garbage is made of rare characters


def decode(data: bytes) -> tuple[str, str]:
    """The text without its byte order mark, and the name of its encoding.

    Raises UnreadableSource where the bytes are no text, or in an encoding that is not known.

    >>> decode("发展风电".encode("gb18030"))
    ('发展风电', 'gb18030')
    """
    refuse_other_kinds(data)
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding), encoding
    if b"\x00" in data:
        return _decode_wide(data)
    text = _try(data, "utf-8")
    if text is not None and not _is_mangled(text):
        return _sound(text), "utf-8"
    text = _try(data, "gb18030")
    if text is not None and _reads_as_chinese(text):
        return _sound(text), "gb18030"
    raise _unknown_encoding()


def refuse_other_kinds(data: bytes) -> None:
    """Raise UnreadableSource if the bytes begin like a picture, an archive or another file that is no text."""
    for signature, english, chinese in SIGNATURES:
        if data.startswith(signature):
            raise UnreadableSource(
                f"The file is {english}, not the text its name says.", f"这是{chinese}，与文件名所示的文本格式不符。"
            )


def _decode_wide(data: bytes) -> tuple[str, str]:
    """UTF-16 without a byte order mark; anything else with zero bytes is no text."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _try(data, encoding) if len(data) % 2 == 0 else None
        if (
            text is not None
            and PROSE.search(text)
            and _share(USUAL, text) >= 0.95
            and _common_han(text) >= FEWEST_COMMON_HAN
        ):
            return _sound(text), encoding
    raise UnreadableSource("The file is binary, not text.", "这不是文本文件。")


def _strictly(data: bytes, encoding: str) -> str:
    text = _try(data, encoding)
    if text is None:
        raise UnreadableSource(
            f"The file is not valid {encoding.upper()}.", f"文件不是完整的 {encoding.upper()} 编码。"
        )
    return _sound(text)


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _sound(text: str) -> str:
    controls = len(CONTROL.findall(text[:SAMPLE]))
    if "\x00" in text or controls > max(FEW_CONTROLS, MOST_CONTROLS * len(text[:SAMPLE])):
        raise UnreadableSource("The file is binary, not text.", "这不是文本文件。")
    return text


def _is_mangled(text: str) -> bool:
    """Whether UTF-8 was encoded twice: å·¥ä½œ"""
    return _share(LATIN_1, text) > 0.3 and not HAN.search(text)


def _reads_as_chinese(text: str) -> bool:
    return _share(USUAL, text) >= FEWEST_USUAL and _common_han(text) >= FEWEST_COMMON_HAN


def _share(pattern: re.Pattern[str], text: str) -> float:
    sample = text[:SAMPLE]
    return len(pattern.findall(sample)) / max(1, len(sample))


def _common_han(text: str) -> float:
    """The share of Han characters that are common: on the first level of GB 2312 or, for traditional text, of Big5."""
    han = HAN.findall(text[:SAMPLE])
    return sum(map(_is_common, han)) / len(han) if han else 1.0


def _is_common(character: str) -> bool:
    simplified, traditional = character.encode("gb2312", "ignore"), character.encode("big5", "ignore")
    return b"\xb0" <= simplified[:1] <= b"\xd7" or b"\xa4" <= traditional[:1] <= b"\xc6"


def _unknown_encoding() -> UnreadableSource:
    return UnreadableSource(
        "The encoding of the file is not known: it is neither UTF-8, UTF-16 nor GB18030.",
        "无法识别文件的编码，请另存为 UTF-8 后再试。",
    )
