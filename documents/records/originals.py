"""The bytes of every file that was ever stored, by their digest: in a folder, or what other storage is set."""

from hashlib import sha256

from django.core.files.base import ContentFile
from django.core.files.storage import storages


def path_of(digest: str) -> str:
    """Where the bytes with this SHA-256 are kept: 3f/3f7a…"""
    return f"{digest[:2]}/{digest}"


def keep(data: bytes, digest: str) -> None:
    """Keep the bytes; those that are kept already stay. What a crash left half written is written again."""
    storage, path = storages["originals"], path_of(digest)
    if storage.exists(path):
        if storage.size(path) == len(data):
            return
        storage.delete(path)
    storage.save(path, ContentFile(data))


def kept(digest: str) -> bytes | None:
    """The bytes with this SHA-256, None where they are not kept, or no longer whole."""
    storage, path = storages["originals"], path_of(digest)
    if not storage.exists(path):
        return None
    with storage.open(path) as file:
        data: bytes = file.read()
    return data if sha256(data).hexdigest() == digest else None


def is_kept(digest: str) -> bool:
    """Whether there are bytes under this SHA-256; that they are whole is known once they are read."""
    return storages["originals"].exists(path_of(digest))


def forget(digest: str) -> None:
    """Delete the bytes: for texts that the law says to remove."""
    storages["originals"].delete(path_of(digest))
