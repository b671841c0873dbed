"""How a document or an item of it is cited, in plain text: 《标题》（文号）二、（一）."""

from documents.models import Document
from tasks.models import Task


def cite(document: Document, place: str = "") -> str:
    """The document, and a place in it where one is given."""
    number = f"（{document.document_number}）" if document.document_number else ""
    return f"《{document.title}》{number}{place}"


def cite_task(task: Task) -> str:
    """A task by the numbers of the headings above it and its own."""
    return cite(task.document, printed_path(task).rstrip(".、"))


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


def even(number: str) -> str:
    """Brackets of one width: (一) → （一）."""
    return number.replace("(", "（").replace(")", "）")
