"""An amount → the targets with that value, in whatever multiple of the unit it is written (1000亿元, 10000000万元)."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.db.models import F, Q

from documents.models import Document
from policykb.answers.intents.amounts_asked import Amount
from policykb.answers.intents.answered import SHOWN, Answer, Line, sentence_with, task_line
from policykb.answers.intents.closeness import Closeness
from policykb.answers.intents.how_much import target_line
from policykb.answers.intents.subject import find_matches
from policykb.answers.intents.who import fetch_tasks
from tasks.measures import KINDS, TIMES, parse_unit
from tasks.models import Target

MOST_DECIMALS = Decimal(10) ** -6  # as many as the column holds
LARGEST = Decimal(10) ** 14


def answer_value(asked: Amount) -> Answer | None:
    """The targets with that value; where there is none, the clauses that write it; None where none does."""
    same = Q()
    for unit, value in spellings_of(asked):
        same |= Q(unit=unit, value=value) | Q(unit=unit, value_high=value)
    targets = Target.objects.published().filter(same)
    by_document = (F("document__issued_on").desc(nulls_last=True), "document_id", "order", "pk")
    found = list(targets.with_place().order_by(*by_document)[: SHOWN + 1])
    if not found:
        return written(asked)
    lines = [target_line(target) for target in found[:SHOWN]]
    more = targets.count() - SHOWN if len(found) > SHOWN else 0
    return Answer("value", f"指标值 {asked.words}", sentence_of(asked, lines, more), lines, more)


def spellings_of(asked: Amount) -> Iterator[tuple[str, Decimal]]:
    """The units in which the amount may be written, each with its value in it."""
    kind, factor = parse_unit(asked.unit)
    whole = asked.value * factor
    for unit in dict.fromkeys(
        [asked.unit, *(times + base for base in KINDS.get(kind, [kind]) for times in ["", *TIMES])]
    ):
        value = whole / parse_unit(unit)[1]
        if value < LARGEST and value == value.quantize(MOST_DECIMALS):
            yield unit, value


def sentence_of(asked: Amount, lines: list[Line], more: int) -> str:
    """What it is the value of, where that is one."""
    if len(lines) == 1:
        return f"{lines[0].words}（{lines[0].note}）。"
    return f"{len(lines) + more} 项指标的值是 {asked.words}。"


def written(asked: Amount) -> Answer | None:
    """The clauses that write the amount and set no target with it, else the documents, with the sentence that does."""
    matches = find_matches(asked.words, ["task", "document"], {})
    close = [each for each in matches if each.closeness >= Closeness.PASSAGE]
    tasks = fetch_tasks([match.pk for match in close if match.kind == "task"][:SHOWN])
    lines = [task_line(task, "", quote=sentence_with(task.body, [asked.words])) for task in tasks]
    lines = lines or list(in_documents(asked, [match.pk for match in close][:SHOWN]))
    if not lines:
        return None
    return Answer("value", f"写到 {asked.words}", "没有定为指标，原文写到：", lines)


def in_documents(asked: Amount, keys: Sequence[int]) -> Iterator[Line]:
    """The sentences of these documents that write the amount, outside their tasks."""
    for document in Document.objects.for_reading().filter(pk__in=keys).prefetch_related(None):
        if quote := sentence_with(document.text.reading, [asked.words]):
            yield Line(document, "", document.title, document.get_absolute_url(), quote)
