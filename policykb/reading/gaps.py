"""What a text lacks, and where: the places at which words are missing, by section, and the headings that were lost."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from documents.models import Section, SectionStatus, SourceNote
from documents.text.notes import NoteKind
from policykb.reading.page_rows import number_path


@dataclass(frozen=True, slots=True)
class Gap:
    """A section that lacks words: its place (第五章第三节), at how many places, and whether nothing of it is left."""

    section: Section
    place: str
    holes: int

    @property
    def is_whole(self) -> bool:
        return self.section.status == SectionStatus.MISSING


@dataclass(frozen=True, slots=True)
class Gaps:
    """All that a text lacks."""

    holes: int
    headings: int
    sections: tuple[Gap, ...]

    @property
    def whole(self) -> int:
        """How many sections have lost all their words."""
        return sum(gap.is_whole for gap in self.sections)


def find_gaps(sections: Iterable[Section], defects: Iterable[SourceNote]) -> Gaps:
    """What is missing, by the last section that begins before each place; those without a number are not named."""
    placed = sorted((each for each in sections if each.start is not None), key=lambda each: each.order)
    notes = [note for note in defects if note.start is not None]
    holes = [note.start or 0 for note in notes if note.kind == NoteKind.HOLE]
    here = Counter(section.pk for place in holes if (section := section_before(placed, place)))
    numbers = {section.key: section.number for section in placed}
    gaps = tuple(
        Gap(section, number_path(section.key, numbers), here[section.pk])
        for section in placed
        if section.number and (here[section.pk] or section.status == SectionStatus.MISSING)
    )
    return Gaps(len(holes), sum(note.kind == NoteKind.LOST_HEADING for note in notes), gaps)


def section_before(sections: Sequence[Section], place: int) -> Section | None:
    """The last of the sections, in the order of the text, that begins before a place."""
    after = bisect_left(sections, place, key=lambda section: section.start or 0)
    return sections[after - 1] if after else None
