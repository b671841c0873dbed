"""The lists of a Word document and the number properties of a paragraph in; the label that a reader sees out."""

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any

from documents.text.formats.number_formats import written

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MOST_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: its format, its pattern (（%1）), its first number.

    It begins anew below each number of an outer level; of the `restart` outermost alone where that is given, of none
    where it is 0. `is_legal`: all numbers of its pattern are in digits (1.1 below 一、). `style`: of its paragraphs.
    """

    format: str
    pattern: str
    start: int
    restart: int | None = None
    is_legal: bool = False
    style: str = ""


class Numbering:
    """The lists of a document and how far each has been counted."""

    def __init__(self, root: Any) -> None:
        """`root` is the w:numbering element, None in a document without lists."""
        self.levels: dict[str, dict[int, Level]] = {}
        self.list_of: dict[str, str] = {}
        self.counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        if root is None:
            return
        named: dict[str, Any] = {}  # by the style that other lists take their levels from
        abstracts = list(root.iter(f"{W}abstractNum"))
        for abstract in abstracts:
            named.setdefault(_value(abstract.find(f"{W}styleLink")), abstract)
        for abstract in abstracts:
            link = _value(abstract.find(f"{W}numStyleLink"))
            levels = _levels(named[link] if link in named and link else abstract)
            self.levels[abstract.get(f"{W}abstractNumId", "")] = dict(levels)
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
            if _begins_anew(self.levels[key].get(deeper), depth):
                del counts[deeper]
        return self._written(key, level)

    def depth_of(self, id: str, style: str | None) -> int:
        """The level of list `id` whose paragraphs have this style; 0, the outermost, where none does."""
        levels = self.levels.get(self.list_of.get(id, ""), {})
        return next((depth for depth, level in levels.items() if style and level.style == style), 0)

    def _written(self, key: str, level: Level) -> str:
        if level.format in ("bullet", "none"):
            return ""
        text = level.pattern
        for depth, other in self.levels[key].items():
            number = self.counts[key].get(depth, other.start)
            text = text.replace(f"%{depth + 1}", written(number, "decimal" if level.is_legal else other.format))
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
        _restart(level.find(f"{W}lvlRestart")),
        _is_on(level.find(f"{W}isLgl")),
        _value(level.find(f"{W}pStyle")),
    )


def _restart(element: Any) -> int | None:
    value = _value(element)
    return int(value) if value.isdecimal() and len(value) < 3 else None


def _is_on(element: Any) -> bool:
    return element is not None and element.get(f"{W}val", "1") not in ("0", "false", "off")


def _begins_anew(level: Level | None, above: int) -> bool:
    """Whether a level counts from its first number again once the level `above` it has counted on."""
    return level is None or level.restart is None or above < level.restart


def _override(levels: dict[int, Level], override: Any) -> None:
    depth = _integer(override.get(f"{W}ilvl"), 0)
    own = override.find(f"{W}lvl")
    if own is not None:
        levels[depth] = _level(own)
    start = override.find(f"{W}startOverride")
    if start is not None and depth in levels:
        levels[depth] = replace(levels[depth], start=_integer(_value(start), 1))


def _value(element: Any) -> str:
    return "" if element is None else element.get(f"{W}val", "")


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else default
