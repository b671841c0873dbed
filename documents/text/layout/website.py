"""Lines in; those that a web site says of itself (网站地图, 版权所有), which are no part of the text, out."""

import re
from collections.abc import Iterator, Sequence

# Words that stand for themselves, and labels with a value behind them, that only a web site says of itself
ALONE = (
    r"网站地图|站点地图|联系我们|关于我们|关于本站|网站(?:声明|说明|首页|帮助)|免责声明|版权声明|隐私(?:声明|政策|保护)|使用帮助|"
    r"无障碍(?:浏览|阅读)?|适老版|长者模式|政府网站找错|我要纠错|政府网站年度(?:工作)?报表|打印本页|关闭窗口|关闭本页|返回顶部|"
    r"加入收藏|设为首页|友情链接|扫[一描]扫(?:[在用]?(?:手机|微信)?(?:打开|查看|分享|访问|关注|浏览)(?:当前页|本页|本网站)?)?|扫码(?:分享|访问|查看|阅读)[^，。；]{0,12}|分享到?[:：]?"
)
LABELS = (
    r"版权所有(?!者|权)|网站标识码|[\u4e00-\u9fff]{0,4}ICP\s?备(?:案号?)?|[\u4e00-\u9fff]{0,4}公网安备|建议使用|copyright|©|"
    r"all\s?rights\s?reserved|网站(?:管理|运维|维护|制作|支持|主办|承办)(?:单位|部门)?[:：]|(?:网站|今日|总)访问量|您是第"
)
# Words that stand beside them there, and elsewhere too
BESIDE = (
    r"(?:主办|承办|主管|协办|技术支持|运维|维护|管理|制作|内容维护)(?:单位|机关|部门)?\s?[:：]|责任编辑\s?[:：]|"
    r"(?:地址|邮编|邮政编码|电话|联系电话|值班电话|传真|邮箱|网址)\s?[:：]|首页|english|繁体(?:版|中文)?|简体(?:版|中文)?|rss|"
    r"https?://|www\.|位访(?:客|问者)"
)
VALUE = r"[^，。；！？\s]{0,60}"
SIGN = re.compile(rf"(?:{ALONE})+|(?:{LABELS}){VALUE}", re.IGNORECASE)
PIECE = re.compile(rf"(?:{ALONE})+|(?:{LABELS}|{BESIDE}){VALUE}", re.IGNORECASE)
PLAIN = re.compile(r"[\x21-\x7e]+号?")  # 1.0.2-7, IE9.0, 6200000001: beside any of them
START = re.compile(rf"(?<=[\s。！？；）)”|｜])(?:{ALONE}|{LABELS}|{BESIDE})", re.IGNORECASE)
BETWEEN = re.compile(r"[\s|｜·•/／,，;；]+")
SENTENCE_MARK = re.compile(r"[，。；！？、]")
# 您访问的链接即将离开本网站 是否继续？
LEAVING = re.compile(r"您(?:访问的链接)?即将离开[^，。；]{0,30}网站[^，。；]{0,10}")
MARK = re.compile(r"[^\u4e00-\u9fff\d]{1,2}")  # X · |; no number of a table
# 放弃 · 某地发布微信; no signature, no date
SHORT = re.compile(r"[^，。；！？、：:\d]{1,3}|[^，。；！？、：:\d]{4,16}(?<![厅局委府办室会部章])")
LONGEST = 300
MOST_BEHIND = 12  # lines


def is_site(words: str) -> bool:
    """Whether a line holds nothing but what a web site says of itself.

    >>> is_site("主办：某厅 版权所有 网站标识码6200000001"), is_site("网站建设由某厅负责。")
    (True, False)
    """
    is_signed = _is_of_pieces(words) and any(map(SIGN.match, BETWEEN.split(words)))
    return is_signed or LEAVING.fullmatch(words) is not None


def site_lines(lines: Sequence[str]) -> Iterator[int]:
    """The places of the lines that a web site says of itself: those of its foot, which may be wrapped, and any other
    that holds nothing else. A place may come twice.

    >>> sorted({*site_lines(["发展风电。", "网站地图 联系我们", "版权所有：某厅"])})
    [1, 2]
    """
    yield from (index for index, words in enumerate(lines) if is_site(words))
    foot = _foot(lines)
    if any(map(is_site, lines[foot:])):
        yield from range(foot, len(lines))


def site_words(words: str) -> int | None:
    """Where, behind the last sentence of a line, the words begin that a web site says of itself; None without such.

    >>> site_words("发展风电。 版权所有：某厅")
    6
    """
    for match in START.finditer(words, max(0, len(words) - LONGEST)):
        if is_site(words[match.start() :]):
            return match.start()
    return None


def _is_of_pieces(words: str) -> bool:
    """Whether a line is made of words of web sites and their values; a value may hold blanks, but is no sentence."""
    if len(words) > LONGEST or not PIECE.match(words) or SENTENCE_MARK.match(words[-1]):
        return False
    pieces = [piece for piece in BETWEEN.split(words) if piece]
    known = [piece for piece in pieces if PIECE.fullmatch(piece)]
    others = [piece for piece in pieces if not PIECE.fullmatch(piece) and not PLAIN.fullmatch(piece)]
    return not others or (len(others) <= len(known) and not SENTENCE_MARK.search(words))


def _foot(lines: Sequence[str]) -> int:
    """The place of the first of the last lines that hold only words of web sites, whatever short lines stand behind
    these; the number of lines where none does."""
    first = _behind_site(lines)
    while first:
        if _is_of_pieces(lines[first - 1]) or is_site(lines[first - 1]) or MARK.fullmatch(lines[first - 1]):
            first -= 1
        elif first > 1 and is_site(lines[first - 2] + lines[first - 1]):
            first -= 2
        else:
            break
    return first


def _behind_site(lines: Sequence[str]) -> int:
    """The place behind the last line that a site says of itself, if only short lines follow it; else the number of
    lines."""
    for end in range(len(lines), max(0, len(lines) - MOST_BEHIND), -1):
        if is_site(lines[end - 1]):
            return end
        if not SHORT.fullmatch(lines[end - 1]):
            break
    return len(lines)
