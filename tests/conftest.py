"""What all tests share: the database's name in the header, hypothesis profiles, a browser and its complaints."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis

# Playwright keeps an event loop in the tests' own thread, where Django would refuse to touch the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# "steady" tries the same examples everywhere and every day; HYPOTHESIS_PROFILE=explore looks further.
hypothesis.register_profile("steady", derandomize=True, max_examples=60, deadline=None, database=None)
hypothesis.register_profile(
    "explore", max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
hypothesis.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "samples", "django_db_setup"}
AXE = Path(__file__).parent / "vendor/axe-core-4.14.1/axe.min.js"
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def pytest_report_header() -> list[str]:
    return [f"database: {database()}", f"browser: {CHROMIUM or 'none'}"]


def database() -> str:
    """The database that the tests run on, and its version."""
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        return f"SQLite {sqlite3.sqlite_version}"
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        version = connection.execute("SHOW server_version").fetchone()
    return f"PostgreSQL {version[0] if version else ''}"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that opens a page is a browser test, and skipped where there is no browser; one that has a database is
    run on both."""
    for item in items:
        if item.get_closest_marker("django_db") or DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker("database")
        if "browser" in getattr(item, "fixturenames", ()):  # `page` has one
            item.add_marker("browser")
            if not CHROMIUM:
                item.add_marker(pytest.mark.skip(reason="no Chromium found on PATH (apt install chromium)"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The machine's Chromium: Playwright need not bring its own."""
    return browser_type_launch_args | {"executable_path": CHROMIUM}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A reader in China."""
    return browser_context_args | {"locale": "zh-CN", "timezone_id": "Asia/Shanghai"}


@pytest.fixture
def complaints(page: Any) -> list[str]:
    """What the browser complains of from here on: errors, breaches of the content security policy, failed requests."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("requestfailed", lambda request: found.append(f"{request.url}: {request.failure}"))
    return found


@pytest.fixture
def barriers(page: Any) -> Callable[[], list[str]]:
    """A function that names the open page's breaches of WCAG 2.2 AA, as far as axe sees them.

    Look at `complaints` first: axe itself adds inline styles, which the policy forbids.
    """

    def find() -> list[str]:
        page.evaluate(AXE.read_text("utf-8"))
        result = page.evaluate("tags => axe.run({runOnly: tags})", AXE_RULES)
        return [f"{found['id']}: {node['html']}" for found in result["violations"] for node in found["nodes"]]

    return find


@pytest.fixture(scope="session", autouse=True)
def search_cluster() -> Iterator[None]:
    """Where the tests run with a search cluster, it holds at each question what the database does."""
    if not settings.SEARCH_URL:
        yield
        return
    from tests.cluster.in_step import kept_in_step

    with kept_in_step():
        yield


@pytest.fixture(autouse=True)
def _what_was_rolled_back() -> None:
    """A test before may have rolled back what the search cluster holds."""
    if settings.SEARCH_URL:
        from tests.cluster.in_step import KEEPER

        KEEPER.unsettle()


@pytest.fixture(scope="session")
def registry() -> Any:
    """The agencies and regions that the project ships."""
    from documents.agencies import gazetteer_from_files

    return gazetteer_from_files(Path(settings.BASE_DIR) / "fixtures")


@pytest.fixture(scope="module")
def samples(django_db_setup: None, django_db_blocker: Any, registry: Any) -> Iterator[dict[str, Any]]:
    """The five sample policies by the first three letters of their files' names, ingested once for a module of
    tests (each of which may change what it likes: its changes are rolled back)."""
    from policykb.pipeline import ingest

    # Rolled back, not flushed: the full-text index is no model's table, so that a flush would leave its rows.
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_registry", verbosity=0)
        files = sorted((Path(settings.BASE_DIR) / "fixtures" / "policies").glob("*.txt"))
        yield {file.name[:3]: ingest(file.read_bytes(), file.name, registry)[0] for file in files}
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def live_server(live_server: Any) -> Any:
    """pytest-django's. The threads of a browser's last connections end after the server, and close them then."""
    for connection in live_server.thread.connections_override.values():
        connection.inc_thread_sharing()
    return live_server


@pytest.fixture
def transactional_db(transactional_db: None) -> Iterator[None]:
    """pytest-django's, which flushes the tables afterwards; here the full-text index too."""
    from documents.models import SearchEntry
    from documents.search.index import remove_entries

    yield
    remove_entries(list(SearchEntry.objects.values_list("pk", flat=True)))
