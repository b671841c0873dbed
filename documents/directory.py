"""Official agency names → Agency rows, making the row at the first mention."""

from django.utils.text import slugify

from documents.agencies import Gazetteer, RegionEntry
from documents.models import Agency, AgencyName


def free_slug(name: str) -> str:
    """An address for a new agency: its name, with a number where two names differ only in their marks."""
    slug = slugify(name, allow_unicode=True) or "agency"
    same = Agency.objects.filter(slug__startswith=slug).count()
    return f"{slug}-{same + 1}" if Agency.objects.filter(slug=slug).exists() else slug


class AgencyDirectory:
    """The agencies that one document names. A name the registry knows makes a reviewed agency with its short
    forms; one it does not know makes an unreviewed agency with the words as written."""

    def __init__(self, gazetteer: Gazetteer, region: RegionEntry | None) -> None:
        self.gazetteer = gazetteer
        self.region = region
        self.new: list[Agency] = []  # the rows made so far
        self._known: dict[str, Agency] = {}

    def agency(self, name: str) -> Agency:
        """The row of the agency with this official name (or these words, where none is known)."""
        if name not in self._known:
            self._known[name] = Agency.objects.filter(name=name).first() or self._create(name)
        return self._known[name]

    def _create(self, name: str) -> Agency:
        match = self.gazetteer.resolve(name, self.region)
        agency = Agency.objects.create(
            name=name,
            slug=free_slug(name),
            kind=match.kind,
            region_id=match.region_code,
            is_reviewed=match.known,
        )
        AgencyName.objects.bulk_create(
            AgencyName(agency=agency, name=other) for other in {*self.gazetteer.other_names(match)} - {name}
        )
        self.new.append(agency)
        return agency
