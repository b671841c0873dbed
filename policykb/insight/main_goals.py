"""A topic and documents in; the sentences about it in their general parts (总体要求, 主要目标) out."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F, Q
from django.db.models.functions import Substr

from documents.models import Document, Section, Term
from documents.search.snippets import Segment, marked
from documents.text.sentences import find_sentences, joined
from tasks.models import Target
from tasks.topics import TopicWords

# 到2030年 · 2025年底 · 主要目标是
GOAL = re.compile(r"20\d\d年|目标")
GENERAL = ("目标", "总体要求", "总体思路")
SECTIONS_READ = 120
SECTIONS_QUOTED = 2
SENTENCES = 3  # of a section


@dataclass(frozen=True, slots=True)
class MainGoal:
    """Sentences of one section about the topic, with its words marked."""

    section: Section
    words: Sequence[Segment]
    worth: int

    @property
    def text(self) -> str:
        return "".join(words for words, _ in self.words)


def find_main_goals(
    topic: Term, words: TopicWords, documents: Mapping[int, Document], targets: Iterable[Target]
) -> dict[int, list[MainGoal]]:
    """What the general parts of the documents aim at with the topic, by document. `targets` are the targets outside
    tasks that speak of it; a sentence with one of them is worth more, one with a number most."""
    spans: dict[int, list[Target]] = {}
    for target in targets:
        if target.section_id:
            spans.setdefault(target.section_id, []).append(target)
    general = Q(*(("title__contains", word) for word in GENERAL), _connector=Q.OR) | Q(pk__in=list(spans))
    sections = Section.objects.current().filter(
        general, document__in=documents, tasks=None, own_end__gt=F("heading_end")
    )
    text = Substr("document__text__reading", F("heading_end") + 1, F("own_end") - F("heading_end"))
    found: dict[int, list[MainGoal]] = {}
    for section in sections.annotate(words=text).order_by("document", "order")[:SECTIONS_READ]:
        section.document = documents[section.document_id]
        if goal := goal_of(section, spans.get(section.pk, ()), topic, words):
            found.setdefault(section.document_id, []).append(goal)
    return found


def best_of(goals: Iterable[MainGoal]) -> list[MainGoal]:
    """The best of them, as many as are quoted."""
    return sorted(goals, key=lambda goal: -goal.worth)[:SECTIONS_QUOTED]


def goal_of(section: Section, targets: Iterable[Target], topic: Term, words: TopicWords) -> MainGoal | None:
    """The best sentences of a section, in the order of the text, with …… between those that do not follow each other;
    None where it does not say what is aimed at."""
    text, start = section.words or "", section.heading_end or 0  # type: ignore[attr-defined]
    spans = list(find_sentences(text))
    sentences = [span.quote(text) for span in spans]
    worth: dict[int, int] = {}
    for place, (span, sentence) in enumerate(zip(spans, sentences, strict=True)):
        within = [each for each in targets if each.start is not None and span.start <= each.start - start < span.end]
        if words.marks(sentence, topic) and (value := worth_of(sentence, within)):
            worth[place] = value
    if not worth:
        return None
    said = joined(sentences, sorted(sorted(worth, key=lambda place: -worth[place])[:SENTENCES]))
    is_of_topic = bool(words.marks(section.document.title, topic))
    return MainGoal(section, marked(said, words.marks(said, topic)), sum(worth.values()) + 5 * is_of_topic)


def worth_of(sentence: str, targets: Sequence[Target]) -> int:
    """How much a sentence says of what is aimed at; 0 for nothing."""
    valued = sum(target.value is not None for target in targets)
    return 3 * valued + 2 * len(targets) + bool(GOAL.search(sentence))
