"""Patterns, names of lines of government (条线) and agencies in; what a name of a body means, as people say it, out.

A body is called by its line (生态环境), in short (生环), by a former line (环保), and ends in 委, 厅 or 局, as its tier
has it, or in 部门. Lines that are one field of work under several names (经济和信息化) are one family.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from documents.agencies.bodies import AgencyPattern
from documents.agencies.short_forms import department_field, split_ending

SHORTEST = 2  # characters before an ending
LONGEST = 18  # of a form
ANY_ENDING = {"委员会", "厅", "局"}  # of one line at one tier or another
# What ends a name that says by itself that it is one (计委, 人行, 能源部门), unlike 生环 or 移动
WHOLE = re.compile(r"(?:[局厅委办署行网社]|委员会|办公室|部门|公司|总队|支队)$")
REGION_MARK = re.compile(r"\{(?:region|short)\}")
TIERS = ("province", "municipality", "city", "county")


class NameKind(StrEnum):
    """How a line is called otherwise: in short, by what it was, or in other places."""

    SHORT = "short"
    FORMER = "former"
    KIN = "kin"


@dataclass(frozen=True, slots=True)
class LineName:
    """A name of a line, a whole form (计委) or what stands before an ending (生环); or another line."""

    line: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Body:
    """An agency on record: its region, its tier, its name there."""

    id: int
    region: str
    region_name: str
    short_name: str
    tier: str
    name: str


@dataclass(frozen=True, slots=True)
class BodyName:
    """What is known of a name beside the agencies that bear it: the official one, the agencies of the same line
    elsewhere, whether it says where, and whether it is one that is no longer used."""

    official: str
    near: tuple[int, ...] = ()
    is_placed: bool = False
    is_former: bool = False


@dataclass(frozen=True, slots=True)
class Where:
    """What stands before a form: a region by its code and names, or a word for a level (县级), or nothing."""

    tiers: tuple[str, ...] = ()
    region: str = ""
    name: str = ""  # 云南省, 县级
    short: str = ""  # 云南


class BodyNames:
    """The forms that names of bodies have, and which agencies each means."""

    def __init__(
        self, patterns: Iterable[AgencyPattern] = (), names: Iterable[LineName] = (), bodies: Iterable[Body] = ()
    ) -> None:
        self._patterns: dict[tuple[str, str], AgencyPattern] = {}
        self._forms: defaultdict[str, dict[str, bool]] = defaultdict(dict)  # form → lines, and whether former
        self._stems: defaultdict[str, dict[str, bool]] = defaultdict(dict)
        self._family: dict[str, str] = {}
        self._former: set[str] = set()
        self._bodies: defaultdict[str, list[Body]] = defaultdict(list)  # by family
        self._lines: defaultdict[int, list[str]] = defaultdict(list)  # by agency
        lines_of: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for pattern in patterns:
            self._patterns.setdefault((pattern.line, pattern.level), pattern)
            for form in (pattern.official, *pattern.names):
                lines_of[pattern.level, marked(form)].append(pattern.line)
        self._join(names)
        for pattern in self._patterns.values():
            for form in (pattern.official, *pattern.names):
                self._add(marked(form).removeprefix("{}"), pattern.line, is_former=pattern.line in self._former)
        self.starts = frozenset(form.partition("{}")[0] for form in self._forms if "{}" in form)
        for body in bodies:
            self._place(body, lines_of)

    def _join(self, names: Iterable[LineName]) -> None:
        """Join the lines that are one family, and take the names of lines."""
        lines = {line for line, _ in self._patterns}
        for line in filter(WHOLE.search, lines):
            self._forms[line][line] = False  # 国网
        for each in names:
            is_former = each.kind == NameKind.FORMER
            if each.name in lines:
                self._family.setdefault(each.name, each.line)
                self._former |= {each.name} if is_former else set()
            known = self._forms if WHOLE.search(each.name) else self._stems
            known[each.name].setdefault(each.line, is_former)

    def _add(self, form: str, line: str, *, is_former: bool) -> None:
        self._forms[form].setdefault(line, is_former)
        stem, ending = split_ending(form)
        if ending in ANY_ENDING and len(stem) >= SHORTEST and "{" not in stem:
            self._stems[stem].setdefault(line, is_former)

    def _place(self, body: Body, lines_of: Mapping[tuple[str, str], Sequence[str]]) -> None:
        """Put an agency under the lines by whose patterns it is named."""
        forms = {body.name.replace(said, "{}") for said in (body.region_name, body.short_name)} | {f"{{}}{body.name}"}
        for line in dict.fromkeys(line for form in forms for line in lines_of.get((body.tier, form), ())):
            self._bodies[self.family(line)].append(body)
            self._lines[body.id].append(line)

    def family(self, line: str) -> str:
        """The line whose family this one belongs to."""
        return self._family.get(line, line)

    def lines(self, form: str) -> dict[str, bool]:
        """The lines that a form may mean, each with whether it is a former name; none for any other words."""
        if form in self._forms:
            return self._forms[form]
        stem, ending = split_ending(form)
        if ending in ANY_ENDING and stem in self._stems:
            return self._stems[stem]
        return self._stems.get(department_field(form), {})

    def like(self, ids: Iterable[int]) -> tuple[int, ...]:
        """The agencies of the lines of these, themselves left out."""
        ids = set(ids)
        families = dict.fromkeys(self.family(line) for id in ids for line in self._lines.get(id, ()))
        near = (body.id for family in families for body in self._bodies[family])
        return tuple(dict.fromkeys(id for id in near if id not in ids))

    def meant(self, form: str, where: Where) -> tuple[tuple[int, ...], BodyName] | None:
        """The agencies that a form means, and what else is known of the name; None for other words."""
        lines = self.lines(form)
        if not lines:
            return None
        families = dict.fromkeys(map(self.family, lines))
        bodies = [body for family in families for body in self._bodies[family]]
        here = [body for body in bodies if lies(body, where)]
        is_former = all(lines.values())
        if not where.tiers and not is_former:
            own = [body for body in here if any(line in lines for line in self._lines[body.id])]
            here = own or here
        ids = tuple(dict.fromkeys(body.id for body in here))
        alike = sorted(bodies, key=lambda body: body.tier not in where.tiers)
        near = tuple(dict.fromkeys(body.id for body in alike if body.id not in ids))
        official = self._official(form, lines, where, is_former=is_former)
        return ids, BodyName(official, near, bool(where.tiers), is_former)

    def _official(self, form: str, lines: Mapping[str, bool], where: Where, *, is_former: bool) -> str:
        """The name that such a body has by the patterns, today's for a former one; the form where they have none."""
        today = [self.family(line) for line in lines]
        for line in [*(today if is_former else lines), *today, *lines]:
            for tier in where.tiers or TIERS:
                pattern = self._patterns.get((line, tier))
                if pattern and (where.region or pattern.official.startswith("{region}")):
                    return pattern.official.format(region=where.name, short=where.short, committee=f"{where.name}委")
        return f"{where.name[:1] if form.startswith('委') else where.name}{form}"  # 省委组织部 for 省级


def marked(form: str) -> str:
    """The form with {} where the region stands: {}能源局, 国网{}电力公司."""
    form = REGION_MARK.sub("{}", form).replace("{committee}", "{}委")
    return form if "{}" in form else f"{{}}{form}"


def lies(body: Body, where: Where) -> bool:
    """Whether an agency is of the region or the level."""
    return body.region == where.region if where.region else not where.tiers or body.tier in where.tiers
