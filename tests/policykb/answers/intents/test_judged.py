"""Judged questions over the sample policies: the floor under which answers may not fall, on the database at hand."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from documents.models import Document
from policykb.answers.intents import Line, answer_to
from tests.policykb.answers.judged_questions import is_right, read_questions

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
FLOORS = {"questions": 0.95}  # of what is set aside the same is asked, and only its totals are shown


@pytest.mark.parametrize(("name", "questions"), read_questions().items())
def test_judged_questions(name: str, questions: Any, samples: Mapping[str, Document]) -> None:
    files = {document.pk: file for file, document in samples.items()}

    def place(line: Line) -> tuple[str, str]:
        """The file and key of a line's record."""
        record = line.record
        if isinstance(record, Document):
            return files[record.pk], ""
        stands_in = getattr(record, "task", None) or getattr(record, "section", None) or record
        return files[record.document_id], getattr(stands_in, "key", "")

    wrong = [each for each in questions if not is_right(each, answer_to(each.question, TODAY), place)]
    told = [] if name != "questions" else [each.question for each in wrong]
    assert 1 - len(wrong) / len(questions) >= FLOORS.get(name, 0.85), (len(wrong), told)
