"""Atom feeds: tasks and documents, the latest changed first."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed

from documents.models import Document
from policykb.pages.page import remembered
from tasks.models.tasks import TaskQuerySet

FEED_LENGTH = 50


def task_feed(request: HttpRequest, title: str, link: str, tasks: TaskQuerySet) -> HttpResponse:
    """The tasks that changed last; `link` is the page that lists them all."""
    feed = start_feed(request, title, link)
    for task in tasks.select_related("document").order_by("-updated_at", "pk")[:FEED_LENGTH]:
        url = request.build_absolute_uri(task.get_absolute_url())
        words = task.responsibility_text or "原文未列单位"
        feed.add_item(f"{task}（{task.document.name}）", url, words, unique_id=url, updateddate=task.updated_at)
    return as_response(feed)


@remembered
def document_feed(request: HttpRequest) -> HttpResponse:
    """The documents that came in or changed last."""
    feed = start_feed(request, "政策知识库：文件", "/documents/")
    documents: Iterable[Document] = Document.objects.published().order_by("-updated_at", "pk")[:FEED_LENGTH]
    for document in documents:
        url = request.build_absolute_uri(document.get_absolute_url())
        feed.add_item(
            document.title, url, document.document_number, unique_id=url, updateddate=document.updated_at,
            pubdate=document.ingested_at,
        )  # fmt: skip
    return as_response(feed)


def start_feed(request: HttpRequest, title: str, link: str) -> Atom1Feed:
    """An empty feed."""
    address = request.build_absolute_uri
    return Atom1Feed(title=title, link=address(link), description="", language="zh-Hans", feed_url=address())


def as_response(feed: Atom1Feed) -> HttpResponse:
    """The feed as a reader expects it."""
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
