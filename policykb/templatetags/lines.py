"""Hundreds of short lines at once: a template that goes through them one by one takes ten times as long."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

register = template.Library()

LEADER = '<li><a href="{}"><span>{}</span><span class="dots"></span><span class="note">{}</span></a></li>'
NOTED = '<p class="pieces"><a href="{}">{}</a><span class="quiet">{}</span></p>'
OPTION = '<option value="{}">'
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
