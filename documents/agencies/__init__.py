"""Names of public bodies: from words as written to full official names."""

from documents.agencies.identity import identify
from documents.agencies.registry import load_registry
from documents.agencies.resolver import Gazetteer
from documents.agencies.values import (
    AgencyEntry,
    AgencyKind,
    AgencyMatch,
    AgencyPattern,
    Identity,
    RegionEntry,
    RegionLevel,
)

__all__ = [
    "AgencyEntry",
    "AgencyKind",
    "AgencyMatch",
    "AgencyPattern",
    "Gazetteer",
    "Identity",
    "RegionEntry",
    "RegionLevel",
    "identify",
    "load_registry",
]
