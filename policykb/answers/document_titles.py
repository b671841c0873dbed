"""What is typed to find a document by its title or number in; the keys of the documents that have all of it, out."""

import re
import unicodedata
from functools import reduce
from operator import and_

from django.db.models import Q
from pyroaring import BitMap

from documents.models import Document
from documents.structure.document_number import number_key

LEFT, RIGHT = re.compile(r"[\[［(（【〈﹝]"), re.compile(r"[\]］)）】〉﹞]")
MOST = 12  # words; a title has no more


def with_title_words(typed: str) -> BitMap:
    """The published documents that have each word in their title or number; a number may be in any spelling.

    青海 零碳 · 青政办[2024]35 · 青政办〔2024〕 规划
    """
    if key := number_key(typed):
        condition = Q(number_key=key)
    else:
        condition = reduce(and_, map(has_word, typed.split()[:MOST]), Q())
    found = Document.objects.published().filter(condition).order_by()
    return BitMap(found.values_list("pk", flat=True))


def has_word(word: str) -> Q:
    """The condition that the title, the title of the notice, or the number has this word."""
    number = RIGHT.sub("〕", LEFT.sub("〔", unicodedata.normalize("NFKC", word)))
    condition = Q(title__icontains=word) | Q(notice_title__icontains=word) | Q(document_number__icontains=number)
    return condition | Q(number_key=key) if (key := number_key(word)) else condition
