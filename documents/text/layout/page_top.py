"""Lines and the titles that a page states in; the lines above its title that belong to the site out."""

import re
from collections.abc import Sequence
from typing import Final

from documents.text.layout.lines import Line
from documents.text.title_key import title_key

LONGEST: Final = 60  # characters of a line that may be navigation
FIRST_LINES: Final = 200
SENTENCES: Final = 80  # a line as long as this, with a full stop, is text
FEWEST: Final = 3
# What stands above a title in a document: labels with values, numbers, days, letterheads
OF_HEAD = re.compile(
    r"[\u4e00-\u9fffA-Za-z][ \u3000]{0,4}[:：]|〔|第\s?\d+\s?号|\d{4}\s?[年\-./]\s?\d|文\s?件$|令$|[。；]|[|｜]|^《"
)
NAME = re.compile(
    r"[\u4e00-\u9fff（）()、 \u3000]{2,60}"
    r"(?:政府|委员会|办公厅|办公室|[厅局部委院会署]|等\s?\d{1,2}\s?个?(?:部门|单位))$"
)
TITLE = re.compile(r"关于.{2,80}的(?:通知|通告|公告|函|决定)$|[〔\[]\d{4}[〕\]]\s?\d{1,5}\s?号")
# Where the text of a notice begins that carries the document: 各市人民政府，省有关部门： · 现将某方案印发给你们。
OF_NOTICE = re.compile(r"^[^。]{2,200}[，、各][^。]{2,200}[:：]$|[^。]{15}。$")


def lines_above(lines: Sequence[Line], titles: Sequence[str]) -> set[int]:
    """The places of the lines above the title that a page states; none where few stand there, or its title nowhere.

    >>> from documents.text.layout.lines import split_lines
    >>> from documents.text.readings import SourceText
    >>> page = SourceText("首页\\n登录\\n无障碍\\n关于开放场馆的通告\\n现通告如下。")
    >>> sorted(lines_above(split_lines(page), ["关于开放场馆的通告"]))
    [0, 1, 2]
    """
    wanted = {title_key(title) for title in titles} - {""}
    place = None
    for index, line in enumerate(lines[: FIRST_LINES if wanted else 0]):
        if len(line.text) >= SENTENCES and "。" in line.text:
            break
        if title_key(line.text) in wanted:
            place = index
    if place is None:
        return set()
    first = next((index for index, line in enumerate(lines[:place]) if OF_NOTICE.search(line.text)), place)
    while first and (NAME.fullmatch(lines[first - 1].text) or TITLE.search(lines[first - 1].text)):
        first -= 1  # the bodies that issue it, and what the notice is called that carries it
    above = {index for index in range(first) if _is_of_site(lines[index], wanted)}
    return above if len(above) >= FEWEST else set()


def _is_of_site(line: Line, wanted: set[str]) -> bool:
    is_short = len(line.text) <= LONGEST and not line.is_fixed
    return is_short and not OF_HEAD.search(line.text) and title_key(line.text) not in wanted
