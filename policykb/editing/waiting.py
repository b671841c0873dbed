"""An agency with a new name in; the unconfirmed agencies that are this one, merged into it, out."""

from collections import defaultdict

from documents.models import Agency, DocumentAgency
from documents.records.locks import Editor
from documents.registry.loading import gazetteer_from_database
from policykb.editing.merging import merge
from tasks.models import Responsibility


def merge_waiting(agency: Agency, by: Editor = None) -> list[str]:
    """Merge into a confirmed agency the unconfirmed ones of its region whose words now mean it; return their names.
    The number of queries grows only with the mergers."""
    waiting = waiting_beside(agency) if agency.is_reviewed else []
    if not waiting:
        return []
    known = gazetteer_from_database()
    region = known.regions.get(agency.region_id)
    written = defaultdict(set)
    for pk, words in Responsibility.objects.filter(agency__in=waiting).values_list("agency", "as_written"):
        written[pk].add(words)
    merged = []
    for other in waiting:
        matches = (known.resolve(words, region) for words in {other.name, *written[other.pk]} if words)
        if any(match.known and match.record_name == agency.name for match in matches):
            merge(other, agency, by)
            merged.append(other.name)
    return merged


def waiting_beside(agency: Agency) -> list[Agency]:
    """The unconfirmed agencies of an agency's region; one without a region counts to that of all documents that name
    it."""
    others = Agency.objects.filter(is_reviewed=False, is_rejected=False).exclude(pk=agency.pk)
    homeless = others.filter(region=None)
    named = Responsibility.objects.filter(agency__in=homeless).values_list("agency", "task__document__region")
    signed = DocumentAgency.objects.filter(agency__in=homeless).values_list("agency", "document__region")
    regions = defaultdict(set)
    for pk, region in (*named.order_by().distinct(), *signed.order_by().distinct()):
        regions[pk].add(region)
    return [
        other
        for other in others.order_by("pk")
        if {agency.region_id} == ({other.region_id} if other.region_id else regions[other.pk])
    ]
