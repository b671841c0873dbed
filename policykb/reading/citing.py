"""How a document or an item of it is cited, in plain text: 《标题》（文号）二、（一）."""

from datetime import date

from documents.models import Document
from policykb.reading.citation_formats import Reference, official
from policykb.templatetags.wording import even
from tasks.models import Task


def cite(document: Document, place: str = "") -> str:
    """The document, and a place in it where one is given."""
    return official(document.title, document.document_number, place)


def reference_to(document: Document, accessed_on: date, url: str, key: str = "", place: str = "") -> Reference:
    """The document, or the clause of it with that key. The address of its publication is told where it is known, else
    `url`."""
    return Reference(
        key=f"policy{document.pk}{f'-{key}' if key else ''}",
        title=document.title,
        url=document.source_url or url,
        accessed_on=accessed_on,
        issuers=tuple(issuance.agency.name for issuance in document.issuances.all()),
        number=document.document_number,
        issued_on=document.issued_on,
        place=place,
    )


def cite_task(task: Task) -> str:
    """A task by the numbers of the headings above it and its own."""
    return cite(task.document, task_place(task))


def task_place(task: Task) -> str:
    """Where a task stands in its document: 二、（一）."""
    return printed_path(task).rstrip(".、")


def printed_path(task: Task) -> str:
    """The numbers of the headings above a task and its own: 二、（一）; of a paragraph its place: 二、（一）第2段."""
    numbers = [heading_number(heading) for heading in task.heading_path]
    return "".join([*numbers, task.place_words or even(task.number)])


def heading_number(heading: str) -> str:
    """二、重点任务 → 二、; 第一章 总则 → 第一章; （一）发展目标 → （一）."""
    if heading.startswith("第"):
        ends = [place for mark in "章节编篇部条" if (place := heading.find(mark, 1, 8)) > 0]
        return heading[: min(ends) + 1] if ends else ""
    ends = [place for mark in "、)）.．" if (place := heading.find(mark, 0, 8)) >= 0]
    return even(heading[: min(ends) + 1]) if ends else ""
