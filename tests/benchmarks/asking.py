"""Pages asked for in turns with a bare one: fresh, kept, and after an edit; with how many queries each takes.

Also the addresses that all are asked at: the site's own, and two that are as little as a page can be.
"""

import gzip
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter, process_time
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import path, reverse
from lxml.html import document_fromstring

from policykb import urls
from policykb.settings import CACHES
from tasks.models import Task

BARE, FRAME = "/bare/", "/frame/"
BARE_TIMES = 3  # it is asked for more often: all else is divided by its time
# Where other work goes on, CPU_TIME=1 counts the time of this process alone; a database in another one is left out then
clock = process_time if os.environ.get("CPU_TIME") else perf_counter


def bare(request: HttpRequest) -> HttpResponse:
    """A page with one sentence: no template, no query."""
    return HttpResponse("<!doctype html><title>Bare</title><p>Nothing.")


def frame(request: HttpRequest) -> HttpResponse:
    """The frame that all pages have, with nothing in it."""
    return TemplateResponse(request, "base.html", {})


urlpatterns = [path("bare/", bare), path("frame/", frame), *urls.urlpatterns]
handler400, handler403, handler404 = urls.handler400, urls.handler403, urls.handler404

benchmarked = override_settings(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["testserver"])


@dataclass(frozen=True, slots=True)
class Figures:
    """What one page took: milliseconds fresh, kept and after an edit, each with the bare page's in the same turns; the
    number of queries when fresh; kilobytes as compressed."""

    address: str
    fresh: float
    fresh_bare: float
    frame: float
    kept: float
    kept_bare: float
    edited: float
    edited_bare: float
    queries: int
    kilobytes: float


class Editor:
    """Changes the title of one task again and again, in the admin's form."""

    def __init__(self, task: Task) -> None:
        self.browser, self.task = Client(), task
        staff, _ = get_user_model().objects.get_or_create(username="benchmark", is_staff=True, is_superuser=True)
        self.browser.force_login(staff)
        self.title = task.title
        self.times = 0

    def edit(self) -> None:
        """One edit."""
        self.times += 1
        address = reverse("admin:tasks_task_change", args=[self.task.pk])
        page = document_fromstring(self.browser.get(address).content.decode())
        values: dict[str, list[str]] = {}
        for name, value in page.get_element_by_id("task_form").form_values():
            values.setdefault(name, []).append(value)
        response = self.browser.post(address, values | {"title": [f"{self.title}（{self.times}）"]})
        assert response.status_code == 302, "the form was refused"


def measured(address: str, editor: Editor, rounds: int) -> Figures:
    """The figures of a page; the least of the rounds counts: other work on the machine can only add to it."""
    client = Client()
    content = client.get(address).content
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
        queries = len(captured)
    fresh, fresh_bare, in_frame = in_turns(client, [address, BARE, FRAME], rounds)
    with override_settings(CACHES=CACHES):
        client.get(address)
        kept, kept_bare = in_turns(client, [address, BARE], rounds)
        edited, edited_bare = in_turns(client, [address, BARE], rounds, before=editor.edit)
    return Figures(
        address=address,
        fresh=fresh,
        fresh_bare=fresh_bare,
        frame=in_frame,
        kept=kept,
        kept_bare=kept_bare,
        edited=edited,
        edited_bare=edited_bare,
        queries=queries,
        kilobytes=len(gzip.compress(content, 6)) / 1000,
    )


def in_turns(
    client: Client, addresses: Sequence[str], rounds: int, before: Callable[[], Any] = lambda: None
) -> list[float]:
    """The least milliseconds of each of the addresses, asked for one after another in each round. What comes `before`
    a round is not timed."""
    times: dict[str, list[float]] = {address: [] for address in addresses}
    for _ in range(rounds):
        before()
        for address, found in times.items():
            for _ in range(BARE_TIMES if address == BARE else 1):
                start = clock()
                response = client.get(address)
                found.append((clock() - start) * 1000)
                assert response.status_code in (200, 404), f"{address}: {response.status_code}"
    return [min(found) for found in times.values()]
