"""gunicorn's settings: gunicorn --config policykb/deploy/gunicorn.conf.py policykb.wsgi

Three workers a machine with two cores: one more than cores, so that what is kept is given out by one while the others
work pages out; a machine with more takes WEB_CONCURRENCY=5. A worker keeps a connection to
the database for each of its threads, and 150 MB of memory, of which the dictionary is shared; the pages that are kept
are shared too.
"""

import atexit
import gc
import os
import shutil
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

sys.path.insert(0, str(Path(__file__).parents[2]))
shared = tempfile.mkdtemp(prefix="policykb-")  # what the workers share while the server lives
owner = os.getpid()
atexit.register(lambda: owner == os.getpid() and shutil.rmtree(shared))
os.environ["PAGE_MEMORY"] = str(Path(shared, "pages"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policykb.settings")
try:
    environment = import_module("policykb.settings").env
    workers = environment.int("WEB_CONCURRENCY", default=3)
except ImproperlyConfigured as error:
    sys.exit(f"The settings are not right: {error}")

wsgi_app = "policykb.wsgi"
bind = os.environ.get("BIND", "127.0.0.1:8000")  # behind a proxy that buffers (nginx.conf): slow clients hold threads
worker_class = (
    "policykb.failures.queues.SheddingWorker"  # gthread, which turns away who would wait too long (LONGEST_WAIT)
)
threads = 6  # one at a time works an answer out (policykb.memory), the others give out what is kept
preload_app = True  # the program and its dictionary are loaded once, and the workers share them
# So many requests wait in a worker and before it; nginx.conf (max_conns) lets no more come.
worker_connections = 40
backlog = 64
control_socket_disable = True  # nobody but its own service manager commands it
timeout = 60  # a worker that has not stirred for so long is replaced
graceful_timeout = 30
# Of nobody: neither addresses nor what was asked after the ?. With LOG_FORMAT=json the site logs each request itself.
access_log_format = "%(t)s %(m)s %(U)s %(s)s %(M)s ms"
if environment.one_of("LOG_FORMAT", "text", "json") == "json":
    logconfig_dict = {
        "formatters": {"generic": {"()": "policykb.failures.logs.JsonLines"}},
        "loggers": {
            "gunicorn.error": {"level": "INFO", "handlers": ["error_console"], "propagate": False},
            "gunicorn.access": {"level": "CRITICAL", "handlers": [], "propagate": False},
        },
    }

metrics = environment.str("METRICS", default="")
if metrics:  # each worker writes its numbers into this folder
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(Path(shared, "metrics"))
    Path(shared, "metrics").mkdir()


def child_exit(server: Any, worker: Any) -> None:
    """A worker is gone: what only holds while it lives is no longer added."""
    if metrics:
        import_module("prometheus_client.multiprocess").mark_process_dead(worker.pid)


def on_starting(server: Any) -> None:
    """Before anything is loaded: settings that would fail later are told in sentences."""
    import django

    django.setup()
    import_module("policykb.checks").refuse_faulty()


def when_ready(server: Any) -> None:
    """Before the workers are forked: the pages are asked for once, so that no reader waits for what they need. What is
    there then stays, and is not looked through for what nobody needs, which would take a tenth of a second."""
    warm(server.app.wsgi())
    gc.collect()
    gc.freeze()


def post_worker_init(worker: Any) -> None:
    """In a new worker: the same, in a moment where nothing has changed since."""
    warm(worker.wsgi)


def warm(application: Any) -> None:
    from policykb import warming  # Django is ready only now

    warming.warm(application)
