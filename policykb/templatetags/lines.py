"""Hundreds of short lines at once: a template that goes through them one by one takes ten times as long."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from policykb.templatetags.wording import role
from tasks.filter_panel import Facet

register = template.Library()

LEADER = '<li><a href="{}"><span>{}</span><span class="dots"></span><span class="note">{}</span></a></li>'
NOTED = '<p class="pieces"><a href="{}">{}</a><span class="quiet">{}</span></p>'
OPTION = '<option value="{}">'
REGION = '<option value="{}"{}>{}{}（{} 份文件）</option>'
CHOICE = (
    '<label class="depth-{}{}"><input type="checkbox" name="{}" value="{}"{}><span>{}</span>'
    '<span class="count">{}<span class="unseen"> {}</span></span></label>'
)
CHECKED, SELECTED = mark_safe(" checked"), mark_safe(" selected")
LINK = '<a href="{}">{}</a>'


@register.filter
def leaders(lines: Iterable[tuple[str, str, str]]) -> SafeString:
    """Lines of a directory, of addresses, names and numbers: 氢能 ……… 8."""
    return format_html_join("\n", LEADER, lines)


@register.filter
def links(lines: Iterable[tuple[str, str]]) -> SafeString:
    """Links side by side, of addresses and words."""
    return format_html_join("\n", LINK, lines)


@register.filter
def noted(lines: Iterable[tuple[str, str, str]]) -> SafeString:
    """Links one under another, each with a note: 青海省能源局 2 项，首列."""
    return format_html_join("\n", NOTED, lines)


@register.filter
def options(values: Iterable[str]) -> SafeString:
    """Values to choose from while typing."""
    return format_html_join("", OPTION, ((value,) for value in values))


@register.simple_tag
def region_options(regions: Iterable[tuple[str, str, int, int]], chosen: str) -> SafeString:
    """Regions to choose from, of code, name, depth and number of documents; one may be chosen."""
    lines = (
        (code, SELECTED if code == chosen else "", "　" * depth, name, count) for code, name, depth, count in regions
    )
    return format_html_join("", REGION, lines)


@register.simple_tag
def choices(facet: Facet, unit: str) -> SafeString:
    """The values of a condition as boxes, each with how many it leaves."""
    lines = (
        (
            choice.depth, "" if choice.count or choice.is_chosen else " none", facet.name, choice.value,
            CHECKED if choice.is_chosen else "", role(choice.role) if choice.role else choice.label, choice.count, unit,
        )
        for choice in facet.choices
    )  # fmt: skip
    return format_html_join("\n", CHOICE, lines)
