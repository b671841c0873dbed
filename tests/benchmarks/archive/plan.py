"""A number of documents in; what each is (of what place, day, kind, with which texts) out, the same every time."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from documents.agencies import Gazetteer, RegionEntry, RegionLevel
from documents.agencies.regions import RegionIndex
from tests.benchmarks.archive.naming import Naming

FIRST, LAST = date(2015, 1, 5), date(2026, 11, 27)
STORED_LAST, STORED_WITHIN = datetime(2026, 11, 30, 9, tzinfo=UTC), timedelta(days=400)
QINGHAI, GANSU = "630000", "620000"
UNDATED, HIDDEN = 0.04, 0.03
# The tiers from which documents come, with their shares, and how many documents there are to a city, a county
TIERS = {RegionLevel.NATIONAL: 0.04, RegionLevel.PROVINCE: 0.48, RegionLevel.CITY: 0.38, RegionLevel.COUNTY: 0.10}
DOCUMENTS_A_CITY, DOCUMENTS_A_COUNTY = 70, 150
VALIDITIES = {"unknown": 58, "in-force": 26, "expired": 6, "repealed": 5, "amended": 4, "not-yet": 1}
# Kinds with their shares; which of them set work
KINDS = {
    "programme": 34, "opinion": 14, "plan": 12, "measures": 12, "division": 8,
    "notice": 7, "regulation": 7, "interpretation": 5, "report": 1,
}  # fmt: skip
WORKING = ("programme", "opinion", "plan", "measures", "division")


@dataclass(frozen=True, slots=True)
class Paper:
    """A document to be made. `texts` are the numbers of the sample policies whose text it has, one after another; none
    where it sets no work."""

    serial: int
    kind: str
    region: RegionEntry
    line: str  # the line of government of its issuer
    issued_on: date | None
    year: int
    title: str
    notice_title: str
    genre: str
    number: str
    validity: str
    is_published: bool
    stored_at: datetime
    texts: tuple[int, ...] = ()


def plan(number: int, gazetteer: Gazetteer, samples: Sequence[int], long_text: int) -> Iterator[Paper]:
    """So many papers, from which `samples` and the one with most tasks (`long_text`) their texts are taken. The first
    one is very long."""
    chance, regions = random.Random(number), gazetteer.regions
    places = chosen_places(number, regions, chance)
    naming = Naming(gazetteer, chance)
    for serial in range(1, number + 1):
        region = chance.choice(places[chance.choices(list(TIERS), list(TIERS.values()))[0]])
        kind = chance.choices(list(KINDS), list(KINDS.values()))[0]
        texts = drawn_texts(kind, samples, chance)
        if serial == 1:
            region, kind, texts = regions.get(QINGHAI) or region, "plan", (long_text,) * 5
        day = FIRST + timedelta(days=int((LAST - FIRST).days * chance.random() ** 0.7))
        named = naming.named(kind, region, day)
        yield Paper(
            serial=serial,
            kind=kind,
            region=region,
            line=named.line,
            issued_on=None if chance.random() < UNDATED and serial > 1 else day,
            year=day.year,
            title=named.title,
            notice_title=named.notice_title,
            genre=named.genre,
            number=named.number,
            validity=chance.choices(list(VALIDITIES), list(VALIDITIES.values()))[0],
            is_published=chance.random() >= HIDDEN or serial == 1,
            stored_at=STORED_LAST - STORED_WITHIN / number * (number - serial),
            texts=texts,
        )


def chosen_places(number: int, regions: RegionIndex, chance: random.Random) -> dict[RegionLevel, list[RegionEntry]]:
    """The regions of each tier that have documents, some of them several times: they have more."""
    tiers: dict[RegionLevel, list[RegionEntry]] = {level: [] for level in RegionLevel}
    for region in regions:
        tiers[RegionLevel(region.level)].append(region)
    provinces = [region for region in tiers[RegionLevel.PROVINCE] if region.code < "700000"]  # with documents of theirs
    chance.shuffle(provinces)
    several = [region for place, region in enumerate(provinces) for _ in range(1 + 24 // (place + 4))]
    own = [regions.get(code) for code in (QINGHAI, GANSU)]
    cities = chance.sample(tiers[RegionLevel.CITY], min(max(number // DOCUMENTS_A_CITY, 6), 300))
    counties = chance.sample(tiers[RegionLevel.COUNTY], min(max(number // DOCUMENTS_A_COUNTY, 3), 1000))
    return {
        RegionLevel.NATIONAL: tiers[RegionLevel.NATIONAL],
        RegionLevel.PROVINCE: [*several, *([region for region in own if region] * 8)],
        RegionLevel.CITY: [*cities, *cities[: len(cities) // 5] * 3],
        RegionLevel.COUNTY: counties,
    }


def drawn_texts(kind: str, samples: Sequence[int], chance: random.Random) -> tuple[int, ...]:
    """The texts of a paper of this kind: mostly one, sometimes two."""
    if kind not in WORKING:
        return ()
    return tuple(chance.sample(samples, 2 if chance.random() < 0.12 else 1))
