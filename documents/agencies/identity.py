"""A parsed document in; its region, issuing agencies and addressees out."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import chain, islice

from documents.agencies.bodies import AgencyMatch, Identity, RegionEntry, RegionLevel
from documents.agencies.in_print import reading_names
from documents.agencies.names import find_names
from documents.agencies.of_the_time import reading_in_time
from documents.agencies.resolver import Gazetteer
from documents.agencies.zones import place_of_zone
from documents.structure.document_number import parse_document_number
from documents.structure.titles import ENTITLED
from documents.structure.values import ParsedDocument, ParsedHeader, Words
from documents.text.spans import Span

# 青政办, 甘政办发, 国办发: whose mark (机关代字) opens a document number
NUMBER_PREFIX = re.compile(
    r"(?P<place>[\u4e00-\u9fff]{1,3}?)"
    r"(?:政|委|发改|府|办|教|科|工信|信息|财|人社|自然资|环|建|交|水|农|商|文|卫|应急|市监|能源|党)"
)
NATIONAL_PREFIX = re.compile(
    r"国[发办函]|国办|中[发办]|[\u4e00-\u9fff]{2,6}部|发改|工信|财[^\u4e00-\u9fff]|国家|银发|环[^\u4e00-\u9fff]"
)
# 各市 · 特区 · 省直有关委 · 办: what is left of a list of classes, and names nobody
PIECE = re.compile(r"(?:各|[^、，]{0,8}(?:有关|相关|各))?(?:[省市州县区盟旗]|特区|[委办厅局部])")
NATIONAL_TITLE = re.compile(
    r"中华人民共和国|国务院|国家|中共中央|中央|最高人民|全国人民代表大会|(?!.{0,6}(?:工作|规划|建设|管理|发展)部)[\u4e00-\u9fff]{2,8}部"
)


# What may stand before the place in a title: 关于印发《合肥市… · 2025年合肥市…
OPENING = re.compile(r"^(?:[《〈“]|关于|印发|转发|发布|中共|(?:19|20)\d\d年度?)+")

MOST_TITLES = 20


def identify(document: ParsedDocument, gazetteer: Gazetteer) -> Identity:
    r"""The region of a document, and the official names of its issuers and addressees.

    >>> from documents.structure import parse
    >>> from documents.text.spans import Alignment
    >>> from documents.text.readings import ReadingText
    >>> gazetteer = Gazetteer([RegionEntry("630000", "青海省", "青海", "province")], [], [])
    >>> document = parse(ReadingText("青海省人民政府关于发展风电的通知\n加快建设。", Alignment(())))
    >>> identity = identify(document, gazetteer)
    >>> identity.region.name, identity.issuers
    ('青海省', ('青海省人民政府',))
    """
    header = document.header
    region = find_region(document, gazetteer)
    gazetteer = informed(gazetteer, document, region)
    issuers = _resolved(header.issuers, document.text, gazetteer, region)
    addressees = _resolved(header.addressees, document.text, gazetteer, region)
    return Identity(region, tuple(issuers), tuple(addressees))


def informed(gazetteer: Gazetteer, document: ParsedDocument, region: RegionEntry | None) -> Gazetteer:
    """The gazetteer by which a document of the region is read: what its issuers and addressees are called in full,
    its short names mean, and what they meant at its time."""
    header = document.header
    if region and _is_of_a_zone(document, gazetteer, region):
        gazetteer = gazetteer.with_meanings(_not_of(region, gazetteer))
    gazetteer = reading_in_time(gazetteer, _day_of(header))
    words = (*header.issuers, *header.addressees)
    spans = _ranks(words, document.text)
    names = [name for span in spans for name in _names(span, words, document.text, gazetteer, region)]
    return reading_names(gazetteer, names, region)


def _is_of_a_zone(document: ParsedDocument, gazetteer: Gazetteer, region: RegionEntry) -> bool:
    """Whether issuers or titles tell the region by a zone that bears its name."""
    header = document.header
    words = (*header.issuers, *(title for title in (header.notice_title, header.title) if title))
    openings = (_opening(each.text, gazetteer) for each in words)
    return any(place_of_zone(rest, gazetteer.regions, above) == region for above, rest in openings)


def _not_of(region: RegionEntry, gazetteer: Gazetteer) -> Callable[[str, RegionEntry | None], AgencyMatch | None]:
    """How short names are read in a document of a zone: 区市场监管局 is none of the county it is named after."""
    return lambda name, home: gazetteer.resolve(name, None) if home == region else None


def _day_of(header: ParsedHeader) -> date | None:
    """The day of a document, or the last of the year in its number."""
    if told := header.issued_on or header.printed_on or header.published_on:
        return told.day
    number = parse_document_number(header.document_number.text) if header.document_number else None
    return date(number.year, 12, 31) if number else None


def find_region(document: ParsedDocument, gazetteer: Gazetteer) -> RegionEntry | None:
    """The region of a document: that of its issuers, else of its titles, number or first lines, of the page's
    publisher, or of what it speaks of; None without any."""
    header = document.header
    titles = [words.text for words in (header.notice_title, header.title) if words]
    readings: Iterable[RegionEntry | None] = chain(
        (_issuing_region(words.text, gazetteer) for words in header.issuers),
        (_opening_region(title, gazetteer) for title in titles),
        (_namesake(name, document.text, gazetteer) for name in (*(words.text for words in header.issuers), *titles)),
        (_number_region(words.text, gazetteer) for words in (header.document_number,) if words),
        (_opening_region(line, gazetteer, is_title=False) for line in _first_lines(document)),
        (_opening_region(header.publisher, gazetteer, is_title=False),),
        (_opening_region(title, gazetteer, is_title=False) for title in _titles_spoken_of(document)),
    )
    return next((region for region in readings if region), None)


def _titles_spoken_of(document: ParsedDocument) -> Iterator[str]:
    """The titles in the text of a guide, an interpretation or the like, which is about documents of its own region."""
    if not document.header.kind.sets_work:
        yield from (match["title"] for match in islice(ENTITLED.finditer(document.text), MOST_TITLES))


def _first_lines(document: ParsedDocument) -> Iterator[str]:
    end = document.sections[0].span.end if document.sections else len(document.text)
    yield from document.text[: min(end, 1000)].splitlines()[:12]


def _issuing_region(name: str, gazetteer: Gazetteer) -> RegionEntry | None:
    """The region that an issuing body belongs to; a national body's is the nation."""
    squeezed = re.sub(r"\s+", "", name)
    opening = _opening_region(squeezed, gazetteer)
    if opening:
        return opening
    match = gazetteer.resolve(squeezed, None)
    return gazetteer.regions.get(match.region_code) if match.known else None


def _opening_region(words: str, gazetteer: Gazetteer, *, is_title: bool = True) -> RegionEntry | None:
    """The lowest of the regions that the words begin with: 苏州市 for 江苏省苏州市…; None without one. A line that is
    no title and begins with somebody's department (招商工作部) is not the nation's."""
    region, rest = _opening(words, gazetteer)
    if region is None and is_title and NATIONAL_TITLE.match(rest):
        return gazetteer.regions.nation()
    return place_of_zone(rest, gazetteer.regions, region) or region


def _opening(words: str, gazetteer: Gazetteer) -> tuple[RegionEntry | None, str]:
    """The lowest of the regions that the words begin with, and what stands behind it."""
    squeezed = OPENING.sub("", re.sub(r"\s+", "", words))
    region, position = None, 0
    while mention := gazetteer.regions.at(squeezed, position, region):
        region, position = mention.region, mention.end
    return region, squeezed[position:]


def _namesake(words: str, text: str, gazetteer: Gazetteer) -> RegionEntry | None:
    """The one of several regions of the name that the words begin with (朝阳区) whose city or province the text names;
    None where it names none, or those of several."""
    places = gazetteer.regions.namesakes(OPENING.sub("", re.sub(r"\s+", "", words)))
    above = ((place, gazetteer.regions.get(place.parent)) for place in places)
    named = [place for place, parent in above if parent and (parent.name in text or place.name in text)]
    return named[0] if len(named) == 1 else None


def _number_region(number: str, gazetteer: Gazetteer) -> RegionEntry | None:
    if NATIONAL_PREFIX.match(number):
        return gazetteer.regions.nation()
    match = NUMBER_PREFIX.match(number)
    if match is None:
        return None
    region = gazetteer.regions.by_abbreviation(match["place"])
    return region if region and region.level != RegionLevel.NATIONAL else None


def _ranks(words: Iterable[Words], text: str) -> list[Span]:
    """The spans of names that stand together: one may leave out what another says (济源示范区、航空港区管委会)."""
    ranks: list[Span] = []
    for word in words:
        if ranks and text[ranks[-1].end : word.span.start].strip() == "、":
            ranks[-1] = Span(ranks[-1].start, word.span.end)
        else:
            ranks.append(Span(word.span.start, word.span.end))
    return ranks


def _resolved(words: Iterable[Words], text: str, gazetteer: Gazetteer, region: RegionEntry | None) -> Iterator[str]:
    """The official names that the words mean, each once, in order."""
    given = list(words)
    names = (
        gazetteer.resolve(name, region).name
        for span in _ranks(given, text)
        for name in _names(span, given, text, gazetteer, region)
    )
    return iter(dict.fromkeys(names))


def _names(
    span: Span, words: Iterable[Words], text: str, gazetteer: Gazetteer, region: RegionEntry | None
) -> list[str]:
    """The names in a rank; its words as they were cut before where a list of classes would fall into pieces that name
    nobody (各市、特区、区人民政府)."""
    names = [name for mention in find_names(text, span, gazetteer, region) for name in mention.names]
    if any(PIECE.fullmatch(name) for name in names):
        return [word.text for word in words if word.span in span]
    return names
