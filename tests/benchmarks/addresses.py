"""The records on file → the addresses that are measured: each kind of page where most is to show, and lists under
conditions as a reader comes by them, choosing one after another."""

import random
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from django.test import Client
from lxml.html import document_fromstring

from documents.models import Agency, Document, Term
from tasks.models import Task
from tests.benchmarks.archive.telling import landmarks

LISTS = ("/tasks/", "/documents/", "/targets/")
WALKS, STEPS = 4, 4  # for each list so many walks, each of at most so many links
ASIDE = {"page", "order"}  # no conditions


def addresses() -> Iterator[str]:
    """Every kind of page, at the record that has most to show."""
    largest = landmarks()
    agency, document, topic = (largest[name][0] for name in ("agency", "document", "topic"))
    assert isinstance(agency, Agency) and isinstance(document, Document) and isinstance(topic, Term)
    task = Task.objects.published().exclude(responsibilities=None).order_by("pk")[0]
    yield from ("/", "/search/?q=绿电", "/search/?q=零碳园区 能源局", "/tasks/", "/tasks/?q=绿电&order=relevance")
    yield from (f"/tasks/?agency={agency.slug}&role=lead", f"/tasks/?topic={topic.slug}", "/tasks/?order=deadline")
    yield from ("/tasks/?page=100000", task.get_absolute_url(), f"{task.get_absolute_url()}report/")
    yield from ("/documents/", "/documents/?validity=in-force&link=yes", document.get_absolute_url())
    yield from (f"{document.get_absolute_url()}source/", f"{document.get_absolute_url()}cite/")
    yield from ("/agencies/?region=630000", "/agencies/?q=能源局", "/agencies/?kind=group")
    yield from ("/agencies/", agency.get_absolute_url(), f"{agency.get_absolute_url()}brief/")
    yield from (f"{agency.get_absolute_url()}calendar/", "/targets/", "/targets/?indicator=环境空气质量优良率")
    yield from (
        "/timeline/",
        "/timeline/?year=2027",
        "/topics/",
        f"/topics/{topic.slug}/",
        "/matrix/",
        "/matrix/pairs/",
        "/places/",
    )
    yield from ("/changes/", "/cite/?q=无此文号", "/api/", "/api/tasks/", "/about/")


def walks(client: Client, chance: random.Random) -> Iterator[str]:
    """Lists under conditions: where some random walks from each list end, each step one condition more."""
    for start in LISTS:
        found = {start}
        for walk in range(WALKS):
            address = start
            for _ in range(walk % STEPS + 1):
                ways = [way for way in ways_on(client, address) if way not in found]
                if not ways:
                    break
                address = chance.choice(ways)
            if address not in found:
                found.add(address)
                yield address


def ways_on(client: Client, address: str) -> list[str]:
    """The same list under other conditions, as the links and the boxes on its page offer them, in their order."""
    page = document_fromstring(client.get(address).content.decode())
    path, query = urlsplit(address).path, parse_qsl(urlsplit(address).query)
    ways = [urljoin(address, link.get("href")) for link in page.iter("a") if link.get("href")]
    for form in page.forms:
        if form.method == "GET" and urlsplit(urljoin(address, form.action or "")).path == path:
            given = [pair for pair in query if pair[0] not in ASIDE]
            ways += [f"{path}?{urlencode([*given, pair])}" for pair in offered(form) if pair not in given]
    return [way for way in dict.fromkeys(ways) if urlsplit(way).path == path and is_condition(way, query)]


def offered(form: Any) -> Iterator[tuple[str, str]]:
    """The values that can be chosen in a form, with their names."""
    for box in form.iter("input"):
        if box.get("type") in ("checkbox", "radio") and box.get("name") and box.get("value"):
            yield box.get("name"), box.get("value")
    for choice in form.iter("select"):
        for option in choice.iter("option"):
            if choice.get("name") and option.get("value"):
                yield choice.get("name"), option.get("value")


def is_condition(address: str, before: list[tuple[str, str]]) -> bool:
    """Whether the address has a condition more than the one before, and no page or order of its own."""
    query = parse_qsl(urlsplit(address).query)
    return len(query) > len(before) and not {name for name, _ in query} & ASIDE
