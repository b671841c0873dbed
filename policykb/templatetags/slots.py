"""The cells of the rows of both matrices: there are hundreds, so that no template goes through them."""

from collections.abc import Iterable, Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from documents.models import Document
from documents.paths import path_to
from policykb.insight.departments import Cell, PlaceRow
from policykb.insight.duty_table import MatrixRow
from policykb.templatetags.wording import glyph

register = template.Library()

CELL = "<td>{}</td>"
SLOT = "<span>{}</span>"
SLOTS = '<span class="slots">{}</span>'
LINK = '<a href="{}?{}">{} {}</a>'
PLACE = '<td class="tasks">{}</td>'
BODIES = '<a href="{}?{}">{}</a>'
Column = tuple[Document, Sequence[str]]  # with the roles that any row has in it


@register.filter
def slots(row: MatrixRow, columns: Iterable[Column]) -> SafeString:
    """The cells of an agency's row, one for each document."""
    return format_html_join("", CELL, ((slots_in(row, *column),) for column in columns))


def slots_in(row: MatrixRow, document: Document, roles: Sequence[str]) -> SafeString | str:
    """The numbers of an agency's duties in a document, each in its role's place; "" without any."""
    cell = row.cells.get(document.pk)
    if not cell:
        return ""
    lines = ((numbered(row, document, role, cell[role]) if role in cell else "",) for role in roles)
    return format_html(SLOTS, format_html_join("", SLOT, lines))


def numbered(row: MatrixRow, document: Document, role: str, count: int) -> SafeString:
    """The number of duties in a role, which leads to the tasks."""
    query = urlencode({"agency": row.agency.slug, "document": document.slug, "role": role})
    return format_html(LINK, path_to("tasks:list"), query, glyph(role), count)


@register.filter
def cells(row: PlaceRow) -> SafeString:
    """The cells of a province's row, one for each line: the tasks of its bodies; where these are too many to be named
    in an address, the number leads to the province."""
    place = urlencode({"region": row.region.code})
    return format_html_join("", PLACE, ((counted(cell, place),) for cell in row.cells))


def counted(cell: Cell, place: str) -> SafeString | str:
    """The number of a cell; "" for none."""
    if not cell.count:
        return ""
    return format_html(BODIES, path_to("tasks:list") if cell.query else "", cell.query or place, cell.count)
