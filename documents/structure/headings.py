"""A numbered item in; its heading out: which of the words after the number are its title."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from documents.structure.listed_bodies import is_body
from documents.structure.ordinals import Ordinal, Style, read_ordinal
from documents.structure.paragraphs import MARKS, find_paragraphs
from documents.text.duty_labels import opens_with_label
from documents.text.spans import Span

LONGEST_LINE = 80  # a heading on a line of its own
LONGEST_SENTENCE = 48  # a heading with its text behind it
SURE_LENGTH = 34
LONGEST_CLAUSE = 22
CHAPTERS = (Style.PART, Style.CHAPTER, Style.SECTION)

# 优化创业服务[责任单位：省教育厅（列首位的牵头）] is one sentence up to its end
BRACKETS = r"[（(\[【〔](?:[^（()）\[\]【】〔〕\n]|[（(\[〔][^（()）\[\]【】〔〕\n]{0,80}[）)\]〕]){2,400}[）)\]】〕]"
# 优化绿电供应模式。| 指导思想：
FIRST_SENTENCE = re.compile(rf"(?:{BRACKETS}|[^。！？；;：:\n]){{1,{LONGEST_LINE}}}(?P<mark>[。！？；;：:]?)")
# 第一条 【立法目的】 · 第一条（目的）
BRACKETED = re.compile(r"[【\[][^】\]\n]{1,30}[】\]]")
BRACKETED_END = re.compile(rf"{BRACKETS}$")
# Words that begin a sentence, not a heading, when a comma follows: 到2025年，…
OPENING = re.compile(
    r"(?:到|为|按|依|根据|在|以|对|由|凡|经|自|从|通过|围绕|针对|结合|除|各)[^，,]{0,40}[，,]|20\d\d年"
)
NOT_IN_TITLE = re.compile(r"[\d“”（(]|^[一二三四五六七八九十首其]+[是要则先次]")  # 一是加强监测
# 以公共实训基地为重点，加强能力建设: a title all the same, where what is said first is short
AIMED = re.compile(
    r"""
    (?: 以[^，,]{2,16}为[^，,]{1,6} | 以[^，,\d]{2,12}(?:赋能|引领|支撑|驱动|牵引|带动|撬动)
      | 从(?=[^，,]*(?:出发|入手|着手|抓起)[，,])[^，,\d]{2,16} | 从[严实细快紧优重][^，,\d]{0,6}
      | (?:围绕|针对|结合|通过|依托|依靠|对标|对照|对接)[^，,\d]{2,16} | 按照?[^，,\d]{2,14}(?:要求|原则|思路)
    )[，,](?!.{0,12}(?:制定|提出|如下|本))""",
    re.VERBOSE,
)
# 有下列情形之一的：
ANNOUNCING = re.compile(r"(?:下列|如下|以下|之一|包括|的|为|是|即)$")
CLAUSE = re.compile(r"\s*[（(][^。]{2,400}[)）][。.]?\s*")  # （省财政厅牵头）


class Verdict(IntEnum):
    """Whether the words after a number are a heading. UNLIKELY and MAYBE are decided by the other numbers of the style:
    as most of them are."""

    NO = 0
    UNLIKELY = 1  # a sentence with nothing but a clause of duties behind it
    MAYBE = 2
    YES = 3


@dataclass(frozen=True, slots=True)
class Heading:
    """Number and title of an item: both are in `span`; `title` is without the number and the mark behind it.

    `is_standalone`: nothing follows on the line.
    """

    span: Span
    title: Span
    verdict: Verdict
    is_standalone: bool

    def without_title(self, ordinal: Ordinal) -> "Heading":
        """The heading of an item that has only a number, behind which its text begins."""
        end = ordinal.span.end
        return Heading(ordinal.span, Span(end, end), Verdict.NO, False)


def read_heading(text: str, ordinal: Ordinal, end: int, has_items: bool) -> Heading:
    """The heading of the item that begins with `ordinal` and ends, or has its first subsection, at `end`. `has_items`:
    it has subsections.

    >>> text = "（一）优化布局。发展风电。"
    >>> heading = read_heading(text, read_ordinal(text, 0), len(text), has_items=False)
    >>> heading.title.quote(text), heading.verdict
    ('优化布局', <Verdict.YES: 3>)
    """
    if ordinal.style is Style.ANNEX:
        return _annex_heading(text, ordinal, end)
    line_end = text.find("\n", ordinal.span.end, end)
    is_labelled = ordinal.style is Style.BOX and text[ordinal.span.end : ordinal.span.end + 1] in ("：", ":")
    line = Span(ordinal.span.end + is_labelled, end if line_end < 0 else line_end).strip(text, MARKS)
    if not len(line):
        return _heading(ordinal, line, line.end, Verdict.NO, True)
    if bracketed := BRACKETED.match(text, line.start, line.end):
        inner = Span(bracketed.start() + 1, bracketed.end() - 1)
        return _heading(ordinal, inner, bracketed.end(), Verdict.YES, bracketed.end() == line.end)
    sentence = FIRST_SENTENCE.match(text, line.start, line.end)
    if sentence is None:
        return _heading(ordinal, Span(line.start, line.start), ordinal.span.end, Verdict.NO, False)
    mark = sentence["mark"]
    title = Span(line.start, sentence.end() - len(mark)).strip(text)
    alone = sentence.end() == line.end
    has_text = has_items or bool(text[line.end : end].strip())
    if ordinal.style is Style.ARTICLE and not (alone and not mark):
        verdict = Verdict.NO
    elif alone:
        verdict = _judge_line(text, ordinal, title, mark, has_text)
    else:
        verdict = _judge_sentence(text, title, line, sentence)
    return _heading(ordinal, title, sentence.end(), verdict, alone)


def run_in_title(text: str, paragraph: Span, *, is_last: bool = True) -> Span | None:
    """The first sentence of a paragraph without a number, with its full stop, if it is built like a title and words
    follow; a line without a full stop, unless it is the last. None where there is no title.

    >>> text = "推进清淤。疏浚河道。"
    >>> run_in_title(text, Span(0, len(text))).quote(text), run_in_title(text, Span(5, len(text)))
    ('推进清淤。', None)
    """
    sentence = FIRST_SENTENCE.match(text, paragraph.start, paragraph.end)
    if sentence is None:
        return None
    words, mark = sentence.group().rstrip("。：:"), sentence["mark"]
    is_followed = bool(text[sentence.end() : paragraph.end].strip()) if mark else not is_last
    if (mark and mark in "；;！？") or not is_followed or len(words) > LONGEST_CLAUSE or NOT_IN_TITLE.search(words):
        return None
    is_title = _judge_words(words) is Verdict.YES and not ANNOUNCING.search(words)
    return Span(*sentence.span()) if is_title else None


def confirmed_heading(text: str, ordinal: Ordinal, end: int, titles: Sequence[str]) -> Heading | None:
    """The heading of an item, if it is one of the `titles` that the table of contents gives for its number; else None.
    The text may go on behind it on the same line.

    >>> text = "一、总体要求全面推进绿色发展"
    >>> confirmed_heading(text, read_ordinal(text, 0), len(text), ["总体要求"]).title.quote(text)
    '总体要求'
    """
    for title in sorted(titles, key=len, reverse=True):
        if title and (stop := _match_words(text, ordinal.span.end, end, title)) is not None:
            words = Span(ordinal.span.end, stop).strip(text, MARKS)
            mark = text[stop : stop + 1] if text[stop : stop + 1] == "。" else ""
            line_end = text.find("\n", stop, end)
            alone = not text[stop + len(mark) : end if line_end < 0 else line_end].strip()
            return Heading(Span(ordinal.span.start, stop + len(mark)), words, Verdict.YES, alone)
    return None


def _match_words(text: str, start: int, end: int, words: str) -> int | None:
    """Where `words` end that stand at `start`, with or without blanks in them; None if other words stand there."""
    position = start
    for character in words:
        while position < end and text[position].isspace():
            position += 1
        if position >= end or text[position] != character:
            return None
        position += 1
    return position


def _annex_heading(text: str, ordinal: Ordinal, end: int) -> Heading:
    """附件2 and the line below it as its title, if that is short; a part without a number has no title."""
    start = ordinal.span.end
    if ordinal.number:
        line = next(find_paragraphs(text, start, min(end, start + 2 * LONGEST_LINE)), Span(start, start))
        if len(line) <= LONGEST_LINE and text[line.end - 1] not in "。；：，" and not read_ordinal(text, line.start):
            return Heading(Span(ordinal.span.start, line.end), line, Verdict.YES, True)
    return Heading(ordinal.span, Span(start, start), Verdict.NO, False)


def _heading(ordinal: Ordinal, title: Span, end: int, verdict: Verdict, alone: bool) -> Heading:
    return Heading(Span(ordinal.span.start, max(end, ordinal.span.end)), title, verdict, alone)


def _judge_line(text: str, ordinal: Ordinal, title: Span, mark: str, has_text: bool) -> Verdict:
    """A line of its own: a heading unless it is a sentence that says all there is."""
    words = BRACKETED_END.sub("", title.quote(text)) or title.quote(text)
    if words[-1:] in "，,、" or (mark and mark in "；;"):
        return Verdict.NO
    if mark in "：:" and mark:
        return _judge_announcement(words)
    if ordinal.style in CHAPTERS or (ordinal.style is Style.HAN and not mark):
        return Verdict.YES
    if not mark:
        return Verdict.YES if has_text or len(words) <= SURE_LENGTH else Verdict.MAYBE
    return _judge_words(words) if has_text else Verdict.NO


def _judge_sentence(text: str, title: Span, line: Span, sentence: re.Match[str]) -> Verdict:
    """The first of several sentences in a line: a heading where it is short and built like one."""
    words, mark = title.quote(text), sentence["mark"]
    if not mark or mark in "；;！？" or len(words) > LONGEST_SENTENCE:
        return Verdict.NO
    if mark in "：:":
        return _judge_announcement(words)
    verdict = _judge_words(words)
    if CLAUSE.fullmatch(text, sentence.end(), line.end) or opens_with_label(text[sentence.end() : line.end]):
        return Verdict.UNLIKELY if verdict is Verdict.YES else Verdict.NO
    return verdict


def _judge_announcement(words: str) -> Verdict:
    """指导思想： is a heading, and so are the names of bodies, other names of theirs in brackets behind them;
    有下列情形之一的： and a sentence before a list are none."""
    words = BRACKETED_END.sub("", words) or words
    names = words.split("、")
    if len(words) <= LONGEST_SENTENCE and not ANNOUNCING.search(words) and all(map(_is_name, names)):
        return Verdict.YES
    return Verdict.NO if len(words) > 14 or "，" in words or ANNOUNCING.search(words) else Verdict.YES


def _is_name(words: str) -> bool:
    return is_body(words) and not re.search("[的，,]", words)


def _judge_words(words: str) -> Verdict:
    """Short and without a comma: a heading; two short clauses: perhaps; anything else: a sentence."""
    clauses = re.split("[，,]", words)
    if len(words) > LONGEST_SENTENCE or (OPENING.match(words) and not AIMED.match(words)):
        return Verdict.NO
    if len(clauses) == 1:
        return Verdict.YES if len(words) <= SURE_LENGTH else Verdict.MAYBE
    if len(clauses) <= 3 and all(len(clause) <= LONGEST_CLAUSE for clause in clauses):
        return Verdict.MAYBE
    return Verdict.NO
