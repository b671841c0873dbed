"""Bytes of a file → source text, or a sentence that says why not."""

from pathlib import PurePath

from documents.text.values import SourceText


class UnreadableSource(Exception):
    """Why a file cannot be read: str(error) in English, `chinese` for readers of the site."""

    def __init__(self, english: str, chinese: str) -> None:
        super().__init__(english)
        self.chinese = chinese


def read(data: bytes, name: str) -> SourceText:
    """The characters of a file, its format told by the suffix of `name`. Raises UnreadableSource."""
    suffix = PurePath(name).suffix.lower().lstrip(".") or "txt"
    if suffix not in ("txt", "md"):
        raise UnreadableSource(f"{name}: this kind of file is not supported.", "不支持这种文件格式。")
    try:
        text = data.decode("utf-8-sig")
        return SourceText(text, suffix, "utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return SourceText(data.decode("gb18030"), suffix, "gb18030")
    except UnicodeDecodeError:
        raise UnreadableSource(f"{name}: the encoding is not known.", "无法识别文件的编码。") from None
