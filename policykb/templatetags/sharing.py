"""What stands in the head of a page for those who pass it on or find it from outside: its address, words and place."""

from typing import Any
from urllib.parse import quote

from django import template
from django.db.models import Model
from django.http import HttpRequest
from django.template import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

from policykb.asked.marks import marked_address
from policykb.machines.linked_data import trail_data
from policykb.views.page import site_of

register = template.Library()


@register.simple_tag(takes_context=True)
def block_words(context: Context, name: str) -> SafeString:
    """What the page puts into a block (title), to be said a second time."""
    blocks: Any = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block(name) if blocks else None
    return mark_safe(block.nodelist.render(context).strip()) if block else mark_safe("")


@register.simple_tag(takes_context=True)
def canonical(context: Context) -> str:
    """The one address of a page, whatever was asked of it; "" for the page of a request that makes no sense."""
    request: HttpRequest | None = context.get("request")
    return request.build_absolute_uri(request.path) if request else ""


@register.simple_tag(takes_context=True)
def address_of_hit(context: Context, url: str, record: Model) -> str:
    """The address of what a page of hits leads to, marked where it is counted which of it is opened."""
    question = context.get("asked")
    return marked_address(url, question, record) if question else url


@register.simple_tag(takes_context=True)
def static_address(context: Context, path: str) -> str:
    """The whole address of a static file, as other sites need it."""
    request: HttpRequest | None = context.get("request")
    return request.build_absolute_uri(static(path)) if request else static(path)


@register.simple_tag(takes_context=True)
def trail(context: Context) -> dict[str, Any] | None:
    """The breadcrumbs of a page as data, None where it has none."""
    request, crumbs = context.get("request"), context.get("crumbs")
    return trail_data(crumbs, site_of(request), quote(request.path)) if request and crumbs else None
