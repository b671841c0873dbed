"""The records of the documents app."""

from documents.models.addresses import AgencyAddress
from documents.models.agencies import Agency, AgencyKind, AgencyName, AgencyPattern, Region, RegionLevel
from documents.models.documents import (
    Document,
    DocumentAgency,
    DocumentText,
    Section,
    SectionStatus,
    Validity,
)
from documents.models.installation import Installation
from documents.models.merges import AgencyMerge
from documents.models.notes import SourceNote
from documents.models.provenance import Correction, Origin, Record, RecordQuerySet, Standing
from documents.models.review import Review
from documents.models.search import SearchEntry
from documents.models.terms import Term
from documents.models.uploads import StagedFile

__all__ = [
    "Agency",
    "AgencyAddress",
    "AgencyKind",
    "AgencyMerge",
    "AgencyName",
    "AgencyPattern",
    "Correction",
    "Document",
    "DocumentAgency",
    "DocumentText",
    "Installation",
    "Origin",
    "Record",
    "RecordQuerySet",
    "Region",
    "RegionLevel",
    "Review",
    "SearchEntry",
    "Section",
    "SectionStatus",
    "SourceNote",
    "StagedFile",
    "Standing",
    "Term",
    "Validity",
]
