"""A plain text or Markdown file in; what it says of itself above its text (title, address) out."""

import re
from typing import Final

from documents.text.readings import PageWitness
from documents.text.web_addresses import page_address

FIRST: Final = 3000  # characters that may hold it
# title: 某某办法, in front matter or as a converter of web pages writes it
TITLE = re.compile(
    r"^(?:title|标题)\s?:\s?[\"'“]?(?P<title>[^\"'”\n]{2,150}?)[\"'”]?\s*$", re.IGNORECASE | re.MULTILINE
)
ADDRESS = re.compile(
    r"^(?:url source|url|source|link)\s?:\s?(?P<url>https?://[^\s\"']{4,500})", re.IGNORECASE | re.MULTILINE
)
# retrieved: 2026-11-30, in front matter; 获取日期：2026年11月30日
RETRIEVED = re.compile(
    r"^(?:retrieved(?:[ _]on)?|accessed(?:[ _]on)?|date[ _]accessed|(?:取得|获取|下载|访问)日期)\s?[:：]"
    r"\s?[\"']?(?P<day>[^\n\"']{8,30})",
    re.IGNORECASE | re.MULTILINE,
)
FRONT = re.compile(r"\ufeff?\s{0,20}(?:---\s*\n|title\s?:)", re.IGNORECASE)
# # 某某办法: the first words of a file, as its only heading of this rank
HEADING = re.compile(r"\ufeff?\s{0,20}#[ \t]+(?P<title>[^\n#]{2,150}?)[ \t#]*(?:\r?\n|$)")
MARKS = re.compile(r"\*{2,3}|__|`")
SITE_BEHIND = re.compile(r"(?:\s*[-_|｜—–]{1,2}\s*[^-_|｜—–]{0,30}(?:网站?|门户|平台|政府|在线))+$")
NUMBERED = re.compile(r"第[一二三四五六七八九十\d]{1,4}[章节条编部]|[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]")


def witness_of_text(text: str) -> PageWitness:
    r"""The title that a file states of itself, and where it came from.

    >>> witness_of_text("# 某市湿地办法\n\n第一章 总则").titles, witness_of_text("# 一、总则\n文。").titles
    (('某市湿地办法',), ())
    >>> witness_of_text('---\ntitle: "某市湿地办法-某市政府在线_某市人民政府门户网站"\n---').titles
    ('某市湿地办法',)
    """
    top = text[:FIRST]
    titles, address, retrieved = [], None, None
    if FRONT.match(top):
        titles = [SITE_BEHIND.sub("", match["title"]) for match in TITLE.finditer(top)][:1]
        address, retrieved = ADDRESS.search(top), RETRIEVED.search(top)
    if heading := HEADING.match(top):
        titles.append(MARKS.sub("", heading["title"]).strip())
    found = tuple(title for title in titles if title and not NUMBERED.match(title))
    return PageWitness(
        found,
        url=page_address(address["url"]) if address else "",
        retrieved=retrieved["day"] if retrieved else "",
    )
