"""Atom feeds: tasks and documents, the latest changed first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html_join

from documents.models import Document, Installation
from documents.models.documents import DocumentQuerySet
from documents.text.printable import printable
from policykb.insight.rows import TaskRow, as_rows
from policykb.machines.conditions import takes
from policykb.machines.downloads import file_header
from policykb.machines.last_changes import latest_changed
from policykb.templatetags.wording import amount, before_title, by_precision
from policykb.views.page import remembered
from tasks.models import Responsibility, Task
from tasks.models.task_queries import TaskQuerySet

FEED_LENGTH = 50
SITE = "政策知识库"


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """What a feed contains of one record: `key` identifies it for good, `path` is its page, `came_at` the time it
    came in where that is known; its paragraphs are plain text."""

    key: str
    path: str
    changed_at: datetime
    title: str
    paragraphs: tuple[str, ...]
    came_at: datetime | None = None


def task_feed(request: HttpRequest, title: str, link: str, tasks: TaskQuerySet) -> HttpResponse:
    """The tasks that changed last, themselves or a duty, target or deadline of theirs; `link` is the page that lists
    them."""
    return as_feed(request, title, link, task_entries(tasks))


@remembered
@takes()
def document_feed(request: HttpRequest) -> HttpResponse:
    """The documents that came in or changed last."""
    return as_feed(request, "文件", "/documents/", document_entries(Document.objects.published()))


@remembered
@takes()
def site_feed(request: HttpRequest) -> HttpResponse:
    """The documents and tasks that came in or changed last."""
    entries = [*document_entries(Document.objects.published()), *task_entries(Task.objects.published())]
    entries.sort(key=lambda entry: entry.changed_at, reverse=True)
    return as_feed(request, "文件与任务", "/", entries[:FEED_LENGTH])


def task_entries(tasks: TaskQuerySet) -> Iterator[FeedEntry]:
    """The entries for these tasks."""
    times = latest_changed(tasks, FEED_LENGTH)
    found = Task.objects.for_listing().in_bulk([pk for pk, _ in times])
    changed = [(found[pk], at) for pk, at in times if pk in found]
    for row, (task, at) in zip(as_rows(task for task, _ in changed), changed, strict=True):
        title = f"{before_title(task.numbering)}{task.display_title}（{task.document.name}）"
        yield FeedEntry(key_of(task), task.get_absolute_url(), at, title, tuple(said_of(row)))


def said_of(row: TaskRow) -> Iterator[str]:
    """The paragraphs of a task: its clause, its duties, and what is due when."""
    if clause := row.task.responsibility_text or ("" if row.duties else "原文未列单位"):
        yield clause
    for role in Responsibility.Role:
        if agencies := names(row, role):
            yield f"{role.label}：{agencies}"
    for target in row.targets:
        day = by_precision(target.deadline, target.precision)
        yield f"指标：{' '.join(filter(None, (target.indicator, amount(target), day)))}"
    for each in row.times.best:
        yield f"期限：{each.words}（{each.tier.label}）"


def names(row: TaskRow, role: str) -> str:
    """The agencies that have this role in the task."""
    return "、".join(duty.agency.name for duty in row.duties if duty.role == role)


def document_entries(documents: DocumentQuerySet) -> Iterator[FeedEntry]:
    """The entries for these documents."""
    times = latest_changed(documents, FEED_LENGTH)
    found = Document.objects.in_bulk([pk for pk, _ in times])
    for document, at in ((found[pk], at) for pk, at in times if pk in found):
        words = document.document_number or "原文未载文号"
        path, came_at = document.get_absolute_url(), document.ingested_at
        yield FeedEntry(key_of(document), path, at, document.title, (words,), came_at)


def key_of(record: Task | Document) -> str:
    """What identifies a record."""
    return f"{record._meta.label_lower}/{record.pk}"


def as_feed(request: HttpRequest, title: str, link: str, entries: Iterable[FeedEntry]) -> HttpResponse:
    """The feed as XML. Its id stays the same at whatever address the site is."""
    installation, address = Installation.this(), request.build_absolute_uri
    feed = Feed(
        title=printable(f"{SITE}：{title}"), link=address(link), description="", language="zh-Hans",
        feed_url=address(), feed_guid=installation.name_for(f"feed{request.get_full_path()}").urn,
        author_name=SITE, begun_at=installation.made_at,
    )  # fmt: skip
    for entry in entries:
        feed.add_item(
            printable(entry.title),
            address(entry.path),
            format_html_join("", "<p>{}</p>", ((printable(words),) for words in entry.paragraphs)),
            unique_id=installation.name_for(entry.key).urn,
            updateddate=entry.changed_at,
            pubdate=entry.came_at,
        )
    return HttpResponse(
        feed.writeString("utf-8"), content_type=feed.content_type, headers=file_header(f"{title}.atom", to_keep=False)
    )


class Feed(Atom1Feed):
    """A feed whose time is that of its last entry; without entries, that of the installation."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else self.feed["begun_at"]
