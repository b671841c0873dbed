"""A collective that stood for all provinces (有关园区) is one for each: duties of documents of another region than its
own go to a collective of that region. What had no duty elsewhere stays as it is."""

import re
from typing import Any

from django.db import migrations
from django.utils.text import slugify

OF_THE_NATION = ("国务院", "国家", "中央", "中直", "全国", "党中央", "驻")
OWN_TIER = re.compile(r"(?P<word>自治区|自治州|自治县|[省市州县区盟旗])(?![省市州盟县区旗乡镇域块场、（(〔［])")
LONGEST = 120


def chain(region: Any, regions: dict[str, Any]) -> list[Any]:
    found: list[Any] = []
    while region and region not in found:
        found.append(region)
        region = regions.get(region.parent_id)
    return found


def kept_name(words: str, home: Any, regions: dict[str, Any]) -> str:
    """The name of the collective with its region in front."""
    if own := OWN_TIER.match(words):
        for region in chain(home, regions):
            if region.name.endswith(own["word"]):
                return f"{region.name}{words[own.end() :]}"
    return f"{home.name}{words}"


def free_slug(Agency: Any, AgencyAddress: Any, name: str) -> str:
    base = slug = slugify(name, allow_unicode=True)[: LONGEST - 20] or "agency"
    number = 1
    while Agency.objects.filter(slug=slug).exists() or AgencyAddress.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{base}-{number}"
    return slug


def split(apps: Any, schema_editor: Any) -> None:
    Agency = apps.get_model("documents", "Agency")
    AgencyAddress = apps.get_model("documents", "AgencyAddress")
    Correction = apps.get_model("documents", "Correction")
    Responsibility = apps.get_model("tasks", "Responsibility")
    regions = {region.code: region for region in apps.get_model("documents", "Region").objects.all()}
    names = [region.name for region in regions.values() if region.level != "national"]
    for group in Agency.objects.filter(kind="group", region__isnull=False).order_by("pk"):
        if group.name.startswith((*OF_THE_NATION, *names)):
            continue
        duties = Responsibility.objects.filter(agency=group).exclude(task__document__region=group.region_id)
        elsewhere = duties.order_by().values_list("task__document__region", flat=True).distinct()
        for code in sorted(code for code in elsewhere if code):
            if regions[code].level == "national":
                continue
            name = kept_name(group.name, regions[code], regions)[:LONGEST]
            other = Agency.objects.filter(name=name).first() or Agency.objects.create(
                name=name,
                slug=free_slug(Agency, AgencyAddress, name),
                kind="group",
                region_id=code,
                is_reviewed=False,
            )
            theirs = Responsibility.objects.filter(task__document__region=code)
            held = set(Responsibility.objects.filter(agency=other).values_list("task", flat=True))
            theirs.filter(agency=group).exclude(task__in=held).update(agency=other)
            Correction.objects.filter(
                content_type__model="responsibility", field="agency_id", before=group.pk, object_id__in=theirs.values("pk")
            ).update(before=other.pk)


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0019_districts_with_their_city"),
        ("tasks", "0009_citation_relation"),
    ]

    operations = [
        migrations.RunPython(split, migrations.RunPython.noop),
    ]
