"""Official agency names → Agency rows, making the row at the first mention."""

from collections.abc import Collection, Iterable, Iterator

from documents.agencies import AgencyMatch, Gazetteer, RegionEntry
from documents.models import Agency, AgencyAddress, AgencyKind, AgencyName, Change
from documents.records.bounds import storable
from documents.records.reconcile import create
from documents.records.slugs import free_slug, slug_of
from documents.records.writing import tell
from documents.text.notes import Note, NoteKind


def agency_slug(name: str, taken: Collection[str] | None = None) -> str:
    """An address for a new agency: its name, with a number where two names differ only in their marks, or where it
    is the former address of another. Who makes many says which are `taken`."""
    base = slug_of(name, "agency")
    return free_slug(base, taken_slugs(base) if taken is None else taken)


def taken_slugs(beginning: str = "") -> set[str]:
    """The addresses, present and former, that begin so."""
    return {
        *Agency.objects.filter(slug__startswith=beginning).values_list("slug", flat=True),
        *AgencyAddress.objects.filter(slug__startswith=beginning).values_list("slug", flat=True),
    }


def find_agency(name: str) -> Agency | None:
    """The agency with this official name, or the one that an agency of this name was merged into or renamed to."""
    if agency := Agency.objects.filter(name=name).first():
        return agency
    address = AgencyAddress.objects.filter(name=name).select_related("agency").first()
    return address.agency if address else None


def find_group(name: str, region: str | None) -> Agency | None:
    """The collective of a region that is kept by the words alone, as all were once."""
    return Agency.objects.filter(name=name, kind=AgencyKind.GROUP, region=region).first() if region else None


def agency_at(slug: str) -> Agency | None:
    """The agency that a former address leads to."""
    address = AgencyAddress.objects.filter(slug=slug).select_related("agency").first()
    return address.agency if address else None


class AgencyDirectory:
    """The agencies that one document names. A body the registry knows makes a reviewed agency with its short
    forms; one it does not know makes an unreviewed agency with the words as written, as does a collective, which is
    kept by the name of its region: 有关园区 of Gansu are not those of Yunnan. Words of which a person said that they
    name no body make none."""

    def __init__(self, gazetteer: Gazetteer, region: RegionEntry | None) -> None:
        self.gazetteer = gazetteer
        self.region = region
        self.new: list[Agency] = []  # the rows made so far
        self.notes: list[Note] = []  # on names that had to be cut
        self.rejected: set[str] = set()  # the words met that name no body
        self._known: dict[str, Agency] = {}

    def agency(self, name: str) -> Agency:
        """The row of the agency with this official name (or these words, where none is known). A name longer than any
        agency's is known by its beginning."""
        name = storable(Agency, {"name": name}, self.notes)["name"]
        if name not in self._known:
            match = self.gazetteer.resolve(name, self.region)
            kept = storable(Agency, {"name": match.kept_as}, self.notes)["name"] or name
            self._known[name] = find_agency(kept) or find_group(name, match.region_code) or self._create(kept, match)
        return self._known[name]

    def body(self, name: str, as_written: str) -> Agency | None:
        """The same, None where a person said that these words name no body."""
        agency = self.agency(name)
        if not agency.is_rejected:
            return agency
        self.rejected.add(as_written)
        return None

    def unsettled(self, notes: Iterable[Note], text: str) -> Iterator[Note]:
        """The notes on a text without those that call such words an unknown agency."""
        for note in notes:
            is_unknown = note.kind is NoteKind.UNKNOWN_AGENCY and note.span is not None
            if not (is_unknown and note.span.quote(text) in self.rejected):  # type: ignore[union-attr]
                yield note

    def _create(self, name: str, match: AgencyMatch) -> Agency:
        agency = Agency.objects.create(
            name=name,
            slug=agency_slug(name),
            kind=match.kind,
            region_id=match.region_code,
            is_reviewed=match.is_one_body,
        )
        others = {storable(AgencyName, {"name": other})["name"] for other in self.gazetteer.other_names(match)}
        create(AgencyName, [AgencyName(agency=agency, name=other) for other in sorted(others - {name})])
        self.new.append(agency)
        tell(agency, Change.Kind.CREATED)
        return agency
