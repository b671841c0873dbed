"""Keys of tasks in; the tasks with all that a file contains of them, in parts, out: any number in little memory.

Documents, agencies and the tasks that duties come from are read once for all tasks, which halves the work. No
query stays open in the database between two parts, however slowly they are taken.
"""

from collections.abc import Iterator, Sequence

from documents.models import Agency, Document
from tasks.models import Responsibility, Task

AT_A_TIME = 200


def in_parts(keys: Sequence[int]) -> Iterator[list[Task]]:
    """The published tasks with these keys, in their order, with what `for_listing` and `with_inherited` fetch."""
    agencies: dict[int, Agency] = {}
    for start in range(0, len(keys), AT_A_TIME):
        part = list(keys[start : start + AT_A_TIME])
        tasks = Task.objects.published()
        duties, targets = tasks.current_of("responsibilities"), tasks.current_of("targets")
        found = tasks.prefetch_related(duties, targets, tasks.deadlines_with_parties()).in_bulk(part)
        give_documents(list(found.values()))
        give_agencies([duty for task in found.values() for duty in task.duties], agencies)
        yield [found[key] for key in part if key in found]


def give_documents(tasks: Sequence[Task]) -> None:
    """Give each task its document, with its region."""
    documents = Document.objects.select_related("region").in_bulk({task.document_id for task in tasks})
    for task in tasks:
        task.document = documents[task.document_id]


def give_agencies(duties: Sequence[Responsibility], agencies: dict[int, Agency]) -> None:
    """Give each duty its agency, from those known or else read now, and the number, title and address of the task it
    comes from."""
    agencies |= Agency.objects.in_bulk({duty.agency_id for duty in duties} - agencies.keys())
    fields = ("key", "address", "number", "title", "document__slug")
    named = Task.objects.select_related("document").only(*fields)
    sources = named.in_bulk({duty.inherited_from_id for duty in duties if duty.inherited_from_id})
    for duty in duties:
        duty.agency = agencies[duty.agency_id]
        if duty.inherited_from_id:
            duty.inherited_from = sources[duty.inherited_from_id]
