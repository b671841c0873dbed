"""Labelled values and what a page says of itself in; where a text was published and by whom, and whether it is in
force, out."""

import re
from collections.abc import Sequence

from documents.structure.labelled import Field, value_of
from documents.structure.values import Validity
from documents.text.readings import PageWitness
from documents.text.web_addresses import web_address

ADDRESS = re.compile(r"https?://[\x21-\x7e]{3,600}", re.IGNORECASE)
# What stands behind 有效性：, 是否有效：
STATED = (
    (Validity.REPEALED, re.compile(r"[已被]{0,2}废止")),
    (Validity.NOT_YET, re.compile(r"(?:尚|暂)?未(?:生效|施行|实施)")),
    (Validity.EXPIRED, re.compile(r"已?(?:失效|过期|无效)|否$")),
    (Validity.AMENDED, re.compile(r"[已被]{0,2}(?:修改|修订|修正)")),
    (Validity.IN_FORCE, re.compile(r"(?:现行|继续|长期)?有效|是$|现行$")),
)


def stated_validity(text: str, fields: Sequence[Field]) -> Validity:
    """What the page says of whether the text is in force.

    >>> from documents.text.spans import Span
    >>> stated_validity("有效性：失效", [Field("validity", Span(4, 6))])
    <Validity.EXPIRED: 'expired'>
    """
    for field in fields:
        if field.key == "validity":
            value = field.value.quote(text).strip()
            return next((kind for kind, words in STATED if words.match(value)), Validity.UNKNOWN)
    return Validity.UNKNOWN


def publication(text: str, fields: Sequence[Field], witness: PageWitness) -> tuple[str, str]:
    """The address of the page, one of http or https, and who published it; "" for what nothing says.

    >>> from documents.text.spans import Span
    >>> text = "原文链接：https://www.example.com/a.html 发布机构：某市水务局"
    >>> fields = [Field("source", Span(5, 35)), Field("publisher", Span(41, 46))]
    >>> publication(text, fields, PageWitness())
    ('https://www.example.com/a.html', '某市水务局')
    """
    links = (ADDRESS.search(field.value.quote(text)) for field in fields if field.key == "source")
    found = (web_address(match.group().rstrip(")]")) for match in links if match)
    link = next(filter(None, found), "")
    publisher = value_of(text, fields, "publisher")
    return link or web_address(witness.url), publisher.text if publisher else witness.publisher
