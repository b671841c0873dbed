"""Stored tasks as JSON values, with the fields of `manage.py extract` and where each stands."""

from datetime import date
from typing import Any

from policykb.machines import contract
from tasks.models import Deadline, Responsibility, Target, Task

Json = dict[str, Any]


def task_record(task: Task, site: str = "") -> Json:
    """One task, fetched with `for_listing`; `site` is the address that its link begins with."""
    return {
        "id": task.key,
        "url": site + task.get_absolute_url(),
        "document": task.document.title,
        "document_number": task.document.document_number or None,
        "region": task.document.region.name if task.document.region else None,
        "number": task.number,
        "title": task.title or None,
        "heading_path": task.heading_path,
        "body": task.body,
        "responsibility_text": task.responsibility_text,
        "start": task.start,
        "end": task.end,
        "review_state": task.review_state,
        "responsibilities": [duty_record(duty) for duty in task.responsibilities.all()],
        "targets": [target_record(target) for target in task.targets.all()],
        "deadlines": [deadline_record(deadline) for deadline in task.deadlines.all()],
    }


def duty_record(duty: Responsibility) -> Json:
    """One duty; `inherited_from` is a task's id in the same document."""
    return {
        "agency": duty.agency.name,
        "as_written": duty.as_written,
        "role": duty.role,
        "basis": duty.basis,
        "inherited_from": duty.inherited_from.key if duty.inherited_from else None,
        "start": duty.start,
        "end": duty.end,
    }


def target_record(target: Target) -> Json:
    """One target."""
    return {
        "indicator": target.indicator,
        "comparator": target.comparator or None,
        "value": None if target.value is None else float(target.value),
        "value_high": None if target.value_high is None else float(target.value_high),
        "unit": target.unit or None,
        "baseline_year": target.baseline_year,
        "deadline": iso(target.deadline),
        "quote": target.quote,
        "start": target.start,
        "end": target.end,
    }


def deadline_record(deadline: Deadline) -> Json:
    """One deadline."""
    return {
        "due_on": iso(deadline.due_on),
        "precision": deadline.precision or None,
        "recurrence": contract.recurrence(deadline.recurrence, deadline.interval),
        "term": contract.term(deadline.term),
        "rule": deadline.rule or None,
        "quote": deadline.quote,
        "start": deadline.start,
        "end": deadline.end,
    }


def iso(day: date | None) -> str | None:
    """2026-12-31, or None."""
    return day.isoformat() if day else None
