"""A title as printed in; the form out that is the same for all its spellings."""

import unicodedata


def title_key(title: str) -> str:
    """The letters and digits of a title, in half width, which are equal for two spellings of one title.

    >>> title_key("《某省２０２５年方案》（试行）")
    '某省2025年方案试行'
    """
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", title)))
