"""Names of public bodies (机关) as written in; their full official names out."""

from documents.agencies.bodies import (
    AgencyEntry,
    AgencyKind,
    AgencyMatch,
    AgencyPattern,
    Identity,
    RegionEntry,
    RegionLevel,
)
from documents.agencies.files import load_registry
from documents.agencies.identity import identify
from documents.agencies.resolver import Gazetteer

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
