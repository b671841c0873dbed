"""Districts (市辖区) are named with their city, 北京市朝阳区, so that those of two cities are two; so are their bodies.
Party offices, people's organisations, schools and the like get their kind. Collectives that are pieces of sentences wait
for a person to look at them; they had been taken for known. What a person has changed stays as it is."""

import re
from collections import defaultdict
from typing import Any

from django.db import migrations

# 神农架林区 and 六枝特区 are no districts of a city
DISTRICT = re.compile(r".+(?<![特林])区")
KINDS = (
    (re.compile(r"军区|军分区|警备区|武警|武装警察|武装部"), "military"),
    (re.compile(r"(?:大学|(?<!科)学院|学校|[小中]学|幼儿园)$"), "school"),
    (re.compile(r"(?:医院|卫生院|保健院|卫生服务中心)$"), "hospital"),
    (re.compile(r"共产主义青年团|工会$|(?:联合会|联谊会|协会|学会|商会)$|红十字会|国际贸易促进"), "people"),
    (re.compile(r"^中共|[省市州县区旗盟]委(?!员)|纪委|^中央纪律检查|\{committee\}"), "party"),
)
NO_COLLECTIVE = re.compile(r"[由将仅，。；：！？]|以下[简统]称|相关$|附件|见附|本(?:条例|办法|规定|通知)|版权|办理|不[得受能]|应当")


def name_districts(apps: Any, schema_editor: Any) -> None:
    Region = apps.get_model("documents", "Region")
    History = apps.get_model("documents", "HistoricalRegion")
    renamed_by_hand = set(
        History.objects.filter(history_user__isnull=False, history_type="~").values_list("code", flat=True)
    )
    for region in Region.objects.filter(level="county", parent__isnull=False).select_related("parent"):
        full = f"{region.parent.name}{region.name}"
        is_named = region.name.startswith(region.parent.name) or region.code in renamed_by_hand
        if DISTRICT.fullmatch(region.name) and not is_named and len(full) <= 50:
            name_bodies(apps, region, full)
            Region.objects.filter(pk=region.pk).update(name=full)


def name_bodies(apps: Any, region: Any, full: str) -> None:
    """Give the bodies of a district the city's name; the name they had stays one of theirs, addresses as they are."""
    Agency, AgencyName = apps.get_model("documents", "Agency"), apps.get_model("documents", "AgencyName")
    for agency in Agency.objects.filter(region=region, name__startswith=region.name):
        name = f"{full}{agency.name.removeprefix(region.name)}"
        if len(name) <= 120 and not Agency.objects.filter(name=name).exists():
            AgencyName.objects.get_or_create(agency=agency, name=agency.name)
            AgencyName.objects.filter(agency=agency, name=name).delete()
            Agency.objects.filter(pk=agency.pk).update(name=name)


def doubt_pieces(apps: Any, schema_editor: Any) -> None:
    Agency, History = apps.get_model("documents", "Agency"), apps.get_model("documents", "HistoricalAgency")
    seen_by_people = History.objects.filter(history_user__isnull=False).values("id")
    groups = Agency.objects.filter(kind="group", is_reviewed=True).exclude(pk__in=seen_by_people)
    pieces = [pk for pk, name in groups.values_list("pk", "name") if NO_COLLECTIVE.search(name)]
    for start in range(0, len(pieces), 500):
        Agency.objects.filter(pk__in=pieces[start : start + 500]).update(is_reviewed=False)


def sort_bodies(apps: Any, schema_editor: Any) -> None:
    for model, column, key in (("Agency", "name", "id"), ("AgencyPattern", "official", "id")):
        touched = apps.get_model("documents", f"Historical{model}").objects.filter(history_user__isnull=False)
        rows = apps.get_model("documents", model).objects.filter(kind="agency").exclude(pk__in=touched.values(key))
        found = defaultdict(list)
        for pk, name in rows.values_list("pk", column):
            if kind := next((kind for pattern, kind in KINDS if pattern.search(name)), ""):
                found[kind].append(pk)
        for kind, keys in found.items():
            for start in range(0, len(keys), 500):
                rows.model.objects.filter(pk__in=keys[start : start + 500]).update(kind=kind)


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0018_kinds_of_bodies"),
    ]

    operations = [
        migrations.RunPython(name_districts, migrations.RunPython.noop),
        migrations.RunPython(doubt_pieces, migrations.RunPython.noop),
        migrations.RunPython(sort_bodies, migrations.RunPython.noop),
    ]
