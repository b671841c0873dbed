"""A text that has lost its line breaks in; the places out around the list of its attachments, and around the labels of
these, the signature between them, and the titles below them that the list names."""

import re
from collections.abc import Iterator
from itertools import chain, islice, takewhile

from documents.text.scrambled.glued import SIGNATURE

ATTACHED = re.compile(r"附\s?件\s?[:：]")
DATE = re.compile(r"\d{4}年\d{1,2}月\d{0,2}日(?:印发)?")
ANNEX_LABEL = re.compile(r"附\s?件\s?\d{0,2}[：:]?\s*(?=《?[\u4e00-\u9fff“])")
# …申报表|附件1|2031年汇总表: a label amid the text, which nothing refers to
NO_REFERENCE = r"(?<![见按照详和与及至或如将以同由在的、，（(《“\"：:])"
ANNEX = re.compile(
    rf"{NO_REFERENCE}附\s?件\s?(?:\d(?=(?:19|20)\d\d年)|\d{{1,2}}(?=[\u4e00-\u9fff《])(?![和与及至中的所]))"
)
# The same behind a blank, wherever it stands: 2.工作组职责 附件1预案分级标准
ANNEX_BEHIND_BLANK = re.compile(r"(?<=\s)附\s?件\s?\d{1,2}(?=[\u4e00-\u9fff《])")
PUBLICITY = re.compile("[（(]此件[^（）()]{2,12}[)）]")
# 附件：1.申报表2.汇总表, whatever the mark behind the number is read as
LIST = re.compile(rf"{NO_REFERENCE}附\s?件\s?[:：]\s?1\s?[.．、，,]")
LIST_NUMBER = re.compile(r"(?<!\d)\d{1,2}\s?[.．、，,](?!\d(?!\d{3}年))")
# 附件：1.申报表|某市某局: the last word of what is attached, and a body named with its place behind it
SIGNED_BEHIND = re.compile(
    r"(?:[表册单图]|方案|办法|规定|细则|标准|目录|报告|意见|计划|要点|台账|模板|样式|流程|指南|制度|承诺书|申请书)"
    r"(?=(?P<signed>(?=[\u4e00-\u9fff]{2,7}[省市县区州盟旗][\u4e00-\u9fff])[\u4e00-\u9fff]{5,40})$)"
)
LONGEST_LIST = 200  # of attachments, with the signature behind them
LONGEST_TITLE = 120
SHORTEST_NAME = 4
MOST_LISTS = 8


def annex_cuts(text: str) -> Iterator[int]:
    """The places, anywhere, around what says whether a text is public and around the labels of annexes: what they are
    numbered by begins anew behind them.

    >>> text = "（此件公开发布） 某县应急预案 附件1分级标准"
    >>> [text[cut:] for cut in annex_cuts(text)]
    ['（此件公开发布） 某县应急预案 附件1分级标准', ' 某县应急预案 附件1分级标准', '附件1分级标准', '分级标准']
    """
    for part in chain(PUBLICITY.finditer(text), ANNEX_BEHIND_BLANK.finditer(text)):
        yield from part.span()


def behind_attachments(text: str, end: int) -> Iterator[int]:
    """Around the signatures that stand right behind the name of an attachment, which comes again behind their day, and
    below its label: 附件：巡查方案|某局|2031年3月5日|附件|巡查方案."""
    for attached in ATTACHED.finditer(text, 0, end):
        if (date := DATE.search(text, attached.end(), min(end, attached.end() + LONGEST_LIST))) is None:
            continue
        if label := ANNEX_LABEL.match(text, date.end()):
            title = shared(text[attached.end() : date.start()], text[label.end() : label.end() + LONGEST_TITLE])
            name = text[attached.end() + len(title) : date.start()]
            if len(title) > SHORTEST_NAME and SIGNATURE.fullmatch(name + date.group()):
                yield from (attached.start(), attached.end() + len(title), date.start(), date.end())
                yield from (label.end(), label.end() + len(title))


def list_cuts(text: str, start: int) -> Iterator[int]:
    """Before each numbered list of attachments, around the signature behind the last of these, and below the labels
    behind its day around the titles that the list names.

    >>> text = "做好宣传。电话：86附件:1.申报表2.巡查总表云川市水务局2031年3月5日附件1申报表填报。附件2巡查总表"
    >>> cuts = [0, *sorted(set(list_cuts(text, 0))), len(text)]
    >>> [text[start:end] for start, end in zip(cuts, cuts[1:])][1:4]
    ['附件:1.申报表2.巡查总表', '云川市水务局', '2031年3月5日']
    """
    for attached in islice(LIST.finditer(text, start), MOST_LISTS):
        yield attached.start()
        date = DATE.search(text, attached.end(), attached.end() + LONGEST_LIST)
        if date is None or "。" in text[attached.end() : date.start()]:
            continue
        numbers = [attached, *LIST_NUMBER.finditer(text, attached.end(), date.start())]
        ends = [*(number.start() for number in numbers[1:]), date.start()]
        named = [text[number.end() : end].strip() for number, end in zip(numbers, ends, strict=True)]
        if signed := _signed(named[-1], date.group()):
            named[-1] = named[-1].removesuffix(signed)
        for label in ANNEX_LABEL.finditer(text, date.end()):
            title = next((name for name in named if text.startswith(name, label.end())), "")
            repeated = shared(named[-1], text[label.end() : label.end() + LONGEST_TITLE])
            name = named[-1][len(repeated) :]
            if not title and len(repeated) > SHORTEST_NAME and SIGNATURE.fullmatch(name + date.group()):
                title, signed = repeated, name
            if title:
                yield from (label.start(), label.end(), label.end() + len(title))
        if signed:
            yield from (date.start() - len(signed), date.start(), date.end())


def _signed(name: str, date: str) -> str:
    """The body that signs right behind the name of the last attachment, as the last word of this and the place of that
    tell; "" where there is none, or several may be meant."""
    found = [match["signed"] for match in SIGNED_BEHIND.finditer(name) if SIGNATURE.fullmatch(match["signed"] + date)]
    return found[0] if len(found) == 1 else ""


def shared(one: str, other: str) -> str:
    """The words with which both begin."""
    return "".join(letter for letter, _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
