"""The targets of a stretch of text in; those without a date get that of the words behind them: …9座。年底前完成。"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from documents.text.duty_labels import LABEL
from documents.text.notes import Note
from documents.text.spans import Span
from tasks.extraction import sentences as split
from tasks.extraction.times.date_finder import find_dates
from tasks.extraction.times.dates import DateExpression, Force
from tasks.extraction.values import TargetMention

# what such words have beside the date
BEFORE = r"[ \t]*(?:(?:以上|上述|各项|全部)?(?:任务|工程|工作|项目))?(?:计划|预计|力争|争取|确保|要|须|于|在|均|全部)*"
DONE = (
    r"[ \t]*(?:要|须|应)?(?:全部|全面|基本|均|按期|如期)*(?:建设)?(?:完成|建成|完工|竣工|办结|落实到位|落实|到位|实现"
    r"|投用|投入使用|交付使用|交付)(?:任务|建设|改造|工作|目标)?"
)
WITH_VERB = re.compile(rf"{BEFORE}@{DONE}")
WITHOUT_VERB = re.compile(rf"{BEFORE}@(?:{DONE})?")
BRACKET = re.compile(r"[（(](?P<words>[^（）()\n]{3,24})[）)](?=[。，；,;\n]|$)")
DEMANDED = re.compile(r"(?:时限|期限|时间节点|完成时间|完成日期)[ \t]?[：:】]?[ \t]?(?P<words>[^，,。；;）)\n]{3,24})")
LONGEST = 30


@dataclass(frozen=True, slots=True)
class _Finish:
    """Words that say by when what stands before them, from `since` on, is done."""

    span: Span
    since: int
    date: DateExpression


def due_after(
    text: str, within: Span, found: Iterable[TargetMention | Note], today: int | None
) -> Iterator[TargetMention | Note]:
    """The targets `found` in a stretch of text, those without a deadline with the one that the words behind them say:
    in their paragraph a clause, a sentence or a bracket that says nothing else; the time that a label asks for.
    A date or a clause of duties between ends what such words reach.
    """
    said = list(found)
    is_any = any(isinstance(each, TargetMention) and each.deadline is None for each in said)
    finishes = sorted(_finishes(text, within, today), key=lambda finish: finish.span) if is_any else []
    for each in said:
        if isinstance(each, Note) or each.deadline is not None:
            yield each
            continue
        after = bisect_right(finishes, each.span.start, key=lambda finish: finish.span.start)
        due = finishes[after].date if after < len(finishes) and finishes[after].since <= each.span.start else None
        yield replace(each, deadline=due.due_on, precision=due.precision) if due else each


def _finishes(text: str, within: Span, today: int | None) -> Iterator[_Finish]:
    since_label = within.start
    for paragraph in split.paragraphs(text, within):
        since = paragraph.start
        for sentence in split.sentences(text, paragraph):
            for finish in _in_sentence(text, sentence, since, today):
                yield finish
                since = finish.span.end
            for match in DEMANDED.finditer(text, sentence.start, sentence.end):
                if date := _only_date(text, Span(*match.span("words")), WITHOUT_VERB, today):
                    yield _Finish(Span(*match.span()), since_label, date)
                    since = since_label = match.end()
            if LABEL.search(text, sentence.start, sentence.end):
                since = sentence.end


def _in_sentence(text: str, sentence: Span, since: int, today: int | None) -> Iterator[_Finish]:
    for clause in split.clauses(text, sentence):
        bracket = BRACKET.search(text, clause.start, min(sentence.end + 1, clause.end + 1))
        words, form = (Span(*bracket.span("words")), WITHOUT_VERB) if bracket else (clause, WITH_VERB)
        if date := _only_date(text, words, form, today):
            yield _Finish(words, since, date)
            since = words.end
        elif any(date.force is Force.DUE for date in find_dates(text, clause, today)):
            since = clause.start  # what stands before 2027年3月底前建成3座 is not about later words


def _only_date(text: str, words: Span, form: re.Pattern[str], today: int | None) -> DateExpression | None:
    """The date that is all that the words say beside that something is done."""
    dates = list(find_dates(text, words, today)) if len(words) <= LONGEST else []
    if len(dates) != 1 or dates[0].due_on is None or dates[0].force not in (Force.DUE, Force.DURING):
        return None
    rest = f"{text[words.start : dates[0].span.start]}@{text[dates[0].span.end : words.end]}"
    return dates[0] if form.fullmatch(rest) else None
