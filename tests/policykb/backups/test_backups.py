"""What is restored is what was saved, row by row, however much is written meanwhile; or nothing has changed."""

import errno
import json
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from threading import Event, Thread
from typing import Any
from zipfile import ZipFile

import pytest
from django.conf import settings as site
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from documents.models import Agency, Document, Region, Revision
from documents.records import originals
from documents.search.sources import rebuild
from policykb.backups import making
from policykb.backups.archive import opened
from policykb.backups.manifests import Refused
from tests.another_database import another_database
from tests.factories import make_agency, make_document, make_duty, make_task

ORIGINAL = "青海省测试实施方案".encode()
DIGEST = sha256(ORIGINAL).hexdigest()
IS_SQLITE = site.DATABASES["default"]["ENGINE"].endswith("sqlite3")


@pytest.fixture(scope="module")
def saved(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Path]:
    """A site with some records, and a backup of it; the database stays the site's."""
    folder = tmp_path_factory.mktemp("saved")
    with django_db_blocker.unblock(), another_database(folder):
        call_command("migrate", verbosity=0)
        make_duty(make_task(make_document(title="“引号”与\u3000'撇号'"), body="一行\n\t又一行\\n"), make_agency())
        rebuild()
        with originals_in(folder / "originals"):
            originals.keep(ORIGINAL, DIGEST)
            call_command("backup", folder / "saved", verbosity=0)
        yield folder / "saved"


@contextmanager
def originals_in(folder: Path) -> Iterator[None]:
    """Meanwhile the originals are in this folder."""
    before = storages["originals"]
    storages._storages["originals"] = storages.create_storage(
        {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": folder}}
    )
    try:
        yield
    finally:
        storages._storages["originals"] = before


@pytest.fixture
def empty(saved: Path, tmp_path: Path) -> Iterator[Path]:
    """An empty database and no originals; where they are."""
    with another_database(tmp_path), originals_in(tmp_path / "originals"):
        yield tmp_path


def rows() -> dict[str, list[str]]:
    """Every row of every table."""
    with connection.cursor() as cursor:
        found = {}
        for name in connection.introspection.table_names(cursor):
            if not name.startswith("documents_searchindex_"):
                cursor.execute(f'SELECT * FROM "{name}"')
                found[name] = sorted(map(repr, cursor.fetchall()))
        return found


def refused(file: Path, *options: str) -> str:
    """Why a file is not restored."""
    with pytest.raises(CommandError) as error:
        call_command("restore", file, *options)
    assert "Traceback" not in str(error.value)
    return str(error.value)


def altered(saved: Path, folder: Path, **values: Any) -> Path:
    """The backup, saying something else of itself."""
    file = folder / "altered"
    with ZipFile(saved) as old, ZipFile(file, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, json.dumps(json.loads(data) | values) if name == "manifest.json" else data)
    return file


def test_what_is_restored_equals_what_was_saved_row_by_row(saved: Path, tmp_path: Path) -> None:
    before = rows()
    assert len(before["tasks_task"]) == len(before["documents_searchindex"]) - 1 - 1 == 1
    with another_database(tmp_path), originals_in(tmp_path / "originals"):
        call_command("restore", saved, verbosity=0)
        assert rows() == before
        assert originals.kept(DIGEST) == ORIGINAL and list(originals.every()) == [DIGEST]
        make_agency("新来的机构")  # the next key is free
        call_command("check", databases=["default"], verbosity=0)
        call_command("migrate", verbosity=0, check_unapplied=True)


def test_a_backup_is_for_its_owner_alone_and_overwrites_nothing(saved: Path) -> None:
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    before = saved.read_bytes()
    with pytest.raises(CommandError, match="is there already"):
        call_command("backup", saved)
    assert saved.read_bytes() == before
    with pytest.raises(CommandError, match="No such file or directory"):
        call_command("backup", saved.parent / "no folder" / "saved")


def test_a_full_disk_leaves_nothing(saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(making, "add_originals", full)
    with pytest.raises(CommandError, match="No space left on device"):
        call_command("backup", tmp_path / "saved")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_database_is_not_worth_saving(empty: Path) -> None:
    with pytest.raises(CommandError, match="The database is empty"):
        call_command("backup", empty / "saved")


def test_a_damaged_original_is_told_and_left_out(empty: Path, capsys: pytest.CaptureFixture[str], saved: Path) -> None:
    call_command("restore", saved)
    (empty / "originals" / DIGEST[:2] / DIGEST).write_bytes(b"cut")
    call_command("backup", empty / "again")
    said = capsys.readouterr()
    assert "0 originals" in said.out and "1 files among the originals are not whole" in said.err
    call_command("restore", saved, "--replace")
    assert originals.kept(DIGEST) == ORIGINAL


def test_what_is_written_meanwhile_is_in_it_wholly_or_not_at_all(saved: Path, tmp_path: Path) -> None:
    writer = type(connections["default"])(connection.settings_dict, "default")
    stop, written = Event(), []

    def write() -> None:
        writer.inc_thread_sharing()
        while not stop.is_set():
            writer.set_autocommit(False)
            with writer.cursor() as cursor:  # two tables, one transaction
                cursor.execute("UPDATE documents_document SET genre = %s", [str(len(written))])
                cursor.execute("UPDATE documents_region SET short_name = %s", [str(len(written))])
            writer.commit()
            written.append(1)
        writer.close()

    thread = Thread(target=write)
    thread.start()
    try:
        while len(written) < 5:
            pass
        for number in range(3):
            begun = len(written)
            call_command("backup", tmp_path / str(number), verbosity=0)
            assert len(written) > begun  # nobody had to wait for the backup
    finally:
        stop.set()
        thread.join()
    with another_database(tmp_path), originals_in(tmp_path / "originals"):
        for number in range(3):
            call_command("restore", tmp_path / str(number), "--replace", verbosity=0)
            assert Document.objects.get().genre == Region.objects.get().short_name


def test_a_search_cluster_is_to_be_filled_anew(empty: Path, capsys: pytest.CaptureFixture[str], saved: Path) -> None:
    call_command("restore", saved)
    assert "rebuild_search_index" not in capsys.readouterr().out
    with override_settings(SEARCH_URL="https://search.example.org"):
        call_command("restore", saved, "--replace")
    assert "run manage.py rebuild_search_index" in capsys.readouterr().out


def test_records_are_replaced_only_if_that_is_said(empty: Path, saved: Path) -> None:
    call_command("restore", saved)
    make_agency("要没有的机构")
    before = rows()
    assert "holds documents, agencies, regions already: with --replace" in refused(saved)
    assert rows() == before
    call_command("restore", saved, "--replace")
    assert not Agency.objects.filter(name="要没有的机构").exists() and Document.objects.count() == 1


def test_a_database_without_records_of_people_is_empty(empty: Path, saved: Path) -> None:
    call_command("restore", saved)
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if name.startswith("documents_")]
        cursor.execute("DELETE FROM tasks_responsibility")
        cursor.execute("DELETE FROM tasks_task")
        cursor.execute("UPDATE documents_document SET text_id = NULL")
        for name in ("documents_documentversion", "documents_document", "documents_agency", "documents_region"):
            assert name in tables
            cursor.execute(f"DELETE FROM {name}")
    assert Revision.objects.exists()  # made by migrate
    call_command("restore", saved)
    assert Document.objects.count() == 1


def test_another_program_s_tables_are_left_alone(empty: Path, saved: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE somebody_s (words text)")
    assert "tables that are not policykb's (somebody_s)" in refused(saved, "--replace")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"format": 2, "made_by": "policykb 9", "more": 1}, "made by a newer version (policykb 9): upgrade"),
        ({"migrations": ["tasks.9999_later"]}, "made by a newer version (policykb "),
        ({"database": "oracle"}, "It is a backup of oracle, and the database here is"),
        ({"version": 999}, "made with version 999 of the database"),
        ({"originals": 2}, "parts of it are missing"),
        ({"tables": None}, "no backup of policykb, or it is damaged"),
        ({"made_by": None}, "no backup of policykb, or it is damaged"),
    ],
)
def test_what_cannot_be_restored_is_refused(empty: Path, saved: Path, values: dict[str, Any], words: str) -> None:
    assert words in refused(altered(saved, empty, **values))
    assert connection.introspection.table_names() == [] and list(originals.every()) == []


def test_rows_that_are_not_those_saved_are_refused_and_nothing_is_changed(empty: Path, saved: Path) -> None:
    with ZipFile(saved) as archive:
        tables = json.loads(archive.read("manifest.json"))["tables"]
    (name,) = [name for name in tables if name.endswith("tasks_task")]
    wrong = altered(saved, empty, tables=tables | {name: [tables[name][0], "1"]})
    assert "the rows " in refused(wrong)
    assert connection.introspection.table_names() == [] and list(originals.every()) == []
    call_command("restore", saved)
    make_agency("还在的机构")
    assert "the rows " in refused(wrong, "--replace")
    assert Agency.objects.filter(name="还在的机构").exists() and originals.kept(DIGEST) == ORIGINAL


@pytest.mark.parametrize("data", [b"", b"PK", b"no zip at all", b"PK\x05\x06" + bytes(18)], ids=repr)
def test_another_file_is_no_backup(empty: Path, data: bytes) -> None:
    (empty / "file").write_bytes(data)
    assert re.search(r"no backup of policykb|cut short", refused(empty / "file"))
    assert "No such file" in refused(empty / "none") and "Is a directory" in refused(empty)


@given(part=st.floats(0, 1, exclude_max=True))
def test_a_file_that_was_cut_is_told(saved: Path, part: float) -> None:
    cut = saved.parent / "cut"
    data = saved.read_bytes()
    cut.write_bytes(data[: int(len(data) * part)])
    with pytest.raises(Refused, match=r"cut short|no backup"), opened(cut):
        pass


@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_file_that_was_damaged_is_told_unless_all_in_it_is_whole(saved: Path, place: float, bit: int) -> None:
    damaged = saved.parent / "damaged"
    data = bytearray(saved.read_bytes())
    data[int(len(data) * place)] ^= 1 << bit
    damaged.write_bytes(data)
    try:
        with opened(damaged) as (archive, _):
            found = {name: archive.read(name) for name in archive.namelist()}
    except Refused:
        return
    with ZipFile(saved) as archive:
        assert found == {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.skipif(IS_SQLITE, reason="SQLite needs no program")
def test_programs_of_postgresql_that_are_missing_or_old_are_told(
    saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CommandError, match="pg_dump is not on PATH: install the client programs of PostgreSQL"):
        call_command("backup", tmp_path / "file")
    old = tmp_path / "pg_dump"
    old.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.1'\n")
    old.chmod(0o700)
    with pytest.raises(CommandError, match=r"is of PostgreSQL 9 and the server of \d+: put programs"):
        call_command("backup", tmp_path / "file")
    old.write_text("#!/bin/sh\ntest $1 = --version && echo 'pg_dump (PostgreSQL) 99' && exit\necho sorry >&2; exit 1\n")
    with pytest.raises(CommandError, match="pg_dump failed: sorry"):
        call_command("backup", tmp_path / "file")


@pytest.mark.skipif(not IS_SQLITE, reason="a file of SQLite's")
def test_a_damaged_database_is_not_saved(saved: Path, tmp_path: Path) -> None:
    with another_database(tmp_path), originals_in(tmp_path / "originals"):
        call_command("restore", saved)
        connection.close()
        file = tmp_path / "another.sqlite3"
        data = bytearray(file.read_bytes())
        for start, end in ((3, 4), (0, 1)):  # pages in the middle, then the first one
            place = slice(len(data) * start // 8, len(data) * end // 8)
            data[place] = bytes(place.stop - place.start)
            file.write_bytes(data)
            with pytest.raises(CommandError, match=r"The database is damaged|The database cannot be read"):
                call_command("backup", tmp_path / "saved")
            connection.close()
    assert not (tmp_path / "saved").exists()
