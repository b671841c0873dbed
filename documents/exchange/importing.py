"""A table that staff bring back; what each row changes, or why it cannot, out. All rows are stored, or none."""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.forms import ModelForm, modelform_factory

from documents.exchange.cells import SEPARATOR, cell, form_value, list_cell, listed, meant, normal
from documents.exchange.form_fields import plain_field
from documents.exchange.sheets import Sheet
from documents.exchange.spreadsheets import Rows
from documents.exchange.typed import shortened
from documents.exchange.workbooks import NUMBER, VERSION
from documents.models import Agency, AgencyName, Change, Origin, Record
from documents.records.digests import version_of
from documents.records.locks import Editor, changes_by_hand, lock
from documents.records.saving import save
from documents.records.writing import tell, writing
from documents.registry.directory import agency_slug
from documents.registry.known_names import KnownNames

MOST_CHANGED = 2000  # rows in one import: it holds up whoever else writes


@dataclass(slots=True)
class RowOutcome:
    """What one row does: the line in the file, the record, and each change as heading, before, after; or errors."""

    line: int
    record: Any = None
    is_new: bool = False
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@dataclass(slots=True)
class TableOutcome:
    """What a table does."""

    rows: list[RowOutcome]
    same: int = 0
    unknown: list[str] = field(default_factory=list)  # headings of columns that no record has

    @property
    def is_too_long(self) -> bool:
        """Whether more rows are changed than are taken at once; no further row was looked at then."""
        return len(self.rows) > MOST_CHANGED

    @property
    def has_errors(self) -> bool:
        return self.is_too_long or any(row.errors for row in self.rows)


@dataclass(frozen=True, slots=True)
class Import:
    """One table being brought in by someone who may or may not add rows."""

    sheet: Sheet
    by: Editor
    may_add: bool = True
    names: KnownNames = field(default_factory=KnownNames)

    def run(self, rows: Rows, *, is_rehearsal: bool) -> TableOutcome:
        """Take every row; keep nothing if this is a rehearsal, any row has an error, or too many are changed."""
        outcome, seen = TableOutcome([], unknown=unknown_headings(self.sheet, rows)), set[str]()
        with writing(self.by, Change.Cause.IMPORT):
            records = self.records(rows)
            for line, cells in rows:
                row = self.take(RowOutcome(line), cells, records, seen)
                if row.changes or row.errors:
                    outcome.rows.append(row)
                else:
                    outcome.same += 1
                if outcome.is_too_long:
                    break
            transaction.set_rollback(is_rehearsal or outcome.has_errors)
        return outcome

    def records(self, rows: Rows) -> dict[int, Any]:
        """The records that the rows name, kept from others until this is done."""
        pks = [int(number) for _, cells in rows if is_number(number := cells.get(NUMBER, "").strip())]
        return related(self.sheet).select_for_update(of=("self",)).in_bulk(pks)

    def take(self, row: RowOutcome, cells: dict[str, str], records: dict[int, Any], seen: set[str]) -> RowOutcome:
        """Store one row, or say why not."""
        try:
            self.find(row, cells, records, seen)
            changed = self.changed(row, cells)
            if changed and not row.is_new and cells.get(VERSION, "").strip() != version_of(row.record):
                raise ValidationError("导出之后这条记录已被修改，请重新导出再改。")
            if changed:
                with transaction.atomic():
                    self.store(row, cells, changed)
        except ValidationError as error:
            row.errors = sentences_of(error, self.sheet)
        except IntegrityError:
            row.errors = ["与其他记录冲突，不能保存。"]
        return row

    def find(self, row: RowOutcome, cells: dict[str, str], records: dict[int, Any], seen: set[str]) -> None:
        """The record of a row, or a new one."""
        number = cells.get(NUMBER, "").strip()
        if not number:
            row.record, row.is_new = self.make(cells), True
        elif not is_number(number) or int(number) not in records:
            raise ValidationError(f"没有编号为“{number}”的{self.sheet.model._meta.verbose_name}。")
        elif number in seen:
            raise ValidationError(f"编号“{number}”重复。")
        else:
            seen.add(number)
            row.record = records[int(number)]

    def make(self, cells: dict[str, str]) -> Any:
        """A new record in its place."""
        noun = self.sheet.model._meta.verbose_name
        if not self.sheet.is_open or not self.may_add:
            raise ValidationError(f"不能用表格新增{noun}，请填已有的编号。")
        record = self.sheet.model()
        for name, heading in self.sheet.parent_headings().items():
            parents = self.sheet.model._meta.get_field(name).related_model._default_manager  # type: ignore[union-attr]
            number = cells.get(heading, "").strip()
            parent = parents.filter(pk=number).first() if is_number(number) else None
            if parent is None:
                raise ValidationError(f"新增一行须写明已有的{heading}。")
            setattr(record, name, parent)
            if hasattr(parent, "document_id") and hasattr(record, "document_id"):
                record.document_id = parent.document_id
        if isinstance(record, Record):
            record.origin = Origin.PERSON
        return record

    def changed(self, row: RowOutcome, cells: dict[str, str]) -> list[str]:
        """The columns that the row changes; these are noted in the outcome, and their cells hold what they mean."""
        names = []
        for name, heading in self.sheet.headings().items():
            field = self.sheet.model._meta.get_field(name)
            before = "" if row.is_new else cell(row.record, name)
            if heading in cells and normal(field, cells[heading]) != normal(field, before):
                cells[heading] = meant(field, cells[heading], row.record, self.names)
                if cells[heading] != before:
                    names.append(name)
                    row.changes.append((heading, before, cells[heading]))
        for name, heading in self.sheet.list_headings().items():
            before = "" if row.is_new else list_cell(row.record, name)
            if heading in cells and listed(cells[heading]) != listed(before):
                names.append(name)
                row.changes.append((heading, before, SEPARATOR.join(sorted(listed(cells[heading])))))
        return names

    def store(self, row: RowOutcome, cells: dict[str, str], changed: list[str]) -> None:
        """Save the row's changes as a person's, locked like edits by hand. Raises ValidationError."""
        headings = self.sheet.headings()
        names = [name for name in changed if name in headings]
        if isinstance(row.record, Agency) and not row.is_new and "name" in names:
            raise ValidationError("机构改名请用“更名”，以便旧网址继续有效。")
        data = {name: form_value(self.sheet.model._meta.get_field(name), cells[headings[name]]) for name in names}
        kind = modelform_factory(self.sheet.model, fields=names, formfield_callback=plain_field)
        form: ModelForm = kind(data, instance=row.record)
        if not form.is_valid():
            raise ValidationError(form.errors.as_data())
        record = form.instance
        if isinstance(record, Agency) and row.is_new:
            record.slug, record.is_reviewed = agency_slug(record.name), False
        record.full_clean()
        before = {} if row.is_new else changes_by_hand(record)
        if row.is_new:
            record._change_reason = "表格导入"
            record.save()
        else:
            save(record, before, "表格导入")
        if isinstance(record, Record):
            lock(record, before, self.by)
        for name in set(changed) - set(names):
            keep_names(record, listed(cells[self.sheet.list_headings()[name]]))
        tell(record, Change.Kind.CREATED if row.is_new else Change.Kind.UPDATED, changed)


def keep_names(agency: Agency, names: set[str]) -> None:
    """Make these the other names of an agency."""
    for alias in agency.names.exclude(name__in=names):  # type: ignore[attr-defined]
        tell(alias, Change.Kind.REMOVED)
        alias.delete()
    known = set(agency.names.values_list("name", flat=True))  # type: ignore[attr-defined]
    for name in sorted(names - known):
        alias = AgencyName(agency=agency, name=name)
        try:
            alias.full_clean()
        except ValidationError as error:
            raise ValidationError(f"别名“{shortened(name)}”：{'；'.join(error.messages)}") from error
        alias.save()
        tell(alias, Change.Kind.CREATED)


def is_number(words: str) -> bool:
    """Whether the words are the number of a row."""
    return words.isascii() and words.isdecimal() and len(words) <= 18


def unknown_headings(sheet: Sheet, rows: Rows) -> list[str]:
    """The headings in a table that its records do not have."""
    return list(dict.fromkeys(heading for _, cells in rows for heading in cells if heading not in sheet.all_headings()))


def sentences_of(error: ValidationError, sheet: Sheet) -> list[str]:
    """An error as sentences, each with the heading of its column."""
    if not hasattr(error, "error_dict"):
        return error.messages
    names = {field.name: str(field.verbose_name) for field in sheet.model._meta.concrete_fields}
    return [
        f"{names[name]}：{message}" if name in names else message
        for name, messages in error.message_dict.items()
        for message in messages
    ]


def related(sheet: Sheet) -> models.QuerySet[Any]:
    """The records of a sheet, with what its cells name."""
    relations = [name for name in sheet.fields if sheet.model._meta.get_field(name).is_relation]
    places = [path.replace(".", "__") for _, path in sheet.place if path != "key"]
    return sheet.model._default_manager.select_related(*relations, *places).prefetch_related(*sheet.lists)
