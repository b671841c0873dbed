"""Every page of the sample policies and of a base forty times as large: as many queries, and never too much to send."""

import gzip
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tasks.models import Task
from tests.benchmarks.copies import copy_documents

COPIES = 40
LARGEST = 60_000  # bytes, compressed
MORE = 4  # queries that a page may need for what the small base does not have

AGENCY = "/agencies/青海省工业和信息化厅/"
CITY = "/agencies/庆阳市人民政府/"


def addresses(samples: dict[str, Any]) -> Iterator[str]:
    """Every kind of page."""
    yield from ("/", "/tasks/", "/tasks/?order=deadline", "/tasks/?agency=青海省工业和信息化厅&role=lead&year=none")
    yield from (
        "/tasks/?region=620000&topic=绿电&page=2",
        "/documents/",
        "/documents/?validity=unknown&link=no",
        "/documents/?region=630000&order=tasks",
        "/documents/?q=规划&order=title",
        "/documents/?facet=issuer",
        "/documents/?facet=region&find=省",
        "/cite/?q=青海省",
        "/about/",
        "/api/",
    )
    yield from (f"{AGENCY}?by=year", f"{AGENCY}?by=topic", f"{AGENCY}?by=document")
    yield from ("/agencies/?region=630000", "/agencies/?q=能源局", "/agencies/?kind=group")
    yield from ("/agencies/", AGENCY, f"{AGENCY}brief/", f"{AGENCY}feed.atom", CITY, "/feeds/documents.atom")
    yield from ("/targets/", "/targets/?order=document", "/targets/?order=indicator&page=3", "/timeline/", "/topics/")
    yield from ("/timeline/?year=2030", "/timeline/?year=2030&month=12")
    yield from ("/targets/?indicator=环境空气质量优良率", "/topics/零碳园区/?region=630000")
    yield from ("/topics/绿电/", "/topics/绿电/?only=differences", "/matrix/", "/matrix/?all=1", "/matrix/pairs/")
    yield from (
        "/matrix/?region=630000&columns=2",
        "/matrix/pairs/?region=630000",
        "/matrix/pairs/?agency=青海省能源局",
    )
    yield from (
        "/calendar.ics",
        "/calendar/",
        "/topics/绿电/deadlines.ics",
        "/tasks/calendar.ics?region=620000&year=2030",
    )
    yield from (f"{AGENCY}deadlines.ics", f"{samples['003'].get_absolute_url()}deadlines.ics")
    yield from (f"/api/{kind}/?per_page=100" for kind in ("documents", "tasks", "agencies", "targets"))
    yield from ("/places/", "/places/?topic=绿电")
    yield from ("/changes/", "/changes/feed.atom", samples["004"].tasks.last().get_absolute_url())
    yield f"{samples['004'].tasks.last().get_absolute_url()}cite/"
    for document in samples.values():
        yield from (document.get_absolute_url(), f"{document.get_absolute_url()}source/")
        yield from (
            f"{document.get_absolute_url()}{page}" for page in ("versions/", "cite/", "citation.bib", "report/")
        )


def measure(client: Client, path: str) -> tuple[int, int]:
    """How many queries a page takes, and how many bytes it sends."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
    assert response.status_code == 200, path
    return len(queries), len(gzip.compress(response.content, 6))


@pytest.mark.django_db
def test_no_page_grows_with_the_base(client: Client, samples: dict[str, Any]) -> None:
    paths = list(addresses(samples))
    small = {path: measure(client, path) for path in paths}
    copy_documents(COPIES)
    assert Task.objects.published().count() == 121 * (COPIES + 1)
    large = {path: measure(client, path) for path in paths}
    assert {path: sizes for path, sizes in large.items() if sizes[0] > small[path][0] + MORE} == {}
    assert {path: size for found in (small, large) for path, (_, size) in found.items() if size > LARGEST} == {}
    assert max(number for number, _ in large.values()) <= 34
