"""A list of bodies in; which blanks and line ends in it part two names, and which stand within one, out."""

import re
from collections.abc import Iterator

from documents.agencies.bodies import RegionEntry
from documents.agencies.resolver import Gazetteer
from documents.text.spans import Span

NEXT = re.compile(r"[、，,；;。\n／/|（(]")
BLANKS = " \u3000\t"
# What a name ends in where names are known to stand on both sides; less is asked than of a lone name (ENDS_NAME)
ENDS_BODY = re.compile(
    r"""
    (?: [委局厅部办署院会室司府区市州县旗盟行所关校团队处站社台网馆中心门位系业构镇乡地方]
      | (?<![学专本理百])科 | 大学 | 中学 | 党校 | [妇残文侨]联 | 工商联 | 社科联 | 科协 | 街道 | 集团 | 领导小组 | 专班
      | [一上东广北]汽 | 电力 | 石化 | 石油 | 油田 | 移动 | 联通 | 电信 | 铁塔 | 邮政 | 烟草 | 钢铁 | 燃气
      | 城投 | 交投 | 国投 | 水投 | 文投 | 旅投 | 农投 | 农信联社 | 农担
    )
    (?:[（(〔［].*)?$
    """,
    re.VERBOSE,
)
LONGEST = 60  # characters of a name, or on either side of a gap
SHORTEST = 3  # characters of a name that stands alone
GAP = re.compile(r"[ \t\u00a0\u2002-\u200a\u3000]+")
OPENING, CLOSING = "（(〔[【［〈", "）)〕]】］〉"
# 省财政厅 · 各区人民政府 · 有关单位: how a name begins that takes nothing over from the words before it
BEGINS_NAME = re.compile(
    r"(?:自治区|自治州|[省市州县区盟旗])(?!级?以)[\u4e00-\u9fff]{2}|各[\u4e00-\u9fff]|有关|相关|国家|中国|中共|国网|团[省市州县]委"
)
ENDS_NAME = re.compile(r"(?:[委局厅部办署院会室府行所队]|中心|公司|集团|单位|部门|机构|企业|大学|联)$")
LAST_WORD = re.compile("(?:人民)?政府|[厅局委办]|办公室|委员会|中心|公司|集团")  # of a name, alone on its line
TIER = re.compile("自治[区州]|[省市州县区盟旗]")
JOINING = ("和", "与", "及")
REACH = 3  # blanks that the next name may have in it


def parts_names(text: str, names: Span, at: int, gazetteer: Gazetteer, home: RegionEntry | None) -> bool:
    """Whether the blank at a place parts the bodies on both sides, of which those from `names.start` on are not parted
    yet: 省财政厅 省水利厅, but not the two parts of one known name.

    >>> text = "省财政厅 省水利厅"
    >>> parts_names(text, Span(0, len(text)), 4, Gazetteer([], [], []), None)
    True
    """
    if text[at] not in BLANKS or at - names.start > LONGEST:
        return False
    left, right = text[names.start : at].strip(), _name_after(text, at, names.end).split(maxsplit=1)
    if not right or min(len(left), len(right[0])) < SHORTEST:
        return False
    is_between = ENDS_BODY.search(left) is not None and ENDS_BODY.search(right[0]) is not None
    return is_between and not gazetteer.resolve(left + right[0], home).known


def breaks_name(text: str, names: Span, at: int, gazetteer: Gazetteer, home: RegionEntry | None) -> bool:
    """Whether a line ends within a name: a known one (省住房和城 / 乡建设厅), or one that says whose it is and has its
    last word only on the next line, which begins no name (县果品 / 局).

    >>> [breaks_name(text, Span(0, len(text)), 4, Gazetteer([], [], []), None) for text in ("省财政厅\\n省水利厅",
    ... "省果品发\\n展中心")]
    [False, True]
    """
    if at - names.start > LONGEST:
        return False
    left, right = "".join(text[names.start : at].split()), _name_after(text, at, names.end)
    if not left or not right or gazetteer.resolve(left, home).is_one_body:
        return False
    if TIER.fullmatch(left):  # 省 / 财政厅
        return ENDS_NAME.search(right) is not None
    begins_name = not LAST_WORD.fullmatch(right) and gazetteer.resolve(right, home).is_one_body
    if any(gazetteer.resolve(left + more, home).known for more in (right, *_next_line(text, at, names.end))):
        return not begins_name or left.endswith(JOINING)
    if ENDS_BODY.search(left) or begins_name or BEGINS_NAME.match(right) or gazetteer.regions.at(right, 0, home):
        return False
    says_whose = BEGINS_NAME.match(left) or gazetteer.regions.at(left, 0, home)
    return bool(says_whose and ENDS_NAME.search(left + right))


def _next_line(text: str, at: int, end: int) -> Iterator[str]:
    """The next two lines in one, where the first has no mark: 资源和规 / 划厅."""
    lines = text[at + 1 : min(end, at + LONGEST)].split("\n")[:2]
    if len(lines) == 2 and not NEXT.search(lines[0]):
        yield (lines[0] + NEXT.split(lines[1])[0]).strip()


def _name_after(text: str, at: int, end: int) -> str:
    """The words behind a place up to the next mark."""
    end = min(end, at + LONGEST)
    mark = NEXT.search(text, at + 1, end)
    return text[at + 1 : mark.start() if mark else end].strip()


def cut_at_blanks(text: str, part: Span, gazetteer: Gazetteer, home: RegionEntry | None) -> Iterator[Span]:
    """The names in a part that no mark divides: 省财政厅　省水利厅. Blanks inside a name (省 财政厅) do not cut it.

    >>> text = "省财政厅 省水利厅"
    >>> [span.quote(text) for span in cut_at_blanks(text, Span(0, len(text)), Gazetteer([], [], []), None)]
    ['省财政厅', '省水利厅']
    """
    blanks = [] if GAP.search(text, part.start, part.end) is None else list(_outside_brackets(text, part))
    if not blanks or gazetteer.resolve(part.quote(text), home).is_one_body:
        yield part
        return
    start, ends = part.start, [*(blank.start for blank in blanks), part.end]
    for position, blank in enumerate(blanks, 1):
        after = (Span(blank.end, end) for end in ends[position : position + REACH])
        if _is_name(text, Span(start, blank.start), gazetteer, home) and any(
            _is_name(text, span, gazetteer, home) for span in after
        ):
            yield Span(start, blank.start)
            start = blank.end
    yield Span(start, part.end)


def _outside_brackets(text: str, part: Span) -> Iterator[Span]:
    depth, position = 0, part.start
    for blank in GAP.finditer(text, part.start, part.end):
        for mark in text[position : blank.start()]:
            depth = max(depth + (mark in OPENING) - (mark in CLOSING), 0)
        position = blank.end()
        if depth == 0 and part.start < blank.start() and blank.end() < part.end:
            yield Span(*blank.span())


def _is_name(text: str, span: Span, gazetteer: Gazetteer, home: RegionEntry | None) -> bool:
    """Whether the words are a whole name: one that is known, or that says whose it is; a bare place is none, for its
    body may follow (西宁市 财政局)."""
    if not SHORTEST <= len(span) <= LONGEST:
        return False
    words = span.quote(text)
    squeezed = GAP.sub("", words)
    if gazetteer.regions.whole(squeezed, home):
        return False
    says_whose = squeezed == words and (BEGINS_NAME.match(words) or gazetteer.regions.at(words, 0, home))
    return bool(says_whose and ENDS_NAME.search(words)) or gazetteer.resolve(squeezed, home).known
