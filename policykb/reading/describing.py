"""A task, agency, document or topic in; one sentence that answers who, what and by when, for those who see no more of
the page, out."""

from collections.abc import Iterable

from documents.models import Document
from policykb.insight.agency_times import AgencyTimes
from policykb.insight.by_when import ByWhen, TaskTimes, in_words
from policykb.insight.duties import RoleSection
from policykb.reading.citing import cite_task
from policykb.templatetags.wording import amount, by_precision
from tasks.models import Responsibility, Target, Task

NAMED = 3  # agencies
LONGEST = 160  # characters that search engines and chats show at most
Role = Responsibility.Role
VERBS = {Role.LEAD: "牵头", Role.SUPPORT: "配合", Role.IMPLEMENT: "落实"}


def describe_task(task: Task, times: TaskTimes) -> str:
    """Who leads and takes part, by when, what is to be reached, and where it is written."""
    duties, targets = task.duties, task.current_targets
    parts = [who(duties), when(times.best), *map(what, targets[:1])]
    return fitted("；".join(filter(None, parts)) + f"。{cite_task(task)}")


def who(duties: Iterable[Responsibility]) -> str:
    """The agencies by role: 青海省能源局牵头，青海省财政厅等 4 个单位配合."""
    duties = list(duties)
    said = []
    for role, verb in VERBS.items():
        names = [duty.agency.name for duty in duties if duty.role == role]
        more = f"等 {len(names)} 个单位" if len(names) > NAMED else ""
        said += [f"{'、'.join(names[:NAMED])}{more}{verb}"] if names else []
    return "，".join(said) or "原文未列责任单位"


def when(times: Iterable[ByWhen]) -> str:
    """The dates and their grounds."""
    return in_words(times) or "原文未写期限"


def what(target: Target) -> str:
    """A target with its amount: 绿电占比 60%."""
    return f"{target.indicator} {amount(target)}".strip()


def describe_agency(name: str, sections: Iterable[RoleSection], times: AgencyTimes) -> str:
    """How many tasks it has in each role, and what is due next."""
    counts = "，".join(str(section) for section in sections if section.count)
    said = f"{name}在库内政策文件中{counts or '没有列入责任分工'}"
    for entry in times.ahead[:1]:
        day = by_precision(entry.day, entry.precision) or entry.recurrence
        said += f"；{day}（{entry.tier.label}）：{entry.words}"
    return fitted(f"{said}。逐条注明原文出处。")


def describe_document(document: Document, tasks: int, duties: int, targets: int) -> str:
    """Who issued it and when, and what is marked in it."""
    issuers = "、".join(issuance.agency.name for issuance in document.issuances.all())  # type: ignore[attr-defined]
    day = by_precision(document.issued_on)
    head = "，".join(filter(None, (document.document_number, issuers, day)))
    found = f"{tasks} 项任务、{duties} 项责任、{targets} 项指标" if tasks else "全文"
    return fitted(f"{document.title}{f'（{head}）' if head else ''}：{found}，逐条标注，可回到原文行。")


def fitted(words: str) -> str:
    """The words on one line, cut where nobody shows more."""
    line = " ".join(words.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
