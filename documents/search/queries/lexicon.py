"""The registry and the policy terms → the Lexicon that queries are read with, kept until one of them changes."""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection
from django.db.models import Model

from documents.agencies import AgencyPattern as Pattern
from documents.models import (
    Agency,
    AgencyKind,
    AgencyName,
    AgencyPattern,
    Change,
    LineName,
    Region,
    RegionLevel,
    Term,
    WordPair,
)
from documents.models.vocabulary import BOTH_WAYS, WEIGHTS
from documents.search.queries.body_names import Body, BodyNames
from documents.search.queries.body_names import LineName as SaidName
from documents.search.queries.meanings import Meaning
from documents.search.queries.query import Lexicon
from documents.search.words.folding import fold

LEVELS = list(RegionLevel)
MARK = re.compile(r"(\{[a-z]*\})")
LEVEL = {"province": "省", "city": "市", "county": "县"}
# 发展改革委 → 发展改革部门, 工信厅 → 工信部门
BODY = re.compile(r"^(?P<line>.{2,12}?)(?:委员会|委|厅|局)$")


@dataclass(frozen=True, slots=True)
class Place:
    """A region: its code, its level, its names."""

    code: str
    level: str
    names: tuple[str, ...]


READ = (Term, WordPair, Agency, AgencyName, AgencyPattern, LineName, Region)


def current_lexicon() -> Lexicon:
    """The lexicon of the database as it is now: one small query, unless something has changed."""
    return lexicon_at(state_of(*READ))


def state_of(*models: type[Model]) -> Hashable:
    """A value that differs once a record of these models has been added, edited or deleted: the last change of one."""
    labels = [model._meta.label_lower for model in models]
    last = Change.objects.of(*labels).order_by("-revision").values_list("pk", "revision", "at")[:1]
    return (connection.settings_dict["NAME"], *last)


@lru_cache(maxsize=2)
def lexicon_at(state: Hashable) -> Lexicon:
    """Read the lexicon from the database, which is in this state."""
    terms = [[fold(word) for word in term.words] for term in Term.objects.all()]
    agencies = read_agencies()
    places = read_places()
    return Lexicon(
        synonyms=synonym_table(terms),
        agencies=agencies,
        regions=region_names(places),
        places={place.code: place.names for place in places},
        bodies=read_bodies(),
        longest_agency=max(map(len, agencies), default=0),
        words=frozenset(word for words in terms for word in words),
        meanings=meanings_at(state_of(WordPair)),
    )


def synonym_table(terms: Iterable[list[str]]) -> dict[str, tuple[str, ...]]:
    """Word → the words it stands for, itself first."""
    table: dict[str, dict[str, None]] = defaultdict(dict)
    for words in terms:
        for word in words:
            table[word] |= dict.fromkeys([word, *words])
    return {word: tuple(words) for word, words in table.items()}


@lru_cache(maxsize=2)
def meanings_at(state: Hashable) -> dict[str, tuple[Meaning, ...]]:
    """The vocabulary of the database, which is in this state: tens of thousands of pairs, which change seldom."""
    return read_meanings()


def read_meanings() -> dict[str, tuple[Meaning, ...]]:
    """Word → the words of documents that the vocabulary puts beside it, the weightiest first; both without blanks."""
    meanings: dict[str, dict[str, Meaning]] = defaultdict(dict)
    for typed, official, kind, weight in WordPair.objects.in_use().values_list("typed", "official", "kind", "weight"):
        typed, official = (fold(word).replace(" ", "") for word in (typed, official))
        weight = weight or WEIGHTS[WordPair.Kind(kind)]
        meanings[typed][official] = Meaning(official, weight, kind)
        if kind in BOTH_WAYS:
            meanings[official].setdefault(typed, Meaning(typed, weight, kind))
    return {
        word: tuple(sorted(others.values(), key=lambda each: (-each.weight, each.word)))
        for word, others in meanings.items()
    }


def read_places() -> list[Place]:
    """The regions, the higher ones first."""
    rows = Region.objects.exclude(level=RegionLevel.NATIONAL).values_list(
        "code", "level", "name", "short_name", "names"
    )
    places = [
        Place(code, level, tuple(dict.fromkeys(map(fold, [name, short, *others]))))
        for code, level, name, short, others in rows
    ]
    return sorted(places, key=lambda place: LEVELS.index(RegionLevel(place.level)))


def region_names(places: Iterable[Place]) -> dict[str, str]:
    """Each name of a region and the region's code. Of several the highest is meant (海南 is 海南省); where two are as
    high (朝阳区), the name means none."""
    bearers: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        for name in place.names:
            bearers[name].append(place)
    return {
        name: highest.code
        for name, (highest, *others) in bearers.items()
        if not others or others[0].level != highest.level
    }


def read_agencies() -> dict[str, tuple[int, ...]]:
    """Every name of every agency, those that follow from its region included → the agencies that bear it."""
    bearers: dict[str, dict[int, None]] = defaultdict(dict)
    names: dict[int, list[str]] = defaultdict(list)
    for pk, name in AgencyName.objects.values_list("agency_id", "name"):
        names[pk].append(name)
    for agency in Agency.objects.filter(is_rejected=False).select_related("region"):
        for name in [agency.name, *names[agency.pk]]:
            for form in name_forms(fold(name), agency.region):
                bearers[form][agency.pk] = None
    return {name: tuple(ids) for name, ids in bearers.items() if len(name) > 1}


def read_bodies() -> BodyNames:
    """How bodies are called: by the patterns, in short and formerly; and which of them are on record."""
    agencies = Agency.objects.filter(is_rejected=False, region__isnull=False).exclude(kind=AgencyKind.GROUP)
    rows = agencies.order_by("pk").values_list(
        "pk", "region", "region__name", "region__short_name", "region__level", "name"
    )
    bodies = [
        Body(pk, code, fold(region), fold(short), tier_of(region, level), fold(name))
        for pk, code, region, short, level, name in rows
    ]
    patterns = [
        Pattern(pattern.line, pattern.level, fold_form(pattern.official), tuple(map(fold_form, pattern.names)))
        for pattern in AgencyPattern.objects.order_by("pk")
    ]
    names = LineName.objects.order_by("pk").values_list("line", "name", "kind")
    return BodyNames(patterns, (SaidName(line, fold(name), kind) for line, name, kind in names), bodies)


def fold_form(form: str) -> str:
    """The form of a name folded, but for its marks: {region}能源局."""
    return "".join(each if MARK.fullmatch(each) else fold(each) for each in MARK.split(form))


def tier_of(region: str, level: str) -> str:
    """The level that a pattern names: a region's own, or that of a 直辖市."""
    return "municipality" if level == RegionLevel.PROVINCE and region.endswith("市") else level


def name_forms(name: str, region: Region | None) -> Iterator[str]:
    """A name and the shorter ones used within its region: 青海省能源局, 青海能源局, 省能源局, 能源局, 能源部门."""
    yield name
    if region is None:
        return
    level, full, short = LEVEL.get(region.level, ""), fold(region.name), fold(region.short_name)
    bare = next((name.removeprefix(head) for head in (full, short, level) if head and name.startswith(head)), name)
    if len(bare) < 3:
        return
    yield from (bare, level + bare, short + bare, full + bare)
    if body := BODY.match(bare):
        yield from (body["line"] + "部门", level + body["line"] + "部门")
