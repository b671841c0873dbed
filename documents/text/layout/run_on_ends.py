"""A text that has lost its line breaks in; the places out where the parts of its head and its tail begin."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from documents.text.layout.marks import TITLE_WORD
from documents.text.layout.run_on_attached import (
    ANNEX,
    ATTACHED,
    LONGEST_TITLE,
    SHORTEST_NAME,
    behind_attachments,
    shared,
)
from documents.text.scrambled.glued import DAY, FIELD, SIGNATURE

YEAR_AND_SERIAL = re.compile(r"[〔\[［（(【﹝]\s?(?:19|20)\d\d\s?[〕\]］）)】﹞]\s?第?\s?\d{1,5}\s?号(?![）)》])")
CODE = re.compile(r"[\u4e00-\u9fff]{1,12}$")
TITLE_END = re.compile(rf"(?:{TITLE_WORD})(?:[（(][^（）()]{{1,20}}[）)]){{0,2}}")
# …实施方案|为深入贯彻…，
BODY_BEGIN = re.compile(r"为(?!民|主)|根据|按照|近年来|当前|经[^，。]{2,12}(?:同意|批准)|各[^，。：:]{1,40}[，、：:]")
ADDRESSEES = re.compile(
    r"(?!的)[^。；！？《》：:]{2,400}(?:[局厅委府位门会行校院司区县处办室所站队组构团业企体旗]|[林农牧渔总分]场)"
    r"(?:[（(][^（()）]{1,12}[）)])?[：:]"
)
ENTITLED = re.compile(r"《([^《》]{4,100})》")
SIGNED_BEFORE = re.compile(r"\s*(?:$|[（(]|附\s?件|(?:信息)?来源[:：])")
ABOUT = re.compile("关于|印发|转发")
# What stands before a number in a head: 文件, and how urgent and how secret a telegram is
BEFORE_NUMBER = re.compile("文件|[特加平]急|特提|明电|密码电报|机密|秘密|绝密|发电|等级")
MOST_TITLES = 40  # that are asked whose they are
LONGEST_CODE = 12
LONGEST_NAME = 60
LONGEST_NOTICE = 3000  # from the first name of what it sends out to its signature
MOST_NAMED = 20
PART_OF_TAIL = re.compile(
    r"附\s?件\s?[:：]|[（(]此件|抄\s?送\s?[:：]|特此通知|[\u4e00-\u9fff]{0,8}联系(?:人|电话)\s?[:：]|本[\u4e00-\u9fff]{2,10}自[^。]{1,40}起(?:施行|实施|执行)"
)
SENTENCE_START = re.compile(r"(?:(?<=[。：:）)！])|(?<=[^\d]\.))(?=[^。；，、：:）)！])")
# wx@example.cn|某市水务局2031年3月5日
SIGNED_BEHIND_NO_WORD = re.compile(
    r"(?<![\u4e00-\u9fff])(?![年月日号])[\u4e00-\u9fff]{4,40}(?P<date>\d{4}年\d{1,2}月\d{1,2}日)"
)
BEGIN_OF_TITLE = 8  # letters that tell a title
LETTERHEAD = re.compile(r"([\u4e00-\u9fff]{4,40}?)文件")
COLONS = ("：", ":")
MOST_BEFORE_NUMBER = 400


def has_number(text: str) -> bool:
    """Whether a document number stands near the begin, as in the head of a document.

    >>> has_number("关于发展风电的意见 某政办〔2015〕45号 各市人民政府：")
    True
    """
    return YEAR_AND_SERIAL.search(text, 0, MOST_BEFORE_NUMBER) is not None


def head_cuts(text: str, end: int) -> Iterator[int]:
    """The places up to `end` where title, number, addressees, signature and the title of what is sent out begin or end.

    >>> text = "关于发展风电的意见某政办〔2015〕45号各市人民政府，省政府各部门：现印发给你们。"
    >>> [text[cut:cut + 4] for cut in head_cuts(text, len(text))]
    ['某政办〔', '各市人民', '现印发给']
    """
    position = 0
    number = YEAR_AND_SERIAL.search(text, 0, min(end, MOST_BEFORE_NUMBER))
    start = _start_of_number(text, number) if number else None
    if number and start is not None:
        position = number.end()
        yield from (start, position)
    titles = [position, *_title_starts(text, end)]
    for title in titles:
        yield from _title_and_addressees(text, title, end, is_sure=title != position or not position)
    for name in _names_in_head(text, titles, end):
        yield from _signatures_of(text, name)
    yield from (place.start() for place in SENTENCE_START.finditer(text, 0, end) if ATTACHED.match(text, place.start()))
    for field in FIELD.finditer(text, 0, end):
        yield field.start()
        if day := DAY.match(text, field.end()):
            yield day.end()
    yield from _signatures(text, position, end)
    yield from behind_attachments(text, end)
    yield from _before_named(text, end)


def _names_in_head(text: str, titles: Iterable[int], end: int) -> set[str]:
    """What stands before 关于 in a title or opens the text, and before 文件 in a letterhead."""
    names = {text[title : about.start()] for title in (0, *titles) if (about := ABOUT.search(text, title, end))}
    return names | ({letterhead[1]} if (letterhead := LETTERHEAD.match(text)) else set())


def _title_and_addressees(text: str, start: int, end: int, is_sure: bool) -> Iterator[int]:
    """Around a title that begins here, which (not `is_sure`) has to say what it is about, and behind the addressees."""
    stop = _title_end(text, start, end)
    if stop is not None and (is_sure or ABOUT.search(text, start, stop)):
        yield from (start, stop)
        start = stop
    if (addressees := ADDRESSEES.match(text, start, end)) and not FIELD.match(text, start):
        yield addressees.end()


def _title_starts(text: str, end: int) -> Iterator[int]:
    """Where titles begin that whatever stands before hides: with a name that also opens the text, as a letterhead does,
    or signs a part of it; or right behind a colon, with the addressees behind them."""
    names = {re.split("[（(]", match["name"])[0].strip() for match in SIGNATURE.finditer(text)}
    for about in islice(ABOUT.finditer(text, 0, end), MOST_TITLES):
        if text[about.start() - 1 : about.start()] in COLONS and _addressees_behind_title(text, about.start(), end):
            yield about.start()
            continue
        for start in range(max(1, about.start() - LONGEST_NAME), about.start() - SHORTEST_NAME + 1):
            name = text[start : about.start()]
            if text.startswith(name) or name in names:
                yield start
                break


def _addressees_behind_title(text: str, start: int, end: int) -> bool:
    """Whether a title begins here that ends right before a class or list of those to whom the document is sent; the
    label of a form (主送单位：) is none."""
    stop = _title_end(text, start, end)
    named = ADDRESSEES.match(text, stop, end) if stop is not None else None
    return named is not None and re.search("[各、，]", named.group()) is not None


def addressee_cuts(text: str, starts: Iterable[int], end: int) -> Iterator[int]:
    """The places behind the classes and lists of addressees that begin at one of the `starts`.

    >>> list(addressee_cuts("各处室，办事处：现印发给你们。", [0], 15))
    [8]
    """
    for start in starts:
        if (named := ADDRESSEES.match(text, start, end)) and re.search("[各、，]", named.group()):
            yield named.end()


def tail_cuts(text: str, start: int) -> Iterator[int]:
    """The places from `start` on where attachments, signature, date and notes begin.

    >>> text = "抓好落实。特此通知。附件：申报表"
    >>> [text[cut:] for cut in tail_cuts(text, 0)]
    ['特此通知。附件：申报表', '附件：申报表']
    """
    for place in SENTENCE_START.finditer(text, start):
        if PART_OF_TAIL.match(text, place.start()):
            yield place.start()
    for label in ANNEX.finditer(text, start):
        yield from label.span()
    yield from _signatures(text, start, len(text))


def _signatures(text: str, start: int, end: int) -> Iterator[int]:
    """Around each signature with its date, and behind the title that may follow it."""
    for place in SENTENCE_START.finditer(text, start, end):
        if (signature := SIGNATURE.match(text, place.start(), end)) and not ATTACHED.search(
            text, max(0, place.start() - 5), place.start()
        ):
            yield from (signature.start(), signature.end("name"), signature.end("date"), signature.end())
            title = _title_sent(text, signature.end(), end)
            if title is not None:
                yield title


def _before_named(text: str, end: int) -> Iterator[int]:
    """Around the signatures behind a bracket, a number or Latin letters (an address), if the title of what a letter
    encloses, which stands above in 《》, begins right behind their day: and behind that title."""
    begun = {named[1][:BEGIN_OF_TITLE] for named in islice(ENTITLED.finditer(text, 0, end), MOST_NAMED)}
    for signed in SIGNED_BEHIND_NO_WORD.finditer(text, 0, end):
        if text[signed.end() : signed.end() + BEGIN_OF_TITLE] in begun and SIGNATURE.fullmatch(signed.group()):
            yield from (signed.start(), signed.start("date"), signed.end())
            if (title := _title_sent(text, signed.end(), end)) is not None:
                yield title


def _title_sent(text: str, start: int, end: int) -> int | None:
    """Where the title of what is sent out ends that begins behind a signature: it is named in 《》 above, or is known
    by its last word."""
    start += len(text[start : start + LONGEST_TITLE]) - len(text[start : start + LONGEST_TITLE].lstrip())
    title = entitled_above(text[max(0, start - LONGEST_NOTICE) : start], text[start : start + LONGEST_TITLE])
    return start + len(title) if title else _title_end(text, start, end)


def entitled_above(above: str, text: str) -> str:
    """The title with which a text begins, if what stands above names it in 《》; "" if not.

    >>> entitled_above("《发展风电的意见》已经批准，现转发给你们。", "发展风电的意见甲部　乙局")
    '发展风电的意见'
    """
    for named in islice(ENTITLED.finditer(above), MOST_NAMED):
        for title in (named.group(), named[1]):
            if text.startswith(title):
                return title
    return ""


def _signatures_of(text: str, name: str) -> Iterator[int]:
    """Around the signatures of a name that also stands before what the title is about: such a one may stand behind
    anything, but only the end, a bracket, attachments or the title of what is sent out stand behind its day."""
    if SHORTEST_NAME <= len(name) <= LONGEST_NAME:
        spaced = r"\s{0,8}".join(map(re.escape, name))
        for signature in re.finditer(rf"{spaced}\s{{0,8}}(?P<date>\d{{4}}年\d{{1,2}}月\d{{1,2}}日)", text):
            title = _title_sent(text, signature.end(), len(text))
            if title is not None or SIGNED_BEFORE.match(text, signature.end()):
                yield from (signature.start(), signature.start("date"), signature.end(), title or signature.end())


def _start_of_number(text: str, number: re.Match[str]) -> int | None:
    """Where the letters of a document number begin: behind the title, behind a letterhead that the title behind the
    number repeats, or behind what is no letter."""
    end = number.start()
    code = CODE.search(text, max(0, end - LONGEST_CODE), end)
    if code is None:
        return None
    before = [*TITLE_END.finditer(text, code.start(), end), *BEFORE_NUMBER.finditer(text, code.start(), end - 2)]
    name = shared(text[:end], text[number.end() : number.end() + LONGEST_NAME])
    is_named = SHORTEST_NAME <= len(name) < end <= len(name) + LONGEST_CODE
    if is_named and all(match.end() == end for match in before) and ABOUT.match(text, number.end() + len(name)):
        return len(name)
    start = max((match.end() for match in before), default=code.start())
    return start if start < end and (before or code.end() - code.start() < LONGEST_CODE) else None


def _title_end(text: str, start: int, end: int) -> int | None:
    """Where a title ends that begins at `start`, by its last word and the first ones of what follows it."""
    for title in TITLE_END.finditer(text, start, min(end, start + LONGEST_TITLE)):
        if re.search("[。：:]", text[start : title.start()]):
            break
        qualified = text[max(start, title.start() - 3) : title.start()]  # 的预备|通知
        is_whole = "的" in qualified and ADDRESSEES.match(text, title.end(), end)
        if title.end() == end or is_whole or BODY_BEGIN.match(text, title.end(), end):
            return title.end()
    return None
