"""The records of the documents app."""

from documents.models.addresses import AgencyAddress
from documents.models.agencies import Agency, AgencyKind, AgencyName, AgencyPattern, LineName, Region, RegionLevel
from documents.models.bulk_decisions import BulkDecision
from documents.models.changes import Change, Revision
from documents.models.document_kinds import DocumentKind, Validity
from documents.models.documents import Document, DocumentAgency
from documents.models.installation import Installation
from documents.models.merges import AgencyMerge
from documents.models.notes import SourceNote
from documents.models.passages import Passage
from documents.models.provenance import Correction, Origin, Record, RecordQuerySet, Standing
from documents.models.relations import Relation
from documents.models.removals import Removal, RemovedAddress
from documents.models.review import Review
from documents.models.search import PendingEntry, SearchEntry
from documents.models.search_log import SearchLogLine
from documents.models.sections import Section, SectionStatus
from documents.models.tag_sets import TagSet
from documents.models.terms import Term
from documents.models.uploads import StagedFile
from documents.models.versions import DocumentVersion, TextMark
from documents.models.vocabulary import WordPair
from documents.models.works import Work, WorkLine

__all__ = [
    "Agency",
    "AgencyAddress",
    "AgencyKind",
    "AgencyMerge",
    "AgencyName",
    "AgencyPattern",
    "BulkDecision",
    "Change",
    "Correction",
    "Document",
    "DocumentAgency",
    "DocumentKind",
    "DocumentVersion",
    "Installation",
    "LineName",
    "Origin",
    "Passage",
    "PendingEntry",
    "Record",
    "RecordQuerySet",
    "Region",
    "RegionLevel",
    "Relation",
    "Removal",
    "RemovedAddress",
    "Review",
    "Revision",
    "SearchEntry",
    "SearchLogLine",
    "Section",
    "SectionStatus",
    "SourceNote",
    "StagedFile",
    "Standing",
    "TagSet",
    "Term",
    "TextMark",
    "Validity",
    "WordPair",
    "Work",
    "WorkLine",
]
