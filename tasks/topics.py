"""Which topics a text speaks of; tasks brought in step with it where no person has said otherwise."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from documents.models import Change, Document, Origin, Term
from documents.records.reconcile import Changes, Detail
from documents.records.writing import tell, writing
from documents.search.queries.lexicon import current_lexicon
from documents.search.snippets import Mark
from documents.search.words.folding import fold
from documents.search.words.segmenter import segmenter
from documents.search.words.tokens import as_one_field
from documents.search.words.whole_words import find_whole_words
from tasks.models import Task

AT_A_TIME = 500
BY_HAND = (Change.Cause.EDIT, Change.Cause.REVIEW, Change.Cause.IMPORT)


@dataclass(frozen=True, slots=True)
class TopicWords:
    """The words of all topics, folded, each with the keys of the topics that it is of."""

    topics: Mapping[str, frozenset[int]]

    def marks(self, text: str, topic: Term | None = None) -> list[Mark]:
        """Where the text speaks of a topic, or of any."""
        if topic is not None and not self.may_speak(text, topic):
            return []
        marks = find_whole_words(text, self.topics, segmenter())
        return [mark for mark in marks if topic is None or topic.pk in self.topics[mark[2]]]

    def may_speak(self, text: str, topic: Term) -> bool:
        """Whether the characters of a word of the topic stand in the text, as a word or not: soon said, and most texts
        have none."""
        folded = fold(text)
        return any(fold(word) in folded for word in topic.words)

    def spoken_of(self, text: str) -> set[int]:
        """The keys of the topics that the text speaks of."""
        return {key for _, _, word in self.marks(text) for key in self.topics[word]}

    def with_characters(self, text: str) -> set[int]:
        """The keys of the topics with a word whose characters stand in the text, as words or not: the rule by which
        topics were given before."""
        folded = fold(text)
        return {key for word, keys in self.topics.items() if word in folded for key in keys}


def topic_words(topics: Iterable[Term] | None = None) -> TopicWords:
    """The words of the topics on record, which may be given; from then on texts are cut with them."""
    segmenter().learn(current_lexicon().words)
    words: dict[str, set[int]] = {}
    for topic in Term.objects.topics() if topics is None else topics:
        for word in topic.words:
            words.setdefault(fold(word), set()).add(topic.pk)
    return TopicWords({word: frozenset(keys) for word, keys in words.items() if word})


def narrower_topics(topic: Term, topics: Iterable[Term]) -> list[Term]:
    """Those of the others with a word that holds the topic's name: what speaks of 绿电直连 is told there, not of
    绿电."""
    return [other for other in topics if other != topic and any(topic.name in word for word in other.words)]


def assign_topics(tasks: Iterable[Task], changes: Changes, new: Collection[int] = ()) -> list[int]:
    """Give tasks the topics that their title and body speak of, and take from them those that only seemed to be spoken
    of. Where a person has set the topics, or made the task, they stay; so does a topic none of whose words stand in the
    task. Tasks older than the log keep theirs, unless they are just what the program gave. `new` are the keys of tasks
    of which `changes` tells already. The keys of those that changed are returned. To be called within a writing."""
    words, names = topic_words(), dict(Term.objects.topics().values_list("pk", "name"))
    changed = []
    for some in batched(tasks):
        held, logged, links = set_by_people(some), made_in_log(some), links_of(some)
        for task in some:
            text, had = as_one_field([task.title, task.body]), links.get(task.pk, set())
            by_program = task.pk in new or task.document_id in logged or had == words.with_characters(text)
            if task.pk in held or task.origin != Origin.EXTRACTED or not by_program:
                continue
            spoken = words.spoken_of(text)
            gone = (had - spoken) & words.with_characters(text)
            if spoken <= had and not gone:
                continue
            change_links(task.pk, spoken - had, gone)
            changed.append(task.pk)
            if task.pk not in new:
                before, after = (names_of(keys, names) for keys in (had, had - gone | spoken))
                tell_of_topics(task, before, after, changes)
    return changed


def batched(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    """The tasks, as many at a time as one query takes."""
    remaining = iter(tasks)
    while some := list(islice(remaining, AT_A_TIME)):
        yield some


def links_of(tasks: Iterable[Task]) -> dict[int, set[int]]:
    """The keys of the topics that each task has."""
    links: dict[int, set[int]] = {}
    found = Task.topics.through.objects.filter(task__in=[task.pk for task in tasks])
    for task, topic in found.values_list("task_id", "term_id"):
        links.setdefault(task, set()).add(topic)
    return links


def change_links(task: int, more: set[int], gone: set[int]) -> None:
    """Give a task some topics, and take others from it."""
    link = Task.topics.through
    if more:
        link.objects.bulk_create(link(task_id=task, term_id=key) for key in sorted(more))
    if gone:
        link.objects.filter(task=task, term__in=gone).delete()


def names_of(topics: Iterable[int], names: Mapping[int, str]) -> str:
    """The names of topics, for the log."""
    return "、".join(sorted(names.get(key, "") for key in topics))


def set_by_people(tasks: Iterable[Task]) -> set[int]:
    """The keys of those tasks whose topics a person has set."""
    keys = [task.pk for task in tasks]
    told = Change.objects.of(Task._meta.label_lower).filter(task_id__in=keys, cause__in=BY_HAND)
    return {task for task, fields in told.values_list("task_id", "fields") if "topics" in fields}


def made_in_log(tasks: Iterable[Task]) -> set[int]:
    """The keys of those documents of the tasks of whose making the log tells. In older ones nobody knows who gave the
    topics."""
    documents = Change.objects.of(Document._meta.label_lower).filter(
        document_id__in={task.document_id for task in tasks}, kind=Change.Kind.CREATED
    )
    return {document for document in documents.values_list("document_id", flat=True) if document}


def tell_of_topics(task: Task, before: str, after: str, changes: Changes) -> None:
    """Count and tell that a known task has other topics."""
    changes.updated["task"] += 1
    changes.details.append(Detail(Change.Kind.UPDATED, "task", str(task), {"topics": (before, after)}))
    tell(task, Change.Kind.UPDATED, ["topics"])


def refresh_topics() -> list[int]:
    """Bring the topics of all tasks in step with the dictionary, some at a time; the keys of the tasks that changed,
    which are to be indexed again."""
    keys = Task.objects.order_by("pk").all_keys()
    changed: list[int] = []
    for start in range(0, len(keys), AT_A_TIME):
        with writing(cause=Change.Cause.REGISTRY):
            changed += assign_topics(Task.objects.filter(pk__in=keys[start : start + AT_A_TIME]), Changes())
    return changed
