"""The lists of a Word document and the number properties of a paragraph in; the label that a reader sees out."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DIGITS = "〇一二三四五六七八九"
ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ["m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"],
        strict=True,
    )
)
MOST_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: its format, its pattern (（%1）), its first number."""

    format: str
    pattern: str
    start: int


class Numbering:
    """The lists of a document and how far each has been counted."""

    def __init__(self, root: Any) -> None:
        """`root` is the w:numbering element, None in a document without lists."""
        self.levels: dict[str, dict[int, Level]] = {}
        self.list_of: dict[str, str] = {}
        self.counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        if root is None:
            return
        for abstract in root.iter(f"{W}abstractNum"):
            self.levels[abstract.get(f"{W}abstractNumId", "")] = dict(_levels(abstract))
        for number in root.findall(f"{W}num"):
            self._add_list(number)

    def _add_list(self, number: Any) -> None:
        id = number.get(f"{W}numId", "")
        abstract = _value(number.find(f"{W}abstractNumId"))
        self.list_of[id] = abstract
        overrides = number.findall(f"{W}lvlOverride")
        if overrides:
            # A list that restarts counts for itself.
            self.list_of[id] = f"{abstract}/{id}"
            levels = dict(self.levels.get(abstract, {}))
            for override in overrides:
                _override(levels, override)
            self.levels[f"{abstract}/{id}"] = levels

    def label(self, id: str, depth: int) -> str:
        """The label of the next paragraph of list `id` at level `depth` (0 is the outermost), "" where it shows none.

        Counts on: to be called once for each numbered paragraph, in order.
        """
        key = self.list_of.get(id, "")
        level = self.levels.get(key, {}).get(depth)
        if level is None:
            return ""
        counts = self.counts[key]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        return self._written(key, level)

    def _written(self, key: str, level: Level) -> str:
        if level.format in ("bullet", "none"):
            return ""
        text = level.pattern
        for depth, other in self.levels[key].items():
            number = self.counts[key].get(depth, other.start)
            text = text.replace(f"%{depth + 1}", written(number, other.format))
        return f"{text} " if text and (text[-1].isascii() or text.startswith("第")) and text[-1] != ")" else text


def _levels(abstract: Any) -> Any:
    for level in abstract.findall(f"{W}lvl"):
        depth = _integer(level.get(f"{W}ilvl"), 0)
        if depth < MOST_LEVELS:
            yield depth, _level(level)


def _level(level: Any) -> Level:
    return Level(
        _value(level.find(f"{W}numFmt")) or "decimal",
        _value(level.find(f"{W}lvlText")),
        _integer(_value(level.find(f"{W}start")), 1),
    )


def _override(levels: dict[int, Level], override: Any) -> None:
    depth = _integer(override.get(f"{W}ilvl"), 0)
    own = override.find(f"{W}lvl")
    if own is not None:
        levels[depth] = _level(own)
    start = override.find(f"{W}startOverride")
    if start is not None and depth in levels:
        levels[depth] = Level(levels[depth].format, levels[depth].pattern, _integer(_value(start), 1))


def _value(element: Any) -> str:
    return "" if element is None else element.get(f"{W}val", "")


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else default


def written(number: int, format: str) -> str:
    """A number as a list of this format (w:numFmt) writes it; in digits where the format is not known.

    >>> written(12, "chineseCounting"), written(12, "lowerRoman"), written(12, "decimalZero")
    ('十二', 'xii', '12')
    """
    match format:
        case (
            "chineseCounting"
            | "chineseCountingThousand"
            | "taiwaneseCounting"
            | "japaneseCounting"
            | "ideographTraditional"
        ):
            return _counted(number)
        case "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand":
            return "".join(DIGITS[int(digit)] for digit in str(number))
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if 1 <= number <= 20:
            return chr(0x2460 + number - 1)
        case "lowerRoman" | "upperRoman" if 0 < number < 4000:
            roman = _roman(number)
            return roman.upper() if format == "upperRoman" else roman
        case "lowerLetter" | "upperLetter" if number > 0:
            letters = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 8)
            return letters.upper() if format == "upperLetter" else letters
        case "decimalZero":
            return f"{number:02}"
    return str(number)


def _counted(number: int) -> str:
    """12 → 十二, 103 → 一百零三; 1000 and more stay in digits."""
    if not 0 < number < 1000:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (DIGITS[ones] if ones else "")


def _roman(number: int) -> str:
    text = ""
    for value, letters in ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text
