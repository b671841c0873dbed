"""The folder of registry files in; the gazetteer out."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from documents.agencies.bodies import AgencyEntry, AgencyPattern, RegionEntry
from documents.agencies.resolver import Gazetteer

REGIONS, AGENCIES, PATTERNS = "regions.json", "agencies.json", "agency_patterns.json"


@cache
def gazetteer_from_files(folder: Path) -> Gazetteer:
    """The gazetteer of regions.json, agencies.json and agency_patterns.json in `folder`; its README describes them.

    Raises OSError or ValueError where one of them cannot be read.
    """
    return Gazetteer(
        [RegionEntry(**_frozen(row)) for row in _rows(folder / REGIONS)],
        [AgencyEntry(**_frozen(row)) for row in _rows(folder / AGENCIES)],
        [AgencyPattern(**_frozen(row)) for row in _rows(folder / PATTERNS)],
    )


def _rows(path: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))
    return rows


def _frozen(row: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
