"""Values in; the same values, cut to what the columns of a model can hold, out, with a note on each that was cut.

So both databases get the same: PostgreSQL refuses what is too long or too large (a title of 301 characters, a number of
20 digits), SQLite keeps it, or keeps another value.
"""

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from hashlib import sha256
from typing import Any

from django.db import models
from django.db.backends.base.operations import BaseDatabaseOperations

from documents.text.notes import Note, NoteKind
from documents.text.spans import Span

UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")  # no text of a database holds these
REPLACEMENT = "\ufffd"  # one character for one, so that spans still fit
KEY_LENGTH = 60
DIGEST_LENGTH = 12
MOST = Context(prec=200, rounding=ROUND_HALF_EVEN)  # more digits than any number read
SIGNIFICANT = Context(
    prec=15, rounding=ROUND_HALF_EVEN
)  # SQLite keeps a decimal as a float, Django reads so many of it


def storable(model: type[models.Model], values: Mapping[str, Any], notes: list[Note] | None = None) -> dict[str, Any]:
    """The values by column, as the columns of `model` can hold them. What was cut is added to `notes`.

    Texts are cut to the length of the column, decimals rounded; a number out of range becomes None or, if None is not
    allowed, the nearest one. Values that fit are returned unchanged, so that a second call changes nothing.
    """
    columns = {field.attname: field for field in model._meta.concrete_fields}
    kept = dict(values)
    for name, value in values.items():
        field = columns.get(name)
        if field is None or field.is_relation or value is None:
            continue
        kept[name], loss = fitted(field, value)
        if loss and notes is not None:
            notes.append(
                Note(
                    NoteKind.SHORTENED, f"{model._meta.verbose_name}的“{field.verbose_name}”{loss}", values_span(values)
                )
            )
    return kept


def short_key(key: str) -> str:
    """The key, if it is not too long for its column; else its begin and a digest, so that two keys stay different."""
    return key if len(key) <= KEY_LENGTH else f"{key[: KEY_LENGTH - DIGEST_LENGTH - 1]}-{digest(key)}"


def digest(words: str) -> str:
    return sha256(words.encode("utf-8", "replace")).hexdigest()[:DIGEST_LENGTH]


def values_span(values: Mapping[str, Any]) -> Span | None:
    """The span in the values of a record, None without one."""
    start, end = values.get("start"), values.get("end")
    return None if start is None or end is None else Span(start, end)


def fitted(field: Any, value: Any) -> tuple[Any, str]:
    """The value as the column keeps it, and in Chinese what was lost, "" where nothing was."""
    match field:
        case models.CharField() | models.TextField():
            return fitted_text(str(value), field.max_length)
        case models.JSONField():
            return sound(value), ""
        case models.DecimalField():
            return fitted_decimal(field, value)
        case models.IntegerField():
            return fitted_integer(field, value)
    return value, ""


def fitted_text(words: str, length: int | None) -> tuple[str, str]:
    words = sound(words)
    if length is None or len(words) <= length:
        return words, ""
    return words[:length], f"有 {len(words)} 字，只保存了前 {length} 字"


def sound(value: Any) -> Any:
    """The value with U+FFFD for each character that no database keeps, also in lists and mappings."""
    if isinstance(value, str):
        return UNSTORABLE.sub(REPLACEMENT, value)
    if isinstance(value, Mapping):
        return {sound(key): sound(each) for key, each in value.items()}
    return [sound(each) for each in value] if isinstance(value, list | tuple) else value


def fitted_decimal(field: Any, value: Any) -> tuple[Decimal | None, str]:
    """The value rounded to the decimals of the column (三分之一 is kept as 0.333333) and to the digits of SQLite, and
    what was lost; None for the value where it is out of range."""
    places = Decimal(1).scaleb(-field.decimal_places)
    try:
        exact = Decimal(value).quantize(places, context=MOST)
        rounded = SIGNIFICANT.create_decimal(exact).quantize(places, context=MOST)
    except InvalidOperation:
        return None, "不是可以保存的数，未保存"
    said = f"是 {Decimal(value):.6g}"
    if not rounded.is_finite() or abs(rounded) >= Decimal(10) ** (field.max_digits - field.decimal_places):
        return None, f"{said}，超出可以保存的范围，未保存"
    if rounded == 0 and Decimal(value) != 0:
        return rounded, f"{said}，按 {field.decimal_places} 位小数保存为 0"
    return rounded, "" if rounded == exact else f"{said}，只保存 {SIGNIFICANT.prec} 位有效数字"


def fitted_integer(field: Any, value: int) -> tuple[int | None, str]:
    lowest, highest = BaseDatabaseOperations.integer_field_ranges[field.get_internal_type()]
    if lowest <= value <= highest:
        return value, ""
    if field.null:
        return None, f"是 {value}，超出可以保存的范围，未保存"
    nearest = max(lowest, min(value, highest))
    return nearest, f"是 {value}，超出可以保存的范围，按 {nearest} 保存"
