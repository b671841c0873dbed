"""manage.py ingest as an operator's tool: what it takes, skips, refuses and says; several processes, one writer."""

import csv
import errno
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from documents.models import Document, DocumentVersion
from documents.text import UnreadableSource
from policykb import workers
from policykb.intake import find_files
from policykb.pipeline import gazetteer
from policykb.workers import Job, examined
from tests.cases import POLICIES
from tests.factories import make_agency

MANAGE = [sys.executable, "-u", "manage.py"]
TEXT = """青海省人民政府办公厅关于试验{number}的实施方案
青政办〔2025〕{number}号

一、重点任务
（一）建设第{number}号风电基地。到2030年装机达到{number}00万千瓦。（省能源局牵头，省商务厅配合）
"""


@pytest.fixture
def known(db):
    """A small registry."""
    make_agency().names.create(name="省能源局")


def write(folder: Path, *numbers: int) -> None:
    for number in numbers:
        (folder / f"{number}.txt").write_text(TEXT.format(number=number), "utf-8")


def run(capsys, *args: object) -> tuple[str, str, str]:
    """What a run says on standard output and on standard error, and what it fails with."""
    failure = ""
    try:
        call_command("ingest", *map(str, args))
    except CommandError as error:
        failure = str(error)
    return (*capsys.readouterr(), failure)


def test_hidden_files_and_locks_are_passed_over_and_other_kinds_are_counted(tmp_path):
    for name in ("a.txt", "b.DOCX", "~$b.docx", ".c.txt", ".git/d.txt", "e.doc", "f.doc", "g.xlsx", "h/i.md", "README"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    found = find_files([tmp_path])
    assert [file.name for file in found.files] == ["a.txt", "b.DOCX", "i.md"]
    assert found.others == {".doc": 2, ".xlsx": 1, "no suffix": 1}


def test_names_of_any_bytes_are_stored_told_and_reported(known, tmp_path, capsys):
    folder = tmp_path / "folder"
    folder.mkdir()
    for number, name in enumerate((b"new\nline.txt", b"bad\xff.txt", b"esc\x1b[31m.txt", b"l" * 251 + b".txt"), 1):
        Path(os.fsdecode(bytes(folder) + b"/" + name)).write_text(TEXT.format(number=number), "utf-8")
    Path(os.fsdecode(bytes(folder) + b"/\xff\n.md")).write_text("无题之文。", "utf-8")
    Path(os.fsdecode(bytes(folder) + b"/\xfe\n.md")).write_bytes(b"")
    out, _, failure = run(capsys, folder, "--report", tmp_path / "report.csv")
    assert "5 stored, 1 refused." in out
    assert failure == f"{folder}/\ufffd .md: The file is empty."
    assert len(list(csv.reader((tmp_path / "report.csv").read_text("utf-8-sig").splitlines()))) == 7
    names = set(DocumentVersion.objects.values_list("file_name", flat=True))
    assert names == {"new line.txt", "bad\ufffd.txt", "esc[31m.txt", "l" * 251 + ".txt", "\ufffd .md"}


def test_what_only_bears_the_name_of_a_file_is_refused_in_words(known, tmp_path, capsys):
    write(tmp_path, 1)
    os.mkfifo(tmp_path / "2.txt")
    (tmp_path / "3.txt").symlink_to(tmp_path / "nowhere")
    out, _, failure = run(capsys, tmp_path)
    assert "2 refused" in out and "1 stored" in out
    assert failure.splitlines()[1:] == [
        f"{tmp_path / '2.txt'}: It is not a file, or a folder that cannot be opened.",
        f"{tmp_path / '3.txt'}: No such file or directory",
    ]


def test_a_folder_that_cannot_be_opened_is_refused_in_words(known, tmp_path, monkeypatch):
    (tmp_path / "shut").mkdir()
    scandir = os.scandir

    def denied(path):
        if str(path).endswith("shut"):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", denied)
    assert find_files([tmp_path]).files == [tmp_path / "shut"]


def test_without_a_registry_nothing_is_taken_in_and_the_command_that_is_missing_is_named(db, tmp_path):
    write(tmp_path, 1)
    with pytest.raises(CommandError, match="load_registry first"):
        call_command("ingest", str(tmp_path))


def test_a_folder_is_taken_in_and_what_is_not_read_is_said(known, tmp_path, capsys):
    write(tmp_path, 1, 2)
    (tmp_path / "0.txt").write_bytes(b"")
    (tmp_path / "x.doc").write_bytes(b"x")
    out, err, failure = run(capsys, tmp_path)
    assert Document.objects.count() == 2
    assert "2 stored, 1 refused." in out
    assert err.index("0.txt: refused: The file is empty.") < err.index("1 files of kinds that are not read: 1 .doc.")
    assert failure == f"{tmp_path / '0.txt'}: The file is empty."


def test_what_is_known_is_not_read_again(known, tmp_path, capsys, monkeypatch):
    write(tmp_path, 1, 2)
    run(capsys, tmp_path)
    write(tmp_path, 3)
    read = []
    monkeypatch.setattr(workers, "examine", lambda data, name, known: read.append(name) or refuse())
    out, _, _ = run(capsys, tmp_path)
    assert (read, "2 unchanged, 1 refused." in out) == (["3.txt"], True)
    DocumentVersion.objects.update(extractor="earlier")
    run(capsys, tmp_path)
    assert read[1:] == ["1.txt", "2.txt", "3.txt"]


def refuse() -> UnreadableSource:
    raise UnreadableSource("no", "不行")


def test_the_report_says_what_became_of_every_file_as_it_happens(known, tmp_path, capsys):
    folder = tmp_path / "folder"
    folder.mkdir()
    write(folder, 1)
    (folder / "2.txt").write_text(TEXT.format(number=1) + "\n\n", "utf-8")
    (folder / "3.txt").write_bytes(b"")
    run(capsys, folder, "--report", tmp_path / "report.csv")
    rows = list(csv.DictReader((tmp_path / "report.csv").read_text("utf-8-sig").splitlines()))
    assert [(Path(row["file"]).name, row["outcome"], row["document"], row["why"]) for row in rows] == [
        ("1.txt", "stored", "青政办-2025-1", ""),
        ("2.txt", "kept as copy", "青政办-2025-1", ""),
        ("3.txt", "refused", "", "The file is empty."),
    ]


def test_a_report_that_cannot_be_written_is_said_before_anything_is_stored(known, tmp_path):
    write(tmp_path, 1)
    with pytest.raises(CommandError, match="No such file or directory"):
        call_command("ingest", str(tmp_path), "--report", str(tmp_path / "none" / "report.csv"))
    assert not Document.objects.exists()


def test_a_rehearsal_names_what_would_change_and_changes_nothing(known, tmp_path, capsys):
    write(tmp_path, 1)
    run(capsys, tmp_path)
    newer = TEXT.format(number=1).replace("2030年", "2029年").replace("省商务厅配合", "省财政厅配合")
    (tmp_path / "1.txt").write_text(newer, "utf-8")
    before = list(DocumentVersion.objects.values_list("sha256", flat=True))
    out, _, _ = run(capsys, tmp_path, "--dry-run")
    assert "stored as new version" in out
    assert "    + duty 配合 青海省财政厅\n" in out
    assert "    - duty 配合 青海省商务厅\n" in out
    assert "deadline: 2030-12-31 → 2029-12-31" in out
    assert list(DocumentVersion.objects.values_list("sha256", flat=True)) == before


def test_a_database_that_refuses_is_told_with_the_true_reason(known, tmp_path, capsys, monkeypatch):
    def full(*args, **options):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("policykb.intake.store", full)
    write(tmp_path, 1, 2)
    out, _, failure = run(capsys, tmp_path)
    assert out == "1 not stored.\n"  # nothing more could be
    assert "The disk of the database is full" in failure and "another process" not in failure


@pytest.mark.parametrize("processes", [1, 3])
def test_files_come_back_in_order_from_any_number_of_processes(registry, processes, transactional_db):
    jobs = [Job(str(n), f"{n}.txt", str(n), TEXT.format(number=n).encode()) for n in range(1, 12)]
    jobs.insert(4, Job("empty", "empty.txt", "0", b""))
    answers = list(examined(jobs, registry, processes))
    assert [job.label for job, _ in answers] == [job.label for job in jobs]
    assert [answer.parsed.header.document_number.text for job, answer in answers if job.data] == [
        f"青政办〔2025〕{n}号" for n in range(1, 12)
    ]
    assert isinstance(answers[4][1], UnreadableSource) and str(answers[4][1]) == "The file is empty."


def test_a_process_that_dies_takes_no_other_file_along(registry, transactional_db, monkeypatch):
    def die(data, name, known):
        os._exit(9) if name == "3.txt" else refuse()

    monkeypatch.setattr(workers, "examine", die)
    jobs = [Job(str(n), f"{n}.txt", str(n), b"x") for n in range(8)]
    answers = {job.label: str(answer) for job, answer in examined(jobs, gazetteer(), 2)}
    assert list(answers) == [str(n) for n in range(8)]
    assert answers.pop("3") == "The process that read it died."
    assert set(answers.values()) == {"no"}


def test_a_mistake_of_a_stage_is_told_of_its_file_alone(registry, monkeypatch):
    def stumble(data, name, known):
        raise KeyError("x")

    monkeypatch.setattr(workers, "examine", stumble)
    [(_, answer)] = examined([Job("a", "a.txt", "0", b"x")], registry, 1)
    assert str(answer) == "A mistake of this program: KeyError: 'x'"


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """A new database in a file, as a first start makes it, to be copied."""
    path = tmp_path_factory.mktemp("installed") / "db"
    for words in (["migrate", "-v0"], ["load_registry"]):
        subprocess.run(
            [*MANAGE, *words], cwd=settings.BASE_DIR, env=environment_of(path), capture_output=True, check=True
        )
    return path


def environment_of(database: Path) -> dict[str, str]:
    """What a command is to know of its database; its originals are kept beside it."""
    own = {"DATABASE_URL": f"sqlite:///{database}", "ORIGINALS": str(database.parent / "o")}
    return {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"} | own


def test_a_run_of_its_own_uses_several_processes_and_a_second_one_nothing(tmp_path, installed):
    write(tmp_path, *range(1, 9))
    environment = environment_of(shutil.copy(installed, tmp_path / "db.sqlite3"))

    def manage(*args: str) -> str:
        return subprocess.run(
            [*MANAGE, *args], cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=True
        ).stdout

    assert "8 stored." in manage("ingest", str(tmp_path), "--jobs", "2")
    assert manage("ingest", str(tmp_path), "--jobs", "2") == "8 unchanged.\n"
    assert manage("reread") == "0 texts read.\n"
    assert "8 texts read." in manage("reread", "--all", "--jobs", "2")
    assert len([file for file in (tmp_path / "o").rglob("*") if file.is_file()]) == 8


def heed_interrupts():
    """What is started by a process in the background, which ignores Ctrl-C, heeds it again."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_ctrl_c_ends_a_run_in_words_and_the_next_run_goes_on(tmp_path, installed):
    folder = tmp_path / "folder"
    folder.mkdir()
    write(folder, *range(1, 41))
    environment = environment_of(shutil.copy(installed, tmp_path / "db"))
    start = {"cwd": settings.BASE_DIR, "env": environment, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    ingest = [*MANAGE, "ingest", str(folder), "--jobs", "2"]
    with subprocess.Popen(ingest, start_new_session=True, preexec_fn=heed_interrupts, **start) as process:
        process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate()
    assert err.decode() == "Interrupted. What was done before stays; the same command again goes on from there.\n"
    out = subprocess.run(ingest, check=True, **start).stdout.decode()
    stored = re.findall(r"(\d+) (stored|unchanged)", out)
    assert sum(int(number) for number, _ in stored) == 40


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="what runs is told by /proc")
def test_readers_end_with_the_process_that_asks():
    """Killed with SIGKILL, it can tell them nothing."""
    script = (
        "import django, os, sys, time; django.setup()\n"
        "from documents.agencies import gazetteer_from_files\n"
        "from policykb.workers import pool\n"
        "with pool(2, gazetteer_from_files(__import__('pathlib').Path('fixtures'))) as workers:\n"
        "    print(*{workers.submit(os.getpid).result() for _ in range(20)}, flush=True)\n"
        "    time.sleep(60)\n"
    )
    environment = os.environ | {"DATABASE_URL": "sqlite://:memory:", "DJANGO_SETTINGS_MODULE": "policykb.settings"}
    with subprocess.Popen(
        [sys.executable, "-c", script], cwd=settings.BASE_DIR, env=environment, stdout=subprocess.PIPE, text=True
    ) as asking:
        readers = [int(pid) for pid in asking.stdout.readline().split()]
        asking.kill()
    assert readers
    for _ in range(1000):
        if not any(Path(f"/proc/{pid}").exists() for pid in readers):
            break
        time.sleep(0.02)
    assert not [pid for pid in readers if Path(f"/proc/{pid}").exists()]


def test_who_reads_only_the_first_lines_gets_no_traceback(installed):
    command = f"{sys.executable} manage.py extract {POLICIES[3]} | head -1"
    start = {"cwd": settings.BASE_DIR, "env": environment_of(installed), "capture_output": True}
    done = subprocess.run(["sh", "-c", command], **start, check=True)
    assert (done.stdout, done.stderr) == (b"{\n", b"")
