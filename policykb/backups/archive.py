"""The file of a backup: a zip of the manifest, the database and the originals, each by its SHA-256."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, is_zipfile
from zlib import error as DeflateError

from documents.records import originals
from policykb.backups.manifests import Manifest, Refused, parse_manifest

MANIFEST, DATABASE, ORIGINALS = "manifest.json", "database", "originals/"
QUICK = 1  # level of compression


@contextmanager
def new_file(path: Path) -> Iterator[tuple[Path, ZipFile]]:
    """A folder to work in and a zip to fill, which gets its name when all is written: nobody else may read it, and
    half of it is never there."""
    if path.exists():
        raise Refused(f"{path} is there already: a backup overwrites nothing.")
    with TemporaryDirectory(prefix=".policykb-backup-", dir=path.parent, ignore_cleanup_errors=True) as name:
        folder = Path(name)
        unfinished = folder / "unfinished"
        unfinished.touch(mode=0o600)
        with ZipFile(unfinished, "w", ZIP_DEFLATED, compresslevel=QUICK) as archive:
            yield folder, archive
        with unfinished.open("rb") as written:
            os.fsync(written.fileno())
        unfinished.rename(path)


def add_database(archive: ZipFile, file: Path, *, is_compressed: bool) -> None:
    """Put the database in."""
    archive.write(file, DATABASE, ZIP_STORED if is_compressed else ZIP_DEFLATED)


def add_originals(archive: ZipFile) -> tuple[int, int]:
    """Put every original in; how many they are, and how many of the stored files are not whole and were left out."""
    number = damaged = 0
    for digest in originals.every():
        data = originals.kept(digest)
        if data is None:
            damaged += 1
        else:
            archive.writestr(ORIGINALS + digest, data)
            number += 1
    return number, damaged


def add_manifest(archive: ZipFile, manifest: Manifest) -> None:
    """Put in what the backup says of itself."""
    archive.writestr(MANIFEST, manifest.as_json())


@contextmanager
def opened(path: Path) -> Iterator[tuple[ZipFile, Manifest]]:
    """A backup and what it says of itself, all of it looked through. Raises Refused if it is none or is damaged."""
    try:
        with ZipFile(path) as archive:
            yield archive, checked_through(archive)
    except (BadZipFile, DeflateError, EOFError, KeyError, NotImplementedError, RuntimeError) as error:
        is_begun = not is_zipfile(path) and path.read_bytes()[:2] == b"PK"
        why = "It was cut short." if is_begun else "It is no backup of policykb, or it is damaged."
        raise Refused(why) from error


def checked_through(archive: ZipFile) -> Manifest:
    """The manifest of a backup that is as it was written."""
    manifest = parse_manifest(archive.read(MANIFEST))
    if (damaged := archive.testzip()) is not None:
        raise Refused(f"It is damaged: {damaged}.")
    digests = digests_in(archive)
    if DATABASE not in archive.namelist() or len(digests) != manifest.originals:
        raise Refused("It is damaged: parts of it are missing.")
    for digest in digests:
        if sha256(archive.read(ORIGINALS + digest)).hexdigest() != digest:
            raise Refused(f"It is damaged: {ORIGINALS}{digest}.")
    return manifest


def digests_in(archive: ZipFile) -> list[str]:
    """The originals that a backup holds."""
    return [name.removeprefix(ORIGINALS) for name in archive.namelist() if name.startswith(ORIGINALS)]


def put_originals_back(archive: ZipFile) -> list[str]:
    """Store the originals that are not stored here; which they are."""
    lacking = [digest for digest in digests_in(archive) if originals.kept(digest) is None]
    done: list[str] = []
    try:
        for digest in lacking:
            originals.forget(digest)  # a damaged one
            done.append(digest)
            originals.keep(archive.read(ORIGINALS + digest), digest)
    except BaseException:
        take_out(done)
        raise
    return done


def take_out(digests: list[str]) -> None:
    """Take originals out again, as the rest could not be restored."""
    for digest in digests:
        originals.forget(digest)
