"""Which document: the one that the question names, the newest about something, or where something is written."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import F

from documents.models import Document, SearchEntry
from documents.models.document_kinds import ENDED
from policykb.answers.intents import asking
from policykb.answers.intents.answered import SHOWN, Answer, Line, list_address
from policykb.answers.intents.closeness import Closeness
from policykb.answers.intents.question import Question
from policykb.answers.intents.subject import Match, matches_of
from policykb.answers.searching import search, understand
from policykb.insight.validity import with_validity
from policykb.templatetags.wording import before_title, chinese_date, validity_word
from tasks.models import Task

Kind = SearchEntry.Kind
MOST_MEANT = 2  # documents that words may tell together


def answer_document(question: Question, text: str, today: date) -> Answer | None:
    """The documents that the text names; else those that are about the subject, by title or by a clause of theirs.
    None where none is."""
    named = [int(tag[1:]) for part in understand(text, question.lexicon).parts for tag in part.tags if tag[:1] == "d"]
    if named:
        documents = fetch_documents(named, today)
        return answer_of([line_of(document) for document in documents], 0, "")
    if not question.subject:
        return newest(question, today) if asking.NEWEST.search(question.words) else None
    matches = matches_of(question, ["document", "task"])
    places = places_of([match for match in matches if match.closeness >= Closeness.PASSAGE])
    if not places:
        return answer_of([line_of(document) for document in fetch_documents(with_all_words(question), today)], 0, "")
    wants_newest = bool(asking.NEWEST.search(question.words))
    if wants_newest:
        titled = {pk: match for pk, match in places.items() if is_titled(match)}
        places = titled or places
    documents = fetch_documents(list(places), today)
    if wants_newest:
        documents.sort(key=lambda document: (document.validity_now in ENDED, -day_of(document)))
    keys = [match.pk for match in places.values() if match.kind == Kind.TASK]
    clauses = {
        task.document_id: task for task in Task.objects.published().select_related("document").filter(pk__in=keys)
    }
    lines = [line_of(document, clauses.get(document.pk)) for document in documents]
    url = list_address("search", q=question.subject, kind="document")
    return answer_of(lines[:SHOWN], len(lines) - SHOWN, url, says_first=wants_newest)


def with_all_words(question: Question) -> list[int]:
    """The keys of the documents that have all words of the subject or what stands for them; none where these are many,
    since then they do not tell which is meant."""
    found = search(question.subject, kinds=["document"], filters={"region": question.regions}, limit=MOST_MEANT + 1)
    return [hit.record.pk for hit in found.hits] if 0 < found.complete <= MOST_MEANT else []


def places_of(matches: Sequence[Match]) -> dict[int, Match]:
    """By document, what it is named for: itself where its title says it, else its closest clause."""
    places: dict[int, Match] = {}
    for match in sorted(matches, key=lambda match: not is_titled(match)):
        places.setdefault(match.pk if match.kind == Kind.DOCUMENT else match.document, match)
    return places


def is_titled(match: Match) -> bool:
    """Whether the title of a document says what it is named for."""
    return match.kind == Kind.DOCUMENT and match.closeness >= Closeness.TITLE


def newest(question: Question, today: date) -> Answer | None:
    """The latest documents, of the regions asked for."""
    found = Document.objects.published()
    if question.regions:
        found = found.filter(region__in=question.regions)
    latest = with_validity(found, today).order_by(F("issued_on").desc(nulls_last=True), "pk")[:3]
    lines = [line_of(document) for document in latest]
    return answer_of(lines, 0, list_address("documents:list"), says_first=True)


def fetch_documents(keys: list[int], today: date) -> list[Any]:
    """The published documents with these keys, in their order, each with `validity_now`."""
    found = with_validity(Document.objects.published(), today).prefetch_related("issuing_agencies").in_bulk(keys)
    return [found[key] for key in dict.fromkeys(keys) if key in found]


def day_of(document: Document) -> int:
    """Its day as a number, 0 without one."""
    return document.issued_on.toordinal() if document.issued_on else 0


def line_of(document: Any, clause: Task | None = None) -> Line:
    """A document with its number, day and validity; and the clause that it is named for."""
    number = document.document_number or "文号未载"
    day = chinese_date(document.issued_on) if document.issued_on else "成文日期未载"
    issuers = "、".join(str(agency) for agency in document.issuing_agencies.all())
    words = "，".join(filter(None, [number, f"{day}成文" if document.issued_on else day, issuers and f"{issuers}印发"]))
    note = f"时效：{validity_word(document.validity_now)}"
    if clause is None:
        return Line(document, words, document.title, document.get_absolute_url(), note=note)
    title = f"{before_title(clause.numbering)}{clause.display_title}"
    return Line(document, words, document.title, clause.get_absolute_url(), quote=title, note=note)


def answer_of(lines: list[Line], more: int, url: str, *, says_first: bool = False) -> Answer | None:
    """The documents; the one, or the first where that is asked for, in a sentence."""
    if not lines:
        return None
    first = lines[0]
    sentence = f"《{first.title}》（{first.words}）。"
    if says_first and len(lines) > 1:
        sentence = f"最新的是{sentence}"
    elif len(lines) > 1:
        sentence = f"{len(lines) + max(0, more)} 份文件写到。"
    return Answer("document", "哪份文件", sentence, lines, max(0, more), url)
