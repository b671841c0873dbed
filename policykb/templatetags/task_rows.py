"""Parts of the row of a task. Lists have twenty rows and more, which a template would take three times as long for."""

from collections.abc import Iterator

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from policykb.insight.by_when import ByWhen
from policykb.insight.rows import TaskRow
from policykb.insight.tiers import Tier
from policykb.templatetags.wording import amount

register = template.Library()

SHOWN = 2  # of the figures and of the days
BREAK = mark_safe("<br>")
PARTNERS = "<span><b>{}</b><span>{}{}</span></span>"


@register.filter
def partners(row: TaskRow) -> SafeString:
    """The other agencies by role, a few by name: 配合 省财政厅、省商务厅等 5 个单位."""
    found = ((each.label, "、".join(each.shown), f"等 {len(each.duties)} 个单位" if each.has_more else "")
             for each in row.partners)  # fmt: skip
    return format_html_join("", PARTNERS, found)


@register.filter
def facts(row: TaskRow, with_general: bool = False) -> SafeString:
    """The first figures and days of a task; `with_general`, where it has no day, also what its document says in
    general."""
    return format_html_join(BREAK, "{}", ((line,) for line in lines_of(row, with_general)))


def lines_of(row: TaskRow, with_general: bool) -> Iterator[SafeString]:
    """The same, line by line."""
    for target in row.figures[:SHOWN]:
        yield format_html("<span>{} <b>{}</b></span>", target.indicator, amount(target))
    if len(row.figures) > SHOWN:
        yield format_html('<a href="{}">共 {} 项指标</a>', row.task.get_absolute_url(), len(row.figures))
    yield from map(dated, row.days[:SHOWN])
    if with_general and not row.days:
        for time in row.times.best[:SHOWN]:
            yield format_html("<small>{} {}</small>", time.tier.label, time.words)


def dated(time: ByWhen) -> SafeString:
    """A day, with its ground where it is that of a part."""
    ground = format_html(" <small>（{}）</small>", time.tier.label) if time.tier is Tier.PART else ""
    return format_html("<span>{}{}</span>", time.words, ground)
