"""A document in; the topics of its tasks, by the keys of these, out."""

from documents.models import Document, Term
from documents.tag_sets.current import current_sets


def topics_by_task(document: Document) -> dict[int, list[Term]]:
    """The topics of each task of a document that has any, by name. A long paper has thousands of pairs of a task and a
    topic, and some dozens of topics: only these are fetched, the pairs are in the sets."""
    tasks = current_sets().of("task")
    within = tasks[f"d{document.pk}"]
    spoken_of = {value: keys & within for value, keys in tasks.values("t").items() if keys.intersect(within)}
    found: dict[int, list[Term]] = {}
    for topic in Term.objects.only("name", "slug").filter(pk__in=spoken_of):
        for task in spoken_of[str(topic.pk)]:
            found.setdefault(task, []).append(topic)
    return found
