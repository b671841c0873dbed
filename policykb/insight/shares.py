"""The tasks of a region on a topic in; which agencies have a role in them, those with most tasks first, out."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from documents.models import Agency
from policykb.insight.rows import TaskRow
from policykb.insight.topic_scope import TopicScope
from policykb.templatetags.wording import reference

NAMED = 6  # agencies of a role, where there are very many tasks


@dataclass(frozen=True, slots=True)
class Share:
    """An agency's part in a column: the number of tasks in which it has the role; where all were read, the number of
    the last of them, and the basis for it where it is the same in all (首列)."""

    agency: Agency
    count: int
    number: str = ""
    basis: str = ""

    @property
    def told(self) -> str:
        """（八），写明; 11 项，首列."""
        where = reference(self.number) if self.number and self.count == 1 else f"{self.count} 项"
        return f"{where}，{self.basis}" if self.basis else where


@dataclass(frozen=True, slots=True)
class Shares:
    """The agencies that have a role, of very many the first; `count` is the number of all."""

    named: tuple[Share, ...] = ()
    count: int = 0

    @property
    def lines(self) -> list[tuple[str, str, str]]:
        """The address, the name and the part of each that is named."""
        return [(share.agency.get_absolute_url(), share.agency.name, share.told) for share in self.named]


def shares_in(rows: Iterable[TaskRow], role: str) -> Shares:
    """The agencies that have the role in these rows."""
    counts: Counter[Agency] = Counter()
    numbers: dict[Agency, str] = {}
    bases: dict[Agency, set[str]] = {}
    for row in rows:
        for duty in row.duties:
            if duty.role == role:
                counts[duty.agency] += 1
                numbers[duty.agency] = row.task.numbering
                bases.setdefault(duty.agency, set()).add(duty.get_basis_display())
    named = (
        Share(agency, count, numbers[agency], bases[agency].pop() if len(bases[agency]) == 1 else "")
        for agency, count in counts.most_common()
    )
    return Shares(tuple(named), len(counts))


def shares_of(scopes: Mapping[str, TopicScope], roles: Iterable[str]) -> dict[tuple[str, str], Shares]:
    """By region and role, the agencies that have most of very many tasks, counted from the sets."""
    counts = {(code, role): scope.agencies(role) for code, scope in scopes.items() for role in roles}
    wanted = {key for found in counts.values() for key, _ in found[:NAMED]}
    agencies = Agency.objects.in_bulk(wanted) if wanted else {}
    return {
        place: Shares(tuple(Share(agencies[key], count) for key, count in found[:NAMED] if key in agencies), len(found))
        for place, found in counts.items()
    }
