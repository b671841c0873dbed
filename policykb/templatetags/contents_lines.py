"""The lines of a document's contents: a long paper has hundreds, so that no template goes through them."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from policykb.reading.contents import Entry

register = template.Library()

LINE = '<li class="depth-{}"><a href="{}#{}">{}<span><span>{}</span>{}</span></a>{}</li>'
NUMBER = '<span class="no{}">{}</span>'
STATE = '<span class="quiet">（{}）</span>'
ELSEWHERE = '<span class="elsewhere" id="{}"></span>'


@register.simple_tag
def contents_lines(entries: Iterable[Entry], is_plain: bool) -> SafeString:
    """The lines; one of another part of the text leads there, without marks where the page has none."""
    return format_html_join("\n", LINE, (parts_of(entry, is_plain) for entry in entries))


def parts_of(entry: Entry, is_plain: bool) -> tuple[object, ...]:
    """What stands in a line."""
    number = format_html(NUMBER, " gapped" if entry.is_apart else "", entry.number) if entry.number else ""
    part = f"?part={entry.part}{'&plain=1' if is_plain else ''}" if entry.part else ""
    state = format_html(STATE, entry.state) if entry.state else ""
    elsewhere = format_html_join("", ELSEWHERE, ((anchor,) for anchor in entry.anchors))
    return entry.section.level, part, entry.section.anchor, number, entry.title, state, elsewhere
