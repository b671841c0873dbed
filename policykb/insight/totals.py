"""Numbers of the whole database that several pages show, from the sets of records by tag."""

from documents.tag_sets.current import current_sets
from documents.tag_sets.sets import Kind


def tasks_by_agency() -> dict[int, int]:
    """For the key of each agency that has duties, the number of published tasks in which it has one."""
    return {int(agency): count for agency, count in current_sets().of("task").counts("a").items()}


def most_tasks(tasks: Kind, letter: str, limit: int) -> dict[int, int]:
    """So many of the agencies ("a") or topics ("t") with most tasks, by their keys, each with the number; the most
    first."""
    counts = tasks.counts(letter)
    most = sorted(counts, key=lambda key: (-counts[key], int(key)))[:limit]
    return {int(key): counts[key] for key in most}


def duty_count(tasks: Kind) -> int:
    """The number of duties in all tasks: each agency of a task has one in it."""
    return sum(int(number) * count for number, count in tasks.counts("h").items())
