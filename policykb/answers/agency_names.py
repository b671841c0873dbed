"""A name of an agency, or a part of one, as a person typed it, in; the keys of the agencies that may be meant out."""

from collections.abc import Iterable, Sequence
from typing import Final

from documents.models import Agency, AgencyMerge, AgencyName
from documents.search.lookups import questions
from documents.search.queries.lexicon import current_lexicon, name_forms
from documents.search.queries.parsing import MAX_QUERY
from documents.search.words.folding import fold, runs
from policykb.answers.bodies_named import settle_bodies
from policykb.answers.named_parts import named_parts
from policykb.answers.searching import understand
from policykb.answers.suggestions import matches
from policykb.insight.publicity import draft_names, with_public_names

MOST: Final = 10_000  # agencies that a few letters may mean
MOST_MERGED: Final = 50  # agencies of which it is asked whether readers may see the name that others had


def agencies_called(words: str) -> list[int]:
    """The agencies one of whose names, official, short or former, holds the words (能源 青海, 环保局, fgw)."""
    typed = fold(words[:MAX_QUERY]).strip()
    if not runs(typed):
        return []
    lexicon = current_lexicon()
    names = lexicon.agencies
    keys = dict.fromkeys(key for name in names_holding(names, typed) for key in names[name])
    meant = (key for part in named_parts(understand(words, lexicon)) for key in part.agencies)
    return list(dict.fromkeys([*without_drafts(list(keys)[:MOST], typed), *meant]))


def agencies_like(words: str) -> list[int]:
    """The agencies elsewhere of the line of government that the words name, of which there is none where they say."""
    with questions():
        _, absent = settle_bodies(understand(words))
    return [agency.pk for each in absent for agency, _ in each.near]


def names_holding(names: Iterable[str], typed: str) -> list[str]:
    """The names that hold each of the words typed, or that begin so in pinyin."""
    parts = typed.split()
    return matches(names, typed) if len(parts) == 1 else [name for name in names if all(part in name for part in parts)]


def without_drafts(keys: Sequence[int], typed: str) -> Iterable[int]:
    """The agencies, but for those that hold what is typed only in a name which no published document shows."""
    merged = set(AgencyMerge.objects.filter(into__in=keys).values_list("into", flat=True))
    if not merged:
        return keys
    asked_of = [key for key in keys if key in merged][:MOST_MERGED]
    asked = with_public_names(
        Agency.objects.filter(pk__in=asked_of).select_related("region"), AgencyMerge.objects.filter(into__in=asked_of)
    )
    shown = {agency.pk for agency in asked if names_holding(forms_of(agency), typed)}
    return [key for key in keys if key not in merged or key in shown]


def forms_of(agency: Agency) -> list[str]:
    """The names of an agency, fetched with those that readers may see, in all forms."""
    names = [agency.name, *(name.name for name in agency.names.all())]  # type: ignore[attr-defined]
    return [form for name in names for form in name_forms(fold(name), agency.region)]


def other_names(keys: Iterable[int], words: str) -> dict[int, str]:
    """For each of these agencies the short or former name that holds the words, where it has one."""
    keys, typed = list(keys), words.split()[:1]
    if not keys or not typed:
        return {}
    hidden = draft_names(AgencyMerge.objects.filter(into__in=keys, name__contains=typed[0]))
    rows = AgencyName.objects.filter(agency__in=keys, name__contains=typed[0]).exclude(name__in=hidden)
    return dict(rows.order_by("-pk").values_list("agency_id", "name"))
