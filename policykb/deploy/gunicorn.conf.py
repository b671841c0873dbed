"""gunicorn's settings: gunicorn --config policykb/deploy/gunicorn.conf.py policykb.wsgi

Two workers a machine with two cores; a machine with more takes WEB_CONCURRENCY=4. A worker keeps a connection to
PostgreSQL for each of its threads, and 150 MB of memory, of which the dictionary is shared.
"""

import os

wsgi_app = "policykb.wsgi"
bind = os.environ.get("BIND", "127.0.0.1:8000")  # behind a proxy that buffers (nginx.conf): slow clients hold threads
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 4
preload_app = True  # the program and its dictionary are loaded once, and the workers share them
# A queue that takes longer than people wait helps nobody: so many requests wait in a worker and before it, the proxy
# tells the others to come again.
worker_connections = 40
backlog = 64
timeout = 60  # a worker that has not stirred for so long is replaced
graceful_timeout = 30
