"""The numbers themselves, in prometheus_client. Where several workers serve, each writes its own into a folder
(PROMETHEUS_MULTIPROC_DIR, made by gunicorn.conf.py), which are added up."""

import os
from collections.abc import Mapping

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.multiprocess import MultiProcessCollector

REQUESTS = Counter("policykb_requests", "Requests answered, by the view and the status.", ["view", "status"])
SECONDS = Histogram("policykb_request_seconds", "Seconds until the answer, by the view.", ["view"])
FAULTS = Counter("policykb_database_faults", "Requests that failed by the database, by what was the matter.", ["kind"])


def exposed(others: Mapping[str, float]) -> tuple[bytes, str]:
    """All numbers of all workers and these others, in Prometheus's format, and its name."""
    registry = REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    lines = "".join(f"# TYPE {name} gauge\n{name} {value}\n" for name, value in others.items())
    return generate_latest(registry) + lines.encode(), CONTENT_TYPE_LATEST
