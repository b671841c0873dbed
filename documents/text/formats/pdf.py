"""PDF with a text layer → source text, line by line; a form feed stands between pages."""

from collections.abc import Sequence
from dataclasses import replace

import pypdfium2

from documents.text.formats.margins import PAGE_NUMBER
from documents.text.formats.pdf_columns import is_whole
from documents.text.formats.pdf_fonts import install
from documents.text.formats.pdf_lines import PageLine
from documents.text.formats.pdf_margins import around, running_heads, text_size, with_whole_titles
from documents.text.formats.pdf_pages import Page, write
from documents.text.formats.pdf_pieces import Piece, clean, in_words, page_pieces
from documents.text.limits import MOST_CHARACTERS
from documents.text.readings import SourceText, Why
from documents.text.unreadable import UnreadableSource

MOST_PAGES = 1_000
FEWEST_CHARACTERS = 8  # on a page, on average, that show a text layer

install()


def read_pdf(data: bytes) -> SourceText:
    """The text layer of a PDF, line by line, without what stands around its pages. Not for two threads at once: pdfium
    does not allow it.

    Raises UnreadableSource where the file is damaged, encrypted, has too many pages or is a scan without text.
    """
    try:
        pages = _pages(data)
    except pypdfium2.PdfiumError as error:
        raise _refusal(str(error)) from error
    if sum(len("".join(_all(page).split())) for page in pages) < FEWEST_CHARACTERS * len(pages):
        raise UnreadableSource(
            "The PDF has no text layer: it is a scan. Recognise its text (OCR) first.",
            "这是扫描件，没有文字层，请先做文字识别。",
        )
    words, left_out = _in_words(pages)
    return replace(write(words), left_out=tuple(left_out))


def _pages(data: bytes) -> list[list[Piece]]:
    document = pypdfium2.PdfDocument(data)
    try:
        if len(document) > MOST_PAGES:
            raise UnreadableSource(f"The PDF has more than {MOST_PAGES} pages.", f"PDF 超过 {MOST_PAGES} 页。")
        pages: list[list[Piece]] = []
        length = 0
        for at in range(len(document)):
            pages.append(_pieces(document[at], pages[-1] if pages else ()))
            _withdraw(document, pages)
            length += len(_all(pages[-1]))
            if length > MOST_CHARACTERS:
                break  # the reader will refuse it
        return pages
    finally:
        document.close()


def _all(page: Sequence[Piece]) -> str:
    """The words of a page in a row."""
    return "".join(
        piece.text if isinstance(piece, PageLine) else "".join(map("".join, piece.lines.values())) for piece in page
    )


def _withdraw(document: pypdfium2.PdfDocument, pages: list[list[Piece]]) -> None:
    """Read the page before the last without tables that only gaps tell if it ends with a row of one that may go on,
    and the last does not tell; and so those before it, which then have nothing to go on with either."""
    last = at = len(pages) - 1
    while at > 0 and not is_whole(pages[at - 1], pages[at]):
        at -= 1
        pages[at] = _pieces(document[at], (), has_columns=False)
    if at < last:
        pages[last] = _pieces(document[last], ())


def _pieces(page: pypdfium2.PdfPage, before: Sequence[Piece], *, has_columns: bool = True) -> list[Piece]:
    layer = page.get_textpage()
    try:
        return page_pieces(layer, before, has_columns=has_columns)
    finally:
        layer.close()
        page.close()


def _in_words(pages: Sequence[Sequence[Piece]]) -> tuple[list[Page], list[tuple[str, Why]]]:
    """The words and tables of the pages, and what stands around them."""
    em = text_size(pages)
    texts: list[Page] = []
    left_out: list[tuple[str, Why]] = []
    for pieces, heads in zip(pages, running_heads(pages), strict=True):
        kept: list[Piece] = []
        for index, piece in enumerate(pieces):
            why = around(piece, index in heads) if isinstance(piece, PageLine) else None
            if isinstance(piece, PageLine) and why is not None:
                words = clean(piece.text.strip())
                left_out.append((words, Why.PAGE_NUMBER if PAGE_NUMBER.fullmatch(words) else why))
            else:
                kept.append(piece)
        texts.append(in_words(list(with_whole_titles(kept, em))))
    return texts, left_out


def _refusal(reason: str) -> UnreadableSource:
    if "password" in reason.lower():
        return UnreadableSource("The PDF is encrypted.", "PDF 已加密，请先解除密码。")
    return UnreadableSource("The PDF is damaged or incomplete.", "PDF 文件已损坏或不完整。")
