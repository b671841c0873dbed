"""The search page: the words and choices of a person in; hits, facets and what was understood out."""

import re
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils import timezone

from documents.models import Agency, Document
from documents.registry.region_tree import depth_of, is_outermost, outermost
from documents.tag_sets.current import current_sets
from documents.tag_sets.sets import Kind
from policykb.answers import Results, by_addresses, is_plain, search, suggest
from policykb.answers.facets import LETTERS, numbers_of, tags_of
from policykb.answers.hit_values import every_value
from policykb.answers.intents import Answer, answer_to
from policykb.answers.intents.asking import Asked
from policykb.answers.ways_on import WaysOn, ways_on
from policykb.asked.counting import asked
from policykb.asked.pages import counted
from policykb.insight.memberships import inclusions_of_place
from policykb.views.facet_values import value_page
from policykb.views.page import remembered
from policykb.views.tasks import Chip
from tasks.filter_panel import Choice, Facet
from tasks.models import Responsibility

HITS_PER_PAGE = 20
LONGEST_QUERY = 200
CHOICES_SHOWN = 8
WIDENED_SHOWN = 6
KINDS = {"task": ("任务", "项"), "document": ("文件", "份"), "target": ("指标", "项"), "agency": ("机构", "个")}
ORDERS = {"relevance": "相关度", "date": "成文日期"}
FACETS = {"region": "地区", "role": "角色", "document": "文件", "agency": "机构", "year": "期限", "topic": "专题"}


@counted
@remembered
def search_page(request: HttpRequest) -> HttpResponse:
    """What matches the words, narrowed by the query string."""
    text = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_QUERY]
    query, misnamed = by_addresses(request.GET, Document.objects.published())
    found, page = find_page(text, query)
    facets = find_facets(found, query) if text else []
    if text and query.get("facet") in LETTERS:
        return every_value_page(request, text, found, query)
    ways = find_ways(text, found, query)
    chips = find_chips(facets, query)
    answer = None if found.plain or chips or page.number > 1 else find_answer(text, found)
    question = asked(text, found.complete, found.total - found.complete)
    context = {
        "query_text": text,
        "results": found,
        **leading(found, answer),
        "widened": [(as_typed(each.typed, text), each.read_as) for each in found.query.widened[:WIDENED_SHOWN]],
        "page": page,
        "asked": question,
        "ways": ways,
        "lifted": lifted_conditions(ways, query) if ways else [],
        "counts": [(*KINDS[kind], count) for kind, count in found.kinds.items() if count],
        "chips": chips,
        **panel(facets, query, misnamed),
        "through": inclusions_of_place(text),
        "crumbs": [("检索", "")],
    }
    response = TemplateResponse(request, "search.html", context)
    response.asked = question  # type: ignore[attr-defined]  # stays with the response where it is kept
    return response


def panel(facets: Sequence[Facet], query: QueryDict, misnamed: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """What stands beside the hits to narrow and order them by."""
    return {
        "facets": facets,
        "has_every_value": True,
        "errors": [*chain(*misnamed.values())],
        "orders": ORDERS,
        "order": order_of(query),
    }


def every_value_page(request: HttpRequest, text: str, found: Results, query: QueryDict) -> HttpResponse:
    """Every value of the condition asked for, with the number of hits it leaves."""
    name, crumb = query.get("facet", ""), (f"检索“{text}”", f"?{urlencode({'q': text})}")
    values = every_value(found.counts, name, FACETS[name], values_of(query, name), crumb)
    return value_page(request, values, find_chips(find_facets(found, query), query))


def leading(found: Results, answer: Answer | None) -> dict[str, Any]:
    """What stands before the hits: the answer, and the records that the query names; not twice the same document."""
    is_told = answer is not None and answer.kind == Asked.DOCUMENT
    return {
        "answer": answer,
        "documents": () if is_told else found.understood.documents,
        "agencies": with_counts(found.understood.agencies),
        "named": {agency.pk for agency in found.understood.agencies},
    }


def as_typed(word: str, text: str) -> str:
    """A word as it stands in what was typed, with its blanks: virtual power plant."""
    found = re.search(r"\s*".join(map(re.escape, word)), text, re.IGNORECASE)
    return found[0] if found else word


def find_answer(text: str, found: Results) -> Answer | None:
    """The answer to what was typed, or to what is read in its place where that is misspelled."""
    return answer_to(found.read_as or text, timezone.localdate(), found.hits)


@remembered
def suggestions(request: HttpRequest) -> HttpResponse:
    """Completions of what has been typed so far, in the format of OpenSearch: words, labels, kinds, addresses. With
    ?kind=agency of agencies alone."""
    text = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_QUERY]
    found = suggest(text, only_agencies=request.GET.get("kind") == "agency") if text else []
    labels = [suggestion.label for suggestion in found]
    kinds = [KINDS[suggestion.kind][0] if suggestion.kind in KINDS else "专题" for suggestion in found]
    urls = [request.build_absolute_uri(suggestion.url) for suggestion in found]
    return JsonResponse(
        [text, labels, kinds, urls], safe=False, content_type="application/x-suggestions+json; charset=utf-8"
    )


def find_page(text: str, query: QueryDict) -> tuple[Results, Page]:
    """The hits of the page asked for, or of the last page where there are fewer."""
    wanted = query.get("page", "1")
    number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 6 else 1
    found = run(text, query, max(1, number))
    page = Paginator(range(found.listed), HITS_PER_PAGE).get_page(number)
    if page.number != number and found.total:
        found = run(text, query, page.number)
    return found, page


def run(text: str, query: QueryDict, number: int) -> Results:
    """One page of hits under the conditions of the query string."""
    filters, kinds = conditions_of(query)
    offset = (number - 1) * HITS_PER_PAGE
    order = order_of(query)
    return search(
        text, kinds=kinds, filters=filters, order=order, limit=HITS_PER_PAGE, offset=offset,
        plain=is_plain(query), today=timezone.localdate(),
    )  # fmt: skip


def conditions_of(query: QueryDict) -> tuple[dict[str, list[str]], list[str] | None]:
    """The conditions of the query string: by facet, and the kinds of hits, None for all."""
    filters = {name: values_of(query, name) for name in FACETS if values_of(query, name)}
    return filters, [kind for kind in values_of(query, "kind") if kind in KINDS] or None


def find_ways(text: str, found: Results, query: QueryDict) -> WaysOn | None:
    """What helps on, where no hit has all words; None where some have, or nothing is asked."""
    if found.complete or not (found.query.terms or found.query.excluded):
        return None
    return ways_on(found.query, tags_of(*conditions_of(query)), text, plain=found.plain)


def lifted_conditions(ways: WaysOn, query: QueryDict) -> list[tuple[str, str, str]]:
    """The conditions without which something has all words: in words, the address without it, how many then."""
    names = {"kind": "结果类别", **FACETS}
    lifted = []
    for name, way in ways.lifted.items():
        left = query.copy()
        for dropped in (name,) if name else names:
            left.pop(dropped, None)
        left.pop("page", None)
        lifted.append((f"不限{names[name]}" if name else "不限条件", "?" + left.urlencode(), way.told))
    return lifted


def values_of(query: QueryDict, name: str) -> list[str]:
    """The values of a condition, without characters that no database takes."""
    return [value.replace("\0", "")[:LONGEST_QUERY] for value in query.getlist(name)[:50] if value.strip("\0 ")]


def order_of(query: QueryDict) -> str:
    """The order asked for if it is known, else by relevance."""
    wanted = query.get("order", "")
    return wanted if wanted in ORDERS else "relevance"


def find_facets(found: Results, query: QueryDict) -> list[Facet]:
    """The conditions of the panel: the kinds, then the facets of the hits, always with the chosen values."""
    kinds = [(kind, word, found.kinds.get(kind, 0)) for kind, (word, _) in KINDS.items()]
    facets = [make_facet("kind", "结果类别", kinds, query, 0)]
    for name, label in FACETS.items():
        keys = numbers_of(found.counts, name) if name in LETTERS else ()
        size = sum(is_outermost(code) for code in keys) if name == "region" else len(keys)
        facets.append(make_facet(name, label, found.facets.get(name, ()), query, size))
    return [facet for facet in facets if any(choice.count or choice.is_chosen for choice in facet.choices)]


def make_facet(name: str, label: str, values: Sequence[tuple[str, str, int]], query: QueryDict, size: int) -> Facet:
    """One condition of the panel, which has values with hits to the number of `size`: the first, and those chosen; of
    a region all that lies in a chosen province."""
    chosen = set(values_of(query, name))
    inner = {value for value, _, _ in values if name == "region" and not is_outermost(value)}
    outer = [value for value, _, _ in values if value not in inner]
    shown = {*outer[:CHOICES_SHOWN], *chosen, *inner, *map(outermost, inner)}
    choices = tuple(
        Choice(
            value,
            words,
            count,
            value in chosen,
            role=value if name == "role" else "",
            depth=depth_of(value) if value in inner else 0,
        )
        for value, words, count in values
        if value in shown
    )
    told = sum(choice.count > 0 and choice.value not in inner for choice in choices)
    return Facet(name, label, choices, max(0, size - told))


def find_chips(facets: Sequence[Facet], query: QueryDict) -> list[Chip]:
    """The conditions in force, each with the address of the search without it."""
    chosen = [(facet, choice) for facet in facets for choice in facet.choices if choice.is_chosen]
    return [Chip(facet.label, choice.label, query_without(query, facet.name, choice.value)) for facet, choice in chosen]


def query_without(query: QueryDict, name: str, value: str) -> str:
    """The query string without one value, for the first page."""
    left = query.copy()
    left.setlist(name, [other for other in left.getlist(name) if other != value])
    left.pop("page", None)
    return "?" + left.urlencode()


def with_counts(agencies: Sequence[Agency]) -> list[Agency]:
    """The agencies understood, in their order, each with its number of tasks by role."""
    tasks = current_sets().of("task") if agencies else Kind()
    for agency in agencies:
        for role in Responsibility.Role.values:
            setattr(agency, f"{role}_count", len(tasks[f"a{agency.pk}.{role}"]))
    return list(agencies)
