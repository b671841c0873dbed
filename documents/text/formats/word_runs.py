"""A paragraph of a Word document → its words, each with the reason why it is not read, if there is one."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from documents.text.formats.number_formats import raised
from documents.text.formats.numbering import W
from documents.text.formats.word_styles import OFF, Styles, own, style_id
from documents.text.readings import Why

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
UNSEEN = frozenset(
    f"{W}{name}" for name in ("pPr", "rPr", "sectPr", "instrText", "delInstrText", "footnoteRef", "endnoteRef")
)
# What stands in such an element is left out, whatever it holds
LEFT_OUT = {f"{W}del": Why.DELETED, f"{W}moveFrom": Why.DELETED, f"{W}rt": Why.READING_AID}
MARKS = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}


class Word(NamedTuple):
    """Words of a paragraph that follow one another; `why` they are not read, None where they are."""

    text: str
    why: Why | None = None


class Runs:
    """Reads the paragraphs of a document, in order: a field may go on from one to the next."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.fields: list[bool] = []  # for each field that is open: whether its code goes on
        self.boxes: list[Any] = []  # the text boxes of the paragraph
        self.called: list[tuple[str, str]] = []  # the footnotes of the paragraph: kind and id
        self.calls = 0

    def words(self, paragraph: Any, tab: str = "\t") -> list[Word]:
        """The words of a paragraph; its text boxes are put aside in `boxes`, its footnotes in `called`."""
        self.boxes, self.called = [], []
        return list(self._words(paragraph, tab, style_id(paragraph), None))

    def _words(self, element: Any, tab: str, style: str | None, why: Why | None) -> Iterator[Word]:
        for child in element:
            tag = child.tag
            if tag in UNSEEN:
                continue
            if tag == f"{W}r":
                yield from self._run(child, tab, style, why)
            elif tag == f"{MC}AlternateContent":
                yield from self._words(_shown(child), tab, style, why)
            elif tag == f"{W}txbxContent":
                self.boxes.append(child)
            elif tag == f"{W}fldChar":
                self._field(child)
            elif tag in MARKS:
                yield Word(self._mark(MARKS[tag], child), why)
            elif not any(self.fields) and (text := _text(child, tab)) is not None:
                yield Word(text, why)
            elif tag == f"{M}sup":
                yield from (Word(raised(word.text), word.why) for word in self._words(child, tab, style, why))
            else:
                yield from self._words(child, tab, style, why or LEFT_OUT.get(tag))

    def _run(self, run: Any, tab: str, style: str | None, why: Why | None) -> Iterator[Word]:
        """The words of a run: struck out, hidden or raised as it says, or its style, or that of the paragraph."""
        properties = run.find(f"{W}rPr")
        styles = (own(properties, "rStyle"), style)
        if self._is_on(properties, styles, "vanish"):
            why = why or Why.HIDDEN
        elif self._is_on(properties, styles, "strike") or self._is_on(properties, styles, "dstrike"):
            why = why or Why.STRUCK
        is_raised = self._value(properties, styles, "vertAlign") == "superscript"
        for word in self._words(run, tab, style, why):
            yield Word(raised(word.text), word.why) if is_raised else word

    def _is_on(self, properties: Any, styles: tuple[str | None, ...], name: str) -> bool:
        return self._value(properties, styles, name) not in (None, *OFF)

    def _value(self, properties: Any, styles: tuple[str | None, ...], name: str) -> str | None:
        value = own(properties, name)
        return (
            value
            if value is not None
            else next((said for style in styles if (said := self.styles.value(style, name)) is not None), None)
        )

    def _field(self, element: Any) -> None:
        match element.get(f"{W}fldCharType"):
            case "begin":
                self.fields.append(True)
            case "separate" if self.fields:
                self.fields[-1] = False
            case "end" if self.fields:
                self.fields.pop()

    def _mark(self, kind: str, element: Any) -> str:
        """The mark of a footnote; "" where the author's own follows."""
        self.calls += 1
        self.called.append((kind, element.get(f"{W}id", "")))
        return "" if element.get(f"{W}customMarkFollows") else raised(str(self.calls))


def _shown(alternates: Any) -> Any:
    """Of forms of one picture, the first that holds words, else the first."""
    forms = [form for form in alternates if form.tag in (f"{MC}Choice", f"{MC}Fallback")]
    return next((form for form in forms if form.find(f".//{W}t") is not None), forms[0] if forms else ())


def _text(element: Any, tab: str) -> str | None:
    """What an element without elements in it shows; None where it is of another kind."""
    match element.tag.rpartition("}")[2] if element.tag.startswith((W, M)) else "":
        case "t" | "delText":
            return (element.text or "").replace("\n", " ")
        case "tab" | "ptab":
            return tab
        case "br" | "cr":
            return "" if element.get(f"{W}type") in ("page", "column") else "\n"
        case "noBreakHyphen":
            return "-"
    return None
