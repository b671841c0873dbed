"""What a person asks → an answer out of the records, in their words: who, by when, how much, which."""

from policykb.answers.intents.answered import Answer, Line, as_plain
from policykb.answers.intents.answering import answer_to

__all__ = ["Answer", "Line", "answer_to", "as_plain"]
