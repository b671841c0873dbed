"""The rows of a province in the table of places: hundreds of cities, so that no template goes through them."""

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe

from documents.models import Term
from policykb.insight.place_offers import Named
from policykb.insight.place_totals import Numbers, Place

register = template.Library()

HEAD = '<tr id="p{}"><th scope="row">{}{}</th>{}</tr>'
CITY = '<tr class="small"><td class="inset">{}</td>{}</tr>'
LINK = '<td class="figure"><a href="{}" aria-label="{}的{}">{}</a></td>'
NUMBER = '<td class="figure">{}</td>'
HOLDS = mark_safe('<span class="second">，含以下各地</span>')


@register.simple_tag
def place_rows(place: Place, topic: Term | None) -> SafeString:
    """The rows of the country or a province: with all within it, its own, and of each city and county."""
    region, parts = place.region, [(each.region.name, linked(each.region, each.whole, topic)) for each in place.within]
    if parts and place.own.documents:
        parts.insert(0, (f"{region.name}本级", format_html_join("", NUMBER, ((number,) for number in place.own))))
    head = format_html(HEAD, region.code, region.name, HOLDS if parts else "", linked(region, place.whole, topic))
    return head + format_html_join("", CITY, parts)


def linked(region: Named, numbers: Numbers, topic: Term | None) -> SafeString:
    """The numbers of a region with all within it, those of documents and tasks as links to these."""
    where = {"region": region.code}
    about = where | {"topic": topic.slug} if topic else where
    papers = reverse("topics:detail", args=[topic.slug]) if topic else reverse("documents:list")
    lines = [
        (f"{papers}?{urlencode(where)}", region.name, f"文件，{numbers.documents} 份", numbers.documents),
        (f"{reverse('tasks:list')}?{urlencode(about)}", region.name, f"任务，{numbers.tasks} 项", numbers.tasks),
    ]
    return format_html_join("", LINK, lines) + format_html(NUMBER, numbers.duties)
