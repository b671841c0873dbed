"""Indicators as printed → the form in which two of them are the same, whatever stands before or between the words."""

from documents.search.words.folding import fold

# Of one document they say: in the whole region. In another they say it of another region.
WHOLE = ("全省", "全市", "全县", "全区", "全州", "全国", "我省", "我市", "我县", "我区", "我州", "本省", "本市")
LEAST = 3  # 总量 and 比重 alone are not an indicator


def normal(indicator: str) -> str:
    """全省“散乱污”企业 整治率 → 散乱污企业整治率; "" for what is too short to be compared."""
    folded = fold(indicator).strip()
    bare = folded[2:] if folded.startswith(WHOLE) else folded
    return bare if len(bare) >= LEAST else ""


def spellings(indicator: str) -> set[str]:
    """How the same indicator may stand elsewhere: as here, and after any word for the whole region."""
    bare = normal(indicator)
    return {indicator, bare, *(word + bare for word in WHOLE)} if bare else set()
