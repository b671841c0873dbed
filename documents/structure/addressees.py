"""The lines of a head in; the line that says to whom a document is sent (主送机关) out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from documents.structure.listed_bodies import is_body, split_bodies
from documents.structure.paragraphs import without_blanks
from documents.structure.titles import genre_of
from documents.structure.values import Words
from documents.text.spans import Span

# 各市、自治州人民政府，省政府各部门：
ADDRESSEES = re.compile(r"(?P<names>[^。！？:：《]{2,900})[:：]")
# 各区（市）县 · 全市各小学 · 有关企业 · 省直各单位: a class of bodies, whatever it is called
CLASS = re.compile(r"(?:[\u4e00-\u9fff]{0,8}(?:各|有关|相关|所属|直属|驻))[\u4e00-\u9fff（）()、]{1,30}")
# 机关各处室 · 各镇街 · 各县市区
MEMBERS = re.compile(
    r"(?:[省市县区州]|[镇乡街]道?|处室|科室|委办局|部委办|厅局|企事业|人民团体|学院|医院|商会|联合会|师|团场?)$"
)
MOST_LINES = 6
RANKS = re.compile(r"[，,；;]")
NO_NAME = re.compile(
    r"^[承主协经督]办$|如下|通知|通告|公告|要求|规定|意见|内容|时间|问题|情况|事项|条件|包括|标准|方式|依据|对象"
    r"|^(?:相关|有关|所属)(?:链接|主题|附件|文件|文档|下载|文章|阅读|新闻|报道"  # of a page
    r"|稿件|栏目|信息|解读|内容|专题|分类)$"
    r"|(?<![各关])(?:拟稿|主送|抄送|发文|主办|承办|联系)(?:单位|部门|机关|处室)$"  # a label of a form
)


@dataclass(frozen=True, slots=True)
class Address:
    """The line that names the addressees, their names, and where the list ends, behind which the body may begin."""

    line: Span
    names: tuple[Words, ...]
    end: int


def find_address(text: str, lines: Sequence[Span]) -> Address | None:
    """The first line that lists bodies and ends in a colon, or has one before the first sentence; None without one. A
    list that is broken over several lines is one.

    >>> find_address("各市、州人民政府，省直有关单位：", [Span(0, 16)]).names[1].text
    '省直有关单位'
    """
    for index, line in enumerate(lines):
        broken = Span(_first_of_list(text, lines, index), line.end)
        if found := _address(text, broken) or _address(text, line):
            return found
    return None


def _address(text: str, line: Span) -> Address | None:
    match = ADDRESSEES.match(text, line.start, line.end)
    if match is None or "？" in text[match.end() : line.end] or text.count(f"\n{match.group()}") > 1:
        return None
    ranks = [without_blanks(rank) for rank in RANKS.split(match["names"])]
    is_whole = match.end() == line.end
    if not _are_bodies(ranks, is_whole):
        return None
    return Address(line, split_bodies(text, Span(*match.span("names"))), match.end())


def _first_of_list(text: str, lines: Sequence[Span], index: int) -> int:
    """Where the list begins that ends in the line at `index`: lines above that hold marks of a list and no end."""
    first = index
    while text[lines[index].end - 1] in "：:" and first and index - first < MOST_LINES:
        words = lines[first - 1].quote(text)
        is_list = re.search(r"[，,、]", words) and words[-1] not in "。：:；;！？》" and "〔" not in words
        if not is_list or "关于" in words or genre_of(words):
            break
        first -= 1
    return lines[first].start


def _are_bodies(ranks: Sequence[str], is_whole: bool) -> bool:
    """Whether these are the names of bodies: nearly all where they stand alone on a line, else every one."""
    found = sum(map(_is_addressed, ranks))
    return _is_addressed(ranks[-1]) and found * 10 >= len(ranks) * (7 if is_whole else 10)


def _is_addressed(rank: str) -> bool:
    """Whether what stands between two commas is a body, or several: 各市、自治州人民政府; 沈阳、北京、济南军区."""
    before, _, last = rank.rpartition("、")
    if NO_NAME.search(last) or "〔" in rank or "关于" in rank:
        return False
    if is_body(last) or is_body(rank.replace("、", "")) or CLASS.fullmatch(rank):
        return True
    if CLASS.fullmatch(last) and any(map(is_body, before.split("、"))):
        return True  # 市港口局、各相关船舶供应商
    return len(last) <= 20 and bool(MEMBERS.search(last))
