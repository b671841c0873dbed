"""The styles part of a Word document in; what a style says of its paragraphs and characters out."""

from collections.abc import Iterator
from typing import Any

from documents.text.formats.numbering import W

MOST_STYLES = 12  # a style may rest on another, and that on a third
OFF = ("0", "false", "off")


class Styles:
    """The styles of a document by their names."""

    def __init__(self, root: Any) -> None:
        """`root` is the w:styles element, None in a document without styles."""
        self.styles = {} if root is None else {style.get(f"{W}styleId"): style for style in root.iter(f"{W}style")}
        self.said: dict[tuple[str | None, str], str | None] = {}

    def name(self, id: str | None) -> str:
        """The name of a style in small letters, "" where there is none."""
        style = self.styles.get(id)
        name = None if style is None else style.find(f"{W}name")
        return "" if name is None else name.get(f"{W}val", "").lower()

    def chain(self, id: str | None) -> Iterator[Any]:
        """The style and those that it rests on, the nearest first."""
        style = self.styles.get(id)
        for _ in range(MOST_STYLES):
            if style is None:
                return
            yield style
            base = style.find(f"{W}basedOn")
            style = None if base is None else self.styles.get(base.get(f"{W}val"))

    def value(self, id: str | None, property: str) -> str | None:
        """What the nearest style of the chain says of a property of its characters; None where none says anything."""
        key = (id, property)
        if key not in self.said:
            holders = (style.find(f"{W}rPr") for style in self.chain(id))
            self.said[key] = next((value for holder in holders if (value := own(holder, property)) is not None), None)
        return self.said[key]


def own(properties: Any, name: str) -> str | None:
    """What a w:rPr says of a property: its value, "1" where it only names it; None where it says nothing."""
    element = None if properties is None else properties.find(f"{W}{name}")
    return None if element is None else element.get(f"{W}val", "1")


def style_id(paragraph: Any) -> str | None:
    """The style of a paragraph, None where it names none."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return None if style is None else style.get(f"{W}val")
