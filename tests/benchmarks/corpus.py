"""The sample policies → as many recombined tasks as wanted: real sentences under new titles, agencies and years."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from pathlib import Path

from documents.agencies import gazetteer_from_files
from documents.search import Entry
from policykb.pipeline import examine

FIXTURES = Path(__file__).parents[2] / "fixtures"
ROLES = ("lead", "support", "implement")
AGENCIES = 30
DOCUMENTS_PER_TASK = 1 / 25


@dataclass(frozen=True, slots=True)
class Material:
    """What tasks are made of: titles, headings, sentences and names of agencies."""

    titles: list[str]
    headings: list[str]
    sentences: list[str]
    agencies: list[str]


def read_material() -> Material:
    """Titles, headings and sentences of the sample policies, in their order."""
    gazetteer = gazetteer_from_files(FIXTURES)
    tasks = [
        task
        for path in sorted((FIXTURES / "policies").glob("*.txt"))
        for task in examine(path.read_bytes(), path.name, gazetteer).extraction.tasks
    ]
    sentences = [sentence + "。" for task in tasks for sentence in task.body.split("。") if len(sentence) > 8]
    return Material(
        titles=[task.title for task in tasks if task.title],
        headings=sorted({heading for task in tasks for heading in task.heading_path}),
        sentences=list(dict.fromkeys(sentences)),
        agencies=sorted({duty.agency for task in tasks for duty in task.responsibilities})[:AGENCIES],
    )


def recombine(material: Material, number: int) -> Iterator[Entry]:
    """So many tasks, the same ones every time. Sentences come back by Zipf's law, so common words are very common."""
    chance = random.Random(number)
    sentences = material.sentences[:]
    chance.shuffle(sentences)
    weights = list(accumulate(1 / (rank + 10) for rank in range(len(sentences))))
    for key in range(1, number + 1):
        agencies = chance.sample(range(len(material.agencies)), chance.randint(1, 6))
        document = int(key * DOCUMENTS_PER_TASK) + 1
        year = chance.randint(2024, 2035)
        roles = [(agency + 1, ROLES[min(place, 1)]) for place, agency in enumerate(agencies)]
        tags = [f"d{document}", f"g{chance.choice((630000, 620000))}", f"y{year}"]
        tags += [f"t{chance.randint(1, 60)}" for _ in range(chance.randint(0, 3))]
        for agency, role in roles:
            tags += [f"a{agency}", f"a{agency}.{role}", f"o{role}"]
        yield Entry(
            kind="task",
            object_id=key,
            title=chance.choice(material.titles)[:40],
            agency="、".join(material.agencies[agency] for agency in agencies) + "按职责分工负责",
            heading=chance.choice(material.headings),
            body=f"到{year}年，" + "".join(chance.choices(sentences, cum_weights=weights, k=chance.randint(3, 7))),
            tags=tags,
            document_id=document,
            dated=date(2020 + document % 7, 1 + document % 12, 1),
            position=key,
        )
