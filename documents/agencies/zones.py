"""Words that begin with the name of a development zone in; the known place whose name the zone bears out."""

import re

from documents.agencies.bodies import RegionEntry
from documents.agencies.regions import RegionIndex

# 平潭综合实验区 · 南沙新区: the name of a place without its 县, 区, then what the zone is
ZONE = re.compile(
    r"(?P<place>[\u4e00-\u9fff]{2,6}?)"
    r"(?:(?:国家|省)级)?"
    r"(?:综合(?:实验|试验|改革|保税)|(?:高新|新)?(?:经济|技术|工业|产业){1,2}(?:开发|示范)|经济开发|高新技术产业(?:开发)?"
    r"|高新|经开|新|片|示范|试验|合作|开发|旅游度假|自由?贸易?试验)区"
)
DISTRICT = "区"
ENDINGS = ("县", "市", "旗", DISTRICT)
SHORTEST = 3  # characters of a name that keeps two without its ending


def place_of_zone(words: str, regions: RegionIndex, above: RegionEntry | None = None) -> RegionEntry | None:
    """The one place whose name the zone at the begin of the words bears, in the region `above` where one is said; None
    where several places, or none, have the name. A district is none without its city: 东湖 is one of 南昌, and a zone
    of 武汉.

    >>> regions = RegionIndex([RegionEntry("350128", "平潭县", "平潭县", "county")])
    >>> place_of_zone("平潭综合实验区经济发展局", regions).name
    '平潭县'
    """
    zone = ZONE.match(words)
    if zone is None:
        return None
    named = {
        region.code: region
        for region in regions
        if _bare(region.short_name) == zone["place"] and (above is None or above in regions.chain(region))
    }
    one = next(iter(named.values())) if len(named) == 1 else None
    return one if above or (one and not one.short_name.endswith(DISTRICT)) else None


def _bare(name: str) -> str:
    """The name without 县, 市 or 区 at its end; a shorter one as it is."""
    return name[:-1] if name.endswith(ENDINGS) and len(name) >= SHORTEST else name
