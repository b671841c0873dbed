"""Every value of one condition of a list, each with how many records it leaves: found by typing, paged.

A list whose panel shows only the first values of a condition answers ?facet=NAME with `value_page`, and tells its
templates so (`has_every_value`): the panel then leads here (templates/_facet.html).
"""

from collections.abc import Sequence

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from documents.text.printable import one_line
from policykb.answers.every_value import EveryValue

VALUES_PER_PAGE = 100
LONGEST = 60  # characters of what is typed to find a value


def value_page(request: HttpRequest, every: EveryValue, chips: Sequence[object] = ()) -> HttpResponse:
    """The values, those that leave most first; with ?find= those whose names have its words. `chips` are the conditions
    in force (templates/_chips.html)."""
    typed = one_line(request.GET.get("find", "").replace("\0", ""))[:LONGEST]
    page = Paginator(every.keys(typed), VALUES_PER_PAGE).get_page(request.GET.get("page"))
    query = every.query(request.GET)
    context = {
        "every": every,
        "typed": typed,
        "page": page,
        "chips": chips,
        "rows": every.rows(page, query),
        "back": f"?{query.urlencode()}",
        "hidden": [(name, value) for name, values in query.lists() for value in values],
        "crumbs": [every.crumb, (every.label, "")],
    }
    return TemplateResponse(request, "facet_values.html", context)
