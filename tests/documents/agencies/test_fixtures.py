"""The data that the project ships: what the database will demand of it, said before a first start fails."""

import json
from collections import Counter
from typing import Any

import pytest

from tests.cases import FIXTURES


def entries(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((FIXTURES / name).read_text("utf-8"))
    return found


@pytest.mark.parametrize(
    ("name", "key"),
    [("agencies.json", ["name"]), ("agency_patterns.json", ["line", "level"]), ("regions.json", ["code"])],
)
def test_nothing_is_listed_twice(name: str, key: list[str]) -> None:
    counts = Counter(tuple(entry[part] for part in key) for entry in entries(name))
    assert counts
    assert not [found for found, count in counts.items() if count > 1]
