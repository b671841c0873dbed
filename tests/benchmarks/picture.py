"""Figures of the benchmark → an SVG: a bar for each engine and size, the 95th percentile of a whole request."""

from typing import Any

ROW, LEFT, WIDTH = 30, 190, 460


def draw(results: list[dict[str, Any]]) -> str:
    """The picture; its bars are on a logarithmic scale from 0.1 ms to 10 s."""
    from math import log10

    rows = []
    for place, result in enumerate(results):
        top = 50 + place * ROW
        length = max(1.0, (log10(result["p95"]) + 1) / 5 * WIDTH)
        rows.append(
            f'<text x="{LEFT - 8}" y="{top + 15}" text-anchor="end">{result["engine"]}, {result["size"]:,}</text>'
            f'<rect x="{LEFT}" y="{top}" width="{length:.1f}" height="20"/>'
            f'<text x="{LEFT + length + 6:.1f}" y="{top + 15}">{result["p95"]:.1f} ms</text>'
        )
    height = 60 + len(results) * ROW
    title = "Whole search request, 95th percentile (logarithmic)"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 740 {height}" font-family="sans-serif" font-size="14">'
        f'<title>{title}</title><text x="8" y="26" font-weight="bold">{title}</text>{"".join(rows)}</svg>\n'
    )
