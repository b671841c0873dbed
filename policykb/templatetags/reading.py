"""Words of the reading page: note signs, titles over two lines, short titles for the contents."""

from django import template

from policykb.pages.marking import circled
from tasks.models import Task

register = template.Library()


@register.filter
def sign(number: int) -> str:
    """1 → ①"""
    return circled(number)


@register.filter
def anchored(key: str) -> str:
    """A section's key as in its anchor: 2.3 → 2-3"""
    return key.replace(".", "-")


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
    return sum(1 for duty in task.responsibilities.all() if duty.role == role)
