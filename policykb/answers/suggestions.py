"""What has been typed so far in; places to go to out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from documents.models import Agency, SearchEntry, Term
from documents.search.lookups import questions, titled
from documents.search.queries.lexicon import current_lexicon
from documents.search.queries.parsing import MAX_QUERY
from documents.search.queries.proper_names import body_at
from documents.search.queries.query import Lexicon
from documents.search.retrieval import CANDIDATES
from documents.search.slips.sounds import begins_in_pinyin
from documents.search.words.folding import fold, runs
from documents.search.words.segmenter import segmenter
from policykb.answers.hits import fetch_records, title_of, url_of

LETTERS = re.compile("[a-z]{2,30}")
ENDINGS = "局厅委"
MOST_NAMED = 200  # agencies and topics whose names are compared


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to go to while typing; `kind` is agency, topic, document or task."""

    kind: str
    label: str
    url: str


def suggest(text: str, limit: int = 8, *, only_agencies: bool = False) -> list[Suggestion]:
    """Agencies, topics, documents and tasks whose names hold what has been typed so far, in that order."""
    typed = fold(text[:MAX_QUERY]).strip()
    if not runs(typed):
        return []
    if only_agencies:
        return list(suggested_agencies(typed, limit))
    with questions():
        found = [*suggested_agencies(typed), *suggested_topics(typed), *suggested_titles(typed, limit)]
    return list({suggestion.url: suggestion for suggestion in reversed(found)}.values())[::-1][:limit]


def suggested_agencies(typed: str, limit: int = 3) -> Iterator[Suggestion]:
    """At most so many agencies: first those called so in short, then those with a name that
    begins so, then those with one that contains it."""
    lexicon = current_lexicon()
    names = lexicon.agencies
    matching = sorted(matches(names, typed), key=lambda name: (name.find(typed), len(name), name))
    found = [*called(typed, lexicon), *(pk for name in matching for pk in names[name])]
    pks = list(dict.fromkeys(found))[:MOST_NAMED]
    with_entry = SearchEntry.objects.filter(kind=SearchEntry.Kind.AGENCY, object_id__in=pks) if pks else []
    seen = {entry.object_id for entry in with_entry}
    agencies = Agency.objects.in_bulk([pk for pk in pks if pk in seen][:limit])
    for pk in pks:
        if pk in agencies:
            yield Suggestion("agency", agencies[pk].name, url_of("agency", agencies[pk]))


def called(typed: str, lexicon: Lexicon) -> Sequence[int]:
    """The agencies of a line of government that goes by what is typed, whole (市监局) or without its ending (市监)."""
    segmenter().learn(lexicon.words)
    for form in (typed, *(typed + ending for ending in ENDINGS if len(typed) > 1)):
        body = body_at(form, 0, lexicon, segmenter())
        if body and body.text == form and body.agencies:
            return body.agencies
    return ()


def suggested_topics(typed: str) -> Iterator[Suggestion]:
    """At most three topics that have tasks, by name or synonym."""
    names = current_lexicon().synonyms
    matching = matches(names, typed)[:MOST_NAMED]
    if not matching:
        return
    wanted = {word for name in matching for word in names[name]}
    topics = [
        topic for topic in Term.objects.topics().filter(tasks__isnull=False).distinct() if fold(topic.name) in wanted
    ]
    for topic in sorted(topics, key=lambda topic: (typed not in fold(topic.name), fold(topic.name).find(typed)))[:3]:
        yield Suggestion("topic", topic.name, topic_url(topic))


def matches(names: Iterable[str], typed: str) -> list[str]:
    """The names that contain what is typed, or whose pinyin begins so, as input methods show it: fgw, fa'gai'w."""
    letters = typed.replace(" ", "")
    if LETTERS.fullmatch(letters):
        return [name for name in names if typed in name or begins_in_pinyin(name, letters)]
    return [name for name in names if typed in name]


def topic_url(topic: Term) -> str:
    """The topic's page; a search for the topic where there are no such pages."""
    try:
        return reverse("topics:detail", args=[topic.slug])
    except NoReverseMatch:
        return reverse("search") + f"?topic={topic.slug}&q={topic.name}"


def suggested_titles(typed: str, limit: int) -> Iterator[Suggestion]:
    """Documents, then tasks, whose title contains it."""
    for kind in (SearchEntry.Kind.DOCUMENT, SearchEntry.Kind.TASK):
        records = fetch_records(titled([typed], kind, CANDIDATES)[:limit])
        for record in records.values():
            yield Suggestion(kind.value, title_of(kind, record), url_of(kind, record))
