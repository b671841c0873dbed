"""Tasks, duties and targets as tables."""

from documents.exchange.sheets import Sheet
from tasks.models import Responsibility, Target, Task

TASKS = Sheet(
    Task,
    fields=("number", "title", "body", "responsibility_text", "review_state"),
    place=(("文件", "document"), ("位置", "key")),
    is_open=False,
)
DUTIES = Sheet(
    Responsibility,
    fields=("agency", "role", "basis", "as_written"),
    place=(("文件", "task.document"), ("任务", "task")),
    parents=("task",),
)
TARGETS = Sheet(
    Target,
    fields=(
        "indicator", "comparator", "bound", "value", "value_high", "unit", "baseline_year", "deadline", "precision",
        "quote",
    ),
    place=(("文件", "document"), ("任务", "task")),
    parents=("task",),
)  # fmt: skip
