"""Tables in; their cells that say by when, and the times of each row, out."""

from collections.abc import Iterator, Sequence

from documents.structure.values import ParsedTable
from documents.text.spans import Span
from tasks.extraction.tables.column_heads import Column
from tasks.extraction.tables.grid import lay_out


def time_cells(text: str, tables: Sequence[ParsedTable]) -> Iterator[Span]:
    r"""The cells with words below heads that ask for a time (完成时限), each once.

    >>> from documents.structure.paragraphs import find_paragraphs
    >>> from documents.structure.tables import find_pipe_tables
    >>> text = "|任务|完成时限|\n|修路|年底前|"
    >>> [span.quote(text) for span in time_cells(text, list(find_pipe_tables(text, list(find_paragraphs(text)))))]
    ['年底前']
    """
    for table in tables:
        grid = lay_out(text, table)
        columns = grid.columns(Column.TIME)
        yield from sorted({row.cells[column] for row in grid.rows for column in columns if row.cells.get(column)})
