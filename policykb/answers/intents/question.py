"""What a person typed → the question that it asks: what for, and about what. Reads words only; asks no database."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce

from documents.search.queries.naming import plain_numbers
from documents.search.queries.query import Lexicon
from documents.search.words.folding import fold
from documents.search.words.segmenter import segmenter
from documents.structure.document_number import DOCUMENT_NUMBER
from policykb.answers.intents import asking
from policykb.answers.intents.amounts_asked import Amount, find_amount, read_amount
from policykb.answers.intents.asking import Asked
from policykb.answers.intents.names_asked import mark_of_covered, take_agencies, take_regions, with_absent
from policykb.answers.intents.years_asked import Years, find_years

LONGEST = 80  # characters; what is longer is a text, not a question
WORDED = re.compile(r"[\u3400-\u9fff]")
SYNTAX = re.compile(r"(?:^|\s)[-－﹣]\S|\b(?:AND|OR|NOT)\b")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked (`asked`), and about what: `subject` is the text that is left. `agencies` are keys, all that may
    be meant; `regions` are codes of regions with documents, `absent` the names of others that were asked about."""

    asked: Asked
    subject: str = ""
    agencies: tuple[int, ...] = ()
    agency_words: str = ""
    regions: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    years: Years | None = None
    amount: Amount | None = None
    role: str = ""
    words: str = ""  # those that asked
    lexicon: Lexicon | None = None  # that it was read with


def asks(text: str) -> bool:
    """Whether a text has words that may ask, or is an amount; without looking anything up."""
    if not text or len(text) > LONGEST or SYNTAX.search(text):
        return False
    folded = folded_words(text)
    if is_document_number(text):
        return True
    patterns = (asking.WHO, asking.WHEN, asking.HOW_MUCH, asking.DOCUMENT, asking.COMPARE, asking.AGENCY, asking.DUE,
                asking.PAST)  # fmt: skip
    return bool(read_amount(folded)) or any(pattern.search(folded) for pattern in patterns)


def is_document_number(text: str) -> bool:
    """Whether a text is a document number and nothing else, in any spelling.

    >>> is_document_number("甘政办发2026年21号"), is_document_number("2026年")
    (True, False)
    """
    return bool(DOCUMENT_NUMBER.fullmatch(plain_numbers(text).strip()))


def folded_words(text: str) -> str:
    """The text folded, with one blank between what blanks set apart."""
    return " ".join(filter(None, (fold(piece).strip() for piece in text.split())))


def read_question(
    text: str, lexicon: Lexicon, find_covered: Callable[[], Collection[str]], today: date
) -> Question | None:
    """The question that a text asks; None where it asks none. `find_covered` gives the codes of the regions that have
    documents, and is asked only where a region is named."""
    if not asks(text):
        return None
    if is_document_number(text):
        return Question(Asked.DOCUMENT, lexicon=lexicon)
    folded = folded_words(text)
    if amount := read_amount(folded):
        return Question(Asked.VALUE, amount=amount)
    rest, agencies, words = take_agencies(folded, lexicon)
    if words and not agencies:
        return None
    years, rest = find_years(rest, today)
    rest, regions = take_regions(rest, lexicon)
    covered = find_covered() if regions else ()
    known = tuple(code for code, _ in regions if code in covered)
    whole = Question(
        Asked.WHO, agencies=agencies, agency_words=words, years=years, regions=known,
        absent=tuple(name for code, name in regions if code not in covered),
        lexicon=lexicon,
    )  # fmt: skip
    rest = with_absent(rest, regions, covered)
    return next(filter(None, (reading(rest, whole) for reading in READINGS)), None)


def read_comparison(rest: str, whole: Question) -> Question | None:
    """青海和甘肃在绿电直连上有什么区别, and 青海和甘肃的零碳园区 without a word of comparing."""
    match = asking.COMPARE.search(rest)
    two = mark_of_covered()
    joined = re.search(f"{two}{asking.JOIN}{two}", rest)
    if match and len(whole.absent) > 1 and not whole.regions:
        left = reduce(lambda text, name: text.replace(name, " "), whole.absent, without(asking.COMPARE, rest))
        left = re.sub(rf"^{asking.JOIN}", "", re.sub(rf"\s{asking.JOIN}\s", " ", left))
        return replace(whole, asked=Asked.COMPARE, subject=subject_of(left), words=match[0])
    if len(whole.regions) < 2 or not (match or joined):
        return None
    left = re.sub(f"{two}{asking.JOIN}(?={two}|$)", " ", without(asking.COMPARE, rest))
    return replace(whole, asked=Asked.COMPARE, subject=subject_of(left), words=match[0] if match else "")


def read_document(rest: str, whole: Question) -> Question | None:
    """零碳园区写在哪个文件里, 最新的绿色金融文件."""
    match = asking.DOCUMENT.search(rest)
    if match is None or not match[0].strip():
        return None
    return replace(whole, asked=Asked.DOCUMENT, subject=subject_of(without(asking.DOCUMENT, rest)), words=match[0])


def read_past(rest: str, whole: Question) -> Question | None:
    """已过期的指标."""
    if whole.agencies or not asking.PAST.search(rest) or asking.WHEN.search(rest) or asking.WHO.search(rest):
        return None
    left = asking.PAST_LIST.sub(" ", asking.PAST.sub(" ", rest))
    return replace(whole, asked=Asked.DUE, subject=subject_of(left), years=Years("已过期", is_past=True), words=rest)


def read_due(rest: str, whole: Question) -> Question | None:
    """2025年到期的有哪些, 2027年前要完成什么, 今年到期的零碳园区任务."""
    if not whole.years or whole.agencies or asking.WHEN.search(rest) or asking.WHO.search(rest):
        return None
    words = " ".join(match[0] for match in asking.DUE.finditer(rest))
    if not asking.LISTS.search(words):
        return None
    subject = subject_of(without(asking.DUE, rest))
    if subject and (asking.HOW_MUCH.search(rest) or not asking.FALLS.search(words)):
        return None
    return replace(whole, asked=Asked.DUE, subject=subject, words=words)


def read_agency(rest: str, whole: Question) -> Question | None:
    """省能源局要做什么, 商务厅今年要完成哪些任务."""
    match = asking.AGENCY.search(rest)
    if not whole.agencies or match is None or asking.WHO.search(rest) or asking.WHEN.search(rest):
        return None
    subject = subject_of(without(asking.AGENCY, rest))
    return replace(whole, asked=Asked.AGENCY, subject=subject, words=match[0], role=role_asked(match[0]))


def read_who(rest: str, whole: Question) -> Question | None:
    """工业固废利用谁牵头, 绿电认证的配合单位有哪些."""
    match = asking.WHO.search(rest)
    if match is None:
        return None
    words = " ".join(each[0] for each in asking.WHO.finditer(rest))
    return replace(whole, subject=subject_of(without(asking.WHO, rest)), words=words, role=role_asked(words))


def read_when(rest: str, whole: Question) -> Question | None:
    """零碳园区什么时候建成."""
    match = asking.WHEN.search(rest)
    return match and replace(whole, asked=Asked.WHEN, subject=subject_of(without(asking.WHEN, rest)), words=match[0])


def read_how_much(rest: str, whole: Question) -> Question | None:
    """工业固废综合利用率要达到多少."""
    match = asking.HOW_MUCH.search(rest)
    if match is None:
        return None
    subject = subject_of(without(asking.HOW_MUCH, rest))
    return replace(whole, asked=Asked.HOW_MUCH, subject=subject, words=match[0])


def read_value(rest: str, whole: Question) -> Question | None:
    """1000亿元是什么指标."""
    amount, left = find_amount(rest)
    if amount is None or not asking.VALUE.search(left) or subject_of(without(asking.VALUE, left)):
        return None
    return replace(whole, asked=Asked.VALUE, amount=amount)


def role_asked(words: str) -> str:
    """Which role the words ask for; "" where they leave it open or ask for several."""
    patterns = {"lead": asking.LEADS, "support": asking.SUPPORTS, "implement": asking.IMPLEMENTS}
    found = [role for role, pattern in patterns.items() if pattern.search(words)]
    return found[0] if len(found) == 1 else ""


def without(pattern: re.Pattern[str], text: str) -> str:
    """The text with a blank for what asks."""
    return pattern.sub(" ", text)


def subject_of(text: str) -> str:
    """What is asked about, without the words beside it."""
    kept = []
    for piece in asking.SAYING.sub("", text.replace(mark_of_covered(), " ").strip()).split():
        before = None
        while piece != before:
            before, piece = piece, bare(asking.BEHIND.sub("", asking.BEFORE.sub("", piece)))
        if piece:
            kept.append(piece)
    return " ".join(kept)


def bare(text: str) -> str:
    """The text without particles that are words by themselves, at both ends."""
    words = list(segmenter().cut(text))
    while words and words[0] in asking.PARTICLES:
        del words[0]
    while words and words[-1] in asking.PARTICLES:
        del words[-1]
    return "".join(words)


READINGS = (
    read_comparison, read_document, read_past, read_due, read_agency, read_value, read_who, read_when, read_how_much,
)  # fmt: skip
