"""The counts of a search in; every value of one of its conditions, for the page that lists them, out."""

from collections.abc import Callable, Iterable, Sequence

from documents.models import Agency, Document, Term
from documents.search.counting import Counts
from policykb.answers.document_facets import issuer_names, year_names
from policykb.answers.document_values import find_issuers, region_names
from policykb.answers.every_value import EveryValue, Names
from policykb.answers.facets import numbers_of, pks_of
from policykb.answers.task_values import document_names, find_documents, topic_names

MODELS = {"document": Document, "agency": Agency, "topic": Term}  # whose values are slugs in the query string
CALL: dict[str, Callable[[Iterable[str]], Names]] = {
    "region": region_names,
    "document": document_names,
    "agency": issuer_names,
    "year": year_names,
    "topic": topic_names,
}
FIND = {"document": find_documents, "agency": find_issuers}


def every_value(counts: Counts, name: str, label: str, chosen: Sequence[str], crumb: tuple[str, str]) -> EveryValue:
    """All values of the condition of that name, one of facets.LETTERS; `chosen` are those in the query string."""
    keys = map(str, pks_of(MODELS[name], chosen)) if name in MODELS else chosen
    return EveryValue(
        name=name,
        label=label,
        counts=numbers_of(counts, name),
        chosen=set(keys),
        call=CALL[name],
        find=FIND.get(name),
        crumb=crumb,
        unit="项",
        is_by_key=name == "year",
    )
