"""An agency and the sets in; its tasks and its documents as keys out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from pyroaring import BitMap

from documents.models import Agency
from documents.tag_sets.by_day import newest_first
from documents.tag_sets.current import current_sets
from documents.tag_sets.sets import Sets


@dataclass(frozen=True)
class AgencyScope:
    """What an agency has to do, as the sets have it."""

    agency: Agency
    sets: Sets

    @classmethod
    def of(cls, agency: Agency) -> "AgencyScope":
        """The agency's, as the records are now."""
        return cls(agency, current_sets())

    @property
    def tag(self) -> str:
        """The tag of what it has a duty in."""
        return f"a{self.agency.pk}"

    @property
    def tasks(self) -> BitMap:
        """The tasks in which it has a duty."""
        return self.sets.of("task")[self.tag]

    def with_role(self, role: str, basis: str = "") -> BitMap:
        """The tasks in which it has the role, on this ground where one is given."""
        return self.sets.of("task")[".".join(filter(None, (self.tag, role, basis)))]

    @cached_property
    def documents(self) -> BitMap:
        """The documents in which it has a duty."""
        return self.documents_of(self.tasks)

    def documents_with(self, roles: Iterable[str]) -> BitMap:
        """The documents in which it has one of the roles."""
        return self.documents_of(BitMap.union(BitMap(), *map(self.with_role, roles)))

    def documents_of(self, tasks: BitMap) -> BitMap:
        """The documents of these tasks."""
        by_document = self.sets.of("task").values("d").items()
        return BitMap(int(document) for document, keys in by_document if keys.intersect(tasks)) if tasks else BitMap()

    @cached_property
    def newest(self) -> Sequence[int]:
        """Its documents, the newest first, undated ones last."""
        return list(newest_first(self.sets.of("document"), self.documents))
