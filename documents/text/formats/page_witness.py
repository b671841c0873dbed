"""The tree of a web page in; what it says of its text in `<meta>`, `<title>` and headings out."""

import re
from collections.abc import Iterator
from typing import Any, Final

from documents.text.readings import PageWitness
from documents.text.web_addresses import page_address

# <meta name="ArticleTitle"> and the like are obligatory on the sites of Chinese governments
TITLES: Final = ("articletitle", "og:title")
PUBLISHED: Final = ("pubdate", "publishdate", "article:published_time")
PUBLISHERS: Final = ("contentsource", "source")
SITES: Final = ("sitename", "og:site_name")
OWN: Final = ("本网", "本站", "原创", "网络")
ADDRESSES: Final = ("url", "og:url")
RETRIEVED: Final = ("retrieved", "date.retrieved", "dateretrieved", "accessed", "dateaccessed")
# 某某办法 - 某市人民政府门户网站 · 某某办法_某网
SITE_BEHIND = re.compile(r"\s*[-_|｜—–－]{1,2}\s*(?P<site>[^-_|｜—–－]{2,40})$")
SITE = re.compile(r"网$|网站|门户|平台|首页|在线$|(?:政府|委员会|办公厅|[厅局委])$")
PLACE = re.compile(r"位置|首页")  # 您当前所在的位置：首页 > 通知公告
LONGEST_TITLE: Final = 120


def witness_of(page: Any) -> PageWitness:
    """What the page says of its text; the titles that are those of the site are left out.

    >>> from lxml import etree
    >>> page = etree.HTML(
    ...     "<title>关于开放场馆的通告-体育在线_某市体育局网站</title><meta name='PubDate' content='2031-05-06'>"
    ... )
    >>> witness_of(page)
    PageWitness(titles=('关于开放场馆的通告',), published='2031-05-06', publisher='', url='', retrieved='')
    """
    said: dict[str, str] = {}
    for meta in page.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").strip().lower()
        content = " ".join((meta.get("content") or "").split())
        if name and content:
            said.setdefault(name, content)
    sites = {said[name] for name in SITES if name in said}
    titles = [said[name] for name in TITLES if name in said]
    headings = (_words(element) for tag in ("title", "h1") for element in page.iter(tag))
    titles += [title for heading in headings for title in _plain(heading, sites)]
    publisher = _first(said, PUBLISHERS)
    publisher = _first(said, SITES) if publisher in OWN else publisher
    addresses = [said[name] for name in ADDRESSES if name in said]
    addresses += [link.get("href") or "" for link in page.iter("link") if link.get("rel") == "canonical"]
    return PageWitness(
        titles=tuple(dict.fromkeys(titles)),
        published=_first(said, PUBLISHED),
        publisher=publisher,
        url=next(filter(None, map(page_address, addresses)), ""),
        retrieved=_first(said, RETRIEVED),
    )


def _first(said: dict[str, str], names: tuple[str, ...]) -> str:
    return next((said[name] for name in names if name in said), "")


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _plain(title: str, sites: set[str]) -> Iterator[str]:
    """The title without the site's name behind it; none where it is that name, or says where one is on the site."""
    if not 2 <= len(title) <= LONGEST_TITLE or title in sites or PLACE.search(title):
        return
    while (behind := SITE_BEHIND.search(title)) and (behind["site"] in sites or SITE.search(behind["site"])):
        title = title[: behind.start()]
    if title and title not in sites and not SITE.search(title):
        yield title
