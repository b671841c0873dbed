"""Labelled values and what a page says of itself in; where a text was published and by whom, out."""

import re
from collections.abc import Sequence

from documents.structure.labelled import Field, value_of
from documents.text.readings import PageWitness

ADDRESS = re.compile(r"https?://[\x21-\x7e]{3,500}")


def publication(text: str, fields: Sequence[Field], witness: PageWitness) -> tuple[str, str]:
    """The address of the page, and who published it; "" for what nothing says.

    >>> from documents.text.spans import Span
    >>> text = "原文链接：https://www.example.com/a.html 发布机构：某市水务局"
    >>> fields = [Field("source", Span(5, 35)), Field("publisher", Span(41, 46))]
    >>> publication(text, fields, PageWitness())
    ('https://www.example.com/a.html', '某市水务局')
    """
    links = (ADDRESS.search(field.value.quote(text)) for field in fields if field.key == "source")
    link = next((match.group().rstrip(")]") for match in links if match), "")
    publisher = value_of(text, fields, "publisher")
    return link or witness.url, publisher.text if publisher else witness.publisher
