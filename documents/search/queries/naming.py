"""A query → the documents it names, by number or by title, with the stretches of it that do."""

import re
from collections.abc import Iterator, Sequence

from documents.models import Document, SearchEntry
from documents.search.lookups import titled
from documents.search.queries.questions import COMMON_WORDS, STOP_WORDS
from documents.search.words.folding import fold, runs
from documents.search.words.segmenter import segmenter
from documents.structure.document_number import DOCUMENT_NUMBER

LOOKED_AT = 300  # characters of a query
COMPARED = 10  # documents whose titles are compared
MOST_NAMED = 3  # documents that one title can mean; words that suit more of them name none
DIGIT = "[0-9０-９]"
YEAR_AND_SERIAL = re.compile(rf"(?<={DIGIT}{{4}})(?:年|\s)第?(?={DIGIT}{{1,5}}号)")  # 甘政办发2026年21号
CALLED_DOCUMENT = re.compile(rf"(?<={DIGIT}号)文件?(?=\s|$)")  # 35号文
# 青政办35号 · 569号
SERIAL_ALONE = re.compile(r"(?<![\d年〕\])）第-])(?P<code>[一-鿿]{2,10})?(?P<serial>\d{1,5})号(?=\s|$)")
# 零碳园区的意见 · 《青海省生态经济发展规划（2021—2025年）》
TITLE = re.compile(
    r"《?(?P<title>[^\s《》\"“”]{2,80}?(?P<genre>意见|方案|规划|计划|纲要|办法|条例|通知|决定|措施|细则|规定))"
    r"(?:[（(][^（）()]*[)）])?》?(?=\s|$)"
)


def plain_numbers(text: str) -> str:
    """The text with document numbers that are spelled as in speech written so that they can be read."""
    return CALLED_DOCUMENT.sub("", YEAR_AND_SERIAL.sub("-", text))


def known_documents(text: str) -> dict[str, Sequence[int]]:
    """The stretches of the text that name documents of ours, and the documents."""
    text = text[:LOOKED_AT]
    return dict(known_numbers(text)) | dict(known_serials(text)) | dict(known_titles(text))


def known_numbers(text: str) -> Iterator[tuple[str, Sequence[int]]]:
    """Document numbers in any spelling; the code may stand behind other words."""
    spelled: dict[str, str] = {}
    for match in DOCUMENT_NUMBER.finditer(text):
        code, rest = match["code"], match[0][len(match["code"]) :]
        for start in range(len(code) - 1):
            typed = code[start:] + rest
            spelled[f"{code[start:]}-{int(match['year'])}-{int(match['serial'])}"] = typed.strip()
    if spelled:
        found = Document.objects.published().filter(number_key__in=spelled).order_by("pk")
        yield from ((spelled[document.number_key], [document.pk]) for document in found)


def known_serials(text: str) -> Iterator[tuple[str, Sequence[int]]]:
    """Numbers without a year, of at most a few documents: 青政办35号文, 35号文."""
    for match in SERIAL_ALONE.finditer(text):
        found = Document.objects.published().filter(number_key__endswith=f"-{int(match['serial'])}")
        if match["code"]:
            found = found.filter(number_key__startswith=match["code"])
        pks = found.order_by("pk").values_list("pk", flat=True)[: MOST_NAMED + 1]
        if 0 < len(pks) <= MOST_NAMED:
            yield match[0], list(pks)


def known_titles(text: str) -> Iterator[tuple[str, Sequence[int]]]:
    """Titles, whole or from memory: words that end in a genre and all stand in the title of at most a few documents."""
    for match in TITLE.finditer(text):
        words = words_of_title(match["title"])
        telling = [word for word in words if word.removesuffix(match["genre"]) not in {"", *COMMON_WORDS}]
        if not telling:
            continue
        named = sorted(entry.object_id for entry in titled(words, SearchEntry.Kind.DOCUMENT, COMPARED))
        if 0 < len(named) <= MOST_NAMED:
            yield match[0], named


def words_of_title(title: str) -> list[str]:
    """The words by which a title is known."""
    words = [word for run in runs(fold(title)) for word in segmenter().cut(run)]
    return list(dict.fromkeys(word for word in words if word not in STOP_WORDS and word != "关于"))
