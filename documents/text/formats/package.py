"""Bytes of a .docx → its parts as trees of XML, with the names of the transitional standard."""

from collections.abc import Iterator
from io import BytesIO
from posixpath import join, normpath
from typing import Any
from zipfile import ZipFile

from lxml import etree

from documents.text.formats.archive import check_archive, damaged

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# ISO/IEC 29500 Strict has names of its own for the same elements and relations.
STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": MAIN.encode(),
    b"http://purl.oclc.org/ooxml/drawingml/": b"http://schemas.openxmlformats.org/drawingml/2006/",
    b"http://purl.oclc.org/ooxml/officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    b"http://purl.oclc.org/ooxml/officeDocument/": b"http://schemas.openxmlformats.org/officeDocument/2006/",
}
DOCUMENT = "word/document.xml"


class Package:
    """The parts of a Word document. Raises UnreadableSource where the bytes are none, or none that may be parsed."""

    def __init__(self, data: bytes) -> None:
        check_archive(data)
        self.archive = ZipFile(BytesIO(data))
        self.names = set(self.archive.namelist())
        self.document = self._tree(DOCUMENT)
        if self.document is None:
            raise damaged()
        self.related = list(self._relations())

    def parts(self, kind: str) -> Iterator[Any]:
        """The roots of the parts of a kind (styles, numbering, footnotes, header …) that the document is related to.
        A part that is missing or broken is passed over: what is around a text must not cost the text."""
        for relation, name in self.related:
            if relation == kind:
                tree = self._tree(name)
                if tree is not None:
                    yield tree

    def part(self, kind: str) -> Any:
        """The root of the only part of a kind; None without one."""
        return next(self.parts(kind), None)

    def _relations(self) -> Iterator[tuple[str, str]]:
        relations = self._tree("word/_rels/document.xml.rels")
        for relation in () if relations is None else relations:
            if isinstance(relation.tag, str) and relation.get("TargetMode") != "External":
                target = relation.get("Target", "")
                name = target.lstrip("/") if target.startswith("/") else normpath(join("word", target))
                yield relation.get("Type", "").rpartition("/")[2], name

    def _tree(self, name: str) -> Any:
        if name not in self.names:
            return None
        content = self.archive.read(name)
        for strict, usual in STRICT.items():
            content = content.replace(strict, usual)
        # a fresh parser, so that one part's errors are not another's
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        try:
            return etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError):
            return None
