"""What stands around every page: the sections of the site, and links that keep the query string."""

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, unquote, urlencode

import segno
from django import template
from django.conf import settings
from django.core.paginator import Page
from django.http import QueryDict
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}

# Address name → word. A section whose pages are not there yet is left out.
SECTIONS = {
    "tasks:list": "任务",
    "agencies:list": "机构",
    "documents:list": "文件",
    "targets:list": "指标",
    "timeline": "时间轴",
    "topics:list": "专题",
    "matrix": "矩阵",
}


def address(name: str) -> str:
    """The address of that name, or "" where there is none."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@register.inclusion_tag("_sections.html", takes_context=True)
def sections(context: Context) -> dict[str, Any]:
    """The navigation, with the present page or its section marked."""
    path = context["request"].path if "request" in context else ""
    found = [(address(name), label) for name, label in SECTIONS.items()]
    return {
        "sections": [
            {"url": url, "label": label, "current": "page" if path == url else "true" if path.startswith(url) else ""}
            for url, label in found
            if url
        ]
    }


@register.simple_tag(takes_context=True)
def hidden_fields(context: Context, *names: str) -> list[tuple[str, str]]:
    """The query string's values under these names, for a form that has to keep them."""
    query: QueryDict = context["request"].GET
    return [(name, value) for name in names for value in query.getlist(name)]


@register.simple_tag(takes_context=True)
def readable_address(context: Context) -> str:
    """The page's address in Chinese, for paper; "" for the page of a request that makes no sense."""
    request = context.get("request")
    return unquote(request.build_absolute_uri()) if request else ""


@register.filter
def readable(address: str) -> str:
    """An address in Chinese, for paper."""
    return unquote(address)


@register.simple_tag
def qr(site: str, path: str) -> SafeString:
    """A square that a phone reads as this address, as SVG."""
    picture: str = segno.make_qr(site + path, error="m").svg_inline(
        border=0, omitsize=True, svgclass=None, lineclass=None
    )
    return mark_safe(picture)


@register.simple_tag
def linked_data(facts: dict[str, Any]) -> SafeString:
    """What a page is about, as data in the page: no browser runs it, and no word can end it."""
    words = json.dumps(facts, ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(words))


@register.simple_tag(takes_context=True)
def report_address(context: Context, place: str = "") -> str:
    """Where a letter about an error on this page goes, its place in the subject; "" where nobody would read it."""
    if not settings.CONTACT_EMAIL or "request" not in context:
        return ""
    letter = {"subject": f"报告差错：{place}".rstrip("："), "body": context["request"].build_absolute_uri()}
    return f"mailto:{settings.CONTACT_EMAIL}?{urlencode(letter, quote_via=quote)}"


@register.filter
def page_numbers(page: Page) -> Iterable[int | str]:
    """The numbers to show under a list, with gaps."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)


@register.filter
def page_told(page: Page) -> str:
    """Which page of a list it is, for its title; "" for the first: （第 2 页）."""
    return f"（第 {page.number} 页）" if page.number > 1 else ""
