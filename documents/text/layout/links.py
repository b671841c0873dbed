"""The words of a line in; its links and pictures, in Markdown or as bare addresses, out."""

import re
from typing import Final

TITLE: Final = r"""(?:[ \t]{1,9}(?:"[^"\n]{0,300}"|'[^'\n]{0,300}'))?[ \t]{0,9}"""  # [text](https://… "title")
# ![picture](target)
PICTURE = re.compile(rf"!\[[^\]\n]{{0,80}}\]\([^)\s]{{0,300}}{TITLE}\)")
# [text](target), [![picture](target)text](target): what a reader sees of them is the text
LINK = re.compile(
    rf"""
    (?<!!)\[
      (?P<text>(?:!\[[^\]\n]{{0,80}}\]\([^)\s]{{0,300}}\)){{0,3}}[^\[\]\n]{{0,200}})
    \]
    \((?P<target>(?:https?|mailto|/|\#|\.)[^()\s]{{0,300}}{TITLE})\)
    """,
    re.VERBOSE,
)
BARE = re.compile(r"https?://[\x21-\x7e]{2,300}")
# What a link in a document leads to or stands beside: an attachment, a number, a day
LINKED_TEXT = re.compile(
    r"附\s?件|\.(?:docx?|xlsx?|pdf|wps|ofd|zip)|〔\d{4}〕|\d{4}\s?年\s?\d{1,2}\s?月", re.IGNORECASE
)


def linked_characters(words: str) -> tuple[int, int]:
    """How many links of a line lead to other pages, and how many characters a reader sees of them; (0, 0) where one
    leads to an attachment or to a place of the same page.

    >>> linked_characters("[某市](https://a.cn) 某县 https://b.cn"), linked_characters("[文](/a.pdf)")
    ((2, 14), (0, 0))
    """
    if "](" not in words and "://" not in words:
        return 0, 0
    links = list(LINK.finditer(words))
    if any(link["target"].startswith("#") or LINKED_TEXT.search(link.group()) for link in links):
        return 0, 0
    bare = BARE.findall(PICTURE.sub("", LINK.sub("", words)))
    seen = sum(len(PICTURE.sub("", link["text"])) for link in links) + sum(map(len, bare))
    return len(links) + len(bare), seen
