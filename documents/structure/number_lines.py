"""A line of a head in; the document number (发文字号) that it prints, with whatever stands beside it, out."""

import re
from typing import Final

from documents.structure.paragraphs import without_blanks
from documents.structure.values import Words
from documents.text.spans import Span

YEAR = r"(?:(?:19|20|１９|２０)[0-9０-９]{2}|[一二][〇○零九Ｏ0][〇○零Ｏ0一二三四五六七八九]{2})"
SERIAL = r"第?\s?(?:[0-9０-９]{1,5}(?:[-－—][0-9]{1,3})?|[一二三四五六七八九十百〇]{1,6})\s?号"
NUMBER_PATTERN: Final = (
    r"[\u4e00-\u9fff（）()]{1,16}\s?"  # 青政办
    rf"[〔\[［（(【﹝]\s?{YEAR}\s?年?[〕\]］）)】﹞]\s?" + SERIAL  # 〔2024〕  # 35号
)
# What may stand beside a number on its line: who signed it, and the number under which a rule is registered
SIGNATORY = r"签\s?发\s?人?\s?[:：]?[^。，；]{0,40}"
REGISTERED = r"[（(]?(?:[A-Za-z]{1,8}[A-Za-z0-9]*[-－—–][A-Za-z0-9－—–-]{2,30}|[A-Z]{2,10}\d{4,20})[）)]?"
SENT = r"[\u4e00-\u9fff]{1,4}机发\s{0,8}\d{0,6}\s{0,8}号"  # the number under which a telegram is sent
BESIDE = rf"(?:[\s|｜,，]{{0,40}}(?:{SIGNATORY}|{REGISTERED}|{SENT}))?"
# 等级 加急·明电, before the number of a telegram
URGENCY = r"(?:等\s?级)?\s{0,8}(?:特提|[特加平]急)?\s{0,8}[·•・]?\s{0,8}(?:明电|密码电报)?\s{0,8}"
NUMBER_LINE = re.compile(
    rf"""
      {URGENCY}[（(]?(?P<number>{NUMBER_PATTERN})[）)]?{BESIDE}
    | (?P<order>[\u4e00-\u9fff \u3000]{{0,30}}(?:令|公告)\s?)?      # 某省人民政府令 第130号
      (?P<year>20\d\d\s?年\s?)?第\s?\d{{1,4}}\s?号
    """,
    re.VERBOSE,
)
NUMBER = re.compile(NUMBER_PATTERN)
ORDER_NUMBER = re.compile(
    r"[\u4e00-\u9fff \u3000]{0,30}(?:令|公告)?\s?(?:20\d\d\s?年\s?)?第\s?[\d一二三四五六七八九十百]{1,5}\s?号"
)


def number_of_line(text: str, line: Span) -> Words | None:
    """The number, if a line prints nothing else, or only who signs and where it is registered; else None.

    >>> number_of_line("青政办〔2026〕91号　签发人：张三", Span(0, 18)).text
    '青政办〔2026〕91号'
    """
    match = NUMBER_LINE.fullmatch(text, line.start, line.end)
    if match is None:
        return None
    span = Span(*match.span("number" if match["number"] else 0))
    return Words(without_blanks(span.quote(text)), span)


def number_within(text: str, span: Span) -> Words | None:
    """The first number in the words of a label: 青政办〔2024〕35号, 国令第706号; None in 无, 大中小 or a date.

    >>> number_within("无", Span(0, 1)), number_within("国令第706号", Span(0, 7)).text
    (None, '国令第706号')
    """
    match = NUMBER.search(text, span.start, span.end) or ORDER_NUMBER.search(text, span.start, span.end)
    if match is None:
        return None
    found = Span(*match.span()).strip(text, "（( \u3000")
    return Words(without_blanks(found.quote(text)), found)
