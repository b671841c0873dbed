"""Targets in; a table of them, a row each, in words and numbers, out."""

from collections.abc import Iterator, Sequence

from policykb.machines.batches import AT_A_TIME
from policykb.machines.tables import Table
from policykb.templatetags.wording import amount, by_precision, plain_number
from tasks.indicators import normal
from tasks.models import Target

HEADINGS = (
    "指标", "通用名", "目标", "数值", "上限", "单位", "基期年", "期限", "原文", "地区", "文件", "发文字号", "条号",
    "网址",
)  # fmt: skip


def target_table(keys: Sequence[int], site: str) -> Table:
    """The targets with these keys, in their order, read a part at a time; `site` is what addresses begin with."""
    return Table("指标与目标", HEADINGS, rows(keys, site))


def rows(keys: Sequence[int], site: str) -> Iterator[list[str]]:
    """The rows of the table."""
    for start in range(0, len(keys), AT_A_TIME):
        part = keys[start : start + AT_A_TIME]
        found = Target.objects.published().with_place().in_bulk(part)
        yield from (cells(found[key], site) for key in part if key in found)


def cells(target: Target, site: str) -> list[str]:
    """A target's row."""
    place, document = target.place, target.document
    return [
        target.indicator,
        normal(target.indicator),
        amount(target) or "定性",
        plain_number(target.value),
        plain_number(target.value_high),
        target.unit,
        str(target.baseline_year or ""),
        by_precision(target.deadline, target.precision),
        target.quote,
        document.region.name if document.region else "",
        document.title,
        document.document_number,
        "" if place is document else place.number,
        site + place.get_absolute_url(),
    ]
