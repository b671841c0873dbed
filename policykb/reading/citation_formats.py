"""A reference to a document or a clause of it in; the same as people and their programs write it out: 公文式, GB/T
7714—2015, BibTeX, RIS, and words quoted with their source. What is not known is left out, never guessed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

NESTED = str.maketrans("《》〈〉", "〈〉《》")
LATEX = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", "#": r"\#", "$": r"\$", "%": r"\%", "&": r"\&", "_": r"\_",
}  # fmt: skip
ISSUERS_NAMED = 3  # of more authors GB/T 7714—2015 names the first three (8.1.2)


@dataclass(frozen=True, slots=True)
class Reference:
    """What is cited. `place` is the clause (四、（八）), "" for the whole document; `key` names it among the entries of
    a list, in ASCII; `url` is where it can be read, `accessed_on` the day on which it was."""

    key: str
    title: str
    url: str
    accessed_on: date
    issuers: tuple[str, ...] = ()
    number: str = ""
    issued_on: date | None = None
    place: str = ""


def official(title: str, number: str = "", place: str = "") -> str:
    """As official documents cite one another: 《标题》（文号）四、（八）. Title marks within the title are of the
    other kind (GB/T 15834—2011)."""
    return f"《{title.translate(NESTED)}》{f'（{number}）' if number else ''}{place}"


def gbt_7714(reference: Reference) -> str:
    """As GB/T 7714—2015 sets it for what is read online. 公文 has no letter of its own in annex B: [Z], 其他."""
    issuers = ", ".join(reference.issuers[:ISSUERS_NAMED]) + (", 等" if len(reference.issuers) > ISSUERS_NAMED else "")
    title = f"{reference.title}{f': {reference.number}' if reference.number else ''}[Z/OL]"
    day = f"({reference.issued_on.isoformat()})" if reference.issued_on else ""
    place = reference.place
    if place and reference.issued_on:
        place = f"{reference.issued_on.year}: {place}"
    when = f"{place}{day}[{reference.accessed_on.isoformat()}]"
    return ". ".join(part for part in (issuers, title, when, reference.url) if part) + "."


def bibtex(reference: Reference) -> str:
    """As an entry of BibTeX and BibLaTeX; each issuer in braces of its own, so that no name is taken apart."""
    day = reference.issued_on
    fields = {
        "author": " and ".join(f"{{{latex(issuer)}}}" for issuer in reference.issuers),
        "title": f"{{{latex(reference.title)}}}",
        "number": latex(reference.number),
        "note": latex(reference.place),
        "date": day.isoformat() if day else "",
        "year": str(day.year) if day else "",
        "url": reference.url.replace("{", "%7B").replace("}", "%7D"),
        "urldate": reference.accessed_on.isoformat(),
        "langid": "chinese",
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value not in ("", "{}")]
    return ",\n".join([f"@misc{{{reference.key}", *lines]) + "\n}\n"


def latex(words: str) -> str:
    """The words on one line, with the characters written out that mean something to TeX."""
    return "".join(LATEX.get(character, character) for character in " ".join(words.split()))


def ris(reference: Reference) -> str:
    """As a record of RIS, a government document (GOVDOC)."""
    day = reference.issued_on
    fields = [
        ("TY", "GOVDOC"),
        *(("AU", issuer) for issuer in reference.issuers),
        ("TI", reference.title),
        ("PY", str(day.year) if day else ""),
        ("DA", f"{day:%Y/%m/%d}/" if day else ""),
        ("M1", reference.number),
        ("SE", reference.place),
        ("UR", reference.url),
        ("Y2", f"{reference.accessed_on:%Y/%m/%d}/"),
        ("LA", "zh-CN"),
    ]
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def quoted(words: str, source: str, url: str) -> str:
    """Words of a text, and below them where they are from."""
    return f"{words.strip()}\n——{source}，{url}"


FILES: dict[str, tuple[Callable[[Reference], str], str]] = {
    "bib": (bibtex, "application/x-bibtex"),
    "ris": (ris, "application/x-research-info-systems"),
}
