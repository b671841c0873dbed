"""A Word package in; what stands beside its text (headers, footers, remarks, drawings) out, with what it is."""

import re
from collections.abc import Iterator
from typing import Any

from documents.text.formats.numbering import W
from documents.text.formats.package import Package
from documents.text.readings import Why

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
TEXT_PATH = "{urn:schemas-microsoft-com:vml}textpath"  # a word drawn across the page
KINDS = (
    ("header", Why.MARGIN),
    ("footer", Why.MARGIN),
    ("comments", Why.REMARK),
    ("diagramData", Why.DRAWING),
    ("chart", Why.DRAWING),
)
# - 3 - · 第3页 共12页: nothing but the number of a page, as headers and footers have it, those of a PDF too
PAGE_NUMBER = re.compile(r"[\s\d—–\-－第页共/]*")


def margin_words(package: Package) -> Iterator[tuple[Why, str]]:
    """What stands beside the text, a paragraph at a time."""
    for kind, why in KINDS:
        for part in package.parts(kind):
            for words in _paragraphs(part):
                yield Why.PAGE_NUMBER if PAGE_NUMBER.fullmatch(words) else why, words
            yield from ((Why.WATERMARK, path.get("string", "")) for path in part.iter(TEXT_PATH))
    yield from ((Why.WATERMARK, path.get("string", "")) for path in package.document.iter(TEXT_PATH))


def _paragraphs(part: Any) -> Iterator[str]:
    for paragraph in part.iter(f"{W}p", f"{A}p"):
        yield "".join(text.text or "" for text in paragraph.iter(f"{W}t", f"{A}t")).strip()
