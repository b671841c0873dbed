"""The registry: regions, agencies and every name they go by."""

from typing import ClassVar, Self

from django.db import models
from simple_history.models import HistoricalRecords

from documents.paths import path_to


class RegionLevel(models.TextChoices):
    """The tier of government (行政层级)."""

    NATIONAL = "national", "国家"
    PROVINCE = "province", "省级"
    CITY = "city", "市级"
    COUNTY = "county", "县级"


class Region(models.Model):
    """A place with a government (行政区划), by its GB/T 2260 code; agency names are read within it."""

    code = models.CharField("行政区划代码", max_length=6, primary_key=True)
    name = models.CharField("名称", max_length=50)
    short_name = models.CharField("简称", max_length=20)
    level = models.CharField("层级", max_length=8, choices=RegionLevel)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级"
    )
    names = models.JSONField("其他名称", default=list, blank=True)
    abbreviation = models.CharField("一字简称", max_length=4, blank=True)
    history = HistoricalRecords(verbose_name="历史")

    class Meta:
        verbose_name = verbose_name_plural = "地区"
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return self.name


class AgencyKind(models.TextChoices):
    """What sort of body an agency is (类别)."""

    AGENCY = "agency", "机关"
    GOVERNMENT = "government", "政府"
    PARTY = "party", "党委机构"
    PEOPLE = "people", "群团组织"
    MILITARY = "military", "军队武警"
    SCHOOL = "school", "学校"
    HOSPITAL = "hospital", "医疗机构"
    COMPANY = "company", "企业"
    PARK = "park", "园区"
    GROUP = "group", "集合称呼"


class AgencyQuerySet(models.QuerySet):
    def with_task_counts(self) -> Self:
        """With the number of published tasks each has, in all and in each role."""
        tasks = models.Q(
            responsibilities__standing="current",
            responsibilities__task__standing="current",
            responsibilities__task__document__standing="current",
            responsibilities__task__document__is_published=True,
        )
        by_role = {
            f"{role}_count": models.Count("responsibilities", filter=tasks & models.Q(responsibilities__role=role))
            for role in ("lead", "support", "implement")
        }
        return self.annotate(task_count=models.Count("responsibilities", filter=tasks), **by_role)

    def with_duties(self) -> Self:
        """The agencies that stand in at least one published duty, with their regions and counts."""
        return self.with_task_counts().filter(task_count__gt=0).select_related("region")


class Agency(models.Model):
    """A body that can be made responsible (机构): department, government, company, park, or a collective
    (各市州政府), which is never expanded. `name` is the full official name, or the words as written
    where the registry knows none; `is_reviewed` is False until a person has confirmed such a one. `is_rejected`: a
    person said that the words name no body; the row stays, so that they are not taken for one again."""

    name = models.CharField("名称", max_length=120, unique=True)
    slug = models.SlugField("网址名", max_length=120, unique=True, allow_unicode=True)
    kind = models.CharField("类别", max_length=10, choices=AgencyKind, default=AgencyKind.AGENCY)
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, blank=True, related_name="agencies", verbose_name="地区"
    )
    parent = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="subordinates", verbose_name="上级机构"
    )
    is_reviewed = models.BooleanField("已核对", default=True)
    is_rejected = models.BooleanField("不是机构", default=False, editable=False)
    sort_key = models.PositiveIntegerField("排序", default=9999)
    history = HistoricalRecords(verbose_name="历史")

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "机构"
        ordering: ClassVar = ["region", "sort_key", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(kind__in=AgencyKind.values), name="agency_kind_known"),
            models.CheckConstraint(condition=~models.Q(name=""), name="agency_name_not_empty"),
            models.CheckConstraint(
                condition=~models.Q(is_reviewed=True, is_rejected=True), name="agency_not_confirmed_and_rejected"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return path_to("agencies:detail", self.slug)


class AgencyName(models.Model):
    """Another name of an agency (别名): a short form, or a former name with its period."""

    class Kind(models.TextChoices):
        SHORT = "short", "简称"
        FORMER = "former", "曾用名"

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="names", verbose_name="机构")
    name = models.CharField("名称", max_length=120, db_index=True)
    kind = models.CharField("种类", max_length=6, choices=Kind, default=Kind.SHORT)
    until = models.DateField("停用日期", null=True, blank=True)
    history = HistoricalRecords(verbose_name="历史")

    class Meta:
        verbose_name = verbose_name_plural = "机构别名"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "name"], name="agency_name_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="agency_alias_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name


class AgencyPattern(models.Model):
    """A line of government (条线) at one tier: how its bodies are named in any region, officially and in short."""

    class Level(models.TextChoices):
        NATIONAL = "national", "国家"
        PROVINCE = "province", "省、自治区"
        MUNICIPALITY = "municipality", "直辖市"
        CITY = "city", "市级"
        COUNTY = "county", "县级"

    line = models.CharField("条线", max_length=40)
    level = models.CharField("层级", max_length=12, choices=Level)
    official = models.CharField("正式名称格式", max_length=120)
    names = models.JSONField("简称格式", default=list)
    kind = models.CharField("类别", max_length=10, choices=AgencyKind, default=AgencyKind.AGENCY)
    history = HistoricalRecords(verbose_name="历史")

    class Meta:
        verbose_name = verbose_name_plural = "机构名称格式"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["line", "level"], name="one_pattern_per_line_and_level")
        ]

    def __str__(self) -> str:
        return self.official


class LineName(models.Model):
    """What people call a line of government (条线) beside its official names: in short (生环), by a former name (环保),
    or as other places have it. Search alone reads by it. `name` is a whole form (计委), or what stands before 委, 厅,
    局 or 部门, or another line of the patterns."""

    class Kind(models.TextChoices):
        SHORT = "short", "简称"
        FORMER = "former", "曾用名"
        KIN = "kin", "相近条线"

    line = models.CharField("条线", max_length=40)
    name = models.CharField("别称", max_length=40)
    kind = models.CharField("种类", max_length=6, choices=Kind.choices, default=Kind.SHORT)
    history = HistoricalRecords(verbose_name="历史")

    class Meta:
        verbose_name = verbose_name_plural = "条线别称"
        ordering: ClassVar = ["line", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["line", "name"], name="line_name_once", violation_error_message="这一条线已有这一别称。"
            ),
            models.CheckConstraint(
                condition=~models.Q(line="") & ~models.Q(name="") & ~models.Q(name=models.F("line")),
                name="line_name_of_two",
                violation_error_message="条线和别称都要填，而且不能相同。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.line}）"
