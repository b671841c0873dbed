"""An answer: one sentence, the records that it rests on, and where there is more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from documents.models import Document
from documents.search.words.folding import fold
from documents.text.sentences import find_sentences
from policykb.templatetags.wording import before_title
from tasks.models import Deadline, Target, Task

SHOWN = 6  # lines of one answer


@dataclass(frozen=True, slots=True)
class RoleNames:
    """Who has one role in a task: the names, on what basis where the words do not say it, and how many more."""

    role: str
    names: tuple[str, ...]
    basis: str = ""
    more: int = 0

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.names) + self.more


@dataclass(frozen=True, slots=True)
class Line:
    """One record that answers: its `words`, where it stands (`title`, `url`), the words of the text, and what is to be
    known of it (`note`). Of a task that is asked for its bodies, these are the `roles`."""

    record: Any
    words: str
    title: str
    url: str
    quote: str = ""
    note: str = ""
    roles: tuple[RoleNames, ...] = ()
    document: Document | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said above the hits. `read_as` tells how the question was understood, `more` how many records are not
    shown; `more_url` leads to all of them, with these words."""

    kind: str
    read_as: str
    sentence: str
    lines: Sequence[Line] = ()
    more: int = 0
    more_url: str = ""
    more_words: str = ""


def task_line(task: Task, words: str, **more: Any) -> Line:
    """A line that leads to a task."""
    title = f"{before_title(task.numbering)}{task.display_title}"
    return Line(task, words, title, task.get_absolute_url(), document=task.document, **more)


def placed_line(item: Target | Deadline, words: str, **more: Any) -> Line:
    """A line that leads to the place of a target or deadline: its task, its section or its document."""
    if item.task:
        title = f"{before_title(item.task.numbering)}{item.task.display_title}"
    else:
        title = str(item.section) if item.section else "正文"
    return Line(item, words, title, item.place.get_absolute_url(), item.quote, document=item.document, **more)


def list_address(name: str, **conditions: str | Sequence[str]) -> str:
    """The address of a list under conditions, those without a value left out."""
    query = urlencode({key: value for key, value in conditions.items() if value}, doseq=True)
    return f"{reverse(name)}?{query}" if query else reverse(name)


def sentence_with(text: str, words: Sequence[str]) -> str:
    """The first sentence that has all the folded words; "" where none has."""
    sentences = (span.quote(text).strip() for span in find_sentences(text))
    return next((sentence for sentence in sentences if all(word in fold(sentence) for word in words)), "")


def as_plain(answer: Answer | None) -> Mapping[str, Any] | None:
    """The answer as JSON has it."""
    if answer is None:
        return None
    return {
        "kind": answer.kind,
        "read_as": answer.read_as,
        "sentence": answer.sentence,
        "more": answer.more,
        "more_url": answer.more_url,
        "lines": [
            {
                "words": line.words,
                "title": line.title,
                "url": line.url,
                "quote": line.quote,
                "note": line.note,
                "document": line.document.name if line.document else "",
            }
            for line in answer.lines
        ],
    }
