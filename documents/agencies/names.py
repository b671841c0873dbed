"""A list of names as printed in; each name with its place, and with the words that the list leaves out, out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from documents.agencies.bodies import RegionEntry, RegionLevel
from documents.agencies.collectives import EACH, OF_TIERS, PLACES
from documents.agencies.ellipses import NATIONWIDE, full_name
from documents.agencies.name_gaps import CLOSING, ENDS_BODY, OPENING, breaks_name, cut_at_blanks, parts_names
from documents.agencies.resolver import Gazetteer
from documents.agencies.short_forms import department_field
from documents.text.spans import Span


@dataclass(frozen=True, slots=True)
class NameMention:
    """Words that name one body, or several: 西宁市、海东市商务、能源部门 has four `names`, each in full."""

    span: Span
    names: tuple[str, ...]


MARKS = re.compile(r"[、，,；;。\n／/|]")

# After 各市、 the next class of places belongs to the same name, if the name or a word for a body ends there
ORGANS = r"(?:委员会|委|办公室|办|厅|局|部门|厅委|委厅|厅局|委局|部委|委办局|直属机构|直属单位|(?<=各部门、)各单位)"
CLASSES = re.compile(
    rf"""
    (?:^|(?<=[和及与]))
    (?: (?!其[他它])[^、，]{{0,12}}(?:各|有关|相关){ORGANS}(?:、{ORGANS})*       # 省政府各委、办、厅
      | (?:各|有关|相关)大?企业                                    # 各大企业、事业单位
      | (?:国务院|[^、，]{{0,8}}政府)各(?:组成|工作|直属|有关)?(?:部门|部委)             # 国务院各部委
      | (?:各?有关|各?相关|{EACH}){PLACES}(?:、{PLACES})*   # 各市、自治州
        (?:行政公署|行署)?
      | [省市县州区](?:、[市县州区乡镇])*                           # 省、市、县
    )$
    """,
    re.VERBOSE,
)
PLACE = re.compile(rf"{PLACES}|{ORGANS}|(?:事业)?单位(?=$|[、，,；;：:和及与（(])|各直属机构|各直属单位")
CLASS_END = re.compile(
    r"$|[、，,；;和及与（(\s]|人民政府|政府|党?委(?![\u4e00-\u9fff])|有关|相关|管委会|行政公署|两级|三级|级"
)
# 各市、州|教育局 · 水利（水务）局 · 文化局（文物局）
DEPARTMENT = re.compile(
    r"[\u4e00-\u9fff]{2,10}(?:[（(][\u4e00-\u9fff]{1,6}[）)])?[局委]"
    r"(?:[（(][\u4e00-\u9fff]{1,12}[）)])?(?:$|[，,、；;。\n])"
)
# 甲局和乙局: both sides must look like bodies, for 发展和改革委员会 is one
CONJUNCTION = re.compile(
    r"(?<=[委局厅部办署院会府位门司处区市州县旗心行所关校团盟构队等])(?:以及|及其|和|及|与)(?=[\u4e00-\u9fff]{2})"
)
# 各有关部门和单位 · 市级有关部门和企事业单位 · 各部门及直属机构 is one class
ONE_CLASS = re.compile(
    r"[\u4e00-\u9fff]{0,8}?(?:各|有关|相关)[\u4e00-\u9fff]{0,8}?(?:部门|单位|机构|企业|院校|高校|地区|地方)"
    r"(?:和|及|与|以及)(?:企?事业|直属)?(?:单位|部门|机构|企业|院校|高校)"
)
# 等部门 · 等12个有关单位
ET_CETERA = re.compile(
    r"等(?:\d+个)?(?:[^、，,；;和及与]{0,12}"
    r"(?:部门|单位|机构|企业|机关|方面|委办局|公司|高校|地区|各方|政府))?(?:[和及与](?:单位|企业|机构))?(?:[（(][单位部门机构企业、]{2,8}[）)])?$"
)
LEADING = re.compile(
    r"^\s*(?:以及|及|和|与|(?:分别)?由|其中|并由|还有|包括|会同|请|在(?![\u4e00-\u9fff]{1,2}(?:[省市区县部]属|中央|央企|各|有关|相关|单位))|\d{1,2}[.．)）](?=\D)|[①-⑳])\s*"
)
IN_TIERS = re.compile(rf"{OF_TIERS}(?![\u4e00-\u9fff])")
# 昆明、红河等州（市）人民政府: each place has one
GOVERNED = re.compile(rf"等(?:地|\d+个)?(?:有关|相关)?{PLACES}(?:、{PLACES})*(?:人民)?政府")
# 生态环境（环境保护）厅（局）: what the body is called elsewhere
ELSEWHERE = re.compile(r"[（(](?P<name>[^（）()]{1,12})[）)]")
GOVERNMENTS = re.compile(r"^(?:市|州|县|区|省)?(?:人民)?政府$")


def find_names(text: str, within: Span, gazetteer: Gazetteer, home: RegionEntry | None) -> Iterator[NameMention]:
    """The names in the list `within` the text of a document of the region `home`, in order.

    Words that name no one in particular (等有关部门) are left out.

    >>> text = "省发改委、能源局和省财政厅等部门"
    >>> [name.names for name in find_names(text, Span(0, len(text)), Gazetteer([], [], []), None)]
    [('省发改委',), ('省能源局',), ('省财政厅',)]
    """
    parts = [
        span for part in _cut(text, within, gazetteer, home) for span in cut_at_blanks(text, part, gazetteer, home)
    ]
    words = [span for part in parts for span in _trim(text, part, gazetteer, home)]
    position = 0
    while position < len(words):
        for spell_out in (_fields, _places):
            used, names = spell_out(text, words[position:], gazetteer, home)
            if used:
                yield NameMention(Span(words[position].start, words[position + used - 1].end), names)
                position += used
                break
        else:
            yield NameMention(words[position], (full_name(text, words, position, gazetteer, home),))
            position += 1


def _cut(text: str, within: Span, gazetteer: Gazetteer, home: RegionEntry | None) -> Iterator[Span]:
    """The parts of the list between its marks, except marks in brackets and those inside a name (各区、县级市)."""
    start, depth = within.start, 0
    for index in range(within.start, within.end):
        mark = text[index]
        depth = max(depth + (mark in OPENING) - (mark in CLOSING), 0)
        if depth:
            continue
        is_mark = MARKS.match(mark) or parts_names(text, Span(start, within.end), index, gazetteer, home)
        if is_mark and not _is_inside(text, start, index, within.end, gazetteer, home):
            yield Span(start, index)
            start = index + 1
    yield Span(start, within.end)


def _is_inside(text: str, start: int, index: int, end: int, gazetteer: Gazetteer, home: RegionEntry | None) -> bool:
    """Whether the mark at `index` belongs to a name that begins at `start`."""
    for whole in (NATIONWIDE.match(text, start, end), IN_TIERS.match(text, start, end)):
        if whole and index < whole.end():
            return True
    if text[index] == "\n":
        return breaks_name(text, Span(start, end), index, gazetteer, home)
    return _is_inside_class(text, start, index, end, home) or any(
        text.startswith(name, start) and index < start + len(name) for name in gazetteer.marked_names
    )


def _is_inside_class(text: str, start: int, index: int, end: int, home: RegionEntry | None) -> bool:
    before = LEADING.sub("", text[start:index]).strip()
    if text[index] != "、" or len(before) > 40 or not CLASSES.search(before):
        return False
    after = PLACE.match(text, index + 1, end)
    if after is None:
        return False
    tail = Span(after.end(), min(after.end() + 30, end)).quote(text)
    return bool(CLASS_END.match(tail)) or bool(DEPARTMENT.match(tail) and _lies_below(after[0], home))


def _lies_below(place: str, home: RegionEntry | None) -> bool:
    """Whether places of this class (市, 县) lie in the region: 市 lies in a province, not in a city."""
    below = {RegionLevel.PROVINCE: "地市州盟县旗区", RegionLevel.CITY: "县旗区", RegionLevel.COUNTY: "乡镇街"}
    return home is not None and place[0] in below.get(RegionLevel(home.level), "")


def _trim(text: str, part: Span, gazetteer: Gazetteer, home: RegionEntry | None) -> Iterator[Span]:
    """The names in a part: it is cut at 和 and 及 between bodies, and words such as 由 and 等部门 are dropped."""
    part = next(_strip(text, part), part)
    start = part.start
    if NATIONWIDE.match(text, part.start, part.end) or gazetteer.resolve(part.quote(text), home).is_one_body:
        yield from _strip(text, part)
        return
    for match in CONJUNCTION.finditer(text, part.start, part.end):
        if ONE_CLASS.fullmatch(text, start, part.end):
            break
        is_between = match.start() - start >= 2 and ENDS_BODY.search(text[match.end() : part.end])
        if is_between and not _in_bracket(text, start, match):
            yield from _strip(text, Span(start, match.start()))
            start = match.end()
    yield from _strip(text, Span(start, part.end))


def _in_bracket(text: str, start: int, match: re.Match[str]) -> bool:
    before = text[start : match.start()]
    return sum(before.count(mark) for mark in OPENING) > sum(before.count(mark) for mark in CLOSING)


def _strip(text: str, span: Span) -> Iterator[Span]:
    span = span.strip(text)
    leading = LEADING.match(span.quote(text))
    if leading and len(span) > leading.end():
        span = Span(span.start + leading.end(), span.end)
    et_cetera = ET_CETERA.search(span.quote(text))
    if et_cetera:
        span = Span(span.start, span.start + et_cetera.start()).strip(text)
    if len(span):
        yield span


def _fields(
    text: str, words: list[Span], gazetteer: Gazetteer, home: RegionEntry | None
) -> tuple[int, tuple[str, ...]]:
    """How many of the words make a list of places and fields of work, the last with 部门, and the names it means:
    西宁市、海东市发展改革、商务、能源部门. (0, ()) where they make none."""
    places = 0
    while places < len(words) and gazetteer.regions.whole(words[places].quote(text), home):
        places += 1
    fields: list[str] = []
    prefix = ""
    for used, span in enumerate(words[places:], places + 1):
        name = span.quote(text)
        if not fields:
            mention = gazetteer.regions.at(name, 0, home) or gazetteer.regions.own(name, home)
            prefix = name[: mention.end] if mention and mention.start == 0 else ""
            name = name[len(prefix) :]
        field = department_field(name)
        fields.append(field or name)
        if fields[-1] not in gazetteer.forms.fields:
            break
        if field:
            heads = [span.quote(text) for span in words[:places]] + ([prefix] if prefix or not places else [])
            return (used, tuple(f"{head}{name}部门" for head in heads for name in fields)) if used > 1 else (0, ())
    return 0, ()


def _places(
    text: str, words: list[Span], gazetteer: Gazetteer, home: RegionEntry | None
) -> tuple[int, tuple[str, ...]]:
    """How many of the words make a list of places and bodies that each of them has, and the names it means:
    西宁市、海东市商务局、能源局; 兰州、白银市政府. (0, ()) where they make none."""
    regions = gazetteer.regions
    places: list[RegionEntry] = []
    for used, span in enumerate(words, 1):
        name = span.quote(text)
        near = places[-1] if places else home  # 长春市朝阳区、宽城区
        region = regions.whole(name, near) or regions.whole(f"{name}市", near)
        if region:
            places.append(region)
            if GOVERNED.match(text, span.end):
                return used, tuple(f"{place.name}人民政府" for place in places)
            continue
        mention = regions.at(name, 0, near)
        bodies = [name[mention.end :]] if mention and mention.region.level != RegionLevel.NATIONAL else []
        if mention is None or not places or not _usual(gazetteer, mention.region, bodies[0]):
            return 0, ()
        places.append(mention.region)
        for body in (after.quote(text) for after in words[used:]):
            if not _usual(gazetteer, mention.region, body) or GOVERNMENTS.match(body):
                break
            bodies.append(body)
        names = tuple(f"{place.name}{_usual(gazetteer, place, body) or body}" for place in places for body in bodies)
        return used + len(bodies) - 1, names
    return 0, ()


def _usual(gazetteer: Gazetteer, region: RegionEntry, body: str) -> str:
    """What a body is called at the region's tier: 人民政府 for 市政府; of several names the usual one, 生态环境局 for
    生态环境（环保）厅（局） in a city; "" where none is."""
    if GOVERNMENTS.match(body):
        return "人民政府"
    first = ELSEWHERE.sub("", body)
    endings = [ending for match in ELSEWHERE.finditer(body) for ending in match["name"].split("、") if len(ending) == 1]
    names = (first, *(first[:-1] + ending for ending in endings))
    return next((name for name in names if gazetteer.forms.find(region.tier, f"{{}}{name}")), "")
