"""Where the files are that tests read, and case files: tests as text, so that a new case needs no Python.

=== what the case shows
input
→
expected
"""

from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
FIXTURES = ROOT / "fixtures"
POLICIES = sorted((FIXTURES / "policies").glob("*.txt"))


class Case(NamedTuple):
    """One case: what goes in and what is expected, without the line ends around them."""

    input: str
    expected: str


def read_cases(path: Path) -> list[object]:
    """The cases of a file, as parameters named by their titles."""
    params: list[object] = []
    for block in ("\n" + path.read_text("utf-8")).split("\n=== ")[1:]:
        title, _, rest = block.partition("\n")
        given, arrow, expected = rest.partition("\n→\n")
        if not arrow:
            raise ValueError(f"{path.name}: no → in the case {title!r}")
        params.append(pytest.param(Case(given.strip("\n"), expected.strip("\n")), id=title))
    return params
