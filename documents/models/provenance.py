"""Where a value comes from: extracted by the program or set by a person, whose value is never overwritten."""

import json
from collections.abc import Iterable
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connections, models
from django.db.models.expressions import RawSQL


class Origin(models.TextChoices):
    """Who made a record (来源)."""

    EXTRACTED = "extracted", "程序提取"
    PERSON = "person", "人工录入"


class Standing(models.TextChoices):
    """Whether a record counts (状态). Nothing is deleted: a record that no longer counts keeps its row."""

    CURRENT = "current", "有效"
    SUPERSEDED = "superseded", "不再提取到"
    WITHDRAWN = "withdrawn", "人工撤除"


class Correction(models.Model):
    """A field set by a person (更正): locked against extraction, which may only propose another value."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, verbose_name="记录类型")
    object_id = models.BigIntegerField("记录")
    record = GenericForeignKey()
    field = models.CharField("字段", max_length=50)
    before = models.JSONField("原提取值", null=True, encoder=DjangoJSONEncoder)
    proposed = models.JSONField("新提取值", null=True, encoder=DjangoJSONEncoder)
    has_proposal = models.BooleanField("有新提取值待定", default=False)
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, verbose_name="更正人"
    )
    corrected_at = models.DateTimeField("更正时间")

    class Meta:
        verbose_name = verbose_name_plural = "人工更正"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["content_type", "object_id", "field"], name="one_correction_per_field")
        ]

    def __str__(self) -> str:
        model = self.content_type.model_class()
        names = {column.attname: column.verbose_name for column in model._meta.concrete_fields} if model else {}
        return f"{self.content_type.name} {self.object_id}：{names.get(self.field, self.field)}"


def as_one_value(keys: Iterable[int], using: str = "default") -> RawSQL:
    """Keys, of which there may be any number, for `pk__in`: the database gets them as one value."""
    if connections[using].vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::bigint[])", [list(keys)])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(keys))])


class RecordQuerySet(models.QuerySet):
    def current(self) -> Self:
        """The records that count."""
        return self.filter(standing=Standing.CURRENT)

    def among(self, keys: Iterable[int]) -> Self:
        """Those with one of these primary keys, of which there may be any number: the database gets them as one
        value."""
        return self.filter(pk__in=as_one_value(keys, self.db))


class Record(models.Model):
    """A record that extraction makes and staff may correct. Whatever a person changes is locked; `correctable` names
    the columns that are locked with it where a check binds them together."""

    correctable: ClassVar[tuple[str, ...]] = ()

    origin = models.CharField("来源", max_length=9, choices=Origin, default=Origin.EXTRACTED, editable=False)
    standing = models.CharField("状态", max_length=10, choices=Standing, default=Standing.CURRENT, editable=False)
    corrections = GenericRelation(Correction)

    class Meta:
        abstract = True

    def locked_fields(self) -> dict[str, Correction]:
        """The fields a person has set, by name."""
        return {correction.field: correction for correction in self.corrections.all()}


def record_constraints(name: str) -> list[models.BaseConstraint]:
    """The constraints every record has: origin and standing are known values."""
    return [
        models.CheckConstraint(condition=models.Q(origin__in=Origin.values), name=f"{name}_origin_known"),
        models.CheckConstraint(condition=models.Q(standing__in=Standing.values), name=f"{name}_standing_known"),
    ]


def span_constraint(name: str, start: str = "start", end: str = "end") -> models.CheckConstraint:
    """A span of the reading text is whole and not reversed, or absent (a record made by a person)."""
    absent = models.Q(**{f"{start}__isnull": True, f"{end}__isnull": True})
    whole = models.Q(**{f"{start}__gte": 0, f"{end}__gte": models.F(start)})
    return models.CheckConstraint(condition=absent | whole, name=f"{name}_{start}_span_whole")
