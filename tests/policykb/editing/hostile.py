"""Files made to exhaust or to crash whatever reads them, made here byte by byte."""

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>"
FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>"
IMAGE = b"/Type/XObject/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceRGB/BitsPerComponent 8"
MILLION = 1_000_000


def archive(members: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive of these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return file.getvalue()


def docx(body: str, head: str = "", more: Mapping[str, str | bytes] | None = None) -> bytes:
    """A Word document of this body."""
    document = f'<?xml version="1.0"?>{head}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    parts = {"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS, "word/document.xml": document}
    return archive(parts | dict(more or {}))


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def nested_archives() -> bytes:
    """Eight archives in each of eight in each of eight, with 50 MB in every innermost one."""
    inner = archive({"a": b"\0" * 50 * MILLION})
    for _ in range(3):
        inner = archive({f"{number}.zip": inner for number in range(8)})
    return inner


def pdf(objects: Mapping[int, bytes]) -> bytes:
    """A PDF of these objects, the first of which is the catalogue."""
    file = io.BytesIO()
    file.write(b"%PDF-1.7\n")
    places = {}
    for number, body in objects.items():
        places[number] = file.tell()
        file.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start, size = file.tell(), max(objects) + 1
    file.write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
    for number in range(1, size):
        file.write(b"%010d 00000 n \n" % places[number])
    file.write(b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, start))
    return file.getvalue()


def one_page(contents: bytes, more: bytes = b"null", catalogue: bytes = b"") -> bytes:
    """A PDF of one page with these contents and one more object, which the contents can name /X."""
    root = b"<</Type/Catalog/Pages 2 0 R%s>>" % catalogue
    return pdf({1: root, 2: b"<</Type/Pages/Count 1/Kids[3 0 R]>>", 3: PAGE, 4: contents, 5: more})


def stream(data: bytes, values: bytes = b"") -> bytes:
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(data), values, data)


def blanks(count: int) -> bytes:
    """So many blanks, compressed; the same million again and again."""
    packer, million = zlib.compressobj(9), b" " * MILLION
    first, next = (packer.compress(million) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    return first + next * (count // MILLION - 1) + packer.flush()


def deep_tree(depth: int) -> dict[int, bytes]:
    """Page trees, each of which holds the next."""
    trees = {n + 2: b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (n + 3) for n in range(depth)}
    return {1: b"<</Type/Catalog/Pages 2 0 R>>", **trees, depth + 2: b"<</Type/Page/MediaBox[0 0 9 9]>>"}


def many_pages(count: int) -> dict[int, bytes]:
    kids = b" ".join(b"%d 0 R" % (n + 3) for n in range(count))
    pages = {n + 3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>" for n in range(count)}
    return {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids), **pages}


FILES: dict[str, Callable[[], bytes]] = {
    "pages.pdf": lambda: pdf(many_pages(1_001)),
    "deep-tree.pdf": lambda: pdf(deep_tree(100_000)),
    "cyclic-tree.pdf": lambda: pdf(
        {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Count 5/Kids[3 0 R 2 0 R]>>", 3: b"2 0 R"}
    ),
    "cyclic-references.pdf": lambda: pdf({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"3 0 R", 3: b"2 0 R"}),
    "nested-objects.pdf": lambda: one_page(stream(b""), catalogue=b"/X " + b"[" * MILLION + b"]" * MILLION),
    "giant-stream.pdf": lambda: one_page(stream(blanks(2_000 * MILLION), b"/Filter/FlateDecode")),
    "twice-compressed.pdf": lambda: one_page(
        stream(zlib.compress(blanks(2_000 * MILLION), 9), b"/Filter[/FlateDecode/FlateDecode]")
    ),
    "drawing-itself.pdf": lambda: one_page(stream(b"/X Do"), stream(b"/X Do /X Do", FORM)),
    "huge-image.pdf": lambda: one_page(stream(b"/X Do"), stream(blanks(300 * MILLION), IMAGE + b"/Filter/FlateDecode")),
    "broken.pdf": lambda: b"%PDF-1.7\n1 0 obj\n<<",
    "ratio.docx": lambda: archive({"word/document.xml": b"\0" * 100 * MILLION}),
    "long.docx": lambda: docx(paragraph("文" * 20 * MILLION)),
    "nested.docx": nested_archives,
    "entries.docx": lambda: docx(paragraph("文"), more={f"{number}": "" for number in range(5_000)}),
    "laughs.docx": lambda: docx(paragraph("&l9;"), f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>'),
    "external.docx": lambda: docx(paragraph("&x;"), '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    "deep.docx": lambda: docx("<w:ins>" * 1_000 + paragraph("文") + "</w:ins>" * 1_000),
    "broken.docx": lambda: b"PK\x03\x04 nothing more",
    "no-word.docx": lambda: archive({"x": "y"}),
    "deep.html": lambda: b"<div>" * 100_000 + "文".encode() + b"</div>" * 100_000,
    "tables.html": lambda: b"<table><tr><td>" * 100_000 + "文".encode(),
    "long.html": lambda: b"<!--" * 2 * MILLION,
    "one-line.txt": lambda: "发展风电。".encode() * 700_000,
    "lines.txt": lambda: b"a\n" * 60_000,
    "oversize.txt": lambda: b"a" * (20 * 1024 * 1024 + 1),
    "picture.txt": lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 20,
    "empty.txt": lambda: b"",
    "program.exe": lambda: b"MZ\x90\0",
}
