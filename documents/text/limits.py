"""How large a file and its text may be, and the sentences for those that are larger."""

from documents.text.unreadable import UnreadableSource

MOST_BYTES = 20 * 1024 * 1024
MOST_CHARACTERS = 500_000  # a long plan has 100,000
MOST_LINES = 50_000


def check_size(size: int) -> None:
    """Raise UnreadableSource if a file of so many bytes is too large to be opened."""
    if size > MOST_BYTES:
        raise UnreadableSource("The file is larger than 20 MB.", "文件超过 20 MB。")


def check_length(text: str) -> None:
    """Raise UnreadableSource if a text is longer than any document."""
    if len(text) > MOST_CHARACTERS:
        raise UnreadableSource(
            f"The file has more than {MOST_CHARACTERS:,} characters.",
            f"文字过多，超过 {MOST_CHARACTERS // 10_000} 万字。",
        )
    if text.count("\n") > MOST_LINES:
        raise UnreadableSource(
            f"The file has more than {MOST_LINES:,} lines.", f"行数过多，超过 {MOST_LINES // 10_000} 万行。"
        )
