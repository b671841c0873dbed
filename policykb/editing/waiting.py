"""A new name of an agency → the unconfirmed agencies that it turns out to be, merged into it at once."""

from documents.editing import Editor
from documents.models import Agency, Document
from documents.registry import gazetteer_from_database
from policykb.editing.merging import merge


def resolve_waiting(agency: Agency, by: Editor = None) -> list[str]:
    """Merge into a known agency those that nobody has confirmed and that its names now cover, in its region; return
    their names."""
    waiting = [other for other in Agency.objects.filter(is_reviewed=False) if is_of_region(other, agency)]
    if not waiting or not agency.is_reviewed:
        return []
    known = gazetteer_from_database()
    region = known.regions.get(agency.region_id)
    merged = []
    for other in waiting:
        written = other.responsibilities.values_list("as_written", flat=True)  # type: ignore[attr-defined]
        matches = (known.resolve(words, region) for words in {other.name, *written} if words)
        if any(match.known and match.name == agency.name for match in matches):
            merge(other, agency, by)
            merged.append(other.name)
    return merged


def is_of_region(other: Agency, agency: Agency) -> bool:
    """Whether an unconfirmed agency is of this one's region: by itself or by all documents that name it."""
    if other.pk == agency.pk:
        return False
    if other.region_id:
        return other.region_id == agency.region_id
    named = Document.objects.filter(tasks__responsibilities__agency=other).order_by().values_list("region", flat=True)
    signed = Document.objects.filter(issuances__agency=other).order_by().values_list("region", flat=True)
    return {*named, *signed} == {agency.region_id}
