"""A text in; its sentences out. What ends in ； counts as one, because clauses of policies are long."""

import re
from collections.abc import Iterator, Sequence

from documents.text.spans import Span

SENTENCE = re.compile(r"[^。；;\n]+[。；;]?")
GAP = "……"


def find_sentences(text: str) -> Iterator[Span]:
    """The sentences, each with the mark that ends it.

    >>> [span.quote("发展风电；发展光伏。") for span in find_sentences("发展风电；发展光伏。")]
    ['发展风电；', '发展光伏。']
    """
    return (Span(*match.span()) for match in SENTENCE.finditer(text))


def sentence_around(text: str, words: Span) -> Span:
    """The sentences that some words stand in, without the mark that ends them; of a text that was cut off it may reach
    to its edge.

    >>> text = "开展监测。每年年底报送进展；发展光伏。"
    >>> sentence_around(text, Span(5, 9)).quote(text)
    '每年年底报送进展'
    """
    start = max(text.rfind(mark, 0, words.start) for mark in "。；;\n") + 1
    ends = (text.find(mark, words.end) for mark in "。；;\n")
    return Span(start, min((end for end in ends if end >= 0), default=len(text)))


def joined(sentences: Sequence[str], places: Sequence[int]) -> str:
    """The sentences at these places, in order, with …… where others stand between them.

    >>> joined(["甲；", "乙；", "丙。"], [0, 2])
    '甲；……丙。'
    """
    said = ""
    for number, place in enumerate(places):
        said += (GAP if number and place != places[number - 1] + 1 else "") + sentences[place].lstrip()
    return said
