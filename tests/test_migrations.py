"""Databases that people have, taken through all migrations since: nothing in them is lost."""

import ast
import json
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from documents.models import Agency, AgencyAddress, Correction, Document, DocumentAgency, Record, SourceNote, Standing
from documents.records.reconcile import plain
from tasks.models import Task
from tests.another_database import another_database
from tests.states.loading import INDEX, State, make, read_state, rows_of, tables_of

FOLDER = Path(__file__).parent / "states" / "0.2"
LAST = [("documents", "0007_agency_pattern_levels"), ("tasks", "0003_citation_history")]
# Where a table or a column (table.column) went: its new name, or None for what has been given up on purpose.
MOVED: dict[str, str | None] = {"documents_documenttext": "documents_documentversion"}
MADE_AGAIN = {INDEX, "documents_searchentry"}  # by migrations that change what is found by
GROWING = {"auth_permission", "auth_group_permissions", "django_content_type"}  # with each model that is added


@pytest.fixture(scope="module")
def state() -> State:
    return read_state(FOLDER)


@pytest.fixture(scope="module")
def migrated(state: State, django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[None]:
    """The database of state 0.2, migrated. What a test changes in it is rolled back."""
    with django_db_blocker.unblock(), another_database(tmp_path_factory.mktemp("migrated")):
        make(state, LAST)
        call_command("migrate", verbosity=0)
        yield


@pytest.fixture
def answers() -> dict[str, Any]:
    return json.loads((FOLDER / "answers.json").read_text("utf-8"))


def as_text(rows: Any) -> Counter[str]:
    return Counter(json.dumps(row, ensure_ascii=False, sort_keys=True) for row in rows)


def without_moved(table: str, rows: list[Any]) -> list[Any]:
    """Of the content types, those of models whose tables stand where they stood."""
    is_type = table == "django_content_type"
    return [row for row in rows if not (is_type and f"{row[1]}_{row[2]}" in MOVED)]


@pytest.mark.django_db
@pytest.mark.usefixtures("migrated")
def test_every_row_is_kept(state):
    models = tables_of(apps)
    for table in sorted(state.keys() - MADE_AGAIN):
        if not (now := MOVED.get(table, table)):
            continue
        columns, rows = state[table]["columns"], without_moved(table, state[table]["rows"])
        moved = [MOVED.get(f"{table}.{column}", column) for column in columns]
        model, kept = models[now], [name for name in moved if name]
        before = as_text([value for value, name in zip(row, moved, strict=True) if name] for row in rows)
        after = as_text(rows_of(model, kept))
        assert not before - after, (table, before - after, after - before)
        assert table in GROWING or after.total() == before.total(), table


@pytest.mark.django_db
@pytest.mark.usefixtures("migrated")
def test_every_address_answers_as_before(client, answers):
    for address, (status, *location) in answers["addresses"].items():
        response = client.get(address)
        said = [unquote(response["Location"])] if response.has_header("Location") else []
        assert (address, response.status_code, said) == (address, status, location)


@pytest.mark.django_db
@pytest.mark.usefixtures("migrated")
def test_search_finds_what_it_found(client, answers):
    for words, addresses in answers["searches"].items():
        results = client.get("/api/tasks/", {"q": words, "per_page": 100}).json()["results"]
        missing = set(addresses) - {unquote(urlsplit(result["url"]).path) for result in results}
        assert not missing, (words, missing)


@pytest.mark.django_db
@pytest.mark.usefixtures("migrated")
def test_people_log_in_and_may_do_what_they_did(client, state):
    for name in ("bianji", "shenhe", "admin"):
        login = client.post("/admin/login/", {"username": name, "password": f"{name}-0.2"})
        assert login.status_code == 302
        for page in ("documents_document", "tasks_task", "documents_review"):
            assert client.get(f"/admin/{page.replace('_', '/')}/").status_code == 200


def entered() -> list[Any]:
    """Everything that people entered, row by row."""
    records = [model for model in apps.get_models() if issubclass(model, Record) and not model._meta.proxy]
    hands = [row for model in records for row in model._default_manager.all() if is_by_hand(row)]
    notes = SourceNote.objects.filter(state__in=[SourceNote.State.DONE, SourceNote.State.DISMISSED])
    locked = Correction.objects.filter(field="issuing_agencies").values("object_id")
    rows = [
        *hands, *Agency.objects.all(), *AgencyAddress.objects.all(), *notes,
        *DocumentAgency.objects.filter(document__in=locked), *Task.topics.through.objects.all(),
    ]  # fmt: skip
    corrected = [(str(lock), lock.corrected_at, value_of(lock)) for lock in Correction.objects.all()]
    return sorted(map(repr, [*corrected, *(columns_of(row) for row in rows)]))


def is_by_hand(record: Record) -> bool:
    """Whether a person made or withdrew the record."""
    return record.origin == "person" or record.standing == Standing.WITHDRAWN


def columns_of(row: Any) -> list[Any]:
    names = [field.attname for field in row._meta.concrete_fields if field.name != "updated_at"]
    return [row._meta.label, *((name, plain(getattr(row, name))) for name in names)]


def value_of(lock: Correction) -> Any:
    """What stands in the corrected field."""
    value = getattr(lock.record, lock.field)
    return [agency.name for agency in value.all()] if lock.field == "issuing_agencies" else plain(value)


@pytest.mark.django_db
@pytest.mark.usefixtures("migrated")
def test_what_people_entered_outlives_the_same_texts():
    before, number = entered(), Document.objects.count()
    for name in ("1-computing-2024.txt", "3-storage-2025-again.txt", "4-measures.txt"):
        call_command("ingest", FOLDER / "policies" / name, verbosity=0)
    assert entered() == before
    assert Document.objects.count() == number


def test_the_groups_are_made_with_the_rights_they_had(state):
    def rows(table):
        return {key: values for key, *values in state[table]["rows"]}

    groups, rights, kinds = rows("auth_group"), rows("auth_permission"), rows("django_content_type")
    held = {
        (groups[group][0], (kinds[rights[right][1]][0], rights[right][2]))
        for group, right in rows("auth_group_permissions").values()
    }
    assert set(import_module("tasks.migrations.0002_groups").rights()) == held


@pytest.mark.parametrize("app", ["documents", "tasks"])
def test_migrations_stand_on_their_own(app):
    """What they would import from the rest goes on changing, and they with it."""
    for file in sorted((settings.BASE_DIR / app / "migrations").glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            ours = [name for name in names if name.split(".")[0] in ("documents", "tasks", "policykb")]
            assert all(name.startswith(f"{app}.migrations.") for name in ours), (file.name, ours)


@pytest.mark.django_db
def test_an_address_that_is_none_of_the_web_becomes_a_note(tmp_path: Path) -> None:
    addresses = {"甲": "HTTP://www.gov.cn/1.html", "乙": "javascript:alert(1)", "丙": "ftp://www.gov.cn/1", "丁": ""}
    with another_database(tmp_path):
        call_command("migrate", "documents", "0021", verbosity=0)
        then = MigrationExecutor(connection).loader.project_state([("documents", "0021_plan_period")]).apps
        for slug, address in addresses.items():
            then.get_model("documents", "Document").objects.create(slug=slug, title=slug, source_url=address)
        call_command("migrate", verbosity=0)
        kept = dict(Document.objects.values_list("slug", "source_url"))
        assert kept == {"甲": "http://www.gov.cn/1.html", "乙": "", "丙": "", "丁": ""}
        notes = SourceNote.objects.filter(state="open").order_by("pk").values_list("document__slug", "message")
        assert [(slug, addresses[slug] in message) for slug, message in notes] == [("乙", True), ("丙", True)]
