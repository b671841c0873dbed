"""A web page that has lost its line breaks in; the places out that part its own words from those of the text."""

import re
from collections.abc import Iterator

from documents.text.layout.lines import BLANKS

SHARED_IN = r"(?:微信|微博|新浪微博|腾讯微博|QQ空间|QQ好友|朋友圈|人人网|豆瓣|钉钉)"
SHARING = re.compile(rf"(?<=[{BLANKS}]){SHARED_IN}(?:[{BLANKS}]{{1,4}}{SHARED_IN})+(?=[{BLANKS}]|$)")
# 当前位置： 首页政务公开: the blank parts nothing
PLACE = re.compile(rf"位置[:：][{BLANKS}]+")
# 主要内容及 职责分工
JOINED = re.compile(rf"(?<=[\u4e00-\u9fff][及和与])[{BLANKS}]+(?=[\u4e00-\u9fff])")
# 联 系 人：: a label whose letters are set wide
SPACED_LABEL = re.compile(rf"(?<![^{BLANKS}。；])[\u4e00-\u9fff](?:[{BLANKS}]{{1,4}}[\u4e00-\u9fff]){{1,3}}(?=[:：])")
# 统计表.pdf 来源：某局
SOURCE = re.compile(rf"(?<=[{BLANKS}])(?:信息|文章|稿件)?来源[:：](?=[^，。；]{{2,60}}$)")
# （某厅负责）解读：1.一图读懂… 2.答记者问 字号: what a page lists behind the text
EXPLAINED = re.compile(r"(?<=[）)。])(?:相关|政策)?解读[:：]\s?1[.．、][^。]{4,400}$")


def page_cuts(text: str) -> Iterator[int]:
    """The places around the names of the networks that a page is shared in, and before the source and the list of
    interpretations at its foot.

    >>> text = "时间：2031-03-05 16:28 微信 微博 各县水务局：附件：申报表.pdf 来源：某局"
    >>> [text[cut:].strip()[:5] for cut in page_cuts(text)]
    ['微信 微博', '各县水务局', '来源：某局']
    """
    for words in SHARING.finditer(text):
        yield from words.span()
    yield from (found.start() for pattern in (SOURCE, EXPLAINED) for found in pattern.finditer(text))


def gaps_of_page(text: str) -> set[int]:
    """Where words begin that a blank parts from what they belong to: within such names, behind the label of the place
    on a site or a word that joins, in a label whose letters are set wide.

    >>> text = "当前位置： 首页 微信 微博 QQ空间 联 系 人：张三"
    >>> [text[place:] for place in sorted(gaps_of_page(text))][0]
    '首页 微信 微博 QQ空间 联 系 人：张三'
    """
    found = {blank.end() for pattern in (PLACE, JOINED) for blank in pattern.finditer(text)}
    for pattern in (SHARING, SPACED_LABEL):
        for words in pattern.finditer(text):
            found.update(range(words.start() + 1, words.end()))
    return found
