"""Counts → lines of the search log; lines whose time is over → deleted.

No change is told, so that the revision stays and kept pages with it; written in turn all the same, as all rows are.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from django.conf import settings

from documents.models import SearchEntry, SearchLogLine
from documents.records.writing import writing
from policykb.asked.counting import Asked, Counts, Opened

MOST_A_DAY: Final = 20_000  # lines of one day; what comes beyond is counted only where it has a line
BATCH: Final = 500

Place = tuple[date, str, str, int]  # day, key of the question, kind and key of what was opened


class Lines:
    """The lines of the log that counts are added to: those there are, and new ones while the day has room."""

    def __init__(self, days: Iterable[date], keys: Iterable[str]) -> None:
        days = list(days)
        found = SearchLogLine.objects.filter(day__in=days, key__in=keys)
        self.stored = {(line.day, line.key, line.opened, line.record): line for line in found}
        self.new: dict[Place, SearchLogLine] = {}
        self._room = {day: MOST_A_DAY - SearchLogLine.objects.filter(day=day).count() for day in days}

    def add(self, place: Place, query: str, full: int, partial: int, times: int) -> None:
        """Count so many more at this place; what was found is what was found last."""
        line = self.stored.get(place) or self.new.get(place)
        if line is None:
            if self._room[place[0]] <= 0:
                return
            self._room[place[0]] -= 1
            day, key, opened, record = place
            line = self.new[place] = SearchLogLine(day=day, key=key, query=query, opened=opened, record=record)
        line.full, line.partial, line.times = full, partial, line.times + times

    def save(self) -> None:
        """Write them."""
        SearchLogLine.objects.bulk_update(self.stored.values(), ["full", "partial", "times"], batch_size=BATCH)
        SearchLogLine.objects.bulk_create(self.new.values(), batch_size=BATCH)


def store(counts: Counts) -> None:
    """Add the counts to the lines of their days. An opening counts where its question has a line and its record an
    entry: what else an address may claim is left out."""
    with writing():
        lines = Lines({day for day, _ in counts}, {what.key for _, what in counts})
        opened = {(day, what): times for (day, what), times in counts.items() if isinstance(what, Opened)}
        for (day, what), times in counts.items():
            if isinstance(what, Asked):
                lines.add((day, what.key, "", 0), what.text, what.full, what.partial, times)
        questions = known_questions({what.key for _, what in opened}, lines)
        entries = known_entries({what.record for _, what in opened})
        for (day, what), times in opened.items():
            if (question := questions.get(what.key)) and (what.kind, what.record) in entries:
                place = (day, what.key, what.kind, what.record)
                lines.add(place, question.query, question.full, question.partial, times)
        lines.save()


def known_questions(keys: Iterable[str], lines: Lines) -> dict[str, SearchLogLine]:
    """The last line of each of these questions that has one."""
    stored = SearchLogLine.objects.questions().filter(key__in=keys).order_by("day")
    own = [line for line in (*lines.stored.values(), *lines.new.values()) if not line.opened]
    return {line.key: line for line in (*stored, *own)}


def known_entries(records: Iterable[int]) -> set[tuple[str, int]]:
    """Kind and key of the records that can be found."""
    return set(SearchEntry.objects.filter(object_id__in=records).values_list("kind", "object_id"))


def forget_lines(today: date) -> int:
    """Delete the lines whose time is over, all where the log is off; return how many."""
    lines = SearchLogLine.objects.all()
    if days := settings.SEARCH_LOG_DAYS:
        lines = lines.filter(day__lte=today - timedelta(days=days))
    with writing():
        return lines.delete()[0]
