"""Staff editing of tasks with their duties, targets and deadlines (任务)."""

from tasks.admin import mentions
from tasks.admin.inlines import CurrentInline
from tasks.admin.tasks import TaskAdmin

__all__ = ["CurrentInline", "TaskAdmin", "mentions"]
