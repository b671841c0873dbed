"""How large a file, its text and its tables may be, and the sentences for those that are larger."""

from documents.text.unreadable import UnreadableSource

MOST_BYTES = 20 * 1024 * 1024
MOST_CHARACTERS = 500_000  # a long plan has 100,000
MOST_LINES = 50_000
MOST_CELLS = 20_000  # of all tables, a merged one counted in each place it covers; a long annex has 5,000
MOST_REPEATED = 500_000  # characters of merged cells, counted in each place they cover


def check_size(size: int) -> None:
    """Raise UnreadableSource if a file of `size` bytes is too large to be opened.

    >>> check_size(21 * 1024 * 1024)
    Traceback (most recent call last):
    documents.text.unreadable.UnreadableSource: The file is larger than 20 MB.
    """
    if size > MOST_BYTES:
        raise UnreadableSource("The file is larger than 20 MB.", "文件超过 20 MB。")


def check_length(text: str) -> None:
    """Raise UnreadableSource if a text has more characters or lines than any document."""
    if len(text) > MOST_CHARACTERS:
        raise UnreadableSource(
            f"The file has more than {MOST_CHARACTERS:,} characters.",
            f"文字过多，超过 {MOST_CHARACTERS // 10_000} 万字。",
        )
    if text.count("\n") > MOST_LINES:
        raise UnreadableSource(
            f"The file has more than {MOST_LINES:,} lines.", f"行数过多，超过 {MOST_LINES // 10_000} 万行。"
        )


def check_cells(count: int) -> None:
    """Raise UnreadableSource if the tables of a file have too many cells (`count`) to be read.

    >>> check_cells(1_000_000_000)
    Traceback (most recent call last):
    documents.text.unreadable.UnreadableSource: The tables of the file have more than 20,000 cells.
    """
    if count > MOST_CELLS:
        raise UnreadableSource(
            f"The tables of the file have more than {MOST_CELLS:,} cells.",
            f"表格过大，超过 {MOST_CELLS // 10_000} 万格。",
        )


def check_repeated(characters: int) -> None:
    """Raise UnreadableSource if the words of merged cells, counted in each place that a cell covers, have too many
    `characters`."""
    if characters > MOST_REPEATED:
        raise UnreadableSource("The merged cells of the tables are too large.", "表格中合并的单元格过大。")
