"""Figures of the benchmark → an SVG: for each size and engine a bar to the 95th percentile, a notch at the median."""

from math import log10
from typing import Any

NAMES = {"tantivy": "tantivy", "sqlite": "SQLite", "postgresql": "PostgreSQL"}
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
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 780 {top + 20}" font-family="sans-serif"'
            ' font-size="14" fill="#16191c">',
            f"<title>{TITLE}</title>",
            f'<rect width="780" height="{top + 20}" fill="#ffffff"/>',
            f'<text x="16" y="26" font-size="15" font-weight="bold">{TITLE}</text>',
            *grid(top),
            *rows,
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
