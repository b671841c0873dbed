"""The addresses of the database and its replicas in; Django's settings of them out: an embedded SQLite unless an
address names a PostgreSQL."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from policykb.environment import Environment

Settings = dict[str, Any]

SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16384; "
    "PRAGMA analysis_limit=1000;",
}
# Seconds to connect, milliseconds to wait for a lock, as SQLite's timeout; a link that broke is given up.
POSTGRESQL = {"connect_timeout": 2, "options": "-c lock_timeout=20000", "tcp_user_timeout": 20_000}


def databases(url: str, replicas: list[str], folder: Path) -> dict[str, Settings]:
    """The settings of "default", and of its replicas as "replica1" and so on. The database without an address is a file
    in the folder."""
    own = (
        Environment.db_url_config(url)
        if url
        else {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "policykb.sqlite3"}
    )
    if own["ENGINE"].endswith("sqlite3"):
        if replicas:
            raise ImproperlyConfigured(
                "DATABASE_REPLICAS needs a DATABASE_URL that names a PostgreSQL: SQLite has no replicas."
            )
        return {"default": embedded(own)}
    followers = {f"replica{number}": Environment.db_url_config(each) for number, each in enumerate(replicas, 1)}
    return {"default": served(own)} | {
        name: served(follower) | {"TEST": {"MIRROR": "default"}} for name, follower in followers.items()
    }


def embedded(database: Settings) -> Settings:
    """A SQLite: readers never wait for the one writer; a writer waits for its turn instead of failing. Each thread
    keeps its connection, with 16 MB of pages: a new one reads all definitions first, which takes as long as a page."""
    make_private(database["NAME"])
    return database | {"CONN_MAX_AGE": 600, "OPTIONS": database.get("OPTIONS", {}) | SQLITE}


def served(database: Settings) -> Settings:
    """A PostgreSQL. Each thread keeps its connection, and before a request's first query asks whether it still stands:
    after a restart of the server nobody meets a dead one, and without a server the answer is immediate. A pool would
    make requests wait for a connection, and while the server is away for nothing."""
    options = POSTGRESQL | database.get("OPTIONS", {})  # those of the address, such as ?host= and ?sslmode=
    return database | {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True, "OPTIONS": options}


def make_private(name: str | Path) -> None:
    """If a database in a file is not there yet, make an empty one that only its owner may read: SQLite gives the files
    beside it the same rights."""
    path = Path(name)
    if path.name != ":memory:" and path.parent.is_dir() and not path.exists():
        path.touch(mode=0o600)
