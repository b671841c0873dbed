"""By when something is due: the dates of targets and tasks about it, each with its ground, as the page of a task tells
them."""

from collections.abc import Mapping, Sequence

from policykb.answers.intents.answered import Answer, Line, list_address, placed_line, task_line
from policykb.answers.intents.question import Question
from policykb.answers.intents.subject import Match, matches_of, nearest
from policykb.insight.by_when import TaskTimes, find_times, in_words
from policykb.templatetags.wording import by_precision
from tasks.models import Target, Task

READ = 20


def answer_when(question: Question) -> Answer | None:
    """By when the targets and tasks about the subject are due; None where nothing is about it."""
    matches = matches_of(question, ["target", "task"])
    tasks = dated_tasks([match.pk for match in matches if match.kind == "task"][:READ])
    targets = dated_targets([match.pk for match in matches if match.kind == "target"][:READ])
    matches = [match for match in matches if is_kept(match, tasks, targets)]
    shown, more = nearest(matches)
    if not shown:
        return None
    times = find_times(tasks[match.pk] for match in shown if match.kind == "task")
    lines = [target_line(targets[match.pk]) if match.kind == "target" else line_of(tasks[match.pk], times[match.pk])
             for match in shown]  # fmt: skip
    stated = [line for line in lines if not line.note]
    return Answer(
        kind="when",
        read_as="什么时候",
        sentence=sentence_of(stated, lines),
        lines=stated or lines,
        more=more + len(lines) - len(stated or lines),
        more_url=list_address("tasks:list", q=question.subject, region=question.regions, order="deadline"),
    )


def dated_tasks(keys: Sequence[int]) -> Mapping[int, Task]:
    """The tasks, with what tells their times, by key."""
    tasks = Task.objects.published().select_related("document")
    return tasks.prefetch_related(tasks.current_of("targets"), tasks.current_of("deadlines")).in_bulk(keys)


def dated_targets(keys: Sequence[int]) -> Mapping[int, Target]:
    """Those of the targets that have a day, by key."""
    return Target.objects.published().filter(deadline__isnull=False).with_place().in_bulk(keys) if keys else {}


def is_kept(match: Match, tasks: Mapping[int, Task], targets: Mapping[int, Target]) -> bool:
    """Whether a match can be told: a task, or a dated target."""
    if match.kind == "task":
        return match.pk in tasks
    return match.pk in targets


def target_line(target: Target) -> Line:
    """A target with its day."""
    return placed_line(target, by_precision(target.deadline, target.precision))


def line_of(task: Task, times: TaskTimes) -> Line:
    """A task with the times that are stated for it; else what its document says in general."""
    if times.stated:
        quote = "；".join(dict.fromkeys(each.quote for each in times.stated if each.quote))
        return task_line(task, in_words(times.stated), quote=quote)
    return task_line(task, "本条未写期限", note=general_words(times) or "文件也没有写总体的时间")


def general_words(times: TaskTimes) -> str:
    """文件总体目标：2025年、2030年: what the document says, whose it is said once."""
    if not times.best:
        return ""
    ground = times.best[0].tier.label.partition("，")[0]
    return f"{ground}：{'、'.join(dict.fromkeys(each.words for each in times.best))}"


def sentence_of(stated: Sequence[Line], lines: Sequence[Line]) -> str:
    """The day where there is one; where none is stated, what the document says."""
    days = list(dict.fromkeys(line.words for line in stated))
    if len(days) == 1:
        return f"{days[0]}。"
    if stated:
        return f"{len(stated)} 处写明了时间。"
    return not_stated(lines[0])


def not_stated(line: Line) -> str:
    """《…》的“14. …”没有写明期限；文件总体目标：2025年、2030年。"""
    where = f"《{line.document.title}》的" if line.document else ""
    return f"{where}“{line.title}”没有写明期限；{line.note}。"
