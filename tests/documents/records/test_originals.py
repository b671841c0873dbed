"""The bytes of the files: kept once, given back whole or not at all."""

from collections.abc import Iterator
from hashlib import sha256

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from documents.records.originals import forget, is_kept, keep, kept, storage_path

DATA = "青海省方案".encode()
DIGEST = sha256(DATA).hexdigest()


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    yield
    forget(DIGEST)


def write(data: bytes) -> None:
    """Put bytes where others should stand."""
    storages["originals"].delete(storage_path(DIGEST))
    storages["originals"].save(storage_path(DIGEST), ContentFile(data))


def test_they_stand_in_a_folder_of_the_first_two_digits() -> None:
    assert storage_path("3f7a00") == "3f/3f7a00"


def test_what_is_kept_is_given_back_until_it_is_forgotten() -> None:
    assert (is_kept(DIGEST), kept(DIGEST)) == (False, None)
    keep(DATA, DIGEST)
    assert (is_kept(DIGEST), kept(DIGEST)) == (True, DATA)
    forget(DIGEST)
    assert (is_kept(DIGEST), kept(DIGEST)) == (False, None)


def test_what_is_not_whole_is_not_given_back() -> None:
    write(DATA[:-1])
    assert (is_kept(DIGEST), kept(DIGEST)) == (True, None)


@pytest.mark.parametrize("left", [DATA[:-1], DATA + b"x"])
def test_what_was_left_half_written_is_written_again_and_what_is_whole_stays(left: bytes) -> None:
    write(left)
    keep(DATA, DIGEST)
    assert kept(DIGEST) == DATA
    folder, name = storage_path(DIGEST).split("/")
    assert [each for each in storages["originals"].listdir(folder)[1] if each.startswith(name)] == [name]
    write(DATA[::-1])  # as long as it: not looked at again, for that takes reading it
    keep(DATA, DIGEST)
    assert storages["originals"].open(storage_path(DIGEST)).read() == DATA[::-1]
