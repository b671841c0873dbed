"""A sentence of a text copied without its line ends in; its lines out: title, addressees, signature, contents."""

import re
from collections.abc import Iterable, Iterator

from documents.text.aligned import AlignedText
from documents.text.scrambled.contents_list import find_rows

# …的通知|发布日期:2021-12-29|各市人民政府，省政府各部门:|《…
FIELD = re.compile(
    r"(?:发布日期|发布时间|成文日期|发文日期|生成日期|索引号|发文机关|发布机构|发文字号|文号|信息来源|来源)[:：]"
)
# 2031-03-05 · 2031-03-05 16:28
DAY = re.compile(r"\s{0,3}\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s{1,3}\d{1,2}:\d{2}(?::\d{2})?(?!\d))?")
ADDRESSEES = re.compile(r"[各，、][^。；：:《》]{1,300}[局厅委府位门会行校院司区县处][:：]")
# 某省人民政府办公厅|2021年12月24日|(此件公开发布)|某省生态经济发展规划(2021—2025年)|目录
SIGNATURE = re.compile(
    r"""
    (?P<name>[^，。；：:、\dA-Za-z@.]{4,80}
        (?:政府|办公厅|办公室|委员会|领导小组|[厅局部委院会]|中心|总队|支队|公司|办事处|学校|大学)
        (?:\s{0,4}[（(][^（()）]{0,30}章[）)])?)
    \s{0,8}(?P<date>\d{4}年\d{1,2}月\d{0,2}日(?:印发)?)
    (?P<note>[（(](?:此件[^（）()]{2,12}|联系人[^（）()]{2,60})[）)])?
    """,
    re.VERBOSE,
)
LABEL = re.compile(r"目\s{0,4}[录次]$")


def head_lines(words: AlignedText) -> Iterator[AlignedText]:
    """A sentence of the head or the tail, cut into the lines that it was made of.

    >>> words = "关于印发规划的通知发布日期:2021-12-29各市人民政府，省政府各部门:"
    >>> [line.text for line in head_lines(AlignedText.of(words, 0, len(words)))]
    ['关于印发规划的通知', '发布日期:2021-12-29', '各市人民政府，省政府各部门:']
    """
    if rows := find_rows(words):
        yield from (row.strip() for row in rows)
        return
    cuts = sorted({cut for cut in _cuts(words.text) if 0 < cut < len(words.text)})
    for start, end in zip([0, *cuts], [*cuts, len(words.text)], strict=True):
        yield words.cut(start, end).strip()


def _cuts(text: str) -> Iterable[int]:
    if signature := SIGNATURE.match(text):
        yield from (signature.end("name"), signature.end("date"), signature.end())
    for field in FIELD.finditer(text):
        yield field.start()
        if day := DAY.match(text, field.end()):
            yield day.end()
    if addressees := ADDRESSEES.search(text):
        yield addressees.end()
    if label := LABEL.search(text):
        yield label.start()
