"""Judged questions in words, and whether an answer is right: the record that a person named is the one that answers."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from policykb.answers.intents import Answer, Line

JUDGED = Path(__file__).parent / "judged"
KINDS = {"how much": "how-much"}
Place = Callable[[Line], tuple[str, str]]  # the file and key of a line's record


@dataclass(frozen=True, slots=True)
class Judged:
    """A question, its kind, and what the records say of it."""

    question: str
    kind: str
    expected: str


def read_questions() -> Mapping[str, list[Judged]]:
    """The questions of each file; lines of two columns are queries of other kinds."""
    files = sorted(JUDGED.glob("questions*.txt"))
    return {file.stem: list(read_lines(file.read_text("utf-8"))) for file in files}


def read_lines(text: str) -> Iterator[Judged]:
    for line in text.splitlines():
        columns = [column.strip() for column in line.split(" | ")]
        if not line.startswith("#") and len(columns) == 3:
            yield Judged(*columns)


def is_right(judged: Judged, answer: Answer | None, place: Place) -> bool:
    """Whether the answer is of the kind asked for and begins with the record named; where the records do not hold it,
    whether there is none, or one that says so."""
    expected = judged.expected
    if expected == "-" or answer is None:
        return expected == "-" and (answer is None or "没有" in answer.sentence)
    if judged.kind == "value":  # told as a target with that value, or as the place where it is written
        return begins_in(answer, expected[:3], place)
    if answer.kind != KINDS.get(judged.kind, judged.kind):
        return False
    match judged.kind:
        case "who":
            return expected.split()[0] in [":".join(place(line)) for line in answer.lines[:2]]
        case "when":
            return is_due(answer, *expected.split()[:2], place)
        case "how much":
            return begins_in(answer, expected[:3], place) and quotes(answer.lines[0], expected)
        case "due":
            return is_due_then(answer, expected.split()[0])
        case "compare":
            names = re.findall(r"places=(.*)", expected)[0].split(",")
            return all(name in answer.read_as for name in names)
        case "agency":
            name, *year = expected.split()
            return names_agency(answer.sentence, name) and all(each in answer.read_as for each in year)
    return begins_in(answer, expected[:3], place)


def is_due_then(answer: Answer, when: str) -> bool:
    """Whether all that is told falls due in that year, or before (<2028) or after (>2030) it."""
    years = [int(re.findall(r"\d{4}", line.note)[-1]) for line in answer.lines]
    year = int(when.strip("<>"))
    fits = {"<": lambda other: other <= year, ">": lambda other: other >= year}.get(when[0], year.__eq__)
    return str(year) in answer.read_as and bool(years) and all(map(fits, years))


def begins_in(answer: Answer, file: str, place: Place) -> bool:
    return bool(answer.lines) and place(answer.lines[0])[0] == file


def is_due(answer: Answer, where: str, day: str, place: Place) -> bool:
    """Whether one of the first lines is of that place, or anywhere in that file where no key is named, and day."""
    file, _, key = where.partition(":")
    places = [(place(line), f"{line.words}{line.note}") for line in answer.lines[:2]]
    return any(at[0] == file and (not key or at[1] == key) and day[:4] in said for at, said in places)


def quotes(line: Line, expected: str) -> bool:
    """Whether a line has the words in quotation marks, or a part of them."""
    words = letters(re.findall('"(.*)"', expected)[0])
    return bool(line.quote) and (letters(line.quote) in words or words in letters(line.quote))


def letters(text: str) -> str:
    return re.sub(r"\W", "", text)


def names_agency(sentence: str, name: str) -> bool:
    """Whether an agency stands in a sentence, called by its short name or by all its characters in order."""
    return bool(re.search(".*?".join(map(re.escape, name.removeprefix("省"))), sentence))
