"""A document number (发文字号) in any spelling in; agency code, year and serial out: 国办发〔2022〕14号."""

import re
import unicodedata
from dataclasses import dataclass

# 青政办〔2024〕35号 · 青政办[2024]35号 · 青政办（2024）第35号 · 青政办 2024 35 · 甘政办发2026-21
DOCUMENT_NUMBER = re.compile(
    r"""
    (?P<code>[一-鿿]{2,12})\s{0,3}  # 青政办
    [〔\[［(（【〈﹝]?\s{0,2}(?P<year>(?:19|20|１９|２０)[0-9０-９]{2})\s{0,2}[〕\]］)）】〉﹞]?  # 〔2024〕
    [\s\-—－]{0,3}第?\s{0,2}(?P<serial>[0-9０-９]{1,5})\s{0,2}号?  # 35号
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A document number: 机关代字 `agency_code`, `year`, 顺序号 `serial`. str() gives the standard form."""

    agency_code: str
    year: int
    serial: int

    def __str__(self) -> str:
        return f"{self.agency_code}〔{self.year}〕{self.serial}号"

    @property
    def key(self) -> str:
        """The form for comparison and addresses: 青政办-2024-35."""
        return f"{self.agency_code}-{self.year}-{self.serial}"


def parse_document_number(text: str) -> DocumentNumber | None:
    """The number, if `text` is nothing but a document number; else None.

    >>> str(parse_document_number("青政办[2024]第35号"))
    '青政办〔2024〕35号'
    """
    match = DOCUMENT_NUMBER.fullmatch(text.strip())
    if match is None:
        return None
    year, serial = (int(unicodedata.normalize("NFKC", match[name])) for name in ("year", "serial"))
    return DocumentNumber(match["code"], year, serial)


def number_key(text: str) -> str:
    """The key of a document number, equal for all its spellings; "" where `text` is no document number.

    >>> number_key("青政办〔2024〕35号")
    '青政办-2024-35'
    """
    number = parse_document_number(text)
    return number.key if number else ""
