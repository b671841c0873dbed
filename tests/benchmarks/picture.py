"""Figures of the benchmarks → SVG: of search for each size and engine a bar to the 95th percentile, a notch at the
median; of pages how their time grows with the number of tasks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log10
from typing import Any

NAMES = {"tantivy": "tantivy", "sqlite": "SQLite", "postgresql": "PostgreSQL", "opensearch": "OpenSearch"}
LEAST, MOST = 0.1, 1000.0  # milliseconds, the ends of the scale
LEFT, WIDTH, ROW, GROUP, TOP = 150, 480, 26, 34, 64
TITLE = "A whole search request: median (notch) and 95th percentile (bar), in milliseconds"


def draw(results: list[dict[str, Any]]) -> str:
    """The picture, on a logarithmic scale; the ratio behind a bar is that to tantivy's 95th percentile."""
    rows: list[str] = []
    top = TOP
    floors = {result["size"]: result["p95"] for result in results if result["engine"] == "tantivy"}
    for size in dict.fromkeys(result["size"] for result in results):
        rows.append(f'<text x="16" y="{top + 20}" font-weight="bold">{size:,} tasks</text>')
        top += GROUP
        for result in (each for each in results if each["size"] == size):
            rows.append(bar(result, top, floors.get(size)))
            top += ROW
    return framed(TITLE, top + 20, [*grid(top), *rows])


def framed(title: str, height: float, parts: Sequence[str]) -> str:
    """A picture with a title above what is drawn."""
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 780 {height}" font-family="sans-serif"'
            ' font-size="14" fill="#16191c">',
            f"<title>{title}</title>",
            f'<rect width="780" height="{height}" fill="#ffffff"/>',
            f'<text x="16" y="26" font-size="15" font-weight="bold">{title}</text>',
            *parts,
            "</svg>\n",
        ]
    )


def place(milliseconds: float) -> float:
    """Where a time stands on the scale."""
    share = log10(min(max(milliseconds, LEAST), MOST) / LEAST) / log10(MOST / LEAST)
    return LEFT + share * WIDTH


def grid(bottom: float) -> list[str]:
    """A line and a figure at each power of ten."""
    lines = []
    for power in range(round(log10(LEAST)), round(log10(MOST)) + 1):
        x = place(10.0**power)
        lines.append(f'<path d="M{x:.1f} {TOP}V{bottom}" stroke="#d3d8db"/>')
        lines.append(f'<text x="{x:.1f}" y="{TOP - 8}" text-anchor="middle" fill="#5c646b">{10.0**power:g}</text>')
    return lines


def bar(result: dict[str, Any], top: float, floor: float | None) -> str:
    """One engine's bar with its name, time and ratio."""
    end, notch = place(result["p95"]), place(result["p50"])
    is_reference = result["engine"] == "tantivy"
    fill = 'fill="#ffffff" stroke="#16191c"' if is_reference else 'fill="#41474d"'
    ratio = f" = {result['p95'] / floor:.1f} × tantivy" if floor and not is_reference else ""
    return (
        f'<text x="{LEFT - 10}" y="{top + 14}" text-anchor="end">{NAMES[result["engine"]]}</text>'
        f'<rect x="{LEFT}" y="{top + 1}" width="{end - LEFT:.1f}" height="17" {fill}/>'
        f'<path d="M{notch:.1f} {top - 1}v21" stroke="#a5201b" stroke-width="3"/>'
        f'<text x="{end + 8:.1f}" y="{top + 14}">{result["p95"]:.1f}{ratio}</text>'
    )


GROWTH = "Pages when nothing is remembered, by number of tasks: × the time of a bare page"
RIGHT, BOTTOM, HIGHEST, FLOOR, CEILING = 530, 400, 64, 1.0, 10_000.0
MARKS = {"sqlite": ("#16191c", ""), "postgresql": ("#a5201b", ""), "datasette": ("#5c646b", "4 4")}


@dataclass(frozen=True, slots=True)
class Series:
    """A line of the picture of growth: which mark it has, what is said at its end, and its points: tasks, ratio."""

    mark: str
    label: str
    points: Sequence[tuple[int, float]]
    is_thin: bool = False


def draw_growth(series: Sequence[Series], goals: Sequence[tuple[int, float]]) -> str:
    """The lines on two logarithmic scales; the goals are short strokes at their sizes."""
    sizes = sorted({size for each in series for size, _ in each.points})
    parts = [*growth_grid(sizes)]
    for size, goal in goals:
        if size in sizes:
            x, y = along(size, sizes), up(goal)
            words = f'text-anchor="end" fill="#5c646b">goal {goal:g}×</text>'
            parts.append(f'<path d="M{x - 24:.1f} {y:.1f}h48" stroke="#5c646b" stroke-width="2"/>')
            parts.append(f'<text x="{x - 6:.1f}" y="{y - 8:.1f}" {words}')
    heights = spread([up(each.points[-1][1]) for each in series if each.points])
    for each, height in zip([each for each in series if each.points], heights, strict=True):
        parts += line_of(each, sizes, height)
    return framed(GROWTH, BOTTOM + 50, parts)


def line_of(series: Series, sizes: Sequence[int], height: float) -> Iterator[str]:
    """A line with its points, and its label at this height beside the end."""
    colour, dashes = MARKS[series.mark]
    places = [(along(size, sizes), up(ratio)) for size, ratio in series.points]
    path = " ".join(f"{'L' if number else 'M'}{x:.1f} {y:.1f}" for number, (x, y) in enumerate(places))
    width = 1 if series.is_thin else 2.5
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    yield f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width}"{dashed}/>'
    for x, y in places:
        fill = "#ffffff" if series.is_thin else colour
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{fill}" stroke="{colour}" stroke-width="1.5"/>'
    ratio = series.points[-1][1]
    said = f"{ratio:.0f}×" if ratio >= 10 else f"{ratio:.1f}×"
    x = places[-1][0]
    yield f'<text x="{x + 12:.1f}" y="{height + 5:.1f}" fill="{colour}">{said} {series.label}</text>'


def growth_grid(sizes: Sequence[int]) -> Iterator[str]:
    """A line at each power of ten up, and one at each size."""
    for power in range(round(log10(CEILING)) + 1):
        y = up(10.0**power)
        yield f'<path d="M{LEFT - 70} {y:.1f}H{RIGHT}" stroke="#d3d8db"/>'
        yield f'<text x="{LEFT - 78}" y="{y + 5:.1f}" text-anchor="end" fill="#5c646b">{10**power:,}×</text>'
    for size in sizes:
        x = along(size, sizes)
        yield f'<path d="M{x:.1f} {HIGHEST}V{BOTTOM}" stroke="#d3d8db"/>'
        yield f'<text x="{x:.1f}" y="{BOTTOM + 24}" text-anchor="middle" fill="#5c646b">{size:,}</text>'


def along(size: int, sizes: Sequence[int]) -> float:
    """How far to the right a number of tasks stands."""
    least, most = log10(min(sizes)), log10(max(sizes))
    left = LEFT - 30
    return left + (log10(size) - least) / ((most - least) or 1) * (RIGHT - left)


def up(ratio: float) -> float:
    """At what height a ratio stands."""
    share = log10(min(max(ratio, FLOOR), CEILING) / FLOOR) / log10(CEILING / FLOOR)
    return BOTTOM - share * (BOTTOM - HIGHEST)


def spread(heights: Sequence[float], apart: float = 18) -> list[float]:
    """The heights, moved so far that words at them do not stand on one another, in their order."""
    placed: dict[int, float] = {}
    lowest = -1e9
    for number in sorted(range(len(heights)), key=lambda number: heights[number]):
        lowest = placed[number] = max(heights[number], lowest + apart)
    return [placed[number] for number in range(len(heights))]
