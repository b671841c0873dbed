"""A name of an agency as people write it, and a region; the one agency on record that it means out."""

from django.db.models import Q

from documents.agencies import Gazetteer
from documents.exchange.typed import NotUnderstood, shortened
from documents.models import Agency
from documents.registry.directory import find_agency
from documents.registry.loading import gazetteer_from_database


class KnownNames:
    """The names of agencies, for as long as one table is brought in."""

    def __init__(self) -> None:
        self._gazetteer: Gazetteer | None = None  # made when first needed: it reads the whole registry
        self._found: dict[tuple[str, str | None], Agency] = {}

    def agency(self, words: str, region: str | None) -> Agency:
        """The agency of this official name, or the one that a short or former name means in the region. Raises
        NotUnderstood where none is on record, or several are."""
        if (words, region) not in self._found:
            self._found[words, region] = find_agency(words) or self._by_rule(words, region) or one_named(words, region)
        return self._found[words, region]

    def _by_rule(self, words: str, region: str | None) -> Agency | None:
        if self._gazetteer is None:
            self._gazetteer = gazetteer_from_database()
        match = self._gazetteer.resolve(words, self._gazetteer.regions.get(region))
        return find_agency(match.record_name) if match.known else None


def one_named(words: str, region: str | None) -> Agency:
    """The one agency of the region, or of none, that goes by this other name. Raises NotUnderstood."""
    named = Agency.objects.filter(names__name=words).distinct()
    if region:
        named = named.filter(Q(region=region) | Q(region=None))
    found = list(named[:3])
    if len(found) == 1:
        return found[0]
    said = shortened(words)
    if found:
        full = "、".join(agency.name for agency in found)
        raise NotUnderstood(f"“{said}”可指{full}等，请写全称。")
    raise NotUnderstood(f"没有名为“{said}”的机构。")
