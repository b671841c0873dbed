"""A list of tasks, or the brief of an agency, as a Word file: A4, with links, to be printed and passed on."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, Final
from urllib.parse import unquote

from documents.models import Document
from policykb.insight.agency_times import AgencyTimes
from policykb.insight.by_when import TaskTimes
from policykb.insight.rows import TaskRow, as_rows
from policykb.machines.columns import Listing, sources_of, target_words, with_bases
from policykb.machines.paper import Cell, Paper, Words
from policykb.templatetags.typography import place_words
from policykb.templatetags.wording import GLYPHS, by_precision, chinese_date, due, even
from tasks.models import DeadlineParty, Responsibility, Task

Role = Responsibility.Role
FOOTER: Final = "以印发原件为准"
REMARK: Final = (
    "括号内是依据：写明，原文有“牵头”“配合”一类的话；首列，原文未分主次，列在首位的推定为牵头；"
    "同列，与首列单位同在一串；承前，由前面一条写明及于本条。"
)
WIDTHS: Final = {"条": 7, "本机构": 8, "任务": 26, "牵头": 16, "配合": 26, "落实": 16, "指标与期限": 19}
ALWAYS: Final = ("条", "任务", "牵头")


def list_as_docx(parts: Iterable[Sequence[Task]], listing: Listing) -> Iterator[bytes]:
    """The list, a table for each document, without columns in which nothing stands."""
    paper = Paper(listing.title, listing.day, is_landscape=True)
    paper.line(
        f"共 {listing.count} 项，{chinese_date(listing.day)}整理。网址：",
        Words(unquote(listing.address), listing.address),
    )
    paper.line(REMARK)
    rows = (row for tasks in parts for row in as_rows(tasks, listing.agency))
    for document, each in groupby(rows, key=lambda row: row.task.document):
        of_document = list(each)
        write_document(paper, document, of_document[0].times, listing.site)
        cells = [list_cells(row, listing.site) for row in of_document]
        used = [head for head in WIDTHS if head in ALWAYS or any(row[head] for row in cells)]
        paper.table(used, [WIDTHS[head] for head in used], ([row[head] for head in used] for row in cells))
    yield paper.bytes(FOOTER)


def list_cells(row: TaskRow, site: str) -> dict[str, Cell]:
    """What the list says of a task, by the heads of its columns."""
    return {
        "条": even(row.task.numbering),
        "本机构": f"{GLYPHS[row.duty.role]} {row.duty.get_role_display()}" if row.duty else "",
        "任务": [*title_of(row.task, site), *inherited_words(row, site)],
        **{str(role.label): with_bases(row.duties, role) for role in Role},
        "指标与期限": facts_of(row),
    }


def write_document(paper: Paper, document: Document, times: TaskTimes, site: str) -> None:
    """The heading above the tasks of a document, and what it says of time in general."""
    title = Words(document.title, site + document.get_absolute_url())
    paper.heading(title, f"　{document.document_number or '文号未载'}", level=2)
    by_tier = groupby(times.general, key=lambda each: each.tier)
    if said := "；".join(f"{tier.label}：{'、'.join(each.words for each in of_tier)}" for tier, of_tier in by_tier):
        paper.line(said)


def title_of(task: Task, site: str) -> list[Words]:
    """A task's title, which leads to its page."""
    return [Words(task.display_title, site + task.get_absolute_url())]


def inherited_words(row: TaskRow, site: str) -> Iterator[Words]:
    """Where the duties of a task come from: 承（三）."""
    for source in sources_of(row):
        yield Words("\n承前：")
        yield Words(even(source.numbering) or source.title, site + source.get_absolute_url())


def facts_of(row: TaskRow) -> str:
    """The targets and deadlines of a task, a line each."""
    times = (str(each) for each in row.days if each.item not in row.targets)  # whose time their words tell
    return "\n".join([*map(target_words, row.targets), *times])


def brief_as_docx(brief: dict[str, Any], site: str) -> bytes:
    """What the brief of an agency says, a table for each role and document."""
    agency, sections = brief["agency"], brief["sections"]
    paper = Paper(f"{agency.name}责任简报", brief["today"])
    said = "，".join(map(str, sections)) or "库内文件没有把它写进责任分工"
    paper.line(
        f"{said}。{chinese_date(brief['today'])}整理。", Words("网上的简报", f"{site}{agency.get_absolute_url()}brief/")
    )
    paper.line(REMARK)
    if not brief["is_short"]:
        paper.line(
            f"责任共 {brief['count']} 项，超过 {brief['most_printed']} 项，不逐条写在这里；清单可从任务列表下载。"
        )
    for section in sections if brief["is_short"] else ():
        remark = f"　{section.remark}" if section.remark else ""
        others = "配合、落实单位" if section.role == Role.LEAD else "牵头单位"
        paper.heading(f"{GLYPHS[section.role]} {section}{remark}")
        for document, each in groupby(section.rows, key=lambda row: row.task.document):
            rows = list(each)
            write_document(paper, document, rows[0].times, site)
            heads = ("条", "任务", "依据", others, "指标与期限")
            paper.table(heads, (10, 26, 11, 31, 20), (brief_cells(row, site) for row in rows))
    write_times(paper, brief["times"], site)
    for group in brief["groups"]:
        way, collective = "经由" if group.inclusion.is_certain else "写给", group.inclusion.group.name
        paper.line(f"另有 {group.count} 项{way}“{collective}”：{group.inclusion.reason}")
    return paper.bytes(FOOTER)


def write_times(paper: Paper, times: AgencyTimes, site: str) -> None:
    """What the text gives to the agency, the next first; what its documents say in general stands above their tasks."""
    if not times.ahead:
        return
    paper.heading("何时到期")
    rows = []
    for entry in times.ahead:
        when = by_precision(entry.day, entry.precision) or entry.recurrence or due(entry.first)  # type: ignore[arg-type]
        more = f"等 {entry.count} 项" if entry.count > 1 else ""
        item = entry.first
        place = Words(place_words(item), site + item.place.get_absolute_url())
        said = "\n".join([f"“{entry.words}”{more}", *map(part_words, entry.parts)])
        rows.append((when, entry.tier.label, said, [place]))
    paper.table(("期限", "依据", "原文", "写在"), (16, 14, 40, 30), rows)


def part_words(party: DeadlineParty) -> str:
    """What part the agency has in a deadline: 接收单位，原文写作“省发展改革委”."""
    part = (
        f"作为{party.get_group_display()}{party.get_role_display()}"
        if party.group
        else f"{party.get_role_display()}单位"
    )
    return f"{part}，原文写作“{party.as_written}”"


def brief_cells(row: TaskRow, site: str) -> list[Cell]:
    """What the brief says of a task."""
    basis = list(inherited_words(row, site))[1:] if row.duty and row.duty.inherited_from_id else ()
    beside = "\n".join(f"{GLYPHS[each.role]} {each.label}　{'、'.join(map(str, each.agencies))}" for each in row.beside)
    return [
        even(row.task.numbering),
        title_of(row.task, site),
        [Words("承"), *basis] if basis else str(row.duty.get_basis_display() if row.duty else ""),
        beside or "没有别的单位",
        facts_of(row) or "本条未写",
    ]
