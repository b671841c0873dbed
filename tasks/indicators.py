"""An indicator as printed in; the form out that is the same for all its spellings."""

from documents.search.words.folding import fold

# They mean the whole region of the document, which is another in another document.
WHOLE = ("全省", "全市", "全县", "全区", "全州", "全国", "我省", "我市", "我县", "我区", "我州", "本省", "本市")
LEAST = 3  # characters: 总量 or 比重 alone are not an indicator


def normal(indicator: str) -> str:
    """The indicator without marks, blanks and 全省 or the like before it; "" where it is too short to be compared.

    >>> normal("全省“散乱污”企业 整治率"), normal("总量")
    ('散乱污企业整治率', '')
    """
    folded = fold(indicator).strip()
    bare = folded[2:] if folded.startswith(WHOLE) else folded
    return bare if len(bare) >= LEAST else ""


def spellings(indicator: str) -> set[str]:
    """The spellings under which the same indicator may stand elsewhere: as here, and with 全省, 全市 … before it;
    none for one too short."""
    bare = normal(indicator)
    return {indicator, bare, *(word + bare for word in WHOLE)} if bare else set()
