"""What a person typed → hits over documents, tasks, targets and agencies, with facets; for pages and command."""

from documents.search.snippets import Segment
from policykb.answers.hits import Hit
from policykb.answers.narrowing import by_addresses, is_plain, narrowed_tasks, readings_of
from policykb.answers.searching import Results, Understood, best_tasks, matching_tasks, search, understand
from policykb.answers.suggestions import Suggestion, suggest

__all__ = [
    "Hit", "Results", "Segment", "Suggestion", "Understood", "best_tasks", "by_addresses", "is_plain", "matching_tasks",
    "narrowed_tasks", "readings_of", "search", "suggest", "understand",
]  # fmt: skip
