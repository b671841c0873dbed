"""What happened to each clause between two texts in; the rows of the page that shows it, and a summary, out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from documents.collation.clauses import HEAD, Clause
from documents.collation.fates import WIDE, ClauseFate, Fate, tally
from documents.collation.rewording import Turn, WordRun

WORDS = {Fate.ADDED: "新增", Fate.DROPPED: "删去", Fate.CHANGED: "改动", Fate.MOVED: "移号"}
UNNUMBERED = {HEAD: "版头、引言", "0": "版头、引言"}
KEPT = (Fate.SAME, Fate.MOVED)


@dataclass(frozen=True, slots=True)
class CollatedRow:
    """A clause whose words changed: `place` is where it stands, `moved` where it stood and stands now. Or a run of
    clauses whose words did not: `renumbered` ones, each by name, and `unchanged` ones."""

    fate: str = ""
    word: str = ""
    place: str = ""
    moved: tuple[str, str] | None = None
    anchor: str = ""
    heading: tuple[WordRun, ...] = ()
    paragraphs: tuple[tuple[WordRun, ...], ...] = ()
    renumbered: tuple[tuple[str, str, str], ...] = ()
    unchanged: tuple[str, ...] = ()


def rows(entries: Iterable[ClauseFate]) -> Iterator[CollatedRow]:
    """The rows of the page, in the order of the newer text."""
    for is_kept, run in groupby(entries, key=lambda entry: entry.fate in KEPT):
        if is_kept:
            yield unchanged_row(list(run))
        else:
            yield from map(row, run)


def unchanged_row(run: Sequence[ClauseFate]) -> CollatedRow:
    """The row of clauses whose words are the same."""
    moved = [entry for entry in run if entry.fate is Fate.MOVED]
    return CollatedRow(
        word=WORDS[Fate.MOVED] if moved else "",
        renumbered=tuple((*places(entry), entry.clause.title) for entry in moved),
        unchanged=tuple(clause_name(entry.clause) for entry in run if entry.fate is Fate.SAME),
    )


def row(entry: ClauseFate) -> CollatedRow:
    """The row of a clause that is new, gone or changed."""
    clause = entry.clause
    heading, body = entry.heading, entry.body
    if entry.fate in (Fate.ADDED, Fate.DROPPED):
        turn = Turn.NEW if entry.fate is Fate.ADDED else Turn.GONE
        heading, body = one_turn(clause.heading, turn), one_turn(clause.body, turn)
    return CollatedRow(
        fate=entry.fate.value,
        word=WORDS[entry.fate],
        place=clause.path or unnumbered(clause),
        moved=places(entry) if entry.is_moved else None,
        anchor="s" + clause.key.replace(".", "-") if clause.number and entry.new else "",
        heading=heading,
        paragraphs=tuple(part_paragraphs(body)),
    )


def places(entry: ClauseFate) -> tuple[str, str]:
    """Where a clause stood and stands; headings that both places share are named once."""
    assert entry.old is not None
    assert entry.new is not None
    above = entry.new.path.removesuffix(entry.new.number.translate(WIDE))
    return entry.old.path, entry.new.path.removeprefix(above) if entry.old.path.startswith(above) else entry.new.path


def one_turn(words: str, turn: Turn) -> tuple[WordRun, ...]:
    """All words of a clause as one part, new or gone."""
    return (WordRun(turn, words),) if words.strip() else ()


def part_paragraphs(parts: Sequence[WordRun]) -> Iterator[tuple[WordRun, ...]]:
    """The parts, cut at line ends; those inside words that are gone, in a clause that stayed, do not count."""
    is_all_gone = all(part.turn is Turn.GONE for part in parts)
    line: list[WordRun] = []
    for part in parts:
        cuts = part.turn is not Turn.GONE or is_all_gone
        pieces = part.words.split("\n") if cuts else [" ".join(part.words.split("\n"))]
        for place, piece in enumerate(pieces):
            if place and line:
                yield tuple(line)
                line = []
            if piece.strip():
                line.append(WordRun(part.turn, piece))
    if line:
        yield tuple(line)


def clause_name(clause: Clause) -> str:
    """The name of a clause in a list."""
    return clause.path + clause.title if clause.number else unnumbered(clause)


def unnumbered(clause: Clause) -> str:
    """The name of a clause without a number."""
    return clause.title or UNNUMBERED.get(clause.key, "文末")


def collation_summary(entries: Sequence[ClauseFate]) -> str:
    """新增 1 条，改动 2 条，移号 3 条；其余 20 条未变。"""
    if all(entry.fate is Fate.SAME for entry in entries):
        return "两个文本文字相同。"
    counts = tally(entries)
    order = (Fate.ADDED, Fate.DROPPED, Fate.CHANGED, Fate.MOVED)
    said = "，".join(f"{WORDS[fate]} {counts[fate]} 条" for fate in order if counts[fate]) or "各条未变"
    rest = f"；其余 {counts[Fate.SAME]} 条未变" if counts[Fate.SAME] and said != "各条未变" else ""
    others = sum(entry.fate is not Fate.SAME and not entry.clause.number for entry in entries)
    return f"{said}{rest}。" + (f"版头、引言或文末另有 {others} 处改动。" if others else "")
