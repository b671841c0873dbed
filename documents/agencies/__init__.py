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
from documents.agencies.files import gazetteer_from_files
from documents.agencies.identity import identify, informed
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
    "gazetteer_from_files",
    "identify",
    "informed",
]
