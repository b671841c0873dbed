"""The words of a head or tail in; the names of bodies in them, as written, out."""

import re

from documents.structure.values import Words
from documents.text.spans import Span

# What the name of a body ends in (国家能源局综合司); a name may go on in brackets: 市发展改革委（市能源局）
BODY_ENDINGS = (
    "人民政府|政府|办公厅|办公室|委员会|管委会|党委|省委|市委|州委|县委|区委|工委|党组|政协|人大|[局部委署][\u4e00-\u9fff]{2,14}司|"
    "厅|局|部|委|署|院|行|办|处|队|海关|税务|"
    "中心|公司|集团|联合会|总社|社|协会|学会|总工会|工会|法院|检察院|军区|领导小组|指挥部|联席会议|常委会|单位|部门|机构|"
    "企业|院校|高校|学校|高等学校|科研院所|团体|办事处|园区|开发区|新区|分行|总队|支队|站|所|馆|台|银行|保险|交易所|大学|基地|林场|农场|牧场|渔场|总场|分场"
)
BODY = re.compile(rf"[\u4e00-\u9fff（）()·〔〕]{{1,40}}?(?:{BODY_ENDINGS})(?:[（(][^（()）]{{1,20}}[）)])?")
# 西宁市、海东市、海西州发展改革委: a place alone is no body, the name goes on
PLACE_END = re.compile(r"(?:(?<=各)地|省|市|州|县|盟|旗|兵团|(?<![园发新矿范能税景])区)(?:[（(][^（()）]{1,12}[）)])?$")
# 各市（州）教育局、财政局
PLACE_BEGIN = re.compile(r"各(?:辖|省|市|州|县|区|地|盟|旗|设区)")
# 办 · 局和各人民团体
LONE = re.compile(r"[委办厅局部署](?:$|[和及])|(?:人民政府|政府|管委会|管理委员会|党工委)$")
# 市各委办局、公司、直属单位
MEMBER = re.compile(r"(?:公司|企业|直属单位|直属机构|部门|(?:企?事业)?单位)$")
WHOLE = re.compile(
    r"(?:省|市|州|县|区|盟|旗|国家|全国|中共|中央|中国|各|有关|国务院|[^、]{2,8}?(?:省|市|州|县|区|盟|旗))"
)
LONGEST_NAME = 40
BODY_MET = re.compile(r"[厅委局部办院会行司室府](?=[\u4e00-\u9fff]{4})")
# 国家发展和改革委员会|工业和信息化部: several of the nation's
OF_THE_NATION = re.compile(
    r"国务院办公厅|(?:国家|中国|国务院|中央)[\u4e00-\u9fff]{2,12}?(?:委员会(?:办公[厅室])?|办公[厅室]|总?局|[署会行])"
    r"|[\u4e00-\u9fff]{2,9}?(?<!干)部"
)
SHORTEST_BODY = 5  # the shortest name before another one that lost its blank


def is_body(words: str) -> bool:
    """Whether the words read like the name of one body.

    >>> is_body("青海省发展和改革委员会"), is_body("指导意见")
    (True, False)
    """
    return 2 <= len(words) <= LONGEST_NAME and BODY.fullmatch(words) is not None


def joint_bodies(text: str, span: Span) -> list[Span]:
    """The names of bodies that lost the blank between them. A later name begins like the first, or with 中国, 国家; or
    all are those of ministries and other bodies of the nation.

    >>> [name.quote("某省财政厅某省水利厅") for name in joint_bodies("某省财政厅某省水利厅", Span(0, 10))]
    ['某省财政厅', '某省水利厅']
    """
    names, start = [], span.start
    first = text[span.start : span.end].removeprefix("中共")[:2]
    for met in BODY_MET.finditer(text, span.start, span.end):
        before, after = text[start : met.end()], text[met.end() : span.end]
        begins = after.startswith((first, "中国", "国家", "中共"))
        if begins and len(before) >= SHORTEST_BODY and is_body(before) and BODY.match(after):
            names.append(Span(start, met.end()))
            start = met.end()
    return [body for name in (*names, Span(start, span.end)) for body in _of_the_nation(text, name)]


def _of_the_nation(text: str, name: Span) -> list[Span]:
    """The bodies of the nation that a name is made of; else the name itself."""
    found = [Span(*match.span()) for match in OF_THE_NATION.finditer(text, name.start, name.end)]
    return found if sum(map(len, found)) == len(name) else [name]


def are_bodies(words: str) -> bool:
    """Whether the words are the name of a body, or several without blanks.

    >>> are_bodies("某省财政厅某省水利厅"), are_bodies("某省财政厅某省意见")
    (True, False)
    """
    return all(is_body(name.quote(words)) for name in joint_bodies(words, Span(0, len(words))))


def split_bodies(text: str, span: Span) -> tuple[Words, ...]:
    """The names in a list such as that of 主送机关, which has ，； between ranks and 、 within a rank.

    各市、自治州人民政府 and 西宁市、海东市商务局、能源局 are one entry each: their parts are no names.

    >>> text = "各市、自治州人民政府，省发展改革委、省能源局"
    >>> [words.text for words in split_bodies(text, Span(0, len(text)))]
    ['各市、自治州人民政府', '省发展改革委', '省能源局']
    """
    names: list[Words] = []
    for rank in _split(text, span, "，,；;"):
        for group in _groups([part.quote(text) for part in _split(text, rank, "、")]):
            parts = list(_split(text, rank, "、"))[group.start : group.stop]
            names.append(_words(text, Span(parts[0].start, parts[-1].end)))
    return tuple(names)


def _words(text: str, span: Span) -> Words:
    return Words("".join(span.quote(text).split()), span)


def _split(text: str, span: Span, marks: str) -> list[Span]:
    """The parts between `marks`, not those inside brackets, trimmed and not empty."""
    parts: list[Span] = []
    start, depth = span.start, 0
    for position in range(span.start, span.end):
        character = text[position]
        depth = max(depth + (character in "（(") - (character in "）)"), 0)
        if character in marks and not depth:
            parts.append(Span(start, position).strip(text))
            start = position + 1
    parts.append(Span(start, span.end).strip(text))
    return [part for part in parts if len(part)]


def _groups(parts: list[str]) -> list[range]:
    """The parts that make one entry together, each group as a range of places."""
    groups: list[range] = []
    is_list_of_places = False
    for index, part in enumerate(parts):
        if groups and _continues(parts[index - 1], part, is_list_of_places):
            groups[-1] = range(groups[-1].start, index + 1)
        else:
            groups.append(range(index, index + 1))
            is_list_of_places = False
        is_list_of_places = (
            is_list_of_places or PLACE_BEGIN.match(part) is not None or PLACE_END.search(part) is not None
        )
    return groups


def _continues(before: str, part: str, is_list_of_places: bool) -> bool:
    """Whether a part belongs to the entry before it: 各市｜自治州人民政府, 省政府各委｜办, 某州能源局｜商务局."""
    if PLACE_END.search(before) or LONE.match(part) or (part.startswith("各") and "各" in before[1:]):
        return True
    if "各" in before and MEMBER.match(part):
        return True
    if before.endswith(("各委", "各办", "各厅", "各局", "各部", "部委")) and part.startswith(("各", "直属")) is False:
        return not WHOLE.match(part)
    return is_list_of_places and not WHOLE.match(part) and len(part) <= 12
