"""The site's pages are asked for once before the first reader comes: what they need (words, names, sets, templates,
what is counted) is there then."""

from collections.abc import Callable, Iterator
from itertools import chain, takewhile
from typing import Any
from urllib.parse import quote, unquote_to_bytes
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.db import Error, connections

from documents.models import Document
from tasks.models import Task

PAGES = ("/", "/documents/", "/tasks/", "/agencies/", "/topics/", "/targets/", "/timeline/", "/matrix/", "/places/")
SEARCHES = ("规划", "风电 储能", "谁牵头氢能", "fgw", "xunidianchang")  # words, several, a question, initials, pinyin
Application = Callable[..., Any]


def warm(application: Application) -> None:
    """Ask for the pages and leave the database, so that a process may be forked from this one. Where the database is
    away nothing is made ready, and readers are told so."""
    try:
        ask_for_all(application)
    except Error:
        pass
    finally:
        connections.close_all()


def ask_for_all(application: Application) -> int:
    """Ask for the pages, until one cannot be had; how many there were. Nothing is counted as searched, as readers do
    not ask by HEAD."""
    searches = (f"/search/?q={quote(words)}" for words in SEARCHES)
    paths = takewhile(lambda path: is_there(application, path), chain(PAGES, searches, records()))
    return sum(1 for _ in paths)


def records() -> Iterator[str]:
    """The addresses of a document, a task of it, and an agency."""
    document = Document.objects.published().order_by("pk").last()
    task = Task.objects.filter(document=document).order_by("pk").first()
    duty = task.responsibilities.select_related("agency").first() if task else None
    for record in (document, task, duty and duty.agency):
        if record is not None:
            yield record.get_absolute_url()


def is_there(application: Application, path: str) -> bool:
    """Ask the site as its proxy would; whether it has the page."""
    statuses: list[str] = []
    answer = application(environment(path), lambda status, *_: statuses.append(status))
    try:
        for _ in answer:
            pass
    finally:
        getattr(answer, "close", lambda: None)()
    return statuses[0].startswith("200")


def environment(path: str) -> dict[str, Any]:
    """What a server tells the site of a request for the address."""
    place, _, query = path.partition("?")
    host = settings.ALLOWED_HOSTS[0].lstrip(".") if settings.ALLOWED_HOSTS else "*"
    asked: dict[str, Any] = {
        "REQUEST_METHOD": "HEAD",
        "PATH_INFO": unquote_to_bytes(place).decode("latin-1"),
        "QUERY_STRING": query,
        "HTTP_HOST": "localhost" if host == "*" else host,
        "HTTP_X_FORWARDED_PROTO": "https",
        "HTTP_X_REQUEST_ID": "warming-up",  # what it is called in the log
        "REMOTE_ADDR": "127.0.0.1",
    }
    setup_testing_defaults(asked)
    return asked
