"""Values of the records in Chinese: dates by their precision, target values, roles, what is left until a day."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from documents.models import Agency, AgencyKind, RegionLevel, Validity
from documents.text.web_addresses import host_of
from tasks.extraction.values import Anchor
from tasks.models import Deadline, Responsibility, Target

register = template.Library()

UNKNOWN_STARTS = {
    Anchor.ISSUED: "文件未载日期",
    Anchor.PRINTED: "文件未载印发日期",
    Anchor.PUBLISHED: "文件未载发布日期",
    Anchor.EFFECTIVE: "文件未载施行日期",
    Anchor.EVENT: "起算日视具体事项而定",
    Anchor.NONE: "原文未写起算日",
}
GLYPHS = {"lead": "●", "support": "○", "implement": "◇"}
SIGNS = {
    "at_least": "≥ {}",
    "at_most": "≤ {}",
    "over": "> {}",
    "under": "< {}",
    "about": "约 {}",
    "rise": "上升 {}",
    "fall": "下降 {}",
}


def plain_number(value: Decimal | None) -> str:
    """12.500000 → 12.5"""
    return "" if value is None else f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"


@register.filter
def amount(target: Target) -> str:
    """A target's value as one reads it: ≥ 90%, 约 10 个, 1—2 个, 下降 12.5%, 上升 ≥ 7%, 全覆盖; "" for a qualitative
    one."""
    if target.value is None:
        return "全覆盖" if target.comparator == Target.Comparator.COVER else ""
    number = plain_number(target.value)
    if target.value_high is not None:
        number += f"—{plain_number(target.value_high)}"
    unit = target.unit if target.unit in ("%", "％", "‰", "倍") else f" {target.unit}" if target.unit else ""
    how_much = SIGNS.get(target.bound, "{}").format(number + unit)
    return SIGNS.get(target.comparator, "{}").format(how_much)


@register.filter
def by_precision(day: date | None, precision: str = "day") -> str:
    """A last day, only as exactly as the words gave it: 2030年, 2026年6月, 2026年第三季度."""
    if day is None:
        return ""
    if precision in ("year", "plan_period"):
        return f"{day.year}年"
    if precision == "quarter":
        return f"{day.year}年第{'一二三四'[(day.month - 1) // 3]}季度"
    return f"{day.year}年{day.month}月" + ("" if precision == "month" else f"{day.day}日")


@register.filter
def chinese_date(day: date | None) -> str:
    """2026年3月27日"""
    return by_precision(day)


@register.filter
def due(deadline: Deadline) -> str:
    """When a deadline falls: how it recurs where it does, else its last day with the rule that it was got by (2026年
    4月4日前（印发日期2026年3月5日起30日）), else its term with what is not known of it (5年内（原文未写起算日）)."""
    if deadline.recurrence:
        return recurring(deadline)
    term = deadline.term
    if deadline.due_on is None:
        return f"{term.words}（{deadline.rule or UNKNOWN_STARTS[term.anchor]}）" if term else ""
    day = by_precision(deadline.due_on, deadline.precision) + ("前" if term else "")
    return f"{day}（{deadline.rule}）" if deadline.rule else day


@register.filter
def validity_word(value: str) -> str:
    """Whether a document is in force: repealed → 已废止"""
    return str(Validity(value).label)


@register.filter
def host(address: str) -> str:
    """The site that an address leads to: https://www.gov.cn/zhengce/1.htm → gov.cn; "" for none of the web."""
    return host_of(address)


@register.filter
def recurring(deadline: Deadline) -> str:
    """How a deadline returns, with the day where one is written: 每年12月10日, 每季度首月5日, 每5年."""
    if deadline.recurrence == Deadline.Recurrence.EVERY_N_YEARS:
        return f"每{deadline.interval}年"
    if deadline.in_month is None and deadline.on_day is None:
        return deadline.get_recurrence_display()
    day = f"{deadline.on_day}日" if deadline.on_day else "底"
    match deadline.recurrence:
        case Deadline.Recurrence.MONTHLY:
            return f"每月{day}"
        case Deadline.Recurrence.YEARLY | Deadline.Recurrence.YEAR_END:
            return f"每年{deadline.in_month or 12}月{day}"
    return f"{deadline.get_recurrence_display()}第{deadline.in_month}个月{day}" if deadline.in_month else str(deadline)


@register.simple_tag
def left(day: date, today: date) -> str:
    """还有 41 天, 还有 4 年, 今天, 已过 324 天."""
    days = (day - today).days
    if days < 0:
        return f"已过 {-days} 天"
    if days == 0:
        return "今天"
    return f"还有 {days} 天" if days < 731 else f"还有 {day.year - today.year} 年"


@register.filter
def with_marks(segments: Iterable[tuple[str, bool]]) -> SafeString:
    """Words, those that were sought marked."""
    return mark_safe("".join(format_html("<mark>{}</mark>" if is_mark else "{}", words) for words, is_mark in segments))


@register.simple_tag
def role(value: str, word: str = "") -> SafeString:
    """A role's glyph and its word (● 牵头)."""
    label = word or Responsibility.Role(value).label
    return format_html(
        '<span class="role role-{}"><span class="glyph" aria-hidden="true">{}</span> {}</span>',
        value,
        GLYPHS[value],
        label,
    )


@register.simple_tag
def glyph(value: str) -> SafeString:
    """A role's glyph alone, named for those who do not see it; only where the page explains the glyphs."""
    return format_html(
        '<span class="role role-{}" role="img" aria-label="{}"><span class="glyph">{}</span></span>',
        value,
        Responsibility.Role(value).label,
        GLYPHS[value],
    )


@register.filter
def standing(agency: Agency) -> str:
    """What sort of body an agency is, and where: 青海省省级机关, 西宁市市级政府, 集合称呼，原文不逐一列名."""
    if agency.kind == AgencyKind.GROUP:
        return "集合称呼，原文不逐一列名"
    if agency.region is None:
        return agency.get_kind_display()
    kind = agency.get_kind_display()
    if agency.region.level == RegionLevel.NATIONAL:
        return f"国家{kind}"
    parent = agency.region.parent
    above = parent.name if parent and parent.level != RegionLevel.NATIONAL else ""
    place = f"{'' if agency.region.name.startswith(above) else above}{agency.region.name}"
    has_level = agency.kind in (AgencyKind.AGENCY, AgencyKind.GOVERNMENT, AgencyKind.PARTY, AgencyKind.PEOPLE)
    return f"{place}{agency.region.get_level_display() if has_level else ''}{kind}"


@register.filter
def even(heading: str) -> str:
    """A number or heading in a list, its brackets of one width: (一) → （一）; the text keeps what is printed."""
    return heading.replace("(", "（").replace(")", "）")


@register.filter
def reference(number: str) -> str:
    """A number by which something is referred to: 14. → 14."""
    return even(number).removesuffix(".").removesuffix("．")


@register.filter
def is_apart(number: str) -> bool:
    """Whether a gap stands between a number and its title: after 第二节 and 14., not after （一）."""
    return bool(number) and number[-1] not in "）)、"


@register.filter
def before_title(number: str) -> str:
    """A number as it stands before its title, with the gap where it takes one."""
    return even(number) + (" " if is_apart(number) else "")
