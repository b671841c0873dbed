"""Works of a few small files, as tests begin them."""

from typing import Any
from unittest.mock import patch

from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import override_settings
from django_tasks_db.management.commands import db_worker

from documents.models import Work
from policykb.background.beginning import begin_upload

LEFT_TO_A_WORKER = override_settings(
    BACKGROUND="worker", TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
)
BROKEN = "坏的.docx"


def policy(number: int) -> str:
    """A policy of its own."""
    return f"""青海省人民政府办公厅关于印发第{number}号试验方案的通知
青政办〔2025〕{number}号

第{number}号试验方案

一、重点任务
（一）建设第{number}号风电基地。到2030年装机达到{number}万千瓦。（牵头单位：省能源局）
"""


def files(*names: str, count: int = 0) -> list[SimpleUploadedFile]:
    """So many policies, and files of these names that nobody can read."""
    good = [SimpleUploadedFile(f"{number}.txt", policy(number).encode()) for number in range(1, count + 1)]
    return good + [SimpleUploadedFile(name, b"no such thing") for name in names]


def somebody(name: str = "编辑甲") -> Any:
    return get_user_model().objects.get_or_create(username=name, is_staff=True)[0]


def begun(*names: str, count: int = 0) -> Work:
    """A work of these files."""
    return begin_upload(files(*names, count=count), somebody(), may_publish=True)


def work_off() -> None:
    """Do all that waits, in this process and in the test's own transaction, whose connection a worker would renew."""
    with patch.object(db_worker, "close_old_connections"):
        call_command("db_worker", batch=True)
