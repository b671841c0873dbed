"""The agency and the regions that a question names, and the text without them."""

from collections.abc import Collection

from documents.search.queries.proper_names import agencies_of_name, agency_or_body_at, region_at
from documents.search.queries.query import Lexicon
from documents.search.words.segmenter import segmenter


def with_absent(rest: str, regions: list[tuple[str, str]], covered: Collection[str]) -> str:
    """The text, in which the marks of regions without documents are their names again: they are words like others."""
    for number, (code, name) in enumerate(regions):
        rest = rest.replace(mark(number), f" {mark_of_covered()} " if code in covered else name)
    return rest


def mark(number: int) -> str:
    """What stands for a region while a text is read: a character that no fold leaves."""
    return chr(0xE000 + number)


def mark_of_covered() -> str:
    return "\ue100"


def take_agencies(text: str, lexicon: Lexicon) -> tuple[str, tuple[int, ...], str]:
    """The text with a blank for the first body that it names; the keys of all agencies that may be meant; the name.
    There are none of a body that is not on record."""
    for place in range(len(text)):
        part = agency_or_body_at(text, place, lexicon, segmenter())
        if part and len(part.text) > 2:
            after = text[place + len(part.text) :]
            return f"{text[:place]} {after}", agencies_of_name(part), part.text
    return text, (), ""


def take_regions(text: str, lexicon: Lexicon) -> tuple[str, list[tuple[str, str]]]:
    """The text with a mark for each region, and their codes and names. A name counts where it stands as a word: 青海湖
    is none."""
    found: list[tuple[str, str]] = []
    place, said = 0, ""
    while place < len(text):
        region = region_at(text, place, lexicon, segmenter())
        said += mark(len(found)) if region else text[place]
        if region:
            found.append((region.region, region.text))
        place += len(region.text) if region else 1
    return said, found
