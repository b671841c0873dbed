"""An item of an ordered list of a web page in; the number that a browser shows before it out."""

import re
from typing import Any, Final

from documents.text.formats.number_formats import written

LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)
FORMATS: Final = {
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "cjk-ideographic": "chineseCounting",
    "simp-chinese-informal": "chineseCounting",
    "cjk-decimal": "ideographDigital",
    "trad-chinese-informal": "chineseCounting",
    "simp-chinese-formal": "chineseLegalSimplified",
    "trad-chinese-formal": "ideographLegalTraditional",
    "cjk-heavenly-stem": "ideographTraditional",
    "cjk-earthly-branch": "ideographZodiac",
    "decimal-leading-zero": "decimalZero",
}
UNNUMBERED: Final = ("none", "disc", "circle", "square", "inherit")
CHINESE: Final = ("chinese", "ideograph")
# An item that prints its number itself, in a list whose style sheet shows none
NUMBERED = re.compile(
    r"[\s（(【第]{0,3}(?:\d{1,3}(?!\d)|[一二三四五六七八九十百]{1,4}|[①-⒛㈠-㈩]|[a-zA-Z])[、.．)）章节条]|[①-⒛㈠-㈩]"
)
LARGEST = 99_999


def item_label(item: Any, place: int | None) -> tuple[str, int]:
    """The number of a `<li>` with the sign behind it, "" where it has none, and how many the list has counted; `place`
    is how many it had before, None before the first item."""
    ordered = item.getparent()
    if ordered is None or ordered.tag != "ol":
        return "", 0
    is_reversed = "reversed" in ordered.attrib
    items = len(ordered.findall("li")) if is_reversed else 1
    first = _integer(ordered.get("start"), items)
    number = first if place is None else place + (-1 if is_reversed else 1)
    number = _integer(item.get("value"), number)
    style = LIST_STYLE.search(f"{ordered.get('style', '')};{item.get('style', '')}")
    name = style[1].lower() if style else item.get("type") or ordered.get("type") or "1"
    if name in UNNUMBERED or NUMBERED.match("".join(item.itertext()).strip()):
        return "", number
    format = FORMATS.get(name, "decimal")
    return written(number, format) + ("、" if format.startswith(CHINESE) else ". "), number


def _integer(text: str | None, default: int) -> int:
    value = (text or "").strip()
    return min(int(value), LARGEST) if re.fullmatch(r"\d{1,9}", value) else default
