"""Deadlines and targets in; an entry for each recurring duty and each coming day out."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import F
from django.db.models.functions import Greatest, Substr

from documents.text.sentences import sentence_around
from documents.text.spans import Span
from policykb.insight.tiers import Tier
from policykb.templatetags.wording import recurring
from tasks.models import Deadline, DeadlineParty, Responsibility, Target

LONGEST_SENTENCE = 150
MARGIN = LONGEST_SENTENCE + 1  # characters around a deadline: a sentence that reaches further is too long


@dataclass(frozen=True, slots=True)
class DueEntry:
    """One line: the first deadline or target of a day, and how many there are, by kind and region. `day` is None for
    a yearly duty without a printed day, and for a term whose start is not known. `tasks` are those that a date of a
    part holds for, `parts` what an agency has to do with it, where its words say so."""

    first: Deadline | Target
    day: date | None
    precision: str
    count: int = 1
    quantified: int = 0
    qualitative: int = 0
    regions: dict[str, int] = field(default_factory=dict)
    sentence: str = ""
    tier: Tier = Tier.OWN
    tasks: int = 0
    parts: tuple[DeadlineParty, ...] = ()
    more_regions: int = 0  # beside those told

    @property
    def all_regions(self) -> int:
        return len(self.regions) + self.more_regions

    @property
    def recurrence(self) -> str:
        """每年年底, 每年12月10日; "" for what falls due once."""
        return recurring(self.first) if isinstance(self.first, Deadline) and self.first.recurrence else ""

    @property
    def rule(self) -> str:
        """How the day was got, for a single deadline whose day is not printed; else ""."""
        return self.first.rule if self.is_one_deadline and self.day and not self.recurrence else ""  # type: ignore[union-attr]

    @property
    def words(self) -> str:
        """The sentence of the first one where it was looked up, else its quote."""
        return self.sentence or self.first.quote or (self.first.indicator if isinstance(self.first, Target) else "")

    @property
    def is_one_deadline(self) -> bool:
        """Whether it stands for a single deadline, so that its agencies can be named."""
        return self.count == 1 and isinstance(self.first, Deadline)

    @property
    def leads(self) -> list[Responsibility]:
        """The leading duties of the first one's task."""
        return self.first.task.leads if self.first.task else []


def sentence_of(item: Deadline | Target, text: str) -> str:
    """The sentence of the text that the item is in; "" for one without a place, or where it is too long."""
    if item.start is None or item.end is None:
        return ""
    sentence = sentence_around(text, Span(item.start, item.end))
    return sentence.quote(text).strip() if len(sentence) <= LONGEST_SENTENCE else ""


def text_around() -> Substr:
    """Of the text that a deadline is in, as much around it as its sentence may have: what `sentence_in` reads."""
    first = Greatest(F("start") - MARGIN, 0)
    return Substr("document__text__reading", first + 1, F("end") - first + MARGIN)


def sentence_in(item: Deadline | Target) -> str:
    """The sentence of a deadline that was fetched with the text `around` it, as `sentence_of` has it; "" for others."""
    around = getattr(item, "around", None)
    if not around or item.start is None or item.end is None:
        return ""
    start = min(item.start, MARGIN)
    sentence = sentence_around(around, Span(start, start + item.end - item.start))
    return sentence.quote(around).strip() if len(sentence) <= LONGEST_SENTENCE else ""
