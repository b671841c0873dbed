"""A form sent, shown and stored → what to save and what clashes: a merge of three.

A value that only others changed is taken over; one that only this person changed stays as typed; what both changed
waits for a choice. Nothing that was typed is dropped without being asked about.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Model
from django.forms import ModelForm
from django.forms.formsets import DELETION_FIELD_NAME, INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.forms.models import BaseInlineFormSet
from django.http import QueryDict

from documents.admin.shown import (
    changed_by,
    content,
    digest,
    labels,
    made_by,
    now,
    read_version,
    spoken,
    typed,
    units,
    version_of_page,
)

CHOICE = "-choice"  # ends the name of a choice between two values
NOW = "now"  # what it says where the value that stands there is to stay


@dataclass(frozen=True, slots=True)
class Clash:
    """What two people changed, each in another way. `name` is the name of the choice in the form."""

    name: str
    label: str
    mine: str
    now: str
    by: str


class Merge:
    """The data of a form over the record as it stands now. `data` is what to go on with: it carries the new version.
    `taken` names what was taken over from others, `clashes` what both changed."""

    def __init__(self, data: QueryDict, form: ModelForm, tables: list[BaseInlineFormSet]) -> None:
        self.data = data.copy()
        self.shown = read_version(data.get("version", ""))
        self.taken: list[str] = []
        self.clashes: list[Clash] = []
        self.note_standing(form)
        self.merge_row(form, self.data, "", "", "")
        for table in tables:
            self.merge_table(table)
        self.data["version"] = version_of_page(form, tables)

    def note_standing(self, form: ModelForm) -> None:
        """Say so where the record was taken out of use, or put back."""
        was, record = self.shown.get("standing"), form.instance
        if was and was != digest(record.standing):
            self.take(f"状态（现为{record.get_standing_display()}）", changed_by(record, ["standing"]))

    def merge_row(self, form: ModelForm, row: QueryDict, key: str, place: str, noun: str) -> None:
        """Merge the values of one record: `key` is what its values are called in the version, `place` begins their
        names in the page."""
        for names in units(form):
            is_mine, is_theirs = self.changes(form, row, key, names)
            if row.get(names[0] + CHOICE) == NOW or (is_theirs and not is_mine):
                copy(form, row, names)
            elif is_mine and is_theirs:
                apart = [name for name in names if typed(form, row, name) != now(form, name)]
                mine, theirs = spoken(form, apart, row), spoken(form, apart)
                self.clash(place + names[0], noun + labels(form, apart), mine, theirs, changed_by(form.instance, apart))
            if is_theirs and not is_mine:
                changed = self.changed_by_others(form, key, names)
                self.take(noun + labels(form, changed), changed_by(form.instance, changed))

    def changed_by_others(self, form: ModelForm, key: str, names: Iterable[str]) -> list[str]:
        """Those of the fields that show something else than they did."""
        return [name for name in names if digest(now(form, name)) != self.shown.get(key + name)]

    def changes(self, form: ModelForm, row: QueryDict, key: str, names: Iterable[str]) -> tuple[bool, bool]:
        """Whether this person changed one of these values, and whether others did."""
        mine, theirs = [typed(form, row, name) for name in names], [now(form, name) for name in names]
        if mine == theirs:
            return False, False
        was = [self.shown.get(key + name) for name in names]
        return [digest(value) for value in mine] != was, [digest(value) for value in theirs] != was

    def take(self, what: str, by: str) -> None:
        """Note what was taken over, and from whom."""
        self.taken.append(f"{what}（{by}）" if by else what)

    def clash(self, name: str, label: str, mine: str, theirs: str, by: str) -> None:
        """Note what is to be chosen between."""
        self.clashes.append(Clash(name + CHOICE, label, mine, theirs, by))

    def merge_table(self, table: BaseInlineFormSet) -> None:
        """Merge the rows of a table: those that were shown, those that others took out, those that others added."""
        rows = rows_of(self.data, table)
        if rows is None:
            return
        standing = {str(form.instance.pk): form for form in table.initial_forms}
        kept: list[QueryDict] = []
        gone: list[QueryDict] = []
        count = int(self.data[f"{table.prefix}-{INITIAL_FORM_COUNT}"])
        for row in rows[:count]:
            if form := standing.pop(row.get("id", ""), None):
                self.merge_kept(form, row, table, len(kept))
                kept.append(row)
            else:
                gone.append(row)
        for form in standing.values():
            if f"{table.prefix}-{form.instance.pk}" not in self.shown:
                kept.append(copy(form, QueryDict(mutable=True), [*form.fields]))
                self.take(f"新增的{row_in_words(form.instance)}", made_by(form.instance))
        added: list[QueryDict] = []
        for row in gone:
            added += self.merge_gone(row, table, len(kept) + len(added))
        added += [row for row in rows[count:] if row.get(DELETION_FIELD_NAME + CHOICE) != NOW]
        write_rows(self.data, table, kept, added)

    def merge_kept(self, form: ModelForm, row: QueryDict, table: BaseInlineFormSet, number: int) -> None:
        """Merge a row that still stands. Taking out what others changed is a clash too."""
        key, place, name = (
            f"{table.prefix}-{form.instance.pk}-",
            f"{table.prefix}-{number}-",
            row_in_words(form.instance),
        )
        if DELETION_FIELD_NAME not in row:
            self.merge_row(form, row, key, place, f"{name}的")
            return
        theirs = self.changed_by_others(form, key, content(form))
        copy(form, row, theirs)
        if row.get(DELETION_FIELD_NAME + CHOICE) == NOW:
            del row[DELETION_FIELD_NAME]
        elif theirs:
            said = f"留下，{labels(form, theirs)}为：{spoken(form, theirs)}"
            self.clash(place + DELETION_FIELD_NAME, name, "删除这一行", said, changed_by(form.instance, theirs))

    def merge_gone(self, row: QueryDict, table: BaseInlineFormSet, number: int) -> list[QueryDict]:
        """A row that others took out: if this person had changed it, a new row, to be chosen or given up."""
        if DELETION_FIELD_NAME in row:
            return []
        form, pk = table.empty_form, row.get("id", "")
        earlier = table.model._default_manager.filter(pk=pk).first() if pk.isascii() and pk.isdecimal() else None
        label, by = (row_in_words(earlier), changed_by(earlier, ["standing"])) if earlier else ("已不存在的一行", "")
        was = [self.shown.get(f"{table.prefix}-{pk}-{name}") for name in content(form)]
        if [digest(typed(form, row, name)) for name in content(form)] == was:
            self.take(f"{label}已撤除", by)
            return []
        row["id"] = ""
        self.clash(f"{table.prefix}-{number}-{DELETION_FIELD_NAME}", label, "按所填的重新加入", "已撤除，不再加入", by)
        return [row]


def rows_of(data: QueryDict, table: BaseInlineFormSet) -> list[QueryDict] | None:
    """The rows that were sent for a table, each by the names of its fields; None where it was not sent whole."""
    prefix = str(table.prefix)
    counts = [data.get(f"{prefix}-{count}", "") for count in (TOTAL_FORM_COUNT, INITIAL_FORM_COUNT)]
    if not all(count.isascii() and count.isdecimal() and len(count) < 5 for count in counts):
        return None
    found: dict[int, QueryDict] = {}
    for name, values in data.lists():
        if match := re.fullmatch(rf"{re.escape(prefix)}-(\d{{1,4}})-(.+)", name):
            found.setdefault(int(match[1]), QueryDict(mutable=True)).setlist(match[2], values)
    return [found.get(number, QueryDict(mutable=True)) for number in range(int(counts[0]))]


def write_rows(data: QueryDict, table: BaseInlineFormSet, kept: list[QueryDict], added: list[QueryDict]) -> None:
    """Make these the rows that were sent for a table."""
    prefix = str(table.prefix)
    for name in [name for name in data if re.match(rf"{re.escape(prefix)}-\d+-", name)]:
        del data[name]
    for number, row in enumerate([*kept, *added]):
        for name, values in row.lists():
            data.setlist(f"{prefix}-{number}-{name}", values)
    data[f"{prefix}-{INITIAL_FORM_COUNT}"] = str(len(kept))
    data[f"{prefix}-{TOTAL_FORM_COUNT}"] = str(len(kept) + len(added))


def copy(form: ModelForm, row: QueryDict, names: Iterable[str]) -> QueryDict:
    """Make what stands there now the values sent for these fields."""
    for name in names:
        value = form[name].value()
        row.setlist(name, [*map(str, value)] if isinstance(value, list) else ["" if value is None else str(value)])
    return row


def row_in_words(row: Model) -> str:
    """A row of a table, in words."""
    return f"{row._meta.verbose_name}“{row}”"
