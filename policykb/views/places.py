"""Places at a glance: what there is from each province, as tiles and as a table; on a topic with ?topic=."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from documents.exchange.typed import NotUnderstood
from documents.models import Term
from documents.tag_sets.current import current_sets
from policykb.answers.named import asked, topic_named
from policykb.insight.place_totals import find_places
from policykb.pictures.tile_grid import HEIGHT, SHADES, WIDTH, draw_tiles
from policykb.views.page import remembered

SHOWN = {"documents": ("文件", "份"), "tasks": ("任务", "项"), "duties": ("责任", "项")}


@remembered
def places(request: HttpRequest) -> HttpResponse:
    """The tiles and the table. ?show= is documents, tasks or duties; ?topic= counts what speaks of that topic."""
    topic, errors = read_topic(request)
    found = find_places(current_sets(), topic)
    shown = request.GET.get("show", "")
    shown = shown if shown in SHOWN else ("tasks" if topic else "documents")
    filled = [place for place in found if any(place.whole)]
    context = {
        "topic": topic,
        "errors": errors,
        "shown": shown,
        "label": SHOWN[shown][0],
        "unit": SHOWN[shown][1],
        "choices": [(name, label) for name, (label, _) in SHOWN.items()],
        "tiles": draw_tiles(found, shown),
        "size": (WIDTH, HEIGHT),
        "shades": range(1, SHADES + 1),
        "places": filled,
        "provinces": sum(place.region.level == "province" for place in filled),
        "total": sum(place.total(shown) for place in found),
        "empty": [place for place in found if place not in filled],
        "crumbs": [("各地", "")],
    }
    return TemplateResponse(request, "places.html", context)


def read_topic(request: HttpRequest) -> tuple[Term | None, list[str]]:
    """The topic that the query string names, by name or address, None for none, and what is wrong with it."""
    words = asked(request, "topic")
    if not words:
        return None, []
    try:
        return topic_named(words), []
    except NotUnderstood as error:
        return None, [str(error)]
