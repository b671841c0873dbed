"""Who leads, supports or implements something: the duties of the tasks about it."""

from collections.abc import Iterable, Sequence

from policykb.answers.intents.answered import Answer, Line, RoleNames, list_address, task_line
from policykb.answers.intents.question import Question
from policykb.answers.intents.subject import matches_of, nearest
from tasks.models import Responsibility, Task

Role = Responsibility.Role
Basis = Responsibility.Basis
FEW = 3  # different answers that one sentence tells
NAMED = 5  # of those that support or implement
ROLE_WORDS = {"": "谁负责", Role.LEAD: "谁牵头", Role.SUPPORT: "谁配合", Role.IMPLEMENT: "谁落实"}
BASES: dict[str, str] = {Basis.FIRST_LISTED: "首列", Basis.INHERITED: "承前"}


def answer_who(question: Question) -> Answer | None:
    """The bodies of the tasks about the subject, task by task; None where no task is about it."""
    matches = matches_of(question, ["task"])
    shown, more = nearest(matches)
    tasks = fetch_tasks([match.pk for match in shown])
    if not tasks:
        return None
    lines = [line_of(task, question.role) for task in tasks]
    named = [line for line in lines if line.roles]
    return Answer(
        kind="who",
        read_as=ROLE_WORDS[question.role],
        sentence=sentence_of(named, lines, question.role),
        lines=named or lines,
        more=more + len(lines) - len(named or lines),
        more_url=list_address("tasks:list", q=question.subject, region=question.regions),
    )


def fetch_tasks(keys: Sequence[int]) -> list[Task]:
    """The published tasks with these keys, in their order, with their documents and current duties."""
    tasks = Task.objects.published().select_related("document")
    found = tasks.prefetch_related(tasks.current_of("responsibilities", "agency")).in_bulk(keys)
    return [found[key] for key in keys if key in found]


def line_of(task: Task, role: str) -> Line:
    """A task with its bodies by role; where one role is asked for, with those and, for who supports, who leads."""
    duties = task.duties
    roles = tuple(names for each in Role.values if (names := names_of(duties, each)))
    if not roles:
        return task_line(task, "原文未列责任单位")
    has_role = not role or any(names.role == role for names in roles)
    note = "" if has_role else f"原文未列{Role(role).label}单位"
    words = "；".join(f"{Role(names.role).label} {'、'.join(names.names)}{more_words(names)}" for names in roles)
    return task_line(task, words, roles=roles, note=note, quote=task.responsibility_text)


def names_of(duties: Iterable[Responsibility], role: str) -> RoleNames | None:
    """Who has a role, those that lead by their full names, of many others the first as the document calls them."""
    held = [duty for duty in duties if duty.role == role]
    if not held:
        return None
    bases = {BASES.get(duty.basis, "") for duty in held}
    basis = bases.pop() if len(bases) == 1 else ""
    if role == Role.LEAD:
        return RoleNames(role, tuple(dict.fromkeys(duty.agency.name for duty in held)), basis)
    names = tuple(dict.fromkeys(duty.as_written or duty.agency.name for duty in held))
    if len(names) <= NAMED + 1:
        return RoleNames(role, names, basis)
    return RoleNames(role, names[:NAMED], basis, len(names) - NAMED)


def told_in(line: Line, role: str) -> str:
    """青海省财政厅（青政办〔2024〕35号）"""
    held = [names for names in line.roles if names.role == role]
    names = "、".join(name for names in held for name in names.names) or f"未列{Role(role).label}单位"
    return f"{names}{''.join(map(more_words, held))}（{line.document.name if line.document else ''}）"


def more_words(names: RoleNames) -> str:
    """等 13 个单位"""
    return f"等 {len(names.names) + names.more} 个单位" if names.more else ""


def sentence_of(named: Sequence[Line], lines: Sequence[Line], role: str) -> str:
    """Who it is where that is one, else how many clauses name somebody."""
    if not named:
        document = lines[0].document
        where = f"《{document.title}》" if document else "原文"
        return f"{where}的这{'一' if len(lines) == 1 else f' {len(lines)} '}条没有列责任单位。"
    wanted = role or Role.LEAD
    said = {each for line in named for each in line.roles if each.role == wanted}
    every = {each.names for each in said}
    if len(every) == 1 and all(any(each.role == wanted for each in line.roles) for line in named):
        names = "、".join(every.pop())
        bases = {each.basis for each in said}
        basis = (
            "（首列，推定为牵头）"
            if bases == {"首列"} and wanted == Role.LEAD
            else "（承前）"
            if bases == {"承前"}
            else ""
        )
        more = more_words(next(iter(said)))
        return f"{Role(wanted).label}：{names}{more}{basis}。"
    if wanted == Role.LEAD and every and len(every) <= FEW and all(line.document for line in named):
        whose = "；".join(dict.fromkeys(told_in(line, wanted) for line in named))
        return f"{Role(wanted).label}：{whose}。"
    if not every:
        return f"这{'一' if len(named) == 1 else f' {len(named)} '}条没有列{Role(wanted).label}单位。"
    return f"{len(named)} 条写到，各有{Role(wanted).label}单位。"
