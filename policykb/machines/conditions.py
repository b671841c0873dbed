"""A query string and the conditions that an address knows in; those it does not know, in sentences, out.

A list for machines cannot show that a condition was not applied: an unknown one is refused, not ignored.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase

from documents.exchange.typed import shortened
from policykb.answers.document_conditions import NAMES as DOCUMENT_CONDITIONS
from policykb.answers.target_conditions import NAMES as TARGET_CONDITIONS
from policykb.failures.errors import error_page
from tasks.filters import TaskFilter

View = Callable[..., HttpResponseBase]

TASKS: Final = (*TaskFilter.base_filters, "order", "plain")
DOCUMENTS: Final = (*DOCUMENT_CONDITIONS, "order")
DEADLINES: Final = ("document", "region", "agency", "role", "topic", "year")
TARGETS: Final = TARGET_CONDITIONS
PAGES: Final = ("page", "per_page")
MOST_TOLD: Final = 5


def unknown_conditions(request: HttpRequest, known: Sequence[str]) -> Iterator[str]:
    """A sentence for each condition that is not known here, for the first few."""
    there = f"只有 {'、'.join(known)}" if known else "也没有别的条件"
    for name in [name for name in request.GET if name not in known][:MOST_TOLD]:
        yield f"这里没有“{shortened(name)}”这个条件，{there}。"


def takes(*known: str) -> Callable[[View], View]:
    """A view for machines that takes these conditions only; others give a 400 that names them."""

    def checked(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            wrong = list(unknown_conditions(request, known))
            return error_page(request, 400, "条件有错。", "".join(wrong)) if wrong else view(request, *args, **kwargs)

        return answer

    return checked
