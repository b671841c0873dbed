"""The question that a text asks → its answer out of the records, or none: what is not on record is not answered."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from documents.models import Document
from documents.search.queries.lexicon import current_lexicon
from documents.search.words.segmenter import segmenter
from policykb.answers.hits import Hit
from policykb.answers.intents.answered import Answer
from policykb.answers.intents.asking import Asked
from policykb.answers.intents.falling_due import answer_due
from policykb.answers.intents.how_much import answer_how_much, answer_indicator
from policykb.answers.intents.of_agency import answer_agency
from policykb.answers.intents.question import Question, asks, read_question
from policykb.answers.intents.same_value import answer_value
from policykb.answers.intents.two_places import answer_comparison
from policykb.answers.intents.until_when import answer_when
from policykb.answers.intents.which_document import answer_document
from policykb.answers.intents.who import answer_who
from policykb.memory import remember


def answer_to(text: str, today: date, hits: Iterable[Hit] = ()) -> Answer | None:
    """The answer to what a person typed; None where it asks nothing, or the records hold nothing about it. A text that
    asks nothing costs no question to the database: only the hits for it are looked at, for the indicator that it is."""
    if not asks(text):
        return answer_indicator(text, hits)
    lexicon = current_lexicon()
    segmenter().learn(lexicon.words)
    question = read_question(text, lexicon, covered_regions, today)
    answer = answer_question(question, text, today) if question else None
    return replace(answer, read_as=read_as(question, answer)) if question and answer else None


def answer_question(question: Question, text: str, today: date) -> Answer | None:
    """The answer of the kind that is asked for."""
    match question.asked:
        case Asked.VALUE:
            return answer_value(question.amount) if question.amount else None
        case Asked.DUE:
            return answer_due(question, today)
        case Asked.AGENCY:
            return answer_agency(question)
        case Asked.DOCUMENT:
            return answer_document(question, text, today)
    if not question.subject and question.asked is not Asked.COMPARE:
        return None
    answers = {
        Asked.WHO: answer_who,
        Asked.WHEN: answer_when,
        Asked.HOW_MUCH: answer_how_much,
        Asked.COMPARE: answer_comparison,
    }
    return answers[question.asked](question)


def covered_regions() -> frozenset[str]:
    """The codes of the regions that have documents."""
    return frozenset(remember(("regions with documents",), find_covered))


def find_covered() -> list[str]:
    """Computes `covered_regions`."""
    codes = Document.objects.published().exclude(region=None).order_by().values_list("region", flat=True)
    return list(codes.distinct())


def read_as(question: Question, answer: Answer) -> str:
    """How the question was understood: 谁牵头 · 工业固废利用 · 省能源局."""
    about = [] if question.asked is Asked.AGENCY else [question.agency_words]
    return " · ".join(filter(None, [answer.read_as, question.subject, *about]))
