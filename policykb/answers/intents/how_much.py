"""How much is to be reached: the targets about it, with their values and words."""

from collections.abc import Iterable, Sequence

from documents.search.words.folding import fold
from policykb.answers.hits import Hit
from policykb.answers.intents.answered import Answer, Line, list_address, placed_line, task_line
from policykb.answers.intents.closeness import is_same
from policykb.answers.intents.question import Question
from policykb.answers.intents.subject import matches_of, nearest
from policykb.answers.intents.who import fetch_tasks
from policykb.answers.intents.years_asked import Years
from policykb.templatetags.wording import amount, by_precision
from tasks.models import Target


def answer_how_much(question: Question) -> Answer | None:
    """The targets about the subject, those with a value first; where there are none, the tasks about it, which set no
    amount; None where nothing is about it."""
    matches = matches_of(question, ["target"])
    found = Target.objects.published().with_place().in_bulk([match.pk for match in matches])
    targets = {pk: target for pk, target in found.items() if is_in(target, question.years)}
    shown, more = nearest([match for match in matches if match.pk in targets])
    if not shown:
        return without_amount(question) if not found else None
    lines = [target_line(targets[match.pk]) for match in shown]
    valued = [line for line in lines if amount(line.record)]
    return Answer(
        kind="how-much",
        read_as="多少",
        sentence=sentence_of(valued, lines),
        lines=[*valued, *(line for line in lines if line not in valued)],
        more=more,
        more_url=list_address("targets:list", q=question.subject),
    )


def answer_indicator(text: str, hits: Iterable[Hit]) -> Answer | None:
    """The targets among the hits whose indicator is the very text; None where there is none."""
    lines = [target_line(hit.record) for hit in hits if hit.kind == "target" and is_same(fold(hit.title), text)]
    if not lines:
        return None
    valued = [line for line in lines if amount(line.record)]
    sentence = sentence_of(valued, lines)
    return Answer("how-much", f"指标 · {text}", sentence, [*valued, *(line for line in lines if line not in valued)])


def is_in(target: Target, years: Years | None) -> bool:
    """Whether a target falls into the years that are asked for, or has no day."""
    day = target.deadline
    if years is None or day is None or years.is_past:
        return True
    return (years.first is None or day >= years.first) and (years.last is None or day <= years.last)


def target_line(target: Target) -> Line:
    """A target with its value, by when, and from what year a change counts."""
    day = by_precision(target.deadline, target.precision)
    since = f"较{target.baseline_year}年" if target.baseline_year else ""
    words = f"{target.indicator}：{since}{amount(target) or '未写数量'}"
    return placed_line(target, words, note=day or "未写期限")


def sentence_of(valued: Sequence[Line], lines: Sequence[Line]) -> str:
    """The value where there is one; else that no amount is set, and the words."""
    if len(valued) == 1:
        line = valued[0]
        return f"{line.words}（{line.note}）。"
    if valued:
        return f"{len(valued)} 项指标写到。"
    return (
        "原文没有写数量，只写："
        + "；".join(dict.fromkeys(line.quote or line.record.indicator for line in lines))
        + "。"
    )


def without_amount(question: Question) -> Answer | None:
    """That the tasks about the subject set no amount; None where no task is about it."""
    shown, more = nearest(matches_of(question, ["task"]))
    tasks = fetch_tasks([match.pk for match in shown])
    if not tasks:
        return None
    return Answer(
        kind="how-much",
        read_as="多少",
        sentence="写到它的条文没有定这样的数量指标。",
        lines=[task_line(task, "未定数量指标") for task in tasks],
        more=more,
        more_url=list_address("targets:list", q=question.subject),
    )
