"""A document's sections and clauses in; the sections that are tasks (任务) out.

A task is an item that sets work. All tasks of a document stand at one level, which is decided once: in a plan divided
into chapters and 节 the 节; else the level at which most clauses stand, unless these are too few to speak against many
titled items further in; else the innermost level whose items have titles. An item with a clause of its own is a task,
and what stands below it belongs to it, further clauses too; where only its sub-items have clauses, these are the tasks.
A chapter without items (认真抓好组织实施) is a task only if it has a clause or says by what day its work is due, or if
most chapters are such and stand first.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from documents.structure.ordinals import Style, read_ordinal
from documents.structure.titles import genre_of
from documents.structure.told_bodies import PUBLIC_NOTICE, told_items
from documents.structure.values import ParsedDocument, ParsedSection
from tasks.extraction.part_words import CONDITIONS, DUE, NO_WORK, count_work, names_no_work

CHAPTER_TITLE = re.compile(r"任务|措施|重点工作|主要工作|工作内容|组织实施|保障$")
MOST_LONE_CLAUSES = 2
LONGEST_ANNOUNCEMENT = 120  # letters above items that may say what these are
LONGEST_LEAD = 30  # letters that an item has of its own above the items below it
FEWEST_TITLED = 4  # titled items to a clause that they outweigh
PLANS = re.compile("意见|方案|规划|计划|措施|要点|纲要|行动|分工|清单")


def find_tasks(document: ParsedDocument, carriers: set[str], charging: Iterable[str] = ()) -> list[ParsedSection]:
    r"""The sections that are tasks, in reading order; `carriers` are the ids of sections with a clause of their own,
    `charging` those of sections whose sentences charge bodies with something.

    >>> from documents.structure import parse
    >>> from documents.text import read, repair
    >>> text = "二、重点任务\n（一）加强监测。开展能耗监测。\n（二）完善标准。制定地方标准。"
    >>> [section.title for section in find_tasks(parse(repair(read(text.encode(), "a.txt"))), set())]
    ['加强监测', '完善标准']
    """
    tree = Tree(document)
    lifted = set(tree.lift_closing_clauses(carriers))
    carriers = {id for id in tree.handed_down(lifted, lifted & carriers) if not tree.is_about_event(id)}
    working = [section for section in document.sections if tree.sets_work(section) or section.id in carriers]
    if not carriers and not _is_policy(document, working):
        return told_items(document.text, document.header.genre, working)
    idle = {section.id for annex in document.sections for section in tree.idle_items(annex, carriers)}
    working = [section for section in working if section.id not in idle]
    style = tree.task_style(working, carriers)
    chosen = {section.id for section in working if tree.style(section) is style}
    chosen |= {id for id in carriers if not tree.touches(id, chosen)} | tree.carrying_for_all(carriers, chosen)
    chosen |= {id for id in charging if not tree.touches(id, chosen)}
    chosen |= {section.id for section in tree.siblings(working, chosen)}
    chosen |= {section.id for section in tree.other_items(working, chosen)}
    chosen |= tree.chapters_without_items(working, chosen)
    outermost = {id for id in chosen if not any(above in chosen for above in tree.above(id))}
    outermost = set(tree.opened(outermost, carriers))
    return [section for section in document.sections if section.id in outermost]


class Tree:
    """The sections with their styles, parents and children."""

    def __init__(self, document: ParsedDocument) -> None:
        self.text = document.text
        self.sections = {section.id: section for section in document.sections}
        self.children: defaultdict[str, list[ParsedSection]] = defaultdict(list)
        for section in document.sections:
            self.children[section.parent].append(section)
        self._styles = {section.id: _style(section) for section in document.sections}

    def style(self, section: ParsedSection) -> Style | None:
        """How the section's number is printed; None where it has none."""
        return self._styles[section.id]

    def above(self, id: str) -> Iterator[str]:
        """The ids of the sections above one, the nearest first."""
        parent = self.sections[id].parent
        while parent:
            yield parent
            parent = self.sections[parent].parent

    def below(self, id: str) -> Iterator[ParsedSection]:
        """All sections below one, in reading order."""
        for child in self.children[id]:
            yield child
            yield from self.below(child.id)

    def touches(self, id: str, chosen: set[str]) -> bool:
        """Whether the section, one above it or one below it is chosen."""
        return id in chosen or any(a in chosen for a in self.above(id)) or any(b.id in chosen for b in self.below(id))

    def sets_work(self, section: ParsedSection) -> bool:
        """Whether a section may set work: no title of it or above it names a part that sets none (总体要求)."""
        if section.number[:1] in ("", "附") or self.style(section) in (Style.ANNEX, Style.BOX):
            return False
        lineage = [section, *(self.sections[id] for id in self.above(section.id))]
        return not any(map(self._announces_conditions, lineage[1:])) and not any(map(self._names_no_work, lineage))

    def _names_no_work(self, section: ParsedSection) -> bool:
        is_deep = sum(len(self.children[child.id]) > 1 for child in self.children[section.id]) > 1
        return names_no_work(section.title or section.own.strip(self.text).quote(self.text), is_deep)

    def is_about_event(self, id: str) -> bool:
        """Whether a section only says who holds an event, when and where (主办单位, 举办时间和地点)."""
        return bool((about := NO_WORK.match(self.sections[id].title.rstrip("。 "))) and about["event"])

    def _announces_conditions(self, section: ParsedSection) -> bool:
        own = section.own
        return len(own) <= LONGEST_ANNOUNCEMENT and CONDITIONS.search(self.text, own.start, own.end) is not None

    def idle_items(self, annex: ParsedSection, carriers: set[str]) -> list[ParsedSection]:
        """The items of an annex (附件), if it is no plan, has no clause, and most of them say nothing to do: a list of
        members, notes below a table."""
        if not annex.number.startswith("附") or PLANS.search(genre_of(annex.title)):
            return []
        items = list(self.below(annex.id))
        work, rest = count_work(self.text, items)
        return items if work <= rest and not any(item.id in carriers for item in items) else []

    def lift_closing_clauses(self, carriers: set[str]) -> Iterator[str]:
        """The ids given, each replaced by that of its parent where only the last sub-item has a clause: the clause at
        its end is then the parent's."""
        for id in carriers:
            parent = self.sections[id].parent
            siblings = self.children[parent]
            style = self.style(self.sections[id])
            closes = len(siblings) > 1 and siblings[-1].id == id and not carriers & {each.id for each in siblings[:-1]}
            yield parent if closes and parent and style is not None and style > Style.HAN_BRACKET else id

    def handed_down(self, carriers: set[str], owners: set[str]) -> set[str]:
        """The ids given; where the items below several `owners` of a clause are numbered through (（一）1. 2. （二）3.
        4.), these items in their place: the clause beside a heading is about each of them."""
        heads = [id for id in owners if self.children[id] and not any(p.id in carriers for p in self.below(id))]
        if len(heads) < 2 or not any(self.children[id][0].ordinal > 1 for id in heads):
            return carriers
        return carriers - set(heads) | {child.id for id in heads for child in self.children[id]}

    def task_style(self, working: list[ParsedSection], carriers: set[str]) -> Style | None:
        """The style of number that tasks have in this document; None where nothing tells."""
        counts = Counter(self.style(section) for section in working)
        carrying = Counter(self.style(self.sections[id]) for id in carriers)
        if counts[Style.SECTION] and sum(carrying.values()) < counts[Style.SECTION]:
            return Style.SECTION
        titled = self._innermost_titled(working)
        if not carrying:
            return titled
        style = self._outermost_carrying(carriers, carrying)
        return titled if titled and style and self._is_outweighed(style, titled, counts, carrying) else style

    def _is_outweighed(
        self, style: Style, titled: Style, counts: Counter[Style | None], carrying: Counter[Style | None]
    ) -> bool:
        """Whether a clause or two at one level say less than many titled items further in, none of which has more."""
        few = carrying[style] <= MOST_LONE_CLAUSES and carrying[style] * 2 <= counts[style]
        return titled > style and few and carrying[style] * FEWEST_TITLED <= counts[titled]

    def _outermost_carrying(self, carriers: set[str], carrying: Counter[Style | None]) -> Style | None:
        """The style of most sections with a clause; where most of these have a section with a clause above them, its
        style."""
        style = max(carrying, key=lambda each: (carrying[each], -(each or 0)))
        owners = [id for id in carriers if self.style(self.sections[id]) is style]
        above = [next((a for a in self.above(id) if a in carriers), None) for id in owners]
        if sum(each is not None for each in above) * 2 > len(owners):
            return Counter(self.style(self.sections[each]) for each in above if each).most_common(1)[0][0]
        return style

    def _innermost_titled(self, working: list[ParsedSection]) -> Style | None:
        """The style found by going from the chapters' items inwards as long as many have titled items below them."""
        chapters = [section for section in working if not section.parent]
        works = {section.id for section in working}
        items = [item for chapter in chapters if self._is_chapter(chapter) for item in self.children[chapter.id]]
        current = [item for item in items if item.id in works]
        current = current or chapters or working
        while True:
            titled = [s for s in current if self._has_titled_items(s)]
            if not titled or len(titled) * 5 < len(current) * 2:
                break
            current = [child for section in titled for child in self.children[section.id]]
        styles = Counter(self.style(section) for section in current if self.style(section) is not Style.ARTICLE)
        return styles.most_common(1)[0][0] if styles else None

    def _is_chapter(self, section: ParsedSection) -> bool:
        """Whether a part at the top is a heading over items; else it is an item, and what is below it are details."""
        return bool(CHAPTER_TITLE.search(section.title)) or any(child.title for child in self.children[section.id])

    def _has_titled_items(self, section: ParsedSection) -> bool:
        children = [child for child in self.children[section.id] if not self.is_about_event(child.id)]
        titled = sum(bool(child.title) and child.own.end - child.own.start > len(child.title) for child in children)
        return len(children) > 1 and titled * 2 > len(children) and len(section.own) < 120

    def opened(self, chosen: Iterable[str], carriers: set[str]) -> Iterator[str]:
        """The items chosen, each that is but a heading over titled items, without a clause, replaced by these."""
        for id in chosen:
            section = self.sections[id]
            has_clause = id in carriers or any(part.id in carriers for part in self.below(id))
            is_bare = len(section.own) <= LONGEST_LEAD and not has_clause and self._has_titled_items(section)
            yield from (child.id for child in self.children[id]) if is_bare else (id,)

    def carrying_for_all(self, carriers: set[str], chosen: set[str]) -> set[str]:
        """Of the sections above those chosen, several of one style that have a clause while nothing below them has
        any: it is about all that is below, and they are the tasks."""
        above = {id for id in carriers - chosen if any(part.id in chosen for part in self.below(id))}
        found = {id for id in above if not any(part.id in carriers for part in self.below(id))}
        styles = Counter(self._styles[id] for id in found)
        return {id for id in found if styles[self._styles[id]] > 1}

    def siblings(self, working: Iterable[ParsedSection], chosen: set[str]) -> list[ParsedSection]:
        """The items beside those chosen, with the same parent and style: 三、保障措施 with a clause only in （四）."""
        lists = {(self.sections[id].parent, self._styles[id]) for id in chosen if self.sections[id].parent}
        return [s for s in working if (s.parent, self.style(s)) in lists and not self.touches(s.id, chosen)]

    def chapters_without_items(self, working: Iterable[ParsedSection], chosen: set[str]) -> set[str]:
        """The chapters without items, beside those that hold the tasks chosen, that say when their work is due; all
        that say what to do, where they are more than those with items and begin before them."""
        holding = [self.sections[parent] for id in chosen if (parent := self.sections[id].parent)]
        styles = {self._styles[section.id] for section in holding}
        beside = [
            section
            for section in working
            if section.title and not section.parent and not self.children[section.id] and self.style(section) in styles
        ]
        telling = {section.id for section in beside if count_work(self.text, [section])[0]}
        is_usual = len(telling) > len({section.id for section in holding}) and beside[0].span < min(
            section.span for section in holding
        )
        dated = {section.id for section in beside if DUE.search(self.text, section.own.start, section.own.end)}
        return dated | telling if is_usual else dated

    def other_items(self, working: Iterable[ParsedSection], chosen: set[str]) -> Iterator[ParsedSection]:
        """Items of another style in chapters that have no task yet: 三、保障措施 with 1. 2. 3. beside （一）（二）."""
        busy = {self.sections[id].parent for id in chosen}
        for section in working:
            is_item = section.parent and self.sections[section.parent].parent == "" and section.parent not in busy
            if is_item and not self.touches(section.id, chosen) and self.style(section) is not Style.ARTICLE:
                yield section


def _style(section: ParsedSection) -> Style | None:
    ordinal = read_ordinal(section.number, 0)
    return ordinal.style if ordinal else None


def _is_policy(document: ParsedDocument, working: list[ParsedSection]) -> bool:
    """Whether the text sets work: its title says 方案, 规划 …, or half of its innermost items begin with such words."""
    if PLANS.search(document.header.genre):
        return bool(working)
    if PUBLIC_NOTICE.search(document.header.genre):
        return False
    work, rest = count_work(document.text, working)
    is_told = document.header.genre.endswith("通知") and document.header.addressees and work + rest > 1
    return work >= rest if is_told else work > rest
