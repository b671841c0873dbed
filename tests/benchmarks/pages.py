"""python -m tests.benchmarks.pages [--sizes 121 100000]: every page beside a bare Django page, as ratios.

The sample policies are read into a database of their own; where more tasks are wanted, the rows of their documents are
copied. Each page is asked for in turns with a bare page of one sentence and with the site's empty frame, first without
the memory of earlier answers (fresh), then with it (kept). The fastest round counts: other work on the machine can
only add to it.
"""

# ruff: noqa: E402 (Django has to be set up before its models are imported)
import argparse
import gzip
import os
from collections.abc import Iterator
from time import perf_counter
from urllib.parse import unquote

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.test import Client, override_settings
from django.test.utils import setup_databases, teardown_databases
from django.urls import path

from documents.models import Agency, Document, Term
from policykb import pipeline, urls
from policykb.insight.topic_counts import topic_totals
from policykb.settings import CACHES
from tasks.models import Responsibility, Task
from tests.benchmarks.copies import copy_documents, index_copies
from tests.cases import POLICIES

ROUNDS = 7
GOALS = {121: 8.0, 100_000: 15.0}


def bare(request: HttpRequest) -> HttpResponse:
    """A page with one sentence: no template, no query."""
    return HttpResponse("<!doctype html><title>Bare</title><p>Nothing.")


def frame(request: HttpRequest) -> HttpResponse:
    """The frame that all pages have, with nothing in it."""
    return TemplateResponse(request, "base.html", {})


urlpatterns = [path("bare/", bare), path("frame/", frame), *urls.urlpatterns]
handler400, handler403, handler404 = urls.handler400, urls.handler403, urls.handler404


def main() -> None:
    """Measure in a database made for it and dropped afterwards."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.pages", description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", nargs="+", type=int, default=[121], help="numbers of tasks, rising (default: 121)")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"times each page is asked for (default: {ROUNDS})")
    options = parser.parse_args()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        call_command("load_registry", verbosity=0)
        for policy in POLICIES:
            pipeline.ingest(policy.read_bytes(), policy.name, pipeline.gazetteer())
        for size in options.sizes:
            grow(size)
            print_table(size, options.rounds)
    finally:
        teardown_databases(databases, verbosity=0)


def grow(size: int) -> None:
    """Add copies of the documents until there are about so many tasks."""
    if copies := round(size / Task.objects.count()) - 1:
        copy_documents(copies)
        index_copies()


def addresses() -> Iterator[str]:
    """Every kind of page, at the record that has most to show."""
    counts = Responsibility.objects.published().order_by().values_list("agency")
    agency = Agency.objects.get(pk=max(set(counts), key=list(counts).count)[0])
    task = Task.objects.published().exclude(responsibilities=None).order_by("pk")[0]
    document = Document.objects.published().order_by("pk")[0]
    topics = topic_totals()
    topic = Term.objects.get(pk=max(topics, key=lambda pk: topics[pk]))
    yield from ("/", "/search/?q=绿电", "/search/?q=零碳园区 能源局", "/tasks/", "/tasks/?q=绿电&order=relevance")
    yield from (f"/tasks/?agency={agency.slug}&role=lead", "/tasks/?order=deadline", task.get_absolute_url())
    yield from ("/documents/", "/documents/?validity=in-force&link=yes", document.get_absolute_url())
    yield from (f"{document.get_absolute_url()}source/", f"{document.get_absolute_url()}cite/")
    yield f"{task.get_absolute_url()}report/"
    yield from ("/agencies/?region=630000", "/agencies/?q=能源局", "/agencies/?kind=group")
    yield from ("/agencies/", agency.get_absolute_url(), f"{agency.get_absolute_url()}brief/")
    yield from (
        "/targets/",
        "/targets/?indicator=环境空气质量优良率",
        "/timeline/",
        "/topics/",
        f"/topics/{topic.slug}/",
        "/matrix/",
        "/matrix/pairs/",
        "/places/",
    )
    yield f"{agency.get_absolute_url()}calendar/"
    yield from ("/cite/?q=无此文号", "/api/", "/api/tasks/", "/about/")


@override_settings(ROOT_URLCONF="tests.benchmarks.pages", ALLOWED_HOSTS=["testserver"])
def print_table(size: int, rounds: int) -> None:
    """A row for each page, in Markdown."""
    client = Client()
    goal = GOALS.get(size)
    print(
        f"\n{Task.objects.count():,} tasks on {connection.display_name}; goal {f'≤ {goal:.0f}×' if goal else 'none'}\n"
    )
    print("| page | kB compressed | fresh ms | × bare page | × empty frame | kept ms | × bare page |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    slow = {"fresh": 0, "kept": 0}
    for address in addresses():
        length = len(gzip.compress(client.get(address).content, 6))
        fresh, bare, empty = measure(client, address, rounds)
        with override_settings(CACHES=CACHES):
            client.get(address)
            kept, again, _ = measure(client, address, rounds)
        ratios = {"fresh": fresh / bare, "kept": kept / again}
        slow = {name: number + (ratios[name] > (goal or 1e9)) for name, number in slow.items()}
        print(
            f"| {unquote(address)} | {length / 1000:.1f} | {fresh:.1f} | {ratios['fresh']:.1f} | {fresh / empty:.1f} "
            f"| {kept:.1f} | {ratios['kept']:.1f} |",
            flush=True,
        )
    print(f"\nBeyond the goal: {slow['fresh']} pages when fresh, {slow['kept']} when kept")


def measure(client: Client, address: str, rounds: int) -> list[float]:
    """Least milliseconds of the page, the bare page and the empty frame, asked for in turns."""
    times: dict[str, list[float]] = {address: [], "/bare/": [], "/frame/": []}
    for _ in range(rounds):
        for each, found in times.items():
            start = perf_counter()
            response = client.get(each)
            found.append((perf_counter() - start) * 1000)
            assert response.status_code in (200, 404), f"{each}: {response.status_code}"
    return [min(found) for found in times.values()]


if __name__ == "__main__":
    main()
