"""manage.py db_worker: the worker of django-tasks, which also takes up what workers that died had begun."""

import logging
import time
from argparse import ArgumentParser
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django_tasks_db.management.commands.db_worker import Worker

from policykb.background.resuming import own_name, put_back

INTERVAL: Final = 1.0  # seconds between looks at an empty queue


class LastingWorker(Worker):
    """A worker that looks, whenever the queue is empty and before it begins, for steps of the dead."""

    def run(self) -> None:
        ends, self.batch = self.batch, True
        while self.running:
            put_back(self.worker_id)
            super().run()
            if ends:
                return
            if self.running:
                time.sleep(self.interval)


class Command(BaseCommand):
    help = "Do the works that wait, until it is told to stop (SIGTERM: after the step it is in). Any number may run."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--batch", action="store_true", help="end where nothing waits any more")

    def handle(self, *args: Any, batch: bool, **options: Any) -> None:
        if settings.BACKGROUND != "worker":
            raise CommandError("Works are done within requests: set BACKGROUND=worker first, for the site too.")
        logging.getLogger("django_tasks_db").setLevel(logging.ERROR)  # the works tell what became of them
        worker = LastingWorker(
            queue_names=["*"], excluded_queue_names=[], interval=INTERVAL, batch=batch, backend_name="default",
            startup_delay=False, max_tasks=None, worker_id=own_name(),
        )  # fmt: skip
        worker.configure_signals()
        worker.run()
