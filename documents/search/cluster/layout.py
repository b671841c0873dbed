"""An entry and its tokens → the document that the cluster holds of it; the mapping of these documents.

The tokens are cut already, so the analyser parts at blanks. Texts are not kept there: what a page shows, and what
ranking reads, comes from the entries in the database, as they are now.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from documents.models import SearchEntry
from documents.search.engines import FIELDS, IndexRow
from documents.search.words.tokens import TAG

COUNTED = "kdgaoyt"  # what begins the tags that are counted: kind, document, region, agency, role, year, topic
WINDOW = 120_000  # so deep a list can be leafed through, and so many keys come in one answer
GAP = 100  # between the fields within `words`: no phrase runs from one into the next
WORDS: Mapping[str, Any] = {"type": "text", "analyzer": "whitespace", "position_increment_gap": GAP}
UNSEEN: Mapping[str, Any] = {"type": "keyword", "doc_values": False, "ignore_above": 256}
NUMBER: Mapping[str, Any] = {"type": "long"}
MAPPING: Mapping[str, Any] = {
    "dynamic": "strict",
    "_source": {"enabled": False},
    "properties": {
        **dict.fromkeys(("id", "object", "document", "position", "dated"), NUMBER),
        **dict.fromkeys(("title", "agency", "heading", "words"), WORDS),
        "tags": UNSEEN,
        "counted": {"properties": {letter: {"type": "keyword", "index": False} for letter in COUNTED}},
    },
}
# A removal is remembered for an hour, so that what a stalled process still sends of the entry comes too late.
SETTINGS: Mapping[str, Any] = {"index.max_result_window": WINDOW, "index.gc_deletes": "1h"}


def document_of(entry: SearchEntry, row: IndexRow) -> dict[str, Any]:
    """What the cluster holds of an entry, whose tokens and tags are these."""
    texts = dict(zip(FIELDS, map(" ".join, row.fields), strict=True))
    names = [name for name in row.tags if name.startswith(TAG)]
    return {
        "id": entry.pk,
        "object": entry.object_id,
        "document": entry.document_id,
        "position": entry.position,
        "dated": entry.dated.toordinal() if entry.dated else None,
        **{field: texts[field] for field in ("title", "agency", "heading")},
        "words": list(filter(None, texts.values())),
        "tags": names,
        "counted": counted(names),
    }


def counted(names: Sequence[str]) -> dict[str, list[str]]:
    """The tags of one part, by their first letter."""
    found: dict[str, list[str]] = {}
    for name in names:
        bare = name.removeprefix(TAG)
        if "." not in bare and bare != "entry" and bare[0] in COUNTED:
            found.setdefault(bare[0], []).append(bare)
    return found
