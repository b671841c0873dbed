"""A form that could not be stored in; what was typed into it out, to be shown and sent again."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.utils.text import capfirst

NEVER_SENT_BACK = ("csrfmiddlewaretoken",)


@dataclass(frozen=True, slots=True)
class Word:
    """One value of a form. `label` is the name of its field, `shown` the value as a person knows it, "" where nobody
    typed it. A secret value is not kept; it is asked for again."""

    name: str
    value: str
    label: str = ""
    shown: str = ""
    is_secret: bool = False


def words_sent(request: HttpRequest) -> list[Word]:
    """Every value of the request, in its order, but for the form's token."""
    model = model_of(request)
    return [
        word_of(model, name, value)
        for name, values in request.POST.lists()
        if name not in NEVER_SENT_BACK
        for value in values
        if isinstance(value, str)
    ]


def word_of(model: type[Model] | None, name: str, value: str) -> Word:
    """One value, with its label if it fills a column of the model or of one edited with it."""
    if "password" in name:
        return Word(name, "", "口令", is_secret=True)
    field = next(columns(model, name), None) if model else None
    if field is None or field.is_relation:  # the number of a record tells nobody anything; words do
        return Word(name, value, shown="" if value.isascii() or name.startswith("_") else value)
    label = capfirst(str(field.verbose_name))
    return Word(name, value, label, str(dict(getattr(field, "flatchoices", ())).get(value, value)))


def columns(model: type[Model], name: str) -> Iterator[Any]:
    """The column that a field of the model's admin form fills: title, or responsibilities-0-as_written in a row
    below."""
    prefix, _, column = name.rpartition("-")
    if prefix:
        rows = prefix.rpartition("-")[0]
        models: list[Any] = [
            relation.related_model for relation in model._meta.related_objects if relation.get_accessor_name() == rows
        ]
    else:
        models = [model]
    for owner in models:
        yield from (field for field in owner._meta.concrete_fields if field.name == column and field.editable)


def model_of(request: HttpRequest) -> type[Model] | None:
    """The model whose admin the request goes to, None for another page."""
    admin = getattr(getattr(request.resolver_match, "func", None), "model_admin", None)
    return admin.model if admin else None
