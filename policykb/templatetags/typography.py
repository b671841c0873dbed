"""Words of the reading page: note signs, titles over two lines, short titles for the contents."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from documents.models import Document
from policykb.reading.citing import printed_path
from policykb.reading.marking import circled
from policykb.reading.sidenotes import SideNote
from policykb.templatetags.wording import before_title, even, reference
from tasks.models import Deadline, Target, Task

register = template.Library()

# 某省人民政府办公厅关于…… → 关于……; 某省生态经济发展规划 → 生态经济发展规划
ISSUER = re.compile(r".{2,12}?(?:人民政府|省政府|市政府)(?:办公厅|办公室)?(?=关于)")


@register.filter
def sign(number: int) -> str:
    """1 → ①"""
    return circled(number)


@register.filter
def short_title(title: str) -> str:
    """A title up to its dash, for the contents: 酒泉——聚力创建…… → 酒泉"""
    return title.partition("——")[0] or title


@register.filter
def title_lines(title: str) -> list[str]:
    """A long title broken after its issuing body, as on paper: 某省人民政府办公厅 | 关于……的意见"""
    place = title.find("关于")
    return [title[:place], title[place:]] if place >= 4 and len(title) > 20 else [title]


@register.filter
def count_role(task: Task, role: str) -> int:
    """How many agencies have that role in the task."""
    return sum(1 for duty in task.duties if duty.role == role)


@register.filter
def get(holder: object, name: Any) -> object:
    """The value under a name, of a mapping or a record."""
    return holder.get(name) if isinstance(holder, Mapping) else getattr(holder, name, None)


@register.filter
def by_kind(defects: Iterable[SideNote]) -> list[tuple[str, int]]:
    """How many defects there are of each kind, by its name."""
    return list(Counter(note.record.get_kind_display() for note in defects).items())


@register.filter
def words(line: str) -> list[str]:
    """The words of a line."""
    return line.split()


@register.filter
def minus(number: int, other: int) -> int:
    """The difference of two numbers."""
    return number - other


def bare_title(document_title: str) -> str:
    """A title without the body that issues it."""
    return ISSUER.sub("", document_title, count=1)


@register.filter
def own_title(document: Document) -> str:
    """A document's title without the body that issues it and without its region."""
    return bare_title(document.title).removeprefix(document.region.name if document.region else "")


@register.filter
def short_document(document: Document) -> str:
    """A document's number, else its own title."""
    return document.document_number or own_title(document)


@register.filter
def path(target: Target) -> str:
    """Where a target stands, by printed numbers: 二、（一）6; a section outside any task with its title."""
    if target.task:
        return reference(printed_path(target.task))
    return f"{before_title(target.section.number)}{even(target.section.title)}" if target.section else ""


@register.filter
def short_place(target: Target) -> SafeString:
    """青海 青政办〔2024〕35号 一、发展目标, with the way to it from the document."""
    place = target.task or target.section or target.document
    region = target.document.region.short_name if target.document.region else ""
    link = '{} <a href="{}">{}</a> {}'
    return format_html(link, region, place.get_absolute_url(), short_document(target.document), path(target))


@register.filter
def place_words(item: Target | Deadline) -> str:
    """Where a target or deadline is written: its region, its document, and the task or section with its number."""
    document, title = item.document, ""
    if item.task:
        title = f"{before_title(item.task.numbering)}{item.task.display_title}"
    elif item.section:
        title = f"{before_title(item.section.number)}{item.section.title}"
    region = document.region.name if document.region else ""
    return " · ".join(words for words in (region, short_document(document), title) if words)
