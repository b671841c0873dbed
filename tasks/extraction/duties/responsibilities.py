"""A responsibility clause (责任分工) in; who leads, supports and implements, here and in later items, out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from documents.agencies import Gazetteer, RegionEntry
from documents.agencies.collectives import OF_EACH
from documents.agencies.names import find_names
from documents.text.duty_labels import DutyPart, duty_part
from documents.text.notes import Note, NoteKind
from documents.text.spans import Span
from tasks.extraction.duties.clause_labels import find_labels
from tasks.extraction.duties.named_bodies import NamedBody, looks_like_body
from tasks.extraction.duties.reach import Reach, divide
from tasks.extraction.duties.verbs import VerbGroup, find_groups
from tasks.extraction.values import Basis, DutyMention, Role


@dataclass(frozen=True, slots=True)
class ClauseReading:
    """What a clause says.

    `duties` are those of this item, `carried` those of the items that follow. `is_worded`: a verb or label says
    that it is a clause; `is_sure`: a label does so beyond doubt. `named` is how many names it has, `bodies` how many of
    them look like public bodies, `unknown` how many of these are neither on record nor of a known line. `lasts`: what
    it says of later items holds beyond its chapter, too.
    """

    duties: tuple[DutyMention, ...] = ()
    carried: tuple[DutyMention, ...] = ()
    notes: tuple[Note, ...] = ()
    is_worded: bool = False
    is_sure: bool = False
    named: int = 0
    bodies: int = 0
    unknown: int = 0
    lasts: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Bodies that share a verb or a label. `is_aside`: they have neither, and stand before a label."""

    verbs: VerbGroup
    is_labelled: bool = False
    is_sure: bool = False
    is_aside: bool = False


PARTS = {DutyPart.LEAD: Role.LEAD, DutyPart.SUPPORT: Role.SUPPORT, DutyPart.IMPLEMENT: Role.IMPLEMENT}
# 甲厅（牵头）、乙厅（配合单位）
ANNOTATED = re.compile(r"[（(](?P<words>[^（）()]{2,8})[）)]$")
NO_NAME = re.compile(r"^(?:无|按规定|有关方面|分别|各自|以上|上述|下同|同[上前][一1]?[条项款]?|/|—+|-+)$")


def read_clause(text: str, clause: Span, gazetteer: Gazetteer, home: RegionEntry | None) -> ClauseReading:
    """Read one clause, given without its brackets. Any words may be given; those that say nothing give a note.

    >>> text = "省水利厅牵头，省财政厅配合"
    >>> reading = read_clause(text, Span(0, len(text)), Gazetteer([], [], []), None)
    >>> [(duty.agency, duty.role.value) for duty in reading.duties]
    [('省水利厅', 'lead'), ('省财政厅', 'support')]
    """
    divided = divide(text, clause)
    groups = [group for rest in divided.rest for group in _labelled_groups(text, rest)]
    bodies = [body for group in groups for body in _bodies(text, group, gazetteer, home)]
    duties = _assign(text, bodies)
    carried: list[DutyMention] = []
    for reach in divided.reaches:
        named = [_called_in_full(duty, duties) for duty in _carried(text, reach, gazetteer, home)]
        carried += [*(duties if reach.everyone else ()), *named]
        known = {duty.agency for duty in duties}
        duties += [duty for duty in named if reach.here and duty.agency not in known]
    named_bodies = [body for body in bodies if looks_like_body(body)]
    return ClauseReading(
        duties=strongest(duties),
        carried=strongest(carried),
        notes=tuple(_notes(text, clause, bodies, duties)),
        is_worded=bool(divided.reaches or divided.has_lead_rule or divided.has_contact)
        or any(group.is_labelled or group.verbs.part is not DutyPart.NONE for group in groups),
        is_sure=any(group.is_sure for group in groups),
        named=len(bodies),
        bodies=len(named_bodies),
        unknown=sum(not (body.match.known or body.is_formed) for body in named_bodies),
        lasts=divided.has_lead_rule or any(reach.lasts for reach in divided.reaches),
    )


def read_list(
    text: str, span: Span, part: DutyPart, gazetteer: Gazetteer, home: RegionEntry | None
) -> tuple[tuple[DutyMention, ...], tuple[Note, ...]]:
    """The duties in a list of bodies that all have the same part, as under a column's head (配合单位), unless a verb
    behind them says another (甲局牵头), and notes.

    >>> text = "省财政厅、省林草局"
    >>> duties, notes = read_list(text, Span(0, len(text)), DutyPart.SUPPORT, Gazetteer([], [], []), None)
    >>> [(duty.agency, duty.role.value) for duty in duties]
    [('省财政厅', 'support'), ('省林草局', 'support')]
    >>> text = "省财政厅牵头，省林草局"
    >>> duties, notes = read_list(text, Span(0, len(text)), DutyPart.SUPPORT, Gazetteer([], [], []), None)
    >>> [(duty.agency, duty.role.value) for duty in duties]
    [('省财政厅', 'lead'), ('省林草局', 'support')]
    """
    groups = [replace(group, part=group.part if group.part in PARTS else part) for group in find_groups(text, span)]
    bodies = [body for group in groups for body in _bodies(text, Group(group), gazetteer, home)]
    duties = _assign(text, bodies)
    return strongest(duties), tuple(_notes(text, span, bodies, duties)) if bodies else ()


def strongest(duties: Iterable[DutyMention]) -> tuple[DutyMention, ...]:
    """Each agency once, in order of first mention, with the strongest of its duties: 牵头 first, then by basis.

    >>> of = lambda role: DutyMention("省能源局", "省能源局", role, Basis.EXPLICIT, Span(0, 4))
    >>> [duty.role.value for duty in strongest([of(Role.SUPPORT), of(Role.LEAD)])]
    ['lead']
    """
    best: dict[str, DutyMention] = {}
    for duty in duties:
        known = best.setdefault(duty.agency, duty)
        if _rank(duty) < _rank(known):
            best[duty.agency] = duty
    return tuple(best.values())


def _rank(duty: DutyMention) -> tuple[bool, int]:
    return duty.role is not Role.LEAD, list(Basis).index(duty.basis)


def _labelled_groups(text: str, span: Span) -> Iterator[Group]:
    """The groups of a clause, each with what the label before it says."""
    labels = find_labels(text, span)
    before = Span(span.start, labels[0].span.start) if labels else span
    for group in find_groups(text, before):
        yield Group(group, is_aside=bool(labels) and group.part is DutyPart.NONE)
    for label in labels:
        if label.part is DutyPart.OTHER:
            continue
        groups = find_groups(text, label.value)
        for group in groups:
            is_told = len(groups) == 1 and label.part not in (DutyPart.LIST, DutyPart.NONE)
            verbless = is_told or group.part in (DutyPart.NONE, DutyPart.LIST)
            group = VerbGroup(label.part, group.span) if verbless else group
            yield Group(group, is_labelled=verbless, is_sure=label.is_sure)


def _bodies(text: str, group: Group, gazetteer: Gazetteer, home: RegionEntry | None) -> Iterator[NamedBody]:
    for mention in find_names(text, group.verbs.span, gazetteer, home):
        span, part, names = mention.span, group.verbs.part, mention.names
        annotation = ANNOTATED.search(span.quote(text))
        if annotation and (own := duty_part(annotation["words"])):
            span = Span(span.start, span.start + annotation.start())
            part, names = own, (span.quote(text),)
        if not len(span) or NO_NAME.match(span.quote(text)):
            continue
        for name in names:
            match, is_formed = gazetteer.resolve(name, home), gazetteer.forms.is_somebodys(name)
            body = NamedBody(match, name, span, part, group.is_labelled, group.is_sure, is_formed)
            if not group.is_aside or looks_like_body(body):  # 5月底取得明显成效，牵头单位：甲局
                yield body


def _assign(text: str, bodies: list[NamedBody]) -> list[DutyMention]:
    """The duties of bodies: with the roles that words give; in a plain list the first leads, the others support."""
    named = _weighed([body for body in bodies if looks_like_body(body)])
    has_lead = any(body.part is DutyPart.LEAD for body in named)
    has_labelled_lead = any(body.part is DutyPart.LEAD and body.is_labelled for body in named)
    has_others = any(body.part is not DutyPart.CARRY_OUT for body in named)
    is_alone = not any(body.part in (DutyPart.LEAD, DutyPart.LIST, DutyPart.NONE) for body in named)
    duties = []
    for body in named:
        role, basis = _role(body, has_labelled_lead, has_others)
        if role is Role.IMPLEMENT and body.is_labelled and is_alone:
            role, basis = None, Basis.LISTED  # 实施主体：甲县, and nobody else is responsible
        if role is None:
            role, basis = (Role.SUPPORT, Basis.LISTED) if has_lead else (Role.LEAD, Basis.FIRST_LISTED)
            has_lead = True
        duties.append(DutyMention(body.match.name, body.span.quote(text), role, basis, body.span))
    return duties


def _weighed(bodies: Sequence[NamedBody]) -> list[NamedBody]:
    """主要责任单位 lead beside others; alone they are a plain list."""
    part = DutyPart.LIST if all(body.part is DutyPart.MAIN for body in bodies) else DutyPart.LEAD
    return [replace(body, part=part) if body.part is DutyPart.MAIN else body for body in bodies]


def _role(body: NamedBody, has_labelled_lead: bool, has_others: bool) -> tuple[Role | None, Basis]:
    """The role that words give a body and on what basis; no role in a plain list."""
    if body.part in PARTS:
        return PARTS[body.part], Basis.EXPLICIT
    if body.part is DutyPart.CARRY_OUT and has_others:
        return Role.IMPLEMENT, Basis.EXPLICIT
    if body.is_labelled and has_labelled_lead:
        return Role.IMPLEMENT, Basis.EXPLICIT  # 责任单位 beside 牵头单位
    return None, Basis.LISTED


def _carried(text: str, reach: Reach, gazetteer: Gazetteer, home: RegionEntry | None) -> list[DutyMention]:
    group = Group(VerbGroup(reach.part, reach.span))
    return _assign(text, list(_bodies(text, group, gazetteer, home)))


def _called_in_full(duty: DutyMention, named: Iterable[DutyMention]) -> DutyMention:
    """The duty as that of the bodies that the clause has named before in full: 各县区 behind 各县区人民政府."""
    full = re.compile(rf".*{re.escape(duty.agency)}{OF_EACH}")
    return next((replace(duty, agency=other.agency) for other in named if full.fullmatch(other.agency)), duty)


def inherit(duties: Iterable[DutyMention], source: str) -> list[DutyMention]:
    """The duties as a later item has them from the task `source` (an id)."""
    return [replace(duty, basis=Basis.INHERITED, inherited_from=source) for duty in duties]


def _notes(text: str, clause: Span, bodies: list[NamedBody], duties: list[DutyMention]) -> Iterator[Note]:
    if not duties:
        yield Note(NoteKind.UNREAD_CLAUSE, "责任条款没有写明单位，或写法未能识别", clause)
    for body in bodies:
        words = body.span.quote(text)
        if not looks_like_body(body):
            yield Note(NoteKind.UNREAD_CLAUSE, f"责任条款中的“{words}”未能识别为单位", body.span)
        elif not body.match.known:
            yield Note(NoteKind.UNKNOWN_AGENCY, f"名录中没有“{body.written}”，按原文收录", body.span)
