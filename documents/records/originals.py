"""The original bytes of every stored file, by their SHA-256, in the storage "originals" (a folder, unless set)."""

import re
from collections.abc import Iterator
from hashlib import sha256

from django.core.files.base import ContentFile
from django.core.files.storage import storages


def storage_path(digest: str) -> str:
    """The path of the bytes with this SHA-256 in the storage: 3f/3f7a…"""
    return f"{digest[:2]}/{digest}"


def keep(data: bytes, digest: str) -> None:
    """Store the bytes, unless they are stored; a file of another length, which a crash left, is written again."""
    storage, path = storages["originals"], storage_path(digest)
    if storage.exists(path):
        if storage.size(path) == len(data):
            return
        storage.delete(path)
    storage.save(path, ContentFile(data))


def kept(digest: str) -> bytes | None:
    """The bytes with this SHA-256, None if they are not stored, or were damaged."""
    storage, path = storages["originals"], storage_path(digest)
    if not storage.exists(path):
        return None
    with storage.open(path) as file:
        data: bytes = file.read()
    return data if sha256(data).hexdigest() == digest else None


def is_kept(digest: str) -> bool:
    """Whether there is a file for this SHA-256; only `kept` checks that it is whole."""
    return storages["originals"].exists(storage_path(digest))


def every() -> Iterator[str]:
    """The SHA-256 of each file that is stored, whole or not."""
    storage = storages["originals"]
    folders = sorted(storage.listdir("")[0]) if storage.exists("") else []
    for folder in folders:
        yield from sorted(name for name in storage.listdir(folder)[1] if re.fullmatch("[0-9a-f]{64}", name))


def forget(digest: str) -> None:
    """Delete the bytes with this SHA-256, for texts that have to be removed by law."""
    storages["originals"].delete(storage_path(digest))
