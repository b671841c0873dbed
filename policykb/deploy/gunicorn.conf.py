"""gunicorn's settings: gunicorn --config policykb/deploy/gunicorn.conf.py policykb.wsgi

Two workers a machine with two cores; a machine with more takes WEB_CONCURRENCY=4. A worker keeps a connection to
PostgreSQL for each of its threads, and 150 MB of memory, of which the dictionary is shared.
"""

import os
from typing import Any

wsgi_app = "policykb.wsgi"
bind = os.environ.get("BIND", "127.0.0.1:8000")  # behind a proxy that buffers (nginx.conf): slow clients hold threads
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = (
    "policykb.failures.queues.SheddingWorker"  # gthread, which turns away who would wait too long (LONGEST_WAIT)
)
threads = 4
preload_app = True  # the program and its dictionary are loaded once, and the workers share them
# So many requests wait in a worker and before it; nginx.conf (max_conns) lets no more come.
worker_connections = 40
backlog = 64
control_socket_disable = True  # nobody but its own service manager commands it
timeout = 60  # a worker that has not stirred for so long is replaced
graceful_timeout = 30


def when_ready(server: Any) -> None:
    """Before the workers are forked: the pages are asked for once, so that no reader waits for what they need."""
    warm(server.app.wsgi())


def post_worker_init(worker: Any) -> None:
    """In a new worker: the same, in a moment where nothing has changed since."""
    warm(worker.wsgi)


def warm(application: Any) -> None:
    from policykb import warming  # Django is ready only now

    warming.warm(application)
