"""Agency patterns in; every short form they allow, with {} for the region, out."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from documents.agencies.bodies import AgencyKind, AgencyMatch, AgencyPattern, RegionEntry

# Endings of short forms, with the official ending each stands for
ENDINGS = {
    "委员会": "委员会", "委": "委员会", "办公室": "办公室", "办": "办公室", "总局": "总局", "厅": "厅", "局": "局",
}  # fmt: skip
REGION_WORD = re.compile(r"(?:自治区|自治州|自治县|省|市|州|县|区|旗|盟)$")
FULL_ENDING = re.compile(r"(?:委员会|办公室|厅|局)$")
LOCAL_TIERS = ("province", "municipality", "city", "county")
# 市|民政局 · 高新区|财政局
WHOSE = re.compile("[省市州盟县区旗]")
DEPARTMENT_WORDS = ("行政主管部门", "行政管理部门", "主管部门", "部门")


def split_ending(name: str) -> tuple[str, str]:
    """The words of a name before its ending, and the ending in full; "" for a name without one of ENDINGS.

    >>> split_ending("发展改革委")
    ('发展改革', '委员会')
    """
    for ending, full in ENDINGS.items():
        if name.endswith(ending) and len(name) > len(ending):
            return name.removesuffix(ending), full
    return name, ""


def instantiate(pattern: AgencyPattern, region: RegionEntry) -> str:
    """The official name that the body of a pattern has in a region.

    >>> pattern = AgencyPattern("能源", "province", "{region}能源局")
    >>> instantiate(pattern, RegionEntry("630000", "青海省", "青海", "province"))
    '青海省能源局'
    """
    committee = f"{region.name}{'党委' if region.name.endswith('自治区') else '委'}"
    return pattern.official.format(region=region.name, short=region.short_name, committee=committee)


def matched_pattern(pattern: AgencyPattern, region: RegionEntry) -> AgencyMatch:
    """The body of a pattern in a region."""
    return AgencyMatch(instantiate(pattern, region), AgencyKind(pattern.kind), region.code, known=True)


class FormTable:
    """Looks up short forms: by tier and form, by the words before an ending, and by field of work."""

    def __init__(self, patterns: Iterable[AgencyPattern]) -> None:
        self._by_form: dict[tuple[str, str], AgencyPattern] = {}
        self._by_field: dict[tuple[str, str], AgencyPattern] = {}
        self._by_tier: defaultdict[str, list[AgencyPattern]] = defaultdict(list)
        self._words: dict[str, str] = {}
        self._shared: set[tuple[str, str]] = set()
        self.fields: set[str] = set()
        for pattern in patterns:
            self._add(pattern)

    def _add(self, pattern: AgencyPattern) -> None:
        self._by_tier[pattern.level].append(pattern)
        for form in _forms(pattern):
            self._add_form(form, pattern)
        official, ending = split_ending(pattern.official.removeprefix("{region}"))
        is_plain = ending and "{" not in official
        for field in (pattern.line, *_fields(pattern), *([official] if is_plain else ())):  # 市场监督管理部门
            self.fields.add(field)
            self._by_field.setdefault((pattern.level, field), pattern)
        if is_plain:
            for words in (official, *_fields(pattern)):
                self._words.setdefault(words, official)

    def _add_form(self, form: str, pattern: AgencyPattern) -> None:
        """A form of a pattern. Words that are no abbreviation of its official name, and those that two bodies share
        as an abbreviation, are kept as they are printed."""
        key, own = (pattern.level, form), form.replace("{}", "{region}")
        if is_own_name(form.removeprefix("{}"), pattern.official.removeprefix("{region}")):
            pattern = replace(pattern, official=own, names=())
        first = self._by_form.setdefault(key, pattern)
        if own not in (first.official, pattern.official) and _name_two_bodies(first, pattern):
            self._by_form[key] = replace(first, official=own, names=())
            self._shared.add(key)

    def is_shared(self, tier: str, form: str) -> bool:
        """Whether the form may mean one of several bodies at a tier: 房管局."""
        return (tier, form) in self._shared

    def is_official(self, tier: str, form: str) -> bool:
        """Whether the form is the whole name of a body at a tier: 教育局."""
        pattern = self.find(tier, form)
        is_whole = pattern is not None and pattern.official == form.replace("{}", "{region}")
        return is_whole and not self.is_shared(tier, form)

    def find(self, tier: str, form: str) -> AgencyPattern | None:
        """The pattern with this form ({}发展改革委) at a tier, None without one."""
        return self._by_form.get((tier, form))

    def field(self, tier: str, name: str) -> AgencyPattern | None:
        """The pattern for 发展改革部门 or 发展改革主管部门 at a tier, None without one."""
        field = department_field(name)
        return self._by_field.get((tier, field)) if field else None

    def is_body(self, name: str) -> bool:
        """Whether any tier of local government has a body of this name."""
        return any(self.find(tier, f"{{}}{name}") or self.field(tier, name) for tier in LOCAL_TIERS)

    def is_somebodys(self, name: str) -> bool:
        """Whether the words are those of a body of a place or tier, whichever it is: 市民政局, 高新区财政局."""
        return any(self.is_body(name[match.end() :]) for match in WHOSE.finditer(name))

    def short_names(self, name: str, region: RegionEntry) -> tuple[str, ...]:
        """The short names that patterns allow for the body `name` of a region: 青海省发改委, 省发改委."""
        word = REGION_WORD.search(region.name)
        places = (region.name, word.group()) if word else (region.name,)
        alone: tuple[str, ...] = ()
        if region.name != region.short_name and region.name.endswith(region.short_name):
            places = (*places, region.short_name)  # 朝阳区 for 北京市朝阳区
            alone = (name.replace(region.name, region.short_name),) if region.name in name else ()
        return alone + tuple(
            form.replace("{}", place) if "{}" in form else f"{place}{form}"
            for pattern in self._by_tier.get(region.tier, ())
            if instantiate(pattern, region) == name
            for form in pattern.names
            for place in (places[:1] if "{}" in form else places)
        )

    def spell_out(self, name: str) -> str | None:
        """The name in official words and with its ending in full (工信委 → 工业和信息化委员会), also where no tier has
        such a body; None for words that no pattern has."""
        words, ending = split_ending(name)
        is_said = ending and len(words) > 1 and words in self._words  # one character (监局) says too little
        return f"{self._words[words]}{ending}" if is_said else None


def is_own_name(name: str, official: str) -> bool:
    """Whether words that end as a body's full name does are no abbreviation of the official name, but a name that
    some body bears: 城市管理行政执法局 beside 城市管理综合执法局.

    >>> is_own_name("招商促进局", "投资促进局"), is_own_name("教体局", "教育体育局")
    (True, False)
    """
    if "{" in name + official or not FULL_ENDING.search(name):
        return False
    left_out = Counter(official)
    left_out.subtract(Counter(re.sub("[与和]", "", name)))
    return min(left_out.values()) < 0 or official == f"人民政府{name}"


def _name_two_bodies(first: AgencyPattern, other: AgencyPattern) -> bool:
    return first.official != other.official and all(each.official.startswith("{region}") for each in (first, other))


def department_field(name: str) -> str:
    """The field of work that a name with 部门 says, "" for other names.

    >>> department_field("商务主管部门")
    '商务'
    """
    return next((name.removesuffix(word) for word in DEPARTMENT_WORDS if name.endswith(word)), "")


def _forms(pattern: AgencyPattern) -> Iterator[str]:
    for mark in ("{region}", "{short}", "{committee}"):
        if mark in pattern.official:
            yield pattern.official.replace(mark, "{}委" if mark == "{committee}" else "{}")
            if mark == "{committee}":
                yield pattern.official.replace(mark, "{}党委")
    for name in pattern.names:
        yield name if "{}" in name else f"{{}}{name}"


def _fields(pattern: AgencyPattern) -> Iterator[str]:
    for name in pattern.names:
        words, ending = split_ending(name)
        if ending and "{" not in words:
            yield words
