"""Scales as pictures (SVG). A page has a hundred of them, which a template would take ten times as long to draw."""

from collections.abc import Iterator

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from policykb.pictures.scales import FALL, RISE, Scale

register = template.Library()

TRACK = '<rect class="track" x="2" y="5" width="200" height="10"/><path class="end" d="M2.5 5v10M201.5 5v10"/>'


@register.filter
def drawn(scale: Scale) -> SafeString:
    """The scale with the number at either end."""
    lines = mark_safe("".join(parts_of(scale)))  # numbers alone
    return format_html(
        '<span class="scale" aria-hidden="true"><span>{}</span>'
        '<svg viewBox="0 0 204 20" width="204" height="20" focusable="false">{}</svg><span>{}</span></span>',
        conditional_escape(scale.low), lines, conditional_escape(scale.high),
    )  # fmt: skip


def parts_of(scale: Scale) -> Iterator[str]:
    """The track, where a change begins, the same indicator elsewhere, the bar or arrow, and the line of the target."""
    yield TRACK
    if scale.zero:
        yield path("end", f"M{scale.zero}.5 5v10")
    yield from (path("other", f"M{place} 3v14") for place in scale.others)
    if bar := scale.bar:
        yield path("arrow" if scale.kind in (FALL, RISE) else "bar", f"M{bar[0]} 10H{bar[1]}")
    if scale.kind == FALL:
        yield path("head", f"M{scale.place} 10l9 -5v10z", 4)
    elif scale.kind == RISE:
        yield path("head", f"M{scale.place} 10l-9 -5v10z", 0)
    yield path("line about" if scale.kind == "about" else "line", f"M{scale.place} 2v16")
    if scale.kind == "range":
        yield path("line", f"M{scale.second} 2v16")


def path(name: str, line: str, moved: int = 2) -> str:
    """A line of a class, moved to the right by so many units."""
    move = f' transform="translate({moved})"' if moved else ""
    return f'<path class="{name}" d="{line}"{move}/>'
