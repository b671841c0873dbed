"""A general data browser on the same rows: datasette, in this process, with two facets, beside our list with seven.

It is given what serves it best: one flat table, with an index on each column that it counts by, no suggestions of
facets and no limit of time. It reads SQLite alone.
"""

from dataclasses import dataclass

from anyio.from_thread import start_blocking_portal
from datasette.app import Datasette
from django.db import connection
from django.test import Client

from tests.benchmarks.asking import BARE, clock, in_turns

TABLE = "benchmark_tasks"
FLAT = f"""
    CREATE TABLE {TABLE} AS
    SELECT task.id, task.number, task.title, document.title AS document, document.issued_on AS issued_on,
        region.name AS region, (
            SELECT duty.role FROM tasks_responsibility duty WHERE duty.task_id = task.id ORDER BY duty.id LIMIT 1
        ) AS role
    FROM tasks_task task
    JOIN documents_document document ON document.id = task.document_id
    LEFT JOIN documents_region region ON region.code = document.region_id
    WHERE task.standing = 'current' AND document.standing = 'current' AND document.is_published
"""
FACETS = ("region", "role")
SETTINGS = {
    "suggest_facets": False,
    "facet_time_limit_ms": 600_000,
    "sql_time_limit_ms": 600_000,
    "default_page_size": 20,  # rows of our list
}
OURS = "/tasks/"


@dataclass(frozen=True, slots=True)
class Browsed:
    """Milliseconds of the general browser's page, of our list of tasks when fresh, and of the bare page."""

    theirs: float
    ours: float
    bare: float


def browsed(rounds: int) -> Browsed | None:
    """Both pages, asked for in turns; None where the browser cannot read the database."""
    if connection.vendor != "sqlite":
        return None
    make_table()
    try:
        return in_turn(str(connection.settings_dict["NAME"]), rounds)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE {TABLE}")


def make_table() -> None:
    """The flat table."""
    with connection.cursor() as cursor:
        cursor.execute(FLAT)
        cursor.execute(f"CREATE UNIQUE INDEX {TABLE}_id ON {TABLE} (id)")
        for facet in FACETS:
            cursor.execute(f"CREATE INDEX {TABLE}_{facet} ON {TABLE} ({facet})")


def in_turn(file: str, rounds: int) -> Browsed:
    """The least of each, of the database in this file."""
    client, browser = Client(), Datasette([file], settings=SETTINGS)
    theirs: list[float] = []
    ours: list[float] = []
    bare: list[float] = []
    with start_blocking_portal() as thread:  # of its own: a browser's tests have a loop in ours
        thread.call(browser.invoke_startup)
        name = next(name for name in browser.databases if name != "_internal")
        address = f"/{name}/{TABLE}?" + "&".join(f"_facet={facet}" for facet in FACETS)
        for _ in range(rounds):
            start = clock()
            response = thread.call(browser.client.get, address)
            theirs.append((clock() - start) * 1000)
            assert response.status_code == 200 and "facet-info" in response.text, response.status_code
            mine, little = in_turns(client, [OURS, BARE], 1)
            ours.append(mine)
            bare.append(little)
    return Browsed(min(theirs), min(ours), min(bare))
