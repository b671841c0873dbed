"""The search log in; proposals for the vocabulary out: what people searched in vain and then opened, again and again.

Which visit it was is not known, and need not be: a question that nothing answers whole, and a hit that was opened from
its page on several days, belong together. Its words that stand nowhere may mean what the opened task speaks of. Nothing
of it is in force until staff say so.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, Sum
from django.utils import timezone

from documents.models import Change, SearchEntry, SearchLogLine, Term, WordPair
from documents.records.writing import tell, writing
from documents.search.lookups import how_many
from documents.search.queries.lexicon import current_lexicon
from documents.search.queries.parsing import parse_query
from documents.search.queries.query import Query
from documents.search.words.folding import fold
from documents.search.words.segmenter import segmenter
from policykb.answers.intents import answer_to
from tasks.models import Target, Task

DAYS: Final = 3  # on so many a hit was opened
LOOKED_AT: Final = 200  # pairs of a question and what was opened, in one run
MOST_WORDS: Final = 2  # of a question that stand nowhere: of more it is not clear which is meant
MOST_TOPICS: Final = 3
LONGEST: Final = 40


@dataclass(frozen=True, slots=True)
class Vain:
    """A question that nothing answers whole, and a task that was opened from its page: on how many days, how often."""

    query: str
    task: Task
    days: int
    times: int

    @property
    def told(self) -> str:
        """Why a pair is proposed, for staff."""
        return f"“{self.query}”没有全含的结果；{self.days} 天里 {self.times} 次点开“{self.task.display_title}”"[:200]


def propose_words() -> int:
    """Store the proposals that follow from the log as it stands, each once for ever; return how many are new."""
    known = set(WordPair.objects.values_list("typed", "official"))
    wanted: dict[tuple[str, str], Vain] = {}
    for vain in searched_in_vain():
        for pair in pairs_of(vain):
            if pair not in known:
                wanted.setdefault(pair, vain)
    if wanted:
        with writing(cause=Change.Cause.REGISTRY):
            for (typed, official), vain in wanted.items():
                store(typed, official, vain)
    return len(wanted)


def store(typed: str, official: str, vain: Vain) -> None:
    """Store one proposal."""
    kind = WordPair.Kind.ENGLISH if typed.isascii() else WordPair.Kind.EVERYDAY
    state = WordPair.State.PROPOSED
    pair = WordPair.objects.create(typed=typed, official=official, kind=kind, state=state, note=vain.told)
    tell(pair, Change.Kind.CREATED)


def searched_in_vain() -> Iterator[Vain]:
    """Questions that neither hits nor records answer, with the tasks that were opened from their pages on several
    days, the most often opened first."""
    lines = SearchLogLine.objects.filter(full=0, opened__in=[SearchEntry.Kind.TASK, SearchEntry.Kind.TARGET]).order_by()
    counted = lines.values("query", "opened", "record").annotate(days=Count("day", distinct=True), n=Sum("times"))
    rows = list(counted.filter(days__gte=DAYS).order_by("-days", "-n", "query", "record")[:LOOKED_AT])
    tasks = tasks_of(rows)
    today = timezone.localdate()
    for row in rows:
        task = tasks.get((row["opened"], row["record"]))
        if task and not answer_to(row["query"], today):
            yield Vain(row["query"], task, row["days"], row["n"])


def tasks_of(rows: list[Any]) -> Mapping[tuple[str, int], Task]:
    """The tasks that were opened; of a target the one that it stands in."""
    opened = [row["record"] for row in rows]
    tasks = Task.objects.published().in_bulk(opened)
    targets = Target.objects.published().select_related("task").in_bulk(opened)
    found = {(SearchEntry.Kind.TASK.value, pk): task for pk, task in tasks.items()}
    for pk, target in targets.items():
        if target.task:
            found[SearchEntry.Kind.TARGET.value, pk] = target.task
    return found


def pairs_of(vain: Vain) -> Iterator[tuple[str, str]]:
    """The words of the question that stand nowhere, each with the topics that the task speaks of and the question does
    not."""
    query = parse_query(vain.query, current_lexicon(), segmenter())
    missing = words_missing(query)
    if not 0 < len(missing) <= MOST_WORDS:
        return
    said = {word for part in query.every_part for word in (part.text, *part.words)}
    for topic in telling_topics(vain.task):
        if not said & {fold(word) for word in topic.words}:
            yield from ((word, topic.name) for word in missing)


def words_missing(query: Query) -> list[str]:
    """The words that are asked for, name nothing on record, and stand nowhere."""
    parts = [part for part in query.parts if not part.tags and not part.choices and is_word(part.text)]
    counts = how_many([part.node for part in parts], 1)
    return [part.text for part, count in zip(parts, counts, strict=True) if not count]


def is_word(text: str) -> bool:
    """Whether it is a word, not a number or a single character."""
    return 1 < len(text) <= LONGEST and any(character.isalpha() for character in text)


def telling_topics(task: Task) -> list[Term]:
    """The topics that a task is known by: those its title names, else the rarest."""
    topics: list[Term] = [*task.topics.annotate(tasks_with_it=Count("tasks")).order_by("tasks_with_it", "name")]
    title = fold(task.display_title)
    return ([topic for topic in topics if fold(topic.name) in title] or topics)[:MOST_TOPICS]
