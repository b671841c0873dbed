"""Damage done on purpose to clean text, so that the repair can be measured against a known truth."""

import re
from dataclasses import dataclass
from random import Random

from documents.text import repair
from documents.text.readings import SourceText

CHAPTER = re.compile(r"(?P<number>[一二三四五六七八九十]+)、(?P<title>[^，。；：]{2,40})")
SECTION = re.compile(r"[（(](?P<number>[一二三四五六七八九十]+)[)）]\s*(?P<title>[^，。；：]{2,40})。")
SENTENCE = re.compile(r"[^。]*(?:。[”’）)]?|$)")


@dataclass(frozen=True)
class Plan:
    """A plan as (heading, sentences) in order; a chapter without a lead has no sentences."""

    title: str
    sections: list[tuple[str, list[str]]]

    def table(self) -> str:
        """The table of contents in one piece, as text copied from a page has it."""
        pages, length = [], 0
        for _, sentences in self.sections:
            pages.append(6 + length // 440)
            length += sum(map(len, sentences))
        return "目录" + "".join(
            f"{heading}………………………({page})" for (heading, _), page in zip(self.sections, pages, strict=True)
        )

    def sentences(self) -> list[tuple[str, str]]:
        """Each sentence with the heading it stands under."""
        return [(heading, sentence) for heading, sentences in self.sections for sentence in sentences]

    def units(self) -> list[str]:
        """The sentences as a copy without line ends has them: headings are glued to the sentence that follows."""
        units = [f"某省人民政府关于印发{self.title}的通知各市人民政府:现将规划印发给你们，请认真贯彻落实。"]
        waiting = f"某省人民政府2021年12月24日{self.title}{self.table()}"
        for heading, sentences in self.sections:
            waiting += heading
            for sentence in sentences:
                units.append(waiting + sentence)
                waiting = ""
        return units


def plan_from(texts: list[str], title: str = "某省绿色发展规划(2021—2025年)") -> Plan:
    """A plan by chapters and sections, made of the chapters and items of other documents."""
    sections: list[tuple[str, list[str]]] = []
    chapter, section = 0, 0
    for text in texts:
        for line in repair(SourceText(text)).text.split("\n"):
            if match := CHAPTER.fullmatch(line):
                chapter, section = chapter + 1, 0
                sections.append((f"第{_han(chapter)}章{match['title']}", []))
            elif chapter and (match := SECTION.match(line)):
                section += 1
                sections.append((f"第{_han(section)}节{match['title']}", _sentences(line[match.end() :])))
            elif chapter and len(line) > 40:
                sections[-1][1].extend(_sentences(line))
    return Plan(title, _unique(sections))


def _unique(sections: list[tuple[str, list[str]]]) -> list[tuple[str, list[str]]]:
    seen: set[str] = set()
    kept = []
    for heading, sentences in sections:
        if heading in seen:
            continue
        seen.add(heading)
        fresh = [each for each in dict.fromkeys(sentences) if each not in seen]
        seen.update(fresh)
        kept.append((heading, fresh))
    return kept


def _sentences(line: str) -> list[str]:
    found = [match.group() for match in SENTENCE.finditer(line) if match.group()]
    return [each for each in found if each.endswith("。")]


def _han(number: int) -> str:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else digits[tens] + "十") + (
        digits[ones] if ones or not tens else ""
    )


def interleave(units: list[str], random: Random, line_length: int = 400) -> tuple[str, set[int]]:
    """Two running copies in one text, and the units that are still there.

    Each line is a sentence of the lead, then a stretch of the lag in place of some of the lead, then the lead again.
    """
    lines: list[str] = []
    kept: set[int] = set()
    ahead = behind = 0

    def take(position: int, length: float) -> int:
        """The place after the units from `position` on that fill `length` characters, at least one."""
        taken = 0
        while position < len(units) and taken < length:
            taken += len(units[position])
            position += 1
        return position

    while ahead < len(units):
        line = [ahead]
        reach = take(behind, min(max(random.gauss(165, 70), 26), 426))
        run = list(range(behind, reach))
        behind = reach
        lost = take(ahead + 1, min(max(random.gauss(150, 70), 26), 426)) if ahead else ahead + 1
        line += run
        used = sum(len(units[index]) for index in line)
        stop = take(lost, line_length - used) if used < line_length else lost
        line += range(lost, stop)
        ahead = stop
        lines.append("".join(units[index] for index in line))
        kept.update(line)
    return "\n".join(lines), kept


def wrap(text: str, width: int) -> str:
    """Each paragraph cut into lines of `width` characters."""
    return "\n".join(
        "\n".join(line[start : start + width] for start in range(0, len(line), width)) for line in text.split("\n")
    )


def break_pages(text: str, random: Random, numbered: bool = False) -> str:
    """Page ends inside sentences: an empty line, with or without a page number."""
    lines = text.split("\n")
    page = 1
    for index, line in enumerate(lines):
        places = [
            place
            for place in range(20, len(line) - 20)
            if line[place - 1] not in "。；：，、" and line[place] not in "，。"
        ]
        if len(line) > 80 and places and random.random() < 0.3:
            place = random.choice(places)
            page += 1
            mark = f"— {page} —\n\n" if numbered else ""
            lines[index] = f"{line[:place]}\n\n{mark}{line[place:]}"
    return "\n\n".join(lines)
