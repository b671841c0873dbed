"""A page in; the same page out, with what its script would show no longer hidden."""

from typing import Any

from lxml import etree

from documents.text.formats.html_words import UNSEEN, is_hidden

SENTENCE = "。"
FEWEST = 2  # sentences that a text has


def show_hidden_text(page: Any) -> None:
    """Show what a page hides, where no sentence is seen and several are hidden: its script shows them when it runs.

    >>> page = etree.fromstring("<body><p>载入中</p><div style='display:none'>修路。架桥。</div></body>")
    >>> show_hidden_text(page)
    >>> page.find("div").attrib
    {}
    """
    hidden: list[Any] = []
    walk = etree.iterwalk(page, events=("start",))
    for _, element in walk:
        if UNSEEN.fullmatch(element.tag):
            walk.skip_subtree()
        elif is_hidden(element):
            hidden.append(element)
            walk.skip_subtree()
        elif SENTENCE in (element.text or ""):
            return
        if SENTENCE in (element.tail or ""):
            return
    for outer in hidden:
        if _sentences(outer) >= FEWEST:
            for element in (each for each in outer.iter(etree.Element) if is_hidden(each)):
                element.attrib.pop("hidden", None)
                element.attrib.pop("style", None)


def _sentences(element: Any) -> int:
    """How many full stops stand in an element, those of scripts left out."""
    count, walk = 0, etree.iterwalk(element, events=("start",))
    for _, inner in walk:
        if UNSEEN.fullmatch(inner.tag):
            walk.skip_subtree()
        else:
            count += (inner.text or "").count(SENTENCE)
        count += (inner.tail or "").count(SENTENCE) if inner is not element else 0
    return count
