"""What falls due in, before or after a year, or has passed: how many deadlines and targets, the first, and the list."""

from datetime import date
from typing import Any

from django.urls import reverse

from documents.tag_sets.current import current_sets
from policykb.answers.intents.answered import SHOWN, Answer, Line, list_address, placed_line
from policykb.answers.intents.closeness import Closeness
from policykb.answers.intents.question import Question
from policykb.answers.intents.subject import matches_of
from policykb.answers.intents.years_asked import Years
from policykb.templatetags.wording import amount, by_precision, due
from tasks.models import Deadline, Target
from tasks.models.deadlines import DeadlineQuerySet
from tasks.models.targets import TargetQuerySet


def answer_due(question: Question, today: date) -> Answer | None:
    """What falls due in the years asked for; of a subject only what is about it. None where nothing is about it."""
    years = question.years
    if years is None:
        return None
    targets, deadlines = in_region(question)
    about = None
    if question.subject:
        about = matches_of(question, ["target", "task"])
        keys = {kind: [each.pk for each in about if each.kind == kind and each.closeness >= Closeness.PASSAGE]
                for kind in ("target", "task")}  # fmt: skip
        if not any(keys.values()):
            return None
        targets = targets.filter(pk__in=keys["target"]) | targets.filter(task__in=keys["task"])
        deadlines = deadlines.filter(task__in=keys["task"])
    targets = within(targets, "deadline", years, today)
    deadlines = within(deadlines, "due_on", years, today)
    return told(question, years, targets, deadlines)


def in_region(question: Question) -> tuple[TargetQuerySet, DeadlineQuerySet]:
    """The dated targets and the deadlines beside them, in the regions asked for."""
    targets = Target.objects.published().filter(deadline__isnull=False)
    deadlines = Deadline.objects.among(current_sets().of("deadline")["salone"])
    if question.regions:
        targets = targets.filter(document__region__in=question.regions)
        deadlines = deadlines.filter(document__region__in=question.regions)
    return targets, deadlines


def within(records: Any, name: str, years: Years, today: date) -> Any:
    """Those whose day, in the field `name`, is within the years."""
    if years.is_past:
        return records.filter(**{f"{name}__lt": today})
    conditions = {f"{name}__gte": years.first, f"{name}__lte": years.last}
    return records.filter(**{key: day for key, day in conditions.items() if day})


def told(question: Question, years: Years, targets: TargetQuerySet, deadlines: DeadlineQuerySet) -> Answer:
    """How many there are, the first of them, and where the list is."""
    counts = targets.count(), deadlines.count()
    latest_first = years.is_past or (years.first is None and years.last is not None)
    lines = first_lines(targets, deadlines, latest_first=latest_first)
    return Answer(
        kind="due",
        read_as=years.words if years.is_past else f"{years.words}到期",
        sentence=sentence_of(years, *counts),
        lines=lines,
        more=max(0, sum(counts) - len(lines)),
        more_url=list_of(question, years),
    )


def first_lines(targets: TargetQuerySet, deadlines: DeadlineQuerySet, *, latest_first: bool) -> list[Line]:
    """The first of them, those with a value before others of the same day."""
    sign = "-" if latest_first else ""
    found: list[tuple[date, bool, Line]] = []
    for target in targets.with_place().order_by(f"{sign}deadline", "value", "document", "order")[: 5 * SHOWN]:
        day = by_precision(target.deadline, target.precision)
        value = amount(target)
        words = f"{target.indicator}{'：' if value else ''}{value}"
        found.append((target.deadline or date.max, not value, placed_line(target, words, note=day)))
    for deadline in deadlines.with_place().order_by(f"{sign}due_on", "document", "order")[:SHOWN]:
        found.append((deadline.due_on or date.max, True, placed_line(deadline, deadline.quote, note=due(deadline))))
    found.sort(key=lambda each: (-each[0].toordinal() if latest_first else each[0].toordinal(), each[1]))
    return [line for _, _, line in found[:SHOWN]]


def sentence_of(years: Years, targets: int, deadlines: int) -> str:
    """2025年到期的有 41 项指标。"""
    head = "已过期限的" if years.is_past else f"{years.words}到期的"
    parts = [f"{targets} 项指标"] if targets else []
    parts += [f"{deadlines} 处期限"] if deadlines else []
    tail = "；完成与否，本库没有资料" if years.is_past and parts else ""
    return f"{head}{'有 ' + '、'.join(parts) if parts else '一项也没有'}{tail}。"


def list_of(question: Question, years: Years) -> str:
    """The address of the list: of tasks or targets in a year where one was asked for, else the timeline."""
    if years.is_past:
        return list_address("targets:list", q=question.subject, time="past")
    if years.single and (question.subject or question.regions or "任务" in question.words):
        return list_address("tasks:list", q=question.subject, region=question.regions, year=str(years.single))
    if years.single:
        return list_address("targets:list", year=str(years.single))
    return reverse("timeline") + "#due"
