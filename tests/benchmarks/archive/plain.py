"""A paper that sets no work in; its articles out, made of sentences of the samples."""

import random
from collections.abc import Mapping
from functools import cache

from tests.benchmarks.archive.plan import Paper
from tests.benchmarks.archive.samples import Sample
from tests.benchmarks.archive.wording import tier_word

HAN = "零一二三四五六七八九十"
FEWEST, MOST, LONGEST = 4, 24, 120


def plain_articles(paper: Paper, samples: Mapping[int, Sample], chance: random.Random) -> list[str]:
    """The articles of a regulation, or the numbered paragraphs of another text."""
    sentences = sentences_of(tuple(sample.reading for sample in samples.values()))
    articles = []
    for number in range(1, chance.randint(FEWEST, MOST) + 1):
        mark = f"第{han(number)}条　" if paper.kind == "regulation" else f"{han(number)}、　"
        said = "".join(chance.sample(sentences, chance.randint(1, 3)))
        articles.append(
            mark + said.replace("青海省", paper.region.name).replace("我省", f"我{tier_word(paper.region)}")
        )
    return articles


@cache
def sentences_of(texts: tuple[str, ...]) -> list[str]:
    """The whole sentences of the texts, none of them long."""
    lines = (line for text in texts for line in text.splitlines())
    sentences = (f"{sentence}。" for line in lines for sentence in line.split("。")[:-1])
    return list(dict.fromkeys(each for each in sentences if 12 < len(each) < LONGEST and "(" not in each))


def han(number: int) -> str:
    """A number below a hundred in characters.

    >>> han(8), han(10), han(21)
    ('八', '十', '二十一')
    """
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else HAN[tens]) + ("十" if tens else "") + (HAN[ones] if ones or not tens else "")
