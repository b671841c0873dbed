"""Files and folders in; each file stored, skipped or refused, and its outcome at once, out."""

import csv
import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, TextIO

from django.db import Error

from documents.agencies import Gazetteer
from documents.models import Document
from documents.records.reconcile import Changes
from documents.text import UnreadableSource
from documents.text.limits import check_size
from documents.text.printable import one_line
from policykb.failures.faults import FaultKind, fault_of
from policykb.pipeline import Examination, store
from policykb.workers import Job, examined

PASSING = (FaultKind.BUSY, FaultKind.CONFLICT)  # faults after which the next file may fare better
SUFFIXES = (".txt", ".md", ".html", ".htm", ".docx", ".pdf")
LOCKS = ("~$", ".~lock", ".")  # what a name of an open or a hidden file begins with

PLACES = {  # what a text is → what is said of its file
    "new": "stored",
    "version": "stored as new version",
    "earlier": "kept as earlier version",
    "copy": "kept as copy",
    "explains": "stored, explains another document",
    "explained": "stored, explained by another document",
    "unsure": "stored hidden: may be a version of another document, staff decide",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happened with a file: in a word or two, with its document and the reason."""

    file: str
    became: str
    document: Document | None = None
    changes: Changes | None = None
    why: str = ""
    is_last: bool = False  # nothing can be stored any more

    @property
    def is_refused(self) -> bool:
        return self.became in ("refused", "not stored")


@dataclass(slots=True)
class FoundFiles:
    """The files to take in, and the number of files of each kind that cannot be read."""

    files: list[Path] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)


def find_files(paths: Iterable[Path]) -> FoundFiles:
    """The files named and those in the folders named, sorted by name. Hidden files and lock files are left out; kinds
    that cannot be read are counted. A folder that cannot be opened is listed like a file, and refused later."""
    found = FoundFiles()
    for path in paths:
        if not path.is_dir():
            found.files.append(path)
            continue
        for file in sorted(entries(path)):
            if any(part.startswith(LOCKS) for part in file.relative_to(path).parts):
                continue
            if file.suffix.lower() in SUFFIXES or file.is_dir():
                found.files.append(file)
            else:
                found.others[file.suffix.lower() or "no suffix"] += 1
    return found


def entries(folder: Path) -> list[Path]:
    """The entries of a folder and of all folders below it that can be opened; these themselves are left out."""
    closed: list[Path] = []
    walk = os.walk(folder, onerror=lambda error: closed.append(Path(error.filename)))
    files = [Path(place) / name for place, _, names in walk for name in names]
    return files + closed


def contents(file: Path) -> bytes:
    """The bytes of a file. Raises OSError, and UnreadableSource for one that is too large or no regular file: a pipe
    would never end."""
    status = file.stat()
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableSource("It is not a file, or a folder that cannot be opened.", "不是文件，或是打不开的文件夹。")
    check_size(status.st_size)
    return file.read_bytes()


def shown(name: object) -> str:
    """A file name as it can be shown and stored, whatever its bytes: on one line, in UTF-8."""
    return one_line(os.fsencode(str(name)).decode("utf-8", "replace"))


@dataclass(slots=True)
class Intake:
    """Takes files in one after the other; files with digests in `stored` are skipped."""

    known: Gazetteer
    stored: set[str]
    processes: int = 1
    is_rehearsal: bool = False

    def take(self, files: Iterable[Path]) -> Iterator[Outcome]:
        """Take in every file and yield its outcome at once. Stops when nothing more can be stored."""
        early: list[Outcome] = []
        for job, answer in examined(self.jobs(files, early), self.known, self.processes):
            yield from early
            early.clear()
            outcome = self.store(job, answer)
            yield outcome
            if outcome.is_last:
                return
        yield from early

    def jobs(self, files: Iterable[Path], early: list[Outcome]) -> Iterator[Job]:
        """The files to read; those to skip or refuse are yielded as outcomes."""
        for file in files:
            label = shown(file)
            try:
                data = contents(file)
            except OSError as error:
                early.append(Outcome(label, "refused", why=error.strerror or str(error)))
                continue
            except UnreadableSource as refusal:
                early.append(Outcome(label, "refused", why=str(refusal)))
                continue
            digest = sha256(data).hexdigest()
            if digest in self.stored:
                early.append(Outcome(label, "unchanged"))
            else:
                yield Job(label, shown(file.name), digest, data)

    def store(self, job: Job, answer: Examination | UnreadableSource) -> Outcome:
        """Store what was found in one file."""
        if isinstance(answer, UnreadableSource):
            return Outcome(job.label, "refused", why=str(answer))
        try:
            document, changes = store(answer, self.known, is_rehearsal=self.is_rehearsal)
        except UnreadableSource as refusal:
            return Outcome(job.label, "refused", why=str(refusal))
        except Exception as error:  # rolled back, and told: nothing a file holds may end the storing of the others
            return not_stored(job, error)
        return Outcome(job.label, PLACES[changes.place] if changes else "unchanged", document, changes)


def not_stored(job: Job, error: Exception) -> Outcome:
    """The outcome of a file that could not be stored, with the database's reason."""
    if fault := fault_of(error):
        return Outcome(job.label, "not stored", why=fault.english, is_last=fault.kind not in PASSING)
    reason = " ".join(str(error).split())
    if isinstance(error, Error | OSError):
        return Outcome(job.label, "not stored", why=f"The database or the disk does not take it: {reason}")
    return Outcome(job.label, "not stored", why=f"A mistake of this program: {type(error).__name__}: {reason}")


class Report:
    """A CSV with the outcome of every file, each row written at once, so that an interrupted run leaves a true
    report."""

    HEADINGS = ("file", "outcome", "document", "why")

    def __init__(self, file: TextIO) -> None:
        self.file = file
        self.rows: Any = csv.writer(file)
        self.row(*self.HEADINGS)

    def add(self, outcome: Outcome) -> None:
        """Add one file."""
        self.row(outcome.file, outcome.became, outcome.document.slug if outcome.document else "", outcome.why)

    def row(self, *cells: str) -> None:
        """Write a row at once."""
        self.rows.writerow(cells)
        self.file.flush()
